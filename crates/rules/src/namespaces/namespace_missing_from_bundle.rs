//! `namespace-missing-from-bundle`: the bundle puts something where there may be nothing.

use plimsoll_kube::is_built_in_namespace;
use plimsoll_source::order::{Order, hash};

use crate::nearest::distance;
use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-missing-from-bundle",
    title: "A namespace is used and not declared where others are",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::list("declared-elsewhere", "Names of namespaces that stand in another repository.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

/// Kinds whose objects set up a cluster: who applies them also creates namespaces.
const OF_THE_CLUSTER: [&str; 4] = ["ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "PriorityClass"];
/// How many declared names are compared with one that is not.
const COMPARED: usize = 200;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let index = ctx.index();
    let declared = || {
        let all = index.of_kind("Namespace").filter(|known| known.facts.group.is_empty());
        all.map(|known| &*known.facts.name).filter(|name| !is_built_in_namespace(name) && !name.is_empty())
    };
    let declares = declared().next().is_some();
    if !declares && OF_THE_CLUSTER.iter().all(|kind| index.of_kind(kind).next().is_none()) {
        return;
    }
    let elsewhere = ctx.list(&RULE, "declared-elsewhere");
    let objects = index.objects();
    let by_namespace = Order::new(objects.iter().map(|known| hash(&known.facts.namespace)));
    for (place, known) in objects.iter().enumerate() {
        let name = &*known.facts.namespace;
        if name.is_empty() || is_built_in_namespace(name) || name.contains(['{', '$']) {
            continue;
        }
        let uses = || {
            let found = by_namespace.find(hash(name));
            found.filter(|other| objects.get(*other).is_some_and(|other| *other.facts.namespace == *name))
        };
        // Told once, at the first object that is there.
        if uses().next() != Some(place)
            || index.namespace(name).is_some()
            || elsewhere.iter().any(|known| known == name)
        {
            continue;
        }
        let near =
            declared().take(COMPARED).find(|known| name.len() > 3 && name.len() < 64 && distance(name, known) == 1);
        let Some(object) = ctx.object(known) else { continue };
        let field = object.field(&["metadata", "namespace"]);
        let count = uses().count();
        let objects = if count == 1 { "1 object".to_owned() } else { format!("{count} objects") };
        let hint = near.map(|near| format!("; `{}` is", shown(near))).unwrap_or_default();
        let message = format!("namespace `{}` of {objects} is not declared here{hint}", shown(name));
        let confidence = match (near.is_some(), declares && !index.is_partly_read()) {
            (true, true) => Confidence::High,
            (false, true) => Confidence::Medium,
            (_, false) => Confidence::Low,
        };
        findings.push(RULE.at(&object.place(), field.span(), field.path(), message).confidence(confidence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings, quiet};

    const NAMESPACE: &str = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n";

    #[test]
    fn a_namespace_is_missed_once_at_its_first_use() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {namespace: shop}}
- {apiVersion: v1, kind: Pod, metadata: {namespace: shpo}}
- {apiVersion: v1, kind: Pod, metadata: {namespace: ledger}}
#                                                   ^^^^^^ info: namespace `ledger` of 2 objects is not declared here
- {apiVersion: v1, kind: Pod, metadata: {namespace: ledger}}
- {apiVersion: v1, kind: Pod, metadata: {namespace: shops}}
#                                                   ^^^^^ info: namespace `shops` of 1 object is not declared here; `shop` is
"
            .replace("- {apiVersion: v1, kind: Pod, metadata: {namespace: shpo}}\n", "")
            .as_str(),
        );
    }

    #[test]
    fn what_is_there_anyway_and_what_is_filled_in_later_is_not_missed() {
        for name in ["default", "kube-system", "\"{{ .Values.namespace }}\"", "${NS}", "shop", ""] {
            quiet(
                &RULE,
                "1.37",
                &format!("{NAMESPACE}apiVersion: v1\nkind: Pod\nmetadata: {{namespace: {name}}}\n")
                    .replace("{namespace: ${NS}}", "{namespace: \"${NS}\"}"),
            );
        }
    }

    #[test]
    fn a_bundle_without_namespaces_is_applied_to_those_there_are() {
        quiet(&RULE, "1.37", "apiVersion: v1\nkind: Pod\nmetadata: {namespace: shop}\n");
    }

    #[test]
    fn confidence_follows_what_the_bundle_holds() {
        let confidence = |text: &str| findings(&RULE, &file("a.yaml", text), &environment("1.37"))[0].confidence;
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {namespace: shops}\n";
        assert_eq!(confidence(&format!("{NAMESPACE}{pod}")), Some(Confidence::High));
        assert_eq!(confidence(&format!("{NAMESPACE}{}", pod.replace("shops", "web"))), Some(Confidence::Medium));
        assert_eq!(confidence(&format!("kind: ClusterRole\n---\n{pod}")), Some(Confidence::Low));
    }
}
