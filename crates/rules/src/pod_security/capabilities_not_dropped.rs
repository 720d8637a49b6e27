//! `capabilities-not-dropped`: powers that nobody asked for stay with the container.

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "capabilities-not-dropped",
    title: "A container keeps the default capabilities",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "capabilities_restricted"), Control::cis("1.12", "5.2.9")],
    equivalents: elsewhere(&[
        "trivy:KSV-0003",
        "psa:capabilities_restricted",
        "kubesec:CapDropAll",
        "kyverno:best-practices/drop-all-capabilities",
        "kyverno:pod-security/disallow-capabilities-strict",
        "checkov:CKV_K8S_37",
        "kube-bench:cis-1.12/5.2.9",
        "gatekeeper:pod-security-policy/capabilities",
        "trivy:KSV-0106",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::CapabilitiesRestricted) {
        let Subject::Container(container) = &violation.subject else { continue };
        let drop = container.capabilities_drop();
        // The control also forbids to add; that is another rule's.
        if drop.span() != violation.field.span() {
            continue;
        }
        let all = drop.items().find(|item| item.scalar_text().is_some_and(|name| name.eq_ignore_ascii_case("ALL")));
        let (message, fix) = match all {
            // containerd and CRI-O compare without regard to case, so nothing changes for a container that runs.
            Some(all) => (
                format!(
                    "{} drops `{}`, which Pod Security Admission knows as `ALL` only",
                    named(container),
                    all.scalar_text().unwrap_or_default()
                ),
                Fix::safe("write `ALL`", [Edit::set(all.path(), "ALL")]),
            ),
            None => (
                format!("{} keeps the default capabilities", named(container)),
                Fix::needs_review(
                    "drop all capabilities",
                    "a program that changes owners or users at start, or binds a port below 1024, may fail",
                    [Edit::set(drop.path(), vec!["ALL"])],
                ),
            ),
        };
        findings.push(RULE.on(pod, violation.field, message).related(container.name_span(), "this container").fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn the_nearest_key_stands_for_what_is_missing() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers:
  - name: a
#         ^ low: init container `a` keeps the default capabilities
  containers:
  - securityContext:
      capabilities: {add: [CHOWN]}
#     ^^^^^^^^^^^^ low: container `containers[0]` keeps the default capabilities
  - name: b
    securityContext: {capabilities: {drop: [NET_RAW, KILL]}}
#                                          ^^^^^^^^^^^^^^^ low: container `b` keeps the default capabilities
  ephemeralContainers:
  - {name: c, securityContext: {capabilities: {drop: [ALL]}}}
",
        );
    }

    #[test]
    fn windows_and_older_versions_are_left_alone() {
        let windows = "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n";
        quiet(&RULE, "1.25", windows);
        quiet(&RULE, "1.21", windows);
    }

    #[test]
    fn what_was_dropped_one_by_one_becomes_all() {
        let text = "kind: Pod\nspec:\n  containers:\n  - name: a\n    securityContext: {capabilities: {drop: [NET_RAW, KILL]}}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("NET_RAW, KILL", "ALL"));
    }
}
