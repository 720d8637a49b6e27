//! How many replicas a workload asks for.

use plimsoll_kube::Object;

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

fn replicated(object: &Object<'_>, kinds: &[&str]) -> bool {
    !object.group().contains('.') && kinds.contains(&object.kind())
}

pub(crate) mod replicas_below_minimum {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "replicas-below-minimum",
        title: "A workload runs in too few replicas",
        equivalents: elsewhere(&[
            "kube-linter:minimum-three-replicas",
            "kube-score:deployment-replicas",
            "polaris:deploymentMissingReplicas",
            "kyverno:other/deployment-has-multiple-replicas",
            "gatekeeper:general/replicalimits",
        ]),
        parameters: &[Parameter::number("minimum", "The fewest replicas; 2 where it is not set.")],
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let least = ctx.number(&RULE, "minimum").unwrap_or(2);
        for object in
            ctx.objects().iter().filter(|object| replicated(object, &["Deployment", "StatefulSet", "ReplicaSet"]))
        {
            if object.field(&["metadata", "ownerReferences"]).items().next().is_some() {
                continue;
            }
            let field = object.field(&["spec", "replicas"]);
            let count = match (field.is_set(), field.as_i64()) {
                (true, None) => continue,
                (_, count) => count.unwrap_or(1),
            };
            // Nought is switched off, not too few.
            if count >= least || count == 0 {
                continue;
            }
            let message = match field.is_set() {
                true => format!("{} asks for {count} of at least {least} replicas", called(object)),
                false => format!("{} does not say how many replicas it wants, which makes it 1", called(object)),
            };
            let note = "programs that must be alone, or share a volume that one node mounts, do not work twice; an autoscaler sets the number itself";
            let fix = Fix::needs_review(format!("run {least} replicas"), note, [Edit::set(field.path(), least)]);
            let mut finding = RULE.at(&object.place(), field.span(), field.path(), message).fix(fix);
            // Where an autoscaler sets the number, leaving it out is right.
            if !field.is_set() {
                finding = finding.confidence(if object.partly_read { Confidence::Low } else { Confidence::Medium });
            }
            findings.push(finding);
        }
    }
}

pub(crate) mod replicas_above_maximum {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "replicas-above-maximum",
        title: "A workload asks for more replicas than are allowed",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["gatekeeper:general/replicalimits"]),
        parameters: &[Parameter::number("maximum", "The most replicas.")],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let Some(most) = ctx.number(&RULE, "maximum") else { return };
        for object in
            ctx.objects().iter().filter(|object| replicated(object, &["Deployment", "StatefulSet", "ReplicaSet"]))
        {
            let field = object.field(&["spec", "replicas"]);
            let Some(count) = field.as_i64().filter(|count| *count > most) else { continue };
            let message = format!("{} asks for {count} replicas, and {most} are allowed", called(object));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue::Int;
    use crate::testing::{check, environment_with, file, findings};

    #[test]
    fn one_is_too_few_and_nought_is_off() {
        let text = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec: {replicas: 1}
#                ^ low: `a` asks for 1 of at least 2 replicas
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: b}
spec: {replicas: }
#      ^^^^^^^^ low: `b` does not say how many replicas it wants, which makes it 1
---
apiVersion: apps/v1
kind: Deployment
spec: {replicas: 0}
---
apiVersion: apps/v1
kind: Deployment
spec: {replicas: many}
---
apiVersion: apps/v1
kind: DaemonSet
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: c, ownerReferences: [{name: a}]}
spec: {replicas: 1}
";
        check(&replicas_below_minimum::RULE, text);
        let above = &replicas_above_maximum::RULE;
        let file = file("a.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 5}\n");
        let count = |most| findings(above, &file, &environment_with(above, "maximum", Int(most))).len();
        assert_eq!((count(4), count(5)), (1, 0));
    }
}
