//! `cpu-limit-present`: a container waits although its node has nothing else to do.

use plimsoll_source::Value;

use super::amounts::{CPU, RELIABILITY, holders, shown};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "cpu-limit-present",
    title: "A container has a CPU limit",
    severity: Severity::Info,
    audience: Audience::Opinion,
    equivalents: elsewhere(&["kyverno:other/forbid-cpu-limits"]),
    fixable: true,
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for container in holders(pod) {
            let limit = container.field(CPU.limits);
            let Some(text) = limit.value().and_then(Value::scalar_text) else { continue };
            let request = container.field(CPU.requests);
            // The limit was the request too.
            let keep = (!request.is_set()).then(|| Edit::set(request.path(), text));
            let edits = keep.into_iter().chain([Edit::remove(limit.path())]);
            let note = "a program that sizes itself by its limit starts more threads";
            let message = format!("{} is slowed down above `{}` CPU", named(&container), shown(text));
            findings.push(
                RULE.on(pod, limit, message).related(container.name_span(), "this container").fix(Fix::needs_review(
                    "remove the CPU limit",
                    note,
                    edits,
                )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::mended;

    #[test]
    fn the_limit_goes_and_the_request_stays() {
        let before = "kind: Pod\nspec: {containers: [{resources: {limits: {cpu: 2, memory: 1Gi}}}]}\n";
        let after = "kind: Pod\nspec: {containers: [{resources: {limits: {memory: 1Gi}, requests: {cpu: \"2\"}}}]}\n";
        assert_eq!(mended(&RULE, "1.37", before).0, after);
    }
}
