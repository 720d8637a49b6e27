//! `qos-class-not-guaranteed`: the node evicts the Pod before others when memory runs out.

use plimsoll_kube::Version;

use super::amounts::{CPU, MEMORY, RELIABILITY, holders, quantity};
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "qos-class-not-guaranteed",
    title: "A Pod's class of service is below the one that is wanted",
    severity: Severity::Info,
    audience: Audience::Opinion,
    equivalents: elsewhere(&["kyverno:other/require-qos-burstable", "kyverno:other/require-qos-guaranteed"]),
    parameters: &[Parameter::text(
        "class",
        "The class that is wanted: `Guaranteed`, which is also the default, or `Burstable`.",
    )],
    check,
    ..RELIABILITY
};

/// The first version whose Pods have resources of their own without a feature gate.
const POD_RESOURCES: Version = Version::new(34);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let burstable = ctx.text(&RULE, "class").is_some_and(|class| class.eq_ignore_ascii_case("burstable"));
    for pod in ctx.pods() {
        // With resources of its own, a Pod's class follows from them alone.
        if ctx.version() >= POD_RESOURCES && has_any(&|path| pod.field(path)) {
            if !burstable && !is_guaranteed(&|path| pod.field(path)) {
                let message = "the Pod is `Burstable`: its own requests do not equal its limits";
                findings.push(RULE.on(pod, pod.field(&["resources"]), message));
            }
            continue;
        }
        let unlike: Vec<_> = holders(pod).filter(|one| !is_guaranteed(&|path| one.field(path))).collect();
        let effort = unlike.len() == holders(pod).count() && !unlike.iter().any(|one| has_any(&|path| one.field(path)));
        if unlike.is_empty() || (burstable && !effort) {
            continue;
        }
        let message = match effort {
            true => "the Pod is `BestEffort`: none of its containers requests CPU or memory".to_owned(),
            false => {
                format!("the Pod is `Burstable`: of {} CPU and memory are not limited to the request", listed(&unlike))
            }
        };
        let mut finding = RULE.on(pod, pod.field(&["resources"]), message);
        for container in &unlike {
            finding = finding.related(container.name_span(), "this container");
        }
        findings.push(finding);
    }
}

type Read<'f, 'a> = &'f dyn Fn(&'static [&'static str]) -> Field<'a>;

fn is_guaranteed(read: Read<'_, '_>) -> bool {
    [&CPU, &MEMORY].into_iter().all(|resource| {
        let Some(limit) = quantity(read(resource.limits)).filter(|limit| !limit.is_zero()) else { return false };
        let request = read(resource.requests);
        !request.is_set() || quantity(request).is_some_and(|request| request == limit)
    })
}

fn has_any(read: Read<'_, '_>) -> bool {
    let paths = [CPU.requests, CPU.limits, MEMORY.requests, MEMORY.limits];
    paths.into_iter().any(|path| quantity(read(path)).is_some_and(|amount| !amount.is_zero()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn every_container_counts() {
        check(
            &RULE,
            "
kind: Pod
spec:
^^^^ info: the Pod is `Burstable`: of `a` CPU and memory are not limited to the request
  initContainers: [{name: a}]
  containers: [{name: b, resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m}}}]
---
kind: Pod
spec: {containers: [{name: c}, {name: d, resources: {limits: {cpu: 0}}}]}
^^^^ info: the Pod is `BestEffort`: none of its containers requests CPU or memory
",
        );
        let of_pod = "kind: Pod\nspec: {resources: {limits: {cpu: 1, memory: 1Gi}}, containers: [{name: a}]}\n";
        quiet(&RULE, "1.34", of_pod);
    }
}
