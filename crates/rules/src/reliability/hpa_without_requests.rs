//! `hpa-without-requests`: a share of nothing.

use plimsoll_kube::facts::{Need, asks_for};
use plimsoll_kube::{ContainerList, Known};

use super::bundle::{ACROSS, Scalers, autoscaler, called, short};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "hpa-without-requests",
    title: "An autoscaler compares with requests that are not there",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    check,
    ..ACROSS
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let index = ctx.index();
    for (known, target) in Scalers::horizontal(index).all() {
        let Some(scaler) = autoscaler(known) else { continue };
        let Some(workload) = index.in_namespace(&target.kind, &known.facts.namespace, &target.name) else {
            continue;
        };
        for need in scaler.needs.iter().filter(|need| may_lack(&workload, need)) {
            let Some(path) = resource(need).filter(|_| !index.holds("LimitRange", &workload.facts.namespace)) else {
                continue;
            };
            let (Some(pod), Some(other)) = (ctx.pod(&workload), ctx.object(known)) else { continue };
            let Some(container) = lacking(&pod, need, path) else { continue };
            let message = format!(
                "{} requests no {}, which {} measures as a share of what is requested",
                named(&container),
                short(&need.resource),
                called(known)
            );
            let field = container.field(&["resources", "requests"]).child(path);
            findings.push(RULE.on(&pod, field, message).related_object(&other, "measures a share of requests"));
        }
    }
}

fn resource(need: &Need) -> Option<&'static [&'static str]> {
    match &*need.resource {
        "cpu" => Some(&["cpu"]),
        "memory" => Some(&["memory"]),
        _ => None,
    }
}

fn may_lack(workload: &Known<'_>, need: &Need) -> bool {
    let requests = workload.facts.workload().map(|workload| workload.requests);
    requests.is_some_and(|all| !(if &*need.resource == "cpu" { all.cpu } else { all.memory }))
}

fn lacking<'a>(pod: &Pod<'a>, need: &Need, path: &'static [&'static str]) -> Option<Container<'a>> {
    let mut containers = pod.containers_in(ContainerList::Containers);
    containers.find(|one| (need.container.is_empty() || *need.container == *one.name()) && !asks_for(one, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    const HPA: &str = "---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {scaleTargetRef: {kind: Deployment, name: web}}
";

    #[test]
    fn one_container_without_a_request_is_enough() {
        let of = |second: &str| {
            format!(
                "
kind: Deployment
metadata: {{name: web}}
spec:
  template:
    spec:
      initContainers: [{{name: i}}]
      containers:
      - {{name: a, resources: {{limits: {{cpu: 1}}}}}}
{second}{HPA}"
            )
        };
        check(
            &RULE,
            &of(
                "      - {name: b}\n#              ^ medium: container `b` requests no cpu, which HorizontalPodAutoscaler `h` measures as a share of what is requested\n",
            ),
        );
        quiet(&RULE, "1.37", &of(""));
        let limited = format!("{}---\napiVersion: v1\nkind: LimitRange\n", of("      - {name: b}\n"));
        quiet(&RULE, "1.37", &limited);
    }
}
