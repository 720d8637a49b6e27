//! `probe-host-set`: the kubelet calls what the Pod's author names.

use plimsoll_source::{Path, Step, Value};

use super::wording::named;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "probe-host-set",
    title: "A probe or lifecycle hook names a host",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostProbesAndHostLifecycle")],
    equivalents: &["psa:hostProbesAndHostLifecycle", "gatekeeper:pod-security-policy/host-probes-lifecycle"],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::HostProbesAndHostLifecycle) {
        let Subject::Container(container) = &violation.subject else { continue };
        let host = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        let path = violation.field.path();
        let message = format!("`{}` of {} calls the host `{host}`", handler(&path), named(container));
        let note =
            format!("the kubelet calls the Pod's own address instead of `{host}`, so the program has to answer there");
        findings.push(
            RULE.on(pod, violation.field, message)
                .related(container.name_span(), "this container")
                .fix(Fix::needs_review("call the Pod itself", note, [Edit::remove(path)])),
        );
    }
}

/// The probe or hook that a path to its host leads through.
fn handler(path: &Path) -> &str {
    match path.steps().iter().rev().nth(2) {
        Some(Step::Key(name)) => name,
        _ => "probe",
    }
}
