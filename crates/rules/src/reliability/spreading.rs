//! Where the Pods of a workload may run: all on one node, or spread.

use plimsoll_kube::facts;
use plimsoll_kube::selector::Selector;
use plimsoll_source::Value;

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

const HOST: &str = "kubernetes.io/hostname";

fn text<'a>(value: Value<'a>, path: &'static [&'static str]) -> Option<&'a str> {
    Field::walk(value, path).as_str()
}

/// Whether a selector accepts the Pod's own labels; one that is missing accepts none.
fn selects(holder: Value<'_>, pod: &Pod<'_>) -> bool {
    let labels = facts::labels(pod.labels());
    Field::walk(holder, &["labelSelector"]).value().is_some_and(|selector| Selector::of(selector).matches(&labels))
}

pub(crate) mod pod_anti_affinity_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "pod-anti-affinity-missing",
        title: "Replicas may share one node",
        equivalents: elsewhere(&[
            "kube-linter:no-anti-affinity",
            "kube-score:deployment-has-host-podantiaffinity",
            "kube-score:statefulset-has-host-podantiaffinity",
            "kics:a31b7b82",
            "kics:d740d048",
        ]),
        check,
        ..RELIABILITY
    };

    const REQUIRED: &[&str] = &["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
    const PREFERRED: &[&str] = &["affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution"];

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let object = pod.object();
            if !matches!(object.kind(), "Deployment" | "StatefulSet") {
                continue;
            }
            let Some(count) = object.field(&["spec", "replicas"]).as_i64().filter(|count| *count > 1) else { continue };
            let preferred =
                pod.field(PREFERRED).items().filter_map(|item| Field::walk(item, &["podAffinityTerm"]).value());
            let apart = |term: Value<'_>| text(term, &["topologyKey"]) == Some(HOST) && selects(term, pod);
            if pod.field(REQUIRED).items().chain(preferred).any(apart) || spreads(pod) {
                continue;
            }
            let message = format!("all {count} Pods of {} may run on one node", called(&object));
            findings.push(RULE.on(pod, pod.field(&["affinity"]), message));
        }
    }

    /// Whether a constraint spreads the Pods over nodes, which does the same.
    fn spreads(pod: &Pod<'_>) -> bool {
        let mut constraints = pod.field(&["topologySpreadConstraints"]).items();
        constraints.any(|one| text(one, &["topologyKey"]) == Some(HOST) && selects(one, pod))
    }
}

pub(crate) mod topology_spread_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "topology-spread-missing",
        title: "Pods have no topology spread constraint that works",
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kube-score:pod-topology-spread-constraints",
            "polaris:topologySpreadConstraint",
            "kyverno:other/topologyspreadconstraints-policy",
        ]),
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let constraints = pod.field(&["topologySpreadConstraints"]);
            for constraint in constraints.items() {
                if let Some((field, problem)) = problem(constraint) {
                    findings.push(RULE.on(pod, field, problem));
                }
            }
            let replicated =
                matches!(pod.object().kind(), "Deployment" | "StatefulSet" | "ReplicaSet" | "ReplicationController");
            if replicated && constraints.items().next().is_none() {
                let message = format!("nothing written spreads the Pods of {}", called(&pod.object()));
                findings.push(RULE.on(pod, constraints, message));
            }
        }
    }

    /// What the API server refuses, or what makes the constraint count no Pod.
    fn problem(constraint: Value<'_>) -> Option<(Field<'_>, &'static str)> {
        let field = |path| Field::walk(constraint, path);
        if field(&["maxSkew"]).as_i64().is_none_or(|skew| skew < 1) {
            return Some((field(&["maxSkew"]), "`maxSkew` of a constraint must be at least 1"));
        }
        if field(&["topologyKey"]).as_str().is_none_or(str::is_empty) {
            return Some((field(&["topologyKey"]), "a constraint without `topologyKey` is refused"));
        }
        let otherwise = field(&["whenUnsatisfiable"]);
        if !matches!(otherwise.as_str(), Some("DoNotSchedule" | "ScheduleAnyway")) {
            return Some((
                otherwise,
                "`whenUnsatisfiable` of a constraint must be `DoNotSchedule` or `ScheduleAnyway`",
            ));
        }
        if field(&["minDomains"]).as_i64().is_some_and(|domains| domains < 1) {
            return Some((field(&["minDomains"]), "`minDomains` of a constraint must be at least 1"));
        }
        let selector = field(&["labelSelector"]);
        (!selector.is_set()).then_some((selector, "a constraint without `labelSelector` counts no Pod"))
    }
}

pub(crate) mod node_affinity_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "node-affinity-missing",
        title: "Pods say nothing of the nodes that they need",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kube-linter:no-node-affinity"]),
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let affinity = pod.field(&["affinity", "nodeAffinity"]);
            let others = [pod.field(&["nodeSelector"]), pod.field(&["nodeName"])];
            if affinity.is_set() || others.into_iter().any(Field::is_set) {
                continue;
            }
            let message = format!("the Pods of {} may run on any node", called(&pod.object()));
            findings.push(RULE.on(pod, affinity, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn only_a_term_that_selects_the_pods_keeps_them_apart() {
        let text = "
kind: Deployment
metadata: {name: a}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: a}}
    spec:
      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: b}}}]}}
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: all 2 Pods of `a` may run on one node
";
        check(&pod_anti_affinity_missing::RULE, text);
        let plain: String =
            text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        quiet(&pod_anti_affinity_missing::RULE, "1.37", &plain.replace("app: b", "app: a"));
        quiet(&pod_anti_affinity_missing::RULE, "1.37", &plain.replace("replicas: 2", "replicas: 1"));
        let spread = "kind: StatefulSet\nspec: {replicas: 3, template: {metadata: {labels: {a: b}}, spec: {topologySpreadConstraints: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {a: b}}}]}}}\n";
        quiet(&pod_anti_affinity_missing::RULE, "1.37", spread);
    }
}
