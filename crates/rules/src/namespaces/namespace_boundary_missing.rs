//! `namespace-boundary-missing`: what belongs to different teams shares one namespace.

use plimsoll_kube::Known;
use plimsoll_kube::facts::Labels;
use plimsoll_source::order::{Order, hash};

use crate::prelude::*;
use crate::wording::{called, shown};

pub(crate) static RULE: Rule = Rule {
    id: "namespace-boundary-missing",
    title: "Workloads of different teams or applications share a namespace",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    audience: Audience::Opinion,
    strategy: Strategy::Namespaces,
    controls: &[Control::cis("1.12", "5.6.1")],
    equivalents: elsewhere(&["kubescape:C-0209", "kube-bench:cis-1.12/5.6.1", "kics:e84eaf4d"]),
    parameters: &[Parameter::list(
        "labels",
        "Keys of the Pods' labels that tell teams apart, in place of the usual ones.",
    )],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

/// The labels that tell teams and applications apart.
const USUAL: [&str; 4] = ["team", "tenant", "owner", "app.kubernetes.io/part-of"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let written = ctx.list(&RULE, "labels");
    let keys: Vec<&str> =
        if written.is_empty() { USUAL.to_vec() } else { written.iter().map(String::as_str).collect() };
    // The first workload of each namespace that has a key, and whether it was told.
    let workloads: Vec<Known<'_>> = ctx.index().workloads().collect();
    let by_namespace = Order::new(workloads.iter().map(|known| hash(&known.facts.namespace)));
    for key in keys {
        let value = |known: &Known<'_>| value(&known.facts.workload()?.labels, key).map(hash);
        let mut shared = Vec::new();
        let mut group: Option<(&Known<'_>, bool)> = None;
        for place in by_namespace.places() {
            let Some(known) = workloads.get(place).filter(|known| value(known).is_some()) else { continue };
            match &mut group {
                Some((first, told)) if first.facts.namespace == known.facts.namespace => {
                    if !*told && value(first) != value(known) {
                        *told = true;
                        shared.push((*first, known));
                    }
                }
                _ => group = Some((known, false)),
            }
        }
        for (first, other) in shared {
            say(ctx, key, first, other, findings);
        }
    }
}

fn value<'l>(labels: &'l Labels, key: &str) -> Option<&'l str> {
    plimsoll_kube::facts::label(labels, key).filter(|value| !value.is_empty())
}

fn say(ctx: &Context<'_>, key: &str, first: &Known<'_>, other: &Known<'_>, findings: &mut Findings) {
    let Some(object) = ctx.object(other) else { return };
    let named = |known: &Known<'_>| {
        let labels = known.facts.workload().map(|workload| &workload.labels);
        labels.and_then(|labels| value(labels, key)).map(|value| shown(value).into_owned()).unwrap_or_default()
    };
    let namespace = match &*first.facts.namespace {
        "" => "one namespace".to_owned(),
        name => format!("namespace `{}`", shown(name)),
    };
    let message = format!(
        "{} of `{key}` `{}` shares {namespace} with {} of `{}`",
        called(&other.facts.kind, &other.facts.name),
        named(other),
        called(&first.facts.kind, &first.facts.name),
        named(first),
    );
    let field = object.field(&["metadata", "namespace"]);
    findings.push(RULE.at(&object.place(), object.name_span(), field.path(), message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue::List;
    use crate::testing::{check, environment_with, file, findings, quiet};

    #[test]
    fn the_first_of_another_team_is_told() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: a, namespace: shop, labels: {team: one}}
spec: {}
---
kind: Pod
metadata: {name: b, namespace: other, labels: {team: two}}
spec: {}
---
kind: Pod
metadata: {name: c, namespace: shop, labels: {team: two}}
#                ^ info: the Pod `c` of `team` `two` shares namespace `shop` with the Pod `a` of `one`
spec: {}
---
kind: Pod
metadata: {name: d, namespace: shop, labels: {team: three}}
spec: {}
",
        );
    }

    #[test]
    fn one_team_and_those_that_say_nothing_share_nothing() {
        let pod = "kind: Pod\nmetadata: {name: a, namespace: shop, labels: {team: one, app: x}}\nspec: {}\n---\n";
        quiet(&RULE, "1.37", &format!("{pod}{pod}{}", pod.replace("team: one, app: x", "app: y")));
    }

    #[test]
    fn settings_name_other_labels() {
        let pod = "kind: Pod\nmetadata: {name: a, labels: {tier: web}}\nspec: {}\n---\n";
        let environment = environment_with(&RULE, "labels", List(vec!["tier".to_owned()]));
        let found = findings(&RULE, &file("a.yaml", &format!("{pod}{}", pod.replace("web", "store"))), &environment);
        assert_eq!(found[0].message, "the Pod `a` of `tier` `store` shares one namespace with the Pod `a` of `web`");
    }
}
