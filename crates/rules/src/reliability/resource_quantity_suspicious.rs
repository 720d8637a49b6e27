//! `resource-quantity-suspicious`: an amount that is valid and hardly what was meant.

use super::amounts::{CPU, MEMORY, RELIABILITY, STORAGE, holders, shown};
use crate::prelude::*;
use crate::wording::named;
use plimsoll_kube::Quantity;

pub(crate) static RULE: Rule = Rule {
    id: "resource-quantity-suspicious",
    title: "An amount has the wrong unit",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    check,
    ..RELIABILITY
};

/// The largest machines that clouds rent out have fewer cores and less memory.
const MANY_CORES: i64 = 1000;
const MUCH_MEMORY: i64 = 1 << 45;
/// No process of Linux fits into less.
const LITTLE_MEMORY: i64 = 1 << 20;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for container in holders(pod) {
            for resource in [&CPU, &MEMORY, &STORAGE] {
                for path in [resource.requests, resource.limits] {
                    let field = container.field(path);
                    let Some(value) = field.value() else { continue };
                    let Some(amount) = Quantity::of_value(value) else { continue };
                    let Some(odd) = odd(resource.name, &amount) else { continue };
                    let text = shown(value.scalar_text().unwrap_or_default());
                    let message = format!("`{text}` of {} for {} is {odd}", resource.word, named(&container));
                    findings.push(RULE.on(pod, field, message).related(container.name_span(), "this container"));
                }
            }
        }
    }
}

/// What is odd about an amount.
fn odd(resource: &str, amount: &Quantity) -> Option<&'static str> {
    if amount.is_zero() || amount.is_negative() {
        return None;
    }
    let units = amount.value().unwrap_or(i64::MAX);
    match resource {
        "cpu" if units >= MANY_CORES => Some("a thousand cores or more; with `m` it would be thousandths of one"),
        "cpu" if !amount.times(1000).is_whole() => {
            Some("counted in parts of a thousandth of a core, and rounded up to one")
        }
        "memory" | "ephemeral-storage" if !amount.is_whole() => {
            Some("less than whole bytes: `m` means thousandths, and `Mi` mebibytes")
        }
        "memory" if units < LITTLE_MEMORY => Some("less than a mebibyte: without a suffix it is bytes"),
        "memory" if units >= MUCH_MEMORY => Some("more than any node has"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn units_that_cannot_be_meant_are_told() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    resources:
      requests: {cpu: 1000, memory: 128}
#                     ^^^^ medium: `1000` of CPU for container `a` is a thousand cores or more; with `m` it would be thousandths of one
#                                   ^^^ medium: `128` of memory for container `a` is less than a mebibyte: without a suffix it is bytes
      limits: {cpu: 0.0005, memory: 512m}
#                   ^^^^^^ medium: `0.0005` of CPU for container `a` is counted in parts of a thousandth of a core, and rounded up to one
#                                   ^^^^ medium: `512m` of memory for container `a` is less than whole bytes: `m` means thousandths, and `Mi` mebibytes
  - {name: b, resources: {requests: {cpu: 999, memory: 1Mi, ephemeral-storage: 1}, limits: {memory: 1e400}}}
#                                                                                                   ^^^^^ medium: `1e400` of memory for container `b` is more than any node has
",
        );
    }
}
