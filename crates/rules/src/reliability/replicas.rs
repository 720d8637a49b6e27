//! How many replicas a workload asks for.

use plimsoll_kube::Known;

use super::amounts::{RELIABILITY, called};
use super::bundle::{ACROSS, Scalers};
use super::served::Served;
use crate::prelude::*;

const KINDS: [&str; 3] = ["Deployment", "StatefulSet", "ReplicaSet"];

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
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let least = ctx.number(&RULE, "minimum").unwrap_or(2);
        let index = ctx.index();
        let mut scaled = None;
        for known in index.objects().iter().filter(|known| may_be_few(known, least)) {
            let (scalers, served) = scaled.get_or_insert_with(|| (Scalers::horizontal(index), Served::of(index)));
            // An autoscaler sets the number itself, and what no Service reaches lets nobody wait.
            if scalers.of_workload(known).is_some() || !served.may_reach(known) {
                continue;
            }
            let Some(object) = ctx.object(known) else { continue };
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
                true => format!("{} asks for {count} of at least {least} replicas", called(&object)),
                false => format!("{} does not say how many replicas it wants, which makes it 1", called(&object)),
            };
            let note = "programs that must be alone, or share a volume that one node mounts, do not work twice";
            let fix = Fix::needs_review(format!("run {least} replicas"), note, [Edit::set(field.path(), least)]);
            let mut finding = RULE.at(&object.place(), field.span(), field.path(), message).fix(fix);
            // Where an autoscaler that stands elsewhere sets the number, leaving it out is right.
            if !field.is_set() {
                finding = finding.confidence(if object.partly_read { Confidence::Low } else { Confidence::Medium });
            }
            findings.push(finding);
        }
    }

    /// Whether it is worth a look at the text.
    fn may_be_few(known: &Known<'_>, least: i64) -> bool {
        let facts = known.facts;
        let written = facts.workload().and_then(|workload| workload.replicas);
        !facts.group.contains('.') && KINDS.contains(&&*facts.kind) && written.is_none_or(|count| count < least)
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
            ctx.objects().iter().filter(|object| !object.group().contains('.') && KINDS.contains(&object.kind()))
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
