//! `api-version-openshift-deprecated`: roles in the form that OpenShift had before Kubernetes had them.

use super::api::{UPDATES, about};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "api-version-openshift-deprecated",
    title: "A role or a binding is written in OpenShift's own API",
    severity: Severity::Low,
    equivalents: elsewhere(&["kyverno:openshift/disallow-deprecated-apis"]),
    fixable: true,
    check,
    ..UPDATES
};

const REPLACEMENT: &str = "rbac.authorization.k8s.io/v1";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| object.api_version() == "authorization.openshift.io/v1") {
        let is_binding = match object.kind() {
            "ClusterRole" | "Role" => false,
            "ClusterRoleBinding" | "RoleBinding" => true,
            _ => continue,
        };
        let written = object.field(&["apiVersion"]);
        let title = format!("write `apiVersion: {REPLACEMENT}`");
        let edits = [Edit::set(written.path(), REPLACEMENT)];
        let roots = object.field(&["rules"]).items();
        let is_plain = !is_binding && roots.clone().all(|rule| !Field::walk(rule, &["attributeRestrictions"]).is_set());
        let note = "a binding names its role and its subjects with an `apiGroup` there, and `userNames` and `groupNames` are not read";
        let finding = about(&RULE, object, &format!("is deprecated; use `{REPLACEMENT}`"));
        findings.push(finding.fix(written.is_set().then(|| match (is_plain, is_binding) {
            (true, _) => Fix::safe(title, edits),
            (false, true) => Fix::needs_review(title, note, edits),
            (false, false) => Fix::needs_review(title, "`attributeRestrictions` are not read there", edits),
        })));
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn roles_and_bindings_count_and_nothing_else_of_the_group() {
        check(
            &RULE,
            "
apiVersion: authorization.openshift.io/v1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: `Role` of `authorization.openshift.io/v1` is deprecated; use `rbac.authorization.k8s.io/v1`
kind: Role
---
apiVersion: authorization.openshift.io/v1
kind: RoleBindingRestriction
",
        );
        quiet(&RULE, "1.37", "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n");
    }

    #[test]
    fn a_binding_needs_more_than_another_version() {
        for (kind, rest, applicability) in [
            ("Role", "rules: [{verbs: [get]}]", Safe),
            ("ClusterRole", "rules: [{attributeRestrictions: {kind: a}}]", NeedsReview),
            ("RoleBinding", "userNames: [a]", NeedsReview),
        ] {
            let text = format!("apiVersion: authorization.openshift.io/v1\nkind: {kind}\n{rest}\n");
            let after = text.replace("authorization.openshift.io", "rbac.authorization.k8s.io");
            assert_eq!(mended(&RULE, "1.37", &text), (after, vec![applicability]));
        }
    }
}
