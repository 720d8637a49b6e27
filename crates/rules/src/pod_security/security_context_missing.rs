//! `security-context-missing`: nobody has thought about what the container may do.

use crate::places::reviewable;
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "security-context-missing",
    title: "A container has no securityContext",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[Control::cis("1.12", "5.6.3")],
    equivalents: elsewhere(&[
        "checkov:CKV_K8S_29",
        "checkov:CKV_K8S_30",
        "trivy:KSV-0118",
        "kics:a97a340a",
        "kubescape:C-0211",
        "kube-bench:cis-1.12/5.6.3",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let windows = pod.is_windows(ctx.version());
        // On Windows the Pod's context can say all that a container's can.
        if windows && says_something(pod.security_context()) {
            continue;
        }
        let without: Vec<_> = pod.containers().filter(|one| !says_something(one.security_context())).collect();
        let Some(first) = without.first() else { continue };
        let has = if without.len() == 1 { "has" } else { "have" };
        let message = format!("{} {has} no `securityContext`", listed(&without));
        let field = if without.len() == 1 { first.security_context() } else { pod.field(&["containers"]) };
        let mut finding = RULE.on(pod, field, message);
        finding.span = if without.len() == 1 { first.name_span() } else { pod.object().name_span() };
        for container in &without {
            finding = finding.related(container.name_span(), "this container");
        }
        findings.push(finding.fix(fix(&without, windows)));
    }
}

fn says_something(context: Field<'_>) -> bool {
    context.value().is_some_and(|value| value.entries().any(|entry| !entry.value.is_null()))
}

/// What level restricted asks of each container. Where user 0 is set, the kubelet would not start the container without root, so
/// that stays as it is.
fn fix(without: &[Container<'_>], windows: bool) -> Option<Fix> {
    let mut edits = Vec::new();
    for container in without {
        let context = container.security_context();
        if container.run_as_non_root().value.is_none() && container.run_as_user().value != Some(0) {
            edits.push(Edit::set(context.child(&["runAsNonRoot"]).path(), true));
        }
        if windows {
            continue;
        }
        edits.push(Edit::set(context.child(&["allowPrivilegeEscalation"]).path(), false));
        edits.push(Edit::set(container.capabilities_drop().path(), vec!["ALL"]));
        let profile = container.pod().security_context().child(&["seccompProfile"]);
        if !profile.is_set() {
            edits.push(Edit::set(context.child(&["seccompProfile", "type"]).path(), "RuntimeDefault"));
        }
    }
    let note = "images that name root do not start, and setuid programs, capabilities and unusual system calls fail";
    if edits.is_empty() {
        None
    } else {
        reviewable(Fix::needs_review("write what level restricted asks for", note, edits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn an_empty_one_is_none() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: p}
#                ^ low: `a`, `b` and `d` have no `securityContext`
spec:
  initContainers: [{name: a, securityContext: }]
  containers:
  - {name: b, securityContext: {}}
  - {name: c, securityContext: {privileged: false}}
  - {name: d, securityContext: {privileged: }}
---
kind: Pod
spec:
  securityContext: {runAsNonRoot: true}
  containers:
  - image: a
    name: web
#         ^^^ low: `web` has no `securityContext`
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {os: {name: windows}, securityContext: {runAsNonRoot: true}, containers: [{name: a}]}\n",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: []}\n");
    }

    #[test]
    fn only_what_is_missing_is_written() {
        let text = "kind: Pod\nspec: {securityContext: {runAsUser: 0, seccompProfile: {type: RuntimeDefault}}, containers: [{name: a}]}\n";
        let after = text.replace(
            "{name: a}",
            "{name: a, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}",
        );
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
