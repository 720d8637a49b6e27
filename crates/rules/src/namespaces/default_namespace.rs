//! `default-namespace`: the object lands where everything lands that nobody gave a place.

use plimsoll_kube::is_namespaced;

use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "default-namespace",
    title: "An object is in namespace `default`, or names no namespace",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Namespaces,
    controls: &[Control::cis("1.12", "5.6.4")],
    equivalents: elsewhere(&[
        "trivy:KSV-0110",
        "kube-linter:use-namespace",
        "checkov:CKV_K8S_21",
        "kubescape:C-0061",
        "kubescape:C-0212",
        "kyverno:best-practices/disallow-default-namespace",
        "kube-bench:cis-1.12/5.6.4",
        "kics:611ab018",
    ]),
    parameters: &[Parameter::text("namespace", "The namespace that the fix writes.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Stands for the name that only a person knows.
const PLACEHOLDER: &str = "name-of-the-namespace";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        let field = object.field(&["metadata", "namespace"]);
        let object_name = || called(object.kind(), object.name());
        let (message, confidence) = match field.as_str() {
            // The API server makes this one itself, and nowhere else.
            Some("default") if (object.kind(), object.name()) == ("Service", "kubernetes") => continue,
            Some("default") => (format!("{} is in namespace `default`", object_name()), Confidence::High),
            // `kubectl --namespace`, kustomize and Helm give objects a namespace that name none.
            None if !field.is_set() && is_namespaced(object.group(), object.kind()) => {
                let message = format!(
                    "{} names no namespace: it lands in `default` unless whoever applies it names one",
                    object_name()
                );
                (message, if object.partly_read { Confidence::Low } else { Confidence::Medium })
            }
            _ => continue,
        };
        let fix = match ctx.text(&RULE, "namespace") {
            Some(namespace) => Fix::needs_review(
                format!("put it in namespace `{namespace}`"),
                "it is created anew there, and what refers to it by name has to move with it",
                [Edit::set(field.path(), namespace)],
            ),
            None => Fix::show_only("put it in a namespace of its own", [Edit::set(field.path(), PLACEHOLDER)]),
        };
        let finding = RULE.at(&object.place(), field.span(), field.path(), message);
        findings.push(finding.confidence(confidence).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings, quiet};

    #[test]
    fn written_and_missing_are_told_apart() {
        check(
            &RULE,
            "
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}
#                                                                  ^^^^^^^ low: the ConfigMap `a` is in namespace `default`
- {apiVersion: apps/v1, kind: Deployment, metadata: {name: b, namespace: }}
#                                                             ^^^^^^^^^ low: the Deployment `b` names no namespace: it lands in `default` unless whoever applies it names one
- {apiVersion: example.com/v1, kind: Widget, metadata: {name: c, namespace: default}}
#                                                                           ^^^^^^^ low: the Widget `c` is in namespace `default`
",
        );
    }

    #[test]
    fn what_has_no_namespace_and_what_names_another_is_left_alone() {
        for text in [
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\n",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n",
            "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n",
            "apiVersion: v1\nkind: Pod\nmetadata: {namespace: shop}\n",
            "apiVersion: v1\nkind: Pod\nmetadata: {namespace: {{ .Release.Namespace }}}\n",
            "apiVersion: v1\nkind: Service\nmetadata: {name: kubernetes, namespace: default}\n",
        ] {
            quiet(&RULE, "1.37", text);
        }
    }

    #[test]
    fn the_setting_names_the_namespace() {
        let environment = environment_with(&RULE, "namespace", ParameterValue::Text("shop".to_owned()));
        let found = findings(&RULE, &file("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"), &environment);
        assert_eq!(found[0].fixes[0].title, "put it in namespace `shop`");
        assert_eq!(found[0].confidence, Some(Confidence::Medium));
    }
}
