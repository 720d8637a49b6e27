//! `request-left-to-limit`: no request is written, so the limit is one, which reserves the peak.

use plimsoll_source::Value;

use super::amounts::{CPU, MEMORY, RELIABILITY, STORAGE, holders};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "request-left-to-limit",
    title: "A request is left to the limit",
    severity: Severity::Info,
    audience: Audience::Opinion,
    equivalents: elsewhere(&[
        "kube-score:container-resources",
        "kube-score:container-ephemeral-storage-request-and-limit",
    ]),
    fixable: true,
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for container in holders(pod) {
            for resource in [&CPU, &MEMORY, &STORAGE] {
                let (field, limit) = (container.field(resource.requests), container.field(resource.limits));
                let Some(text) = limit.value().and_then(Value::scalar_text).filter(|_| !field.is_set()) else {
                    continue;
                };
                let message = format!(
                    "{} requests as much {} as its limit, which nobody wrote down",
                    named(&container),
                    resource.word
                );
                let fix = Fix::safe("write the request down", [Edit::set(field.path(), text)]);
                findings.push(RULE.on(pod, field, message).related(limit.span(), "its limit").fix(fix));
            }
        }
    }
}
