//! `selinux-options-forbidden`: the container runs in a domain that is not made to contain it.

use plimsoll_source::Value;

use super::places::last_key;
use super::wording::named;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "selinux-options-forbidden",
    title: "SELinux options lead out of the container domains",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "seLinuxOptions")],
    equivalents: &[
        "trivy:KSV-0025",
        "kyverno:pod-security/disallow-selinux",
        "psa:seLinuxOptions",
        "gatekeeper:pod-security-policy/selinux",
    ],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::SeLinuxOptions) {
        let path = violation.field.path();
        let option = last_key(&path).unwrap_or_default();
        let value = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        let (whose, related) = match &violation.subject {
            Subject::Container(container) => (named(container), container.name_span()),
            Subject::Pod | Subject::Volume(_) => ("the Pod".to_owned(), pod.object().name_span()),
        };
        let message = format!("{whose} sets the SELinux {option} `{value}`");
        let title = format!("leave the {option} to the runtime");
        let edits = [remove_alone(violation.field, option)];
        let fix = if pod.is_windows(ctx.version()) {
            // The API server refuses a Windows Pod with these options, so none that works has them.
            Fix::safe(title, edits)
        } else {
            Fix::needs_review(
                title,
                "files and calls that the usual domain may not use are denied on nodes with SELinux",
                edits,
            )
        };
        findings.push(RULE.on(pod, violation.field, message).related(related, "set for this").fix(fix));
    }
}

/// Removes one option, or the options where it is the only one.
fn remove_alone(field: Field<'_>, option: &str) -> Edit {
    let path = field.path();
    let options = field.value().and_then(Value::parent);
    let alone = options.is_some_and(|options| options.entries().all(|entry| entry.name() == option));
    Edit::remove(path.parent().filter(|_| alone).unwrap_or(path))
}
