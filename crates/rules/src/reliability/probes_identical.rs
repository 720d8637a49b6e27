//! `probes-identical`: a container that is only busy is restarted as soon as it is taken out of service.

use plimsoll_source::Value;

use super::amounts::RELIABILITY;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "probes-identical",
    title: "Liveness and readiness probes are the same",
    equivalents: elsewhere(&[
        "kube-score:pod-probes-identical",
        "kyverno:other/validate-probes",
        "kube-score:pod-probes",
    ]),
    check,
    ..RELIABILITY
};

/// What a probe asks: the parts that make two of them the same question.
const QUESTION: [&[&str]; 8] = [
    &["httpGet", "path"],
    &["httpGet", "port"],
    &["httpGet", "scheme"],
    &["httpGet", "host"],
    &["tcpSocket", "port"],
    &["tcpSocket", "host"],
    &["grpc", "port"],
    &["grpc", "service"],
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        let (liveness, readiness) = (container.field(&["livenessProbe"]), container.field(&["readinessProbe"]));
        if !liveness.is_set() || !readiness.is_set() || !same(liveness, readiness) {
            continue;
        }
        // That the one gives up later than the other is what the documentation advises.
        if patience(liveness) > patience(readiness) {
            continue;
        }
        let message = format!("{} is restarted as soon as it is not ready", named(&container));
        findings.push(RULE.on(pod, liveness, message).related(readiness.span(), "the same question"));
    }
}

fn same(one: Field<'_>, other: Field<'_>) -> bool {
    let equal = |path: &&'static [&'static str]| text(one, path) == text(other, path);
    QUESTION.iter().all(equal) && command(one).eq(command(other))
}

fn command<'a>(probe: Field<'a>) -> impl Iterator<Item = Option<&'a str>> {
    probe.child(&["exec", "command"]).items().map(Value::scalar_text)
}

fn text<'a>(probe: Field<'a>, path: &'static [&'static str]) -> Option<&'a str> {
    probe.child(path).value().and_then(Value::scalar_text)
}

/// How many seconds of failure it takes until a probe has failed.
fn patience(probe: Field<'_>) -> i64 {
    let number = |path, default| probe.child(path).as_i64().filter(|number| *number > 0).unwrap_or(default);
    number(&["failureThreshold"], 3).saturating_mul(number(&["periodSeconds"], 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn the_same_question_with_more_patience_is_good_practice() {
        let text = "
kind: Pod
spec:
  containers:
  - name: a
    livenessProbe: {httpGet: {path: /, port: http}, failureThreshold: 3}
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: container `a` is restarted as soon as it is not ready
    readinessProbe: {httpGet: {port: http, path: /}}
";
        check(&RULE, text);
        quiet(&RULE, "1.37", &text.replace("failureThreshold: 3", "failureThreshold: 6"));
        quiet(&RULE, "1.37", &text.replace("{path: /,", "{path: /live,"));
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{livenessProbe: {exec: {command: [a]}}, readinessProbe: {exec: {command: [a, b]}}}]}\n",
        );
    }
}
