//! `unsafe-sysctl`: its effect is not confined to the Pod.

use plimsoll_source::Value;

use super::places::remove_items;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "unsafe-sysctl",
    title: "A Pod sets a sysctl outside the safe set",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "sysctls")],
    equivalents: &[
        "trivy:KSV-0026",
        "kube-linter:unsafe-sysctls",
        "kyverno:pod-security/restrict-sysctls",
        "psa:sysctls",
        "gatekeeper:pod-security-policy/forbidden-sysctls",
        "kics:9127f0d9",
    ],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::Sysctls) {
        let name = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        let message = match name {
            "" => "a sysctl of the Pod has no name".to_owned(),
            name => format!("the Pod sets the sysctl `{name}`, which is not safe in Kubernetes {}", ctx.version()),
        };
        let bad = |item| Field::walk(item, &["name"]).span() == violation.field.span();
        let edits = remove_items([pod.sysctls().field], bad);
        let note = "programs run with the node's value instead";
        findings.push(
            RULE.on(pod, violation.field, message)
                .related(pod.object().name_span(), "this object")
                .fix(Fix::needs_review("remove the sysctl", note, edits)),
        );
    }
}
