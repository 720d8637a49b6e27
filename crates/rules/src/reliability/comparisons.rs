//! Requests and limits against each other, and against what settings allow.

use plimsoll_kube::Quantity;
use plimsoll_source::Value;

use super::amounts::{CPU, MEMORY, RELIABILITY, Resource, STORAGE, holders, quantity, shown};
use crate::prelude::*;
use crate::wording::named;

const OF_CONTAINERS: &[&Resource] = &[&CPU, &MEMORY, &STORAGE];

pub(crate) mod resource_limit_ratio {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "resource-limit-ratio",
        title: "A limit is many times the request",
        severity: Severity::Info,
        equivalents: elsewhere(&[
            "gatekeeper:general/containerresourceratios",
            "kyverno:other/enforce-resources-as-ratio",
        ]),
        parameters: &[Parameter::number(
            "maximum",
            "How many times the request a limit may be; 10 where it is not set.",
        )],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let most = ctx.number(&RULE, "maximum").map_or(10, |number| u64::try_from(number).unwrap_or(1));
        for pod in ctx.pods() {
            for container in holders(pod) {
                for resource in OF_CONTAINERS {
                    let (Some(request), Some(limit)) = resource.written(&container) else { continue };
                    if request.is_zero() || request.is_negative() || limit <= request.times(most) {
                        continue;
                    }
                    let word = resource.word;
                    let message =
                        format!("{} may use more than {most} times the {word} that it requests", named(&container));
                    let (field, request) = (container.field(resource.limits), container.field(resource.requests));
                    findings.push(RULE.on(pod, field, message).related(request.span(), "its request"));
                }
            }
        }
    }
}

pub(crate) mod resource_above_maximum {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "resource-above-maximum",
        title: "A request or limit is above what is allowed",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "gatekeeper:general/containerlimits",
            "gatekeeper:general/containerrequests",
            "gatekeeper:general/ephemeralstoragelimit",
        ]),
        parameters: &[
            Parameter::text("cpu", "The most CPU that a container may request or use: `4`."),
            Parameter::text("memory", "The most memory that a container may request or use: `8Gi`."),
            Parameter::text(
                "ephemeral-storage",
                "The most ephemeral storage that a container may request or use: `20Gi`.",
            ),
        ],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for resource in OF_CONTAINERS {
            let most = ctx.text(&RULE, resource.name).and_then(|text| Quantity::parse(text).ok());
            let Some(most) = most else { continue };
            for pod in ctx.pods() {
                for container in holders(pod) {
                    for (path, verb) in [(resource.requests, "requests"), (resource.limits, "may use")] {
                        let field = container.field(path);
                        let Some(amount) = quantity(field).filter(|amount| *amount > most) else { continue };
                        let (who, word) = (named(&container), resource.word);
                        let message = format!("{who} {verb} {amount} of {word}, and {most} is allowed");
                        findings.push(RULE.on(pod, field, message).related(container.name_span(), "this container"));
                    }
                }
            }
        }
    }
}

pub(crate) mod resource_request_above_limit {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "resource-request-above-limit",
        title: "A container requests more than its limit",
        severity: Severity::High,
        audience: Audience::Default,
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            compare(pod, pod.field(&["resources"]), "the Pod", findings);
            for container in holders(pod) {
                compare(pod, container.field(&["resources"]), &named(&container), findings);
            }
        }
    }

    fn compare(pod: &Located<Pod<'_>>, resources: Field<'_>, who: &str, findings: &mut Findings) {
        let (requests, limits) = (resources.child(&["requests"]).value(), resources.child(&["limits"]).value());
        let (Some(requests), Some(limits)) = (requests, limits) else { return };
        for entry in requests.entries() {
            let name = entry.name();
            let Some(of_limit) = limits.get(&name).map(|entry| entry.value) else { continue };
            let amounts = (Quantity::of_value(entry.value), Quantity::of_value(of_limit));
            let (Some(request), Some(limit)) = amounts else { continue };
            if request <= limit {
                continue;
            }
            let name = shown(&name);
            let message = format!("{who} requests {request} of `{name}`, and its limit is {limit}");
            let text = |value: Value<'_>| value.scalar_text().unwrap_or_default().to_owned();
            let edits = [Edit::set(entry.value.path(), text(of_limit)), Edit::set(of_limit.path(), text(entry.value))];
            let fix = Fix::needs_review("swap request and limit", "one of the two may be a slip of its own", edits);
            findings.push(
                RULE.at(&pod.place(), entry.value.span(), entry.value.path(), message)
                    .related(of_limit.span(), "its limit")
                    .fix(fix),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn amounts_are_compared_not_texts() {
        let same = "kind: Pod\nspec: {containers: [{resources: {requests: {cpu: 0.5}, limits: {cpu: 500m}}}]}\n";
        quiet(&resource_request_above_limit::RULE, "1.37", same);
        quiet(&resource_request_above_limit::RULE, "1.37", &same.replace("500m", "x"));
        check(
            &resource_request_above_limit::RULE,
            "
kind: Pod
spec:
  resources: {requests: {memory: 1Gi}, limits: {memory: 1G}}
#                                ^^^ high: the Pod requests 1Gi of `memory`, and its limit is 1G
  containers: [{name: a, resources: {requests: {cpu: 1e400}, limits: {cpu: 1}}}]
#                                                    ^^^^^ high: container `a` requests 10e399 of `cpu`, and its limit is 1
",
        );
    }

    #[test]
    fn a_limit_ten_times_the_request_is_let_pass() {
        let text = "
kind: Pod
spec:
  containers:
  - {name: a, resources: {requests: {memory: 100Mi, cpu: 100m}, limits: {memory: 1001Mi, cpu: 1}}}
#                                                                                ^^^^^^ info: container `a` may use more than 10 times the memory that it requests
";
        check(&resource_limit_ratio::RULE, text);
    }
}
