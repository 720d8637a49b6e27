//! `hpa-without-requests`: a share of nothing.

use plimsoll_kube::facts::{Need, Role, asks_for};
use plimsoll_kube::{ContainerList, Index, Known};
use plimsoll_source::order::{Order, hash};

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
    let mut given = None;
    for (known, target) in Scalers::horizontal(index).all() {
        let Some(scaler) = autoscaler(known) else { continue };
        let Some(workload) = index.in_namespace(&target.kind, &known.facts.namespace, &target.name) else {
            continue;
        };
        for need in scaler.needs.iter().filter(|need| may_lack(&workload, need)) {
            let Some(path) = resource(need) else { continue };
            let given = given.get_or_insert_with(|| Given::of(index));
            if given.gives(need, &workload.facts.namespace) {
                continue;
            }
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

/// The namespaces whose LimitRange gives containers requests, as hashes.
struct Given {
    cpu: Order,
    memory: Order,
}

impl Given {
    fn of(index: &Index<'_>) -> Self {
        let ranges = |is_cpu: bool| {
            let given = index.of_kind("LimitRange").filter(move |known| match &known.facts.role {
                Role::LimitRange { requests, .. } => {
                    if is_cpu {
                        requests.cpu
                    } else {
                        requests.memory
                    }
                }
                _ => false,
            });
            Order::new(given.map(|known| hash(&known.facts.namespace)))
        };
        Self { cpu: ranges(true), memory: ranges(false) }
    }

    /// One that leaves its namespace out may be meant for any, and a workload that does for each.
    fn gives(&self, need: &Need, namespace: &str) -> bool {
        let order = if &*need.resource == "cpu" { &self.cpu } else { &self.memory };
        let is_any = namespace.is_empty() && order.places().next().is_some();
        is_any || order.contains(hash(namespace)) || order.contains(hash(""))
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
    use crate::testing::{check, environment, file, findings, quiet};

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
        let limited = |resource: &str, namespace: &str| {
            let limit = format!("{{type: Container, max: {{{resource}: 1}}}}");
            format!(
                "{}---\napiVersion: v1\nkind: LimitRange\nmetadata: {{namespace: {namespace}}}\nspec: {{limits: [{limit}]}}\n",
                of("      - {name: b}\n")
            )
        };
        quiet(&RULE, "1.37", &limited("cpu", ""));
        quiet(&RULE, "1.37", &limited("cpu", "shop"));
        let file = file("a.yaml", &limited("memory", ""));
        assert_eq!(findings(&RULE, &file, &environment("1.37")).len(), 1);
    }
}
