//! `probe-timing`: numbers of a probe that the API server refuses, or that restart a healthy container.

use super::amounts::RELIABILITY;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule =
    Rule { id: "probe-timing", title: "The numbers of a probe do not work", check, ..RELIABILITY };

const PROBES: [(&str, &[&str]); 3] =
    [("liveness", &["livenessProbe"]), ("readiness", &["readinessProbe"]), ("startup", &["startupProbe"])];

const NUMBERS: [&[&str]; 5] =
    [&["initialDelaySeconds"], &["timeoutSeconds"], &["periodSeconds"], &["successThreshold"], &["failureThreshold"]];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        for (name, path) in PROBES {
            let probe = container.field(path);
            if !probe.is_set() {
                continue;
            }
            if let Some((field, problem)) = problem(name, probe) {
                let message = format!("the {name} probe of {} {problem}", named(&container));
                findings.push(RULE.on(pod, field, message).related(container.name_span(), "this container"));
            }
        }
    }
}

/// The first thing that is wrong, and where.
fn problem<'a>(name: &str, probe: Field<'a>) -> Option<(Field<'a>, String)> {
    for path in NUMBERS {
        let field = probe.child(path);
        if let (Some(number), [key]) = (field.as_i64().filter(|number| *number < 0), path) {
            return Some((field, format!("has a negative `{key}`, {number}, which the API server refuses")));
        }
    }
    let at_once = probe.child(&["successThreshold"]);
    if name != "readiness" && at_once.as_i64().is_some_and(|number| number > 1) {
        return Some((at_once, "has a `successThreshold` other than 1, which the API server refuses".to_owned()));
    }
    let grace = probe.child(&["terminationGracePeriodSeconds"]);
    if name == "readiness" && grace.is_set() {
        return Some((grace, "has a grace period, which the API server refuses: it stops nothing".to_owned()));
    }
    // A nought stands for the default.
    let number = |path, default| probe.child(path).as_i64().filter(|number| *number > 0).unwrap_or(default);
    let (timeout, period) = (number(&["timeoutSeconds"], 1), number(&["periodSeconds"], 10));
    if timeout > period {
        let field = probe.child(&["timeoutSeconds"]);
        return Some((field, format!("waits {timeout} seconds for an answer and asks every {period}")));
    }
    let threshold = probe.child(&["failureThreshold"]);
    if name == "liveness" && threshold.as_i64() == Some(1) {
        return Some((threshold, "restarts it after one missing answer".to_owned()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn what_the_api_server_refuses_and_what_restarts_too_soon_is_told() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    livenessProbe: {successThreshold: 2}
#                                     ^ low: the liveness probe of container `a` has a `successThreshold` other than 1, which the API server refuses
    readinessProbe: {terminationGracePeriodSeconds: 5}
#                                                   ^ low: the readiness probe of container `a` has a grace period, which the API server refuses: it stops nothing
    startupProbe: {periodSeconds: -1}
#                                 ^^ low: the startup probe of container `a` has a negative `periodSeconds`, -1, which the API server refuses
  - name: b
    livenessProbe: {failureThreshold: 1}
#                                     ^ low: the liveness probe of container `b` restarts it after one missing answer
    readinessProbe: {timeoutSeconds: 11}
#                                    ^^ low: the readiness probe of container `b` waits 11 seconds for an answer and asks every 10
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{livenessProbe: {successThreshold: 0, periodSeconds: 0, timeoutSeconds: 10}, readinessProbe: {successThreshold: 2, failureThreshold: 1}}]}\n",
        );
    }
}
