//! `restart-policy`: a restart policy that the API server refuses for the kind.

use super::amounts::{RELIABILITY, shown};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "restart-policy",
    title: "The restart policy does not suit the kind",
    severity: Severity::High,
    audience: Audience::Default,
    equivalents: elsewhere(&["kube-linter:restart-policy", "kube-score:cronjob-restartpolicy"]),
    fixable: true,
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let field = pod.field(&["restartPolicy"]);
        let kind = pod.object().kind();
        let wanted = match (kind, field.as_str()) {
            ("Pod" | "PodTemplate", None | Some("Always" | "OnFailure" | "Never")) => continue,
            ("Job" | "CronJob", Some("OnFailure" | "Never")) => continue,
            ("Job" | "CronJob" | "Pod" | "PodTemplate", _) => "OnFailure",
            (_, None | Some("Always")) => continue,
            _ => "Always",
        };
        if field.is_set() && field.as_str().is_none() {
            continue;
        }
        let message = match field.as_str() {
            None => format!("the Pods of a {kind} need a restart policy: `OnFailure` or `Never`"),
            Some(text) if kind == "Pod" || kind == "PodTemplate" => format!("`{}` is no restart policy", shown(text)),
            Some(text) => format!("the Pods of a {kind} cannot have the restart policy `{}`", shown(text)),
        };
        let title = format!("set the restart policy to `{wanted}`");
        // The API server takes none of the object as it is.
        findings.push(RULE.on(pod, field, message).fix(Fix::safe(title, [Edit::set(field.path(), wanted)])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn what_ends_is_not_restarted_for_ever_and_what_stays_is() {
        check(
            &RULE,
            "
kind: Job
spec: {template: {spec: {restartPolicy: Always}}}
#                                       ^^^^^^ high: the Pods of a Job cannot have the restart policy `Always`
---
kind: CronJob
spec: {jobTemplate: {spec: {template: {spec: {}}}}}
#                                      ^^^^ high: the Pods of a CronJob need a restart policy: `OnFailure` or `Never`
---
kind: Deployment
spec: {template: {spec: {restartPolicy: OnFailure}}}
#                                       ^^^^^^^^^ high: the Pods of a Deployment cannot have the restart policy `OnFailure`
---
kind: Pod
spec: {restartPolicy: always}
#                     ^^^^^^ high: `always` is no restart policy
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {restartPolicy: Never}\n---\nkind: StatefulSet\nspec: {template: {spec: {restartPolicy: }}}\n",
        );
    }
}
