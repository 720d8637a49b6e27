//! Jobs and CronJobs: how long they may run, how many at once, and how long they stay.

use plimsoll_kube::Object;

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

fn of_kind<'c, 'a>(ctx: &'c Context<'a>, kind: &'static str) -> impl Iterator<Item = &'c Located<Object<'a>>> {
    ctx.objects().iter().filter(move |object| object.group() == "batch" && object.kind() == kind)
}

/// A Job that a CronJob, or another controller, made.
fn is_owned(object: &Object<'_>) -> bool {
    object.field(&["metadata", "ownerReferences"]).items().next().is_some()
}

pub(crate) mod cronjob_starting_deadline_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "cronjob-starting-deadline-missing",
        title: "A CronJob has no starting deadline",
        equivalents: elsewhere(&["kube-score:cronjob-has-deadline", "kics:192fe40b"]),
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for object in of_kind(ctx, "CronJob") {
            let field = object.field(&["spec", "startingDeadlineSeconds"]);
            if field.is_set() {
                continue;
            }
            let fix = Fix::show_only("say how late a run may start", [Edit::set(field.path(), 600)]);
            let message = format!("a run of {} may start at any time after its hour", called(object));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message).fix(fix));
        }
    }
}

pub(crate) mod cronjob_concurrency {
    use super::*;

    pub(crate) static RULE: Rule =
        Rule { id: "cronjob-concurrency", title: "Runs of a CronJob may pile up", fixable: true, check, ..RELIABILITY };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for object in of_kind(ctx, "CronJob") {
            let field = object.field(&["spec", "concurrencyPolicy"]);
            if field.is_set() && field.as_str() != Some("Allow") {
                continue;
            }
            let note = "a run that is due while the one before it still works is left out";
            let fix =
                Fix::needs_review("let one run end before the next starts", note, [Edit::set(field.path(), "Forbid")]);
            let message = format!("a run of {} starts although the one before it still works", called(object));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message).fix(fix));
        }
    }
}

pub(crate) mod cronjob_review {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "cronjob-review",
        title: "Work is started by a schedule, or by hand",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kubescape:C-0026", "kyverno:other/restrict-jobs"]),
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for object in of_kind(ctx, "CronJob") {
            let field = object.field(&["spec", "schedule"]);
            let message = format!("{} starts again and again by itself", called(object));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
        }
        for object in of_kind(ctx, "Job").filter(|object| !is_owned(object)) {
            let field = object.field(&["kind"]);
            let message = format!("{} belongs to no CronJob", called(object));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
        }
    }
}

pub(crate) mod job_ttl_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "job-ttl-missing",
        title: "A finished Job stays for ever",
        severity: Severity::Info,
        equivalents: elsewhere(&["kube-linter:job-ttl-seconds-after-finished"]),
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        // What owns a Job takes it away, as Helm does with its hooks.
        let is_hook = |object: &Object<'_>| object.annotations().any(|entry| entry.name() == "helm.sh/hook");
        for object in of_kind(ctx, "Job").filter(|object| !is_owned(object) && !is_hook(object)) {
            let field = object.field(&["spec", "ttlSecondsAfterFinished"]);
            if field.is_set() {
                continue;
            }
            let note = "its Pods and their logs go with it after a day";
            let fix = Fix::needs_review("remove it a day after it ended", note, [Edit::set(field.path(), 86_400)]);
            let message = format!("{} and its Pods stay when it has ended", called(object));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message).fix(fix));
        }
        for object in of_kind(ctx, "CronJob") {
            let field = object.field(&["spec", "jobTemplate", "spec", "ttlSecondsAfterFinished"]);
            if field.is_set() {
                let message = format!("the Jobs of {} go before its history limits say so", called(object));
                let fix = Fix::safe("leave it to the history limits", [Edit::remove(field.path())]);
                findings.push(RULE.at(&object.place(), field.span(), field.path(), message).fix(fix));
            }
        }
    }
}

pub(crate) mod job_active_deadline_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "job-active-deadline-missing",
        title: "A Job may run for ever",
        severity: Severity::Info,
        equivalents: elsewhere(&["kyverno:other/pod-lifetime"]),
        parameters: &[Parameter::number(
            "maximum",
            "The longest that a Job may take, in seconds; any length where it is not set.",
        )],
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let most = ctx.number(&RULE, "maximum");
        for object in ctx.objects().iter().filter(|object| object.group() == "batch") {
            let field = match object.kind() {
                "Job" => object.field(&["spec", "activeDeadlineSeconds"]),
                "CronJob" => object.field(&["spec", "jobTemplate", "spec", "activeDeadlineSeconds"]),
                _ => continue,
            };
            let of_pod = object.pod().and_then(|pod| pod.field(&["activeDeadlineSeconds"]).as_i64());
            let message = match (field.as_i64().or(of_pod), most) {
                (None, _) => format!("nothing ends a run of {} that hangs", called(object)),
                (Some(length), Some(most)) if length > most => {
                    format!("a run of {} may take {length} seconds, and {most} are allowed", called(object))
                }
                _ => continue,
            };
            let title = "end a run that takes longer than any should";
            let fix = Fix::show_only(title, [Edit::set(field.path(), most.unwrap_or(3600))]);
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message).fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn who_owns_a_job_takes_it_away() {
        let text = "
apiVersion: batch/v1
kind: Job
metadata: {name: a}
spec: {template: {}}
^^^^ info: `a` and its Pods stay when it has ended
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: b}
spec: {jobTemplate: {spec: {ttlSecondsAfterFinished: 5}}}
#                                                    ^ info: the Jobs of `b` go before its history limits say so
";
        check(&job_ttl_missing::RULE, text);
        for metadata in ["ownerReferences: [{kind: CronJob}]", "annotations: {helm.sh/hook: pre-install}"] {
            let text = format!("apiVersion: batch/v1\nkind: Job\nmetadata: {{{metadata}}}\nspec: {{}}\n");
            quiet(&job_ttl_missing::RULE, "1.37", &text);
        }
        quiet(
            &cronjob_concurrency::RULE,
            "1.37",
            "apiVersion: batch/v1\nkind: CronJob\nspec: {concurrencyPolicy: Replace}\n",
        );
    }
}
