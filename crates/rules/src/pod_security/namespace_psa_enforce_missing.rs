//! `namespace-psa-enforce-missing`: Kubernetes refuses no Pod in the namespace.

use plimsoll_kube::psa::Mode;
use plimsoll_report::PodSecurityLevel;

use super::namespace_labels::{meant, namespaces, on_label, wanted};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-psa-enforce-missing",
    title: "A namespace enforces no level of the Pod Security Standards",
    severity: Severity::Medium,
    // The API server may have a level for namespaces that name none.
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::cis("1.12", "5.2.1")],
    equivalents: elsewhere(&[
        "kubescape:C-0192",
        "kubescape:C-0193",
        "kubescape:C-0194",
        "kubescape:C-0195",
        "kubescape:C-0196",
        "kubescape:C-0197",
        "kubescape:C-0198",
        "kubescape:C-0199",
        "kubescape:C-0200",
        "kubescape:C-0201",
        "kubescape:C-0202",
        "kubescape:C-0203",
        "kubescape:C-0204",
        "kube-bench:cis-1.12/5.2.1",
        "kyverno:psa/add-psa-namespace-reporting",
    ]),
    parameters: &[Parameter::text(
        "level",
        "The level that the fix enforces: `baseline`, unless this is `restricted`.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for namespace in namespaces(ctx) {
        let label = Mode::Enforce.field(namespace);
        // A label with a slip in its key is told as such.
        let slipped = |key: &str| meant(key) == Some(Mode::Enforce.label());
        if namespace
            .field(&["metadata", "labels"])
            .value()
            .is_some_and(|labels| labels.get(Mode::Enforce.label()).is_some())
            || namespace.labels().any(|entry| slipped(&entry.name()))
        {
            continue;
        }
        let level = wanted(ctx, &RULE, "level", PodSecurityLevel::Baseline);
        let message = format!(
            "namespace `{}` has no label `{}`: Kubernetes refuses no Pod in it, unless the API server is told to",
            namespace.name(),
            Mode::Enforce.label()
        );
        findings.push(on_label(&RULE, namespace, label, message).fix(Fix::needs_review(
            format!("enforce level `{level}`"),
            format!("a Pod that needs more than level `{level}` is refused when it is next created"),
            [Edit::set(label.path(), level.as_str())],
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings, quiet};

    #[test]
    fn each_namespace_of_a_list_is_looked_at() {
        check(
            &RULE,
            "
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Namespace, metadata: {name: a}}
#                                   ^^^^^^^^ medium: namespace `a` has no label `pod-security.kubernetes.io/enforce`: Kubernetes refuses no Pod in it, unless the API server is told to
- apiVersion: v1
  kind: Namespace
  metadata:
    name: b
    labels: {pod-security.kubernetes.io/warn: restricted}
#   ^^^^^^ medium: namespace `b` has no label `pod-security.kubernetes.io/enforce`: Kubernetes refuses no Pod in it, unless the API server is told to
",
        );
    }

    #[test]
    fn other_rules_tell_of_what_is_wrong_with_a_label() {
        for labels in [
            "pod-security.kubernetes.io/enforce: x",
            "pod-security.kubernetes.io/enforce:",
            "pod-security.kubernetes.io/enforced: baseline",
        ] {
            quiet(
                &RULE,
                "1.37",
                &format!("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    {labels}\n"),
            );
        }
    }

    #[test]
    fn other_things_of_that_name_and_the_namespaces_of_the_control_plane_are_left_alone() {
        quiet(&RULE, "1.37", "apiVersion: example.com/v1\nkind: Namespace\nmetadata: {name: a}\n");
        quiet(&RULE, "1.37", "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n");
    }

    #[test]
    fn the_setting_gives_the_level_of_the_fix() {
        let environment = environment_with(&RULE, "level", ParameterValue::Text("restricted".to_owned()));
        let found = findings(&RULE, &file("a.yaml", "apiVersion: v1\nkind: Namespace\n"), &environment);
        assert_eq!(found[0].fixes[0].title, "enforce level `restricted`");
        assert_eq!(found[0].fixes[0].edits.len(), 1);
    }
}
