//! Requests that differ from their limits, for those who want what is promised and what is allowed to be one.

use plimsoll_source::Value;

use super::amounts::{CPU, MEMORY, RELIABILITY, Resource, STORAGE, holders, shown};
use crate::Finding;
use crate::prelude::*;
use crate::wording::named;

fn unequal(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, resource: &Resource) {
    for pod in ctx.pods() {
        for container in holders(pod) {
            let (request, limit) = (container.field(resource.requests), container.field(resource.limits));
            // A request without a limit is less than what may be used, which is all there is.
            if request.is_set() && !limit.is_set() {
                findings.push(unlimited(rule, pod, &container, resource));
            }
            let (Some(request), Some(limit)) = resource.written(&container) else { continue };
            if request == limit {
                continue;
            }
            let (field, word) = (container.field(resource.requests), resource.word);
            let text = container.field(resource.limits).value().and_then(Value::scalar_text).unwrap_or_default();
            let message = format!("{} requests {request} of {word} and may use {limit}", named(&container));
            let fix = Fix::needs_review(
                format!("request what the {word} limit allows"),
                "nodes need room for the larger request",
                [Edit::set(field.path(), text)],
            );
            findings.push(
                rule.on(pod, field, message)
                    .related(container.field(resource.limits).span(), "its limit")
                    .fix((request < limit).then_some(fix)),
            );
        }
    }
}

fn unlimited(rule: &'static Rule, pod: &Located<Pod<'_>>, container: &Container<'_>, resource: &Resource) -> Finding {
    let (field, limit) = (container.field(resource.requests), container.field(resource.limits));
    let text = field.value().and_then(Value::scalar_text).unwrap_or_default();
    let message = format!("{} requests `{}` of {} and has no limit", named(container), shown(text), resource.word);
    let fix = Fix::needs_review(
        format!("limit {} to what is requested", resource.word),
        "a program that needs more is slowed down, killed or evicted",
        [Edit::set(limit.path(), text)],
    );
    rule.on(pod, field, message).related(container.name_span(), "this container").fix(fix)
}

const fn row(id: &'static str, title: &'static str) -> Rule {
    Rule { id, title, severity: Severity::Info, audience: Audience::Opinion, fixable: true, ..RELIABILITY }
}

pub(crate) mod cpu_request_not_equal_limit {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "kube-score:container-cpu-requests-equal-limits",
            "kube-score:container-resource-requests-equal-limits",
            "kyverno:other/require-qos-guaranteed",
        ]),
        check: |ctx, findings| unequal(ctx, findings, &RULE, &CPU),
        ..row("cpu-request-not-equal-limit", "A container's CPU request differs from its limit")
    };
}

pub(crate) mod memory_request_not_equal_limit {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "kube-score:container-memory-requests-equal-limits",
            "kube-score:container-resource-requests-equal-limits",
            "kyverno:other/memory-requests-equal-limits",
            "kyverno:other/require-qos-guaranteed",
        ]),
        check: |ctx, findings| unequal(ctx, findings, &RULE, &MEMORY),
        ..row("memory-request-not-equal-limit", "A container's memory request differs from its limit")
    };
}

pub(crate) mod ephemeral_storage_not_equal {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&["kube-score:container-ephemeral-storage-request-equals-limit"]),
        check: |ctx, findings| unequal(ctx, findings, &RULE, &STORAGE),
        ..row("ephemeral-storage-not-equal", "A container's request of ephemeral storage differs from its limit")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn a_limit_alone_is_its_request() {
        quiet(
            &cpu_request_not_equal_limit::RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{resources: {requests: {cpu: 0.5}, limits: {cpu: 500m}}}, {resources: {limits: {cpu: 1}}}]}\n",
        );
        check(
            &memory_request_not_equal_limit::RULE,
            "
kind: Pod
spec: {containers: [{name: a, resources: {limits: {memory: 2Gi}, requests: {memory: 1024Mi}}}]}
#                                                                                   ^^^^^^ info: container `a` requests 1Gi of memory and may use 2Gi
",
        );
    }
}
