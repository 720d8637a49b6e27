//! `share-process-namespace`: one container sees into the processes of the others.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "share-process-namespace",
    title: "The containers of a Pod share one process namespace",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let shared = pod.share_process_namespace();
        if shared.value != Some(true) {
            continue;
        }
        let note = "programs that look for processes of other containers, or signal them, no longer find them";
        findings.push(
            RULE.on(pod, shared.field, "the containers of the Pod see each other's processes")
                .related(pod.object().name_span(), "this object")
                .fix(Fix::needs_review("give each container its own processes", note, [Edit::remove(shared.path())])),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn only_true_shares() {
        check(
            &RULE,
            "
kind: CronJob
spec: {jobTemplate: {spec: {template: {spec: {shareProcessNamespace: true}}}}}
#                                                                    ^^^^ low: the containers of the Pod see each other's processes
",
        );
        for value in ["false", "\"true\"", "~"] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{shareProcessNamespace: {value}}}\n"));
        }
    }
}
