//! `run-as-user-zero`: root, whatever the image says.

use crate::places::UNPRIVILEGED;
use crate::places::each_container_sets;
use crate::prelude::*;
use crate::wording::owner;

pub(crate) static RULE: Rule = Rule {
    id: "run-as-user-zero",
    title: "The user of a container is set to 0",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "runAsUser")],
    equivalents: elsewhere(&[
        "trivy:KSV-0105",
        "psa:runAsUser",
        "kyverno:pod-security/require-run-as-non-root-user",
        "checkov:CKV_K8S_23",
        "gatekeeper:pod-security-policy/users",
        "kubescape:C-0013",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::RunAsUser) {
        let (whose, name, label) = owner(pod, &violation.subject);
        let message = match &violation.subject {
            Subject::Container(_) => format!("{whose} runs as user 0"),
            Subject::Pod | Subject::Volume(_) => format!("{whose} runs its containers as user 0"),
        };
        findings.push(RULE.on(pod, violation.field, message).related(name, label).fix(fix(ctx, pod, &violation)));
    }
}

fn fix(ctx: &Context<'_>, pod: &Located<Pod<'_>>, violation: &Violation<'_>) -> Fix {
    let path = violation.field.path();
    let on_pod = !matches!(violation.subject, Subject::Container(_));
    if pod.is_windows(ctx.version()) {
        // The API server refuses a Windows Pod with a `runAsUser`, so none that works has one.
        return Fix::safe("remove the user", [Edit::remove(path)]);
    }
    if on_pod && each_container_sets(pod, &["runAsUser"]) {
        return Fix::safe("remove the user that no container runs as", [Edit::remove(path)]);
    }
    let note = format!(
        "what only root may read, write or bind is refused to user {UNPRIVILEGED}; put your image's own user there"
    );
    Fix::needs_review(format!("run as user {UNPRIVILEGED}"), note, [Edit::set(path, UNPRIVILEGED)])
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn zero_in_any_notation_counts() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {runAsUser: 0x0}
#                              ^^^ medium: the Pod runs its containers as user 0
  containers:
  - {name: a, securityContext: {runAsUser: 1000}}
  - {name: b, securityContext: {runAsUser: 0}}
#                                          ^ medium: container `b` runs as user 0
  - {name: c, securityContext: {runAsUser: '0'}}
",
        );
        quiet(&RULE, "1.22", "kind: Pod\nspec: {securityContext: {runAsUser: 0}}\n");
        quiet(&RULE, "1.35", "kind: Pod\nspec: {hostUsers: false, securityContext: {runAsUser: 0}}\n");
    }

    #[test]
    fn only_a_user_that_nobody_takes_over_goes_safely() {
        let text = "kind: Pod\nspec: {securityContext: {runAsUser: 0, fsGroup: 2}, containers: [{name: a, securityContext: {runAsUser: 7}}, {name: b}]}\n";
        assert_eq!(mended(&RULE, "1.37", text), (text.replace("runAsUser: 0", "runAsUser: 65532"), vec![NeedsReview]));
        let every = text.replace(", {name: b}", "");
        assert_eq!(mended(&RULE, "1.37", &every), (every.replace("runAsUser: 0, ", ""), vec![Safe]));
    }
}
