//! `namespace-metadata-missing`: nobody can tell whose the namespace is.

use plimsoll_kube::is_built_in_namespace;

use super::metadata_keys::{has_key, names_an_owner};
use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-metadata-missing",
    title: "A namespace does not say whose it is, or its name breaks the scheme",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: elsewhere(&["kyverno:openshift/team-validate-ns-name", "kyverno:kubecost/require-kubecost-labels"]),
    parameters: &[
        Parameter::list("required", "Keys of labels or annotations that a namespace must have, in place of any owner."),
        Parameter::list("names", "Patterns of which a name must match one; `*` stands for any text."),
    ],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let (required, names) = (ctx.list(&RULE, "required"), ctx.list(&RULE, "names"));
    for namespace in ctx.objects().iter().filter(|object| object.is_namespace()) {
        let name = namespace.name();
        if is_built_in_namespace(name) {
            continue;
        }
        let missing: Vec<_> =
            required.iter().filter(|key| !has_key(namespace, |known| known == key.as_str())).collect();
        let message = match missing.as_slice() {
            [] if !required.is_empty() || has_key(namespace, names_an_owner) => None,
            [] => Some("has no label or annotation that names an owner or a team".to_owned()),
            [key] => Some(format!("has no label or annotation `{key}`")),
            [key, others @ ..] => {
                Some(format!("has no label or annotation `{key}`, nor {} others that are required", others.len()))
            }
        };
        if let Some(message) = message {
            let labels = namespace.field(&["metadata", "labels"]);
            let (span, path) = match labels.value().and_then(plimsoll_source::Value::key) {
                Some(key) => (key.span(), key.path()),
                None => (namespace.name_span(), labels.path()),
            };
            let message = format!("namespace `{}` {message}", shown(name));
            let finding = RULE.at(&namespace.place(), span, path, message);
            let confidence = if namespace.partly_read { Confidence::Low } else { RULE.confidence };
            findings.push(finding.confidence(confidence));
        }
        if !names.is_empty() && !names.iter().any(|pattern| matches(pattern, name)) {
            let field = namespace.field(&["metadata", "name"]);
            let message = format!("the name `{}` matches no pattern for names of namespaces", shown(name));
            findings.push(RULE.at(&namespace.place(), namespace.name_span(), field.path(), message));
        }
    }
}

/// Whether a name is what a pattern says, with `*` for any text.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(start) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return name.ends_with(part);
        }
        let Some((_, after)) = name.split_once(part) else { return false };
        name = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue::List;
    use crate::testing::{check, environment_with, file, findings, quiet};

    const NAMESPACE: &str = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n";

    #[test]
    fn an_owner_is_missed_on_the_labels_or_on_the_name() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {app: a, example.com/teams: b}}
#                      ^^^^^^ info: namespace `shop` has no label or annotation that names an owner or a team
---
apiVersion: v1
kind: Namespace
metadata: {name: ledger}
#                ^^^^^^ info: namespace `ledger` has no label or annotation that names an owner or a team
",
        );
    }

    #[test]
    fn owners_are_known_by_many_names() {
        for key in ["team", "example.com/owner", "Owner", "tenant"] {
            quiet(&RULE, "1.37", &NAMESPACE.replace("team", key));
            quiet(&RULE, "1.37", &NAMESPACE.replace("labels", "annotations").replace("team", key));
        }
        quiet(&RULE, "1.37", "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n");
    }

    #[test]
    fn settings_require_keys_and_names() {
        let found = |name, value: &str| {
            let environment = environment_with(&RULE, name, List(vec![value.to_owned()]));
            findings(&RULE, &file("a.yaml", NAMESPACE), &environment).len()
        };
        assert_eq!((found("required", "cost-centre"), found("required", "team")), (1, 0));
        assert_eq!((found("names", "team-*"), found("names", "s*"), found("names", "shop")), (1, 0, 0));
    }

    #[test]
    fn a_star_is_any_text() {
        assert!(matches("*", "") && matches("a-*-prod", "a-b-prod") && matches("*a*b*", "xaxbx"));
        assert!(!matches("a-*", "b-a") && !matches("a*b*c", "acb") && !matches("a", "ab"));
    }
}
