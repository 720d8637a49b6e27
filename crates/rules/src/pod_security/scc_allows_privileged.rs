//! `scc-allows-privileged`: whoever may use the constraint may be root on a node.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "scc-allows-privileged",
    title: "A SecurityContextConstraints allows privileged containers",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&["kube-linter:scc-deny-privileged-container"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        // It was a kind of the core group before OpenShift 4.
        if object.kind() != "SecurityContextConstraints" || !matches!(object.group(), "" | "security.openshift.io") {
            continue;
        }
        let allowed = object.field(&["allowPrivilegedContainer"]);
        if allowed.as_bool() != Some(true) {
            continue;
        }
        let mut finding = RULE.at(
            &object.place(),
            allowed.span(),
            allowed.path(),
            "whoever may use this constraint may run privileged containers",
        );
        for who in [object.field(&["users"]), object.field(&["groups"])] {
            if who.items().next().is_some() {
                finding = finding.related(who.span(), "these may use it");
            }
        }
        let note = "what runs privileged by it is not created any more";
        let fix = Fix::needs_review("do not allow privileged containers", note, [Edit::set(allowed.path(), false)]);
        findings.push(finding.related(object.name_span(), "this constraint").fix(fix));
    }
}

#[cfg(test)]
#[test]
fn only_true_in_its_own_group_counts() {
    crate::testing::check(
        &RULE,
        "
kind: SecurityContextConstraints
allowPrivilegedContainer: true
#                         ^^^^ high: whoever may use this constraint may run privileged containers
---
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
allowPrivilegedContainer: false
---
apiVersion: example.com/v1
kind: SecurityContextConstraints
allowPrivilegedContainer: true
",
    );
}
