//! `selector-mismatch`: a workload whose selector does not find the Pods that it makes.

use plimsoll_kube::facts;
use plimsoll_kube::selector::Selector;

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "selector-mismatch",
    title: "A selector does not match the labels of its template",
    severity: Severity::High,
    audience: Audience::Default,
    equivalents: elsewhere(&[
        "kube-linter:mismatching-selector",
        "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
        "kube-score:statefulset-pod-selector-labels-match-template-metadata-labels",
        "kubescape:C-0296",
    ]),
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let object = pod.object();
        let selector = object.field(&["spec", "selector"]);
        let now = !matches!(object.api_version(), "extensions/v1beta1" | "apps/v1beta1");
        let field = match (object.kind(), selector.value()) {
            ("Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet", _) if now => selector,
            // The API server fills in what a ReplicationController, or a version that is gone, leaves out.
            ("Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController", Some(_)) => selector,
            _ => continue,
        };
        let plain = object.kind() == "ReplicationController";
        let labels = facts::labels(pod.labels());
        let of = |value| if plain { Selector::of_map(value) } else { Selector::of(value) };
        let message = match field.value().map(of) {
            None => format!("{} has no selector, which the API server refuses", called(&object)),
            Some(selector) if selector.is_empty() => {
                format!("the selector of {} is empty, which the API server refuses", called(&object))
            }
            Some(selector) if selector.is_refused() || selector.matches(&labels) => continue,
            Some(_) => format!("the selector of {} does not match the labels of its Pods", called(&object)),
        };
        let labels = pod.metadata().child(&["labels"]);
        findings.push(RULE.on(pod, field, message).related(labels.span(), "labels of the Pods"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_part_of_the_selector_must_hold() {
        check(
            &RULE,
            "
kind: Deployment
metadata: {name: a}
spec: {selector: {matchLabels: {app: a, tier: web}}, template: {metadata: {labels: {app: a}}, spec: {}}}
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: the selector of `a` does not match the labels of its Pods
---
kind: DaemonSet
metadata: {name: b}
spec: {template: {spec: {}}}
^^^^ high: `b` has no selector, which the API server refuses
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: StatefulSet\nspec: {selector: {matchExpressions: [{key: a, operator: Exists}]}, template: {metadata: {labels: {a: b}}, spec: {}}}\n",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: ReplicationController\nspec: {template: {metadata: {labels: {a: b}}, spec: {}}}\n---\nkind: Job\nspec: {template: {spec: {}}}\n",
        );
    }
}
