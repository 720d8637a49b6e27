//! `privileged-container`: the container has nearly all the power of the node.

use crate::places::unprivileged;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "privileged-container",
    title: "A container runs privileged",
    severity: Severity::Critical,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "privileged"), Control::cis("1.12", "5.2.2")],
    equivalents: elsewhere(&[
        "trivy:KSV-0017",
        "kube-linter:privileged-container",
        "kube-score:container-security-context-privileged",
        "polaris:runAsPrivileged",
        "checkov:CKV_K8S_16",
        "kubescape:C-0057",
        "kubesec:Privileged",
        "kyverno:pod-security/disallow-privileged-containers",
        "psa:privileged",
        "kube-bench:cis-1.12/5.2.2",
        "gatekeeper:pod-security-policy/privileged-containers",
        "kics:dd29336b",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::Privileged) {
        let Subject::Container(container) = &violation.subject else { continue };
        findings.push(
            RULE.on(pod, violation.field, format!("{} runs privileged", named(container)))
                .related(container.name_span(), "this container")
                .fix(fix(container, pod.is_windows(ctx.version()))),
        );
    }
}

fn fix(container: &Container<'_>, windows: bool) -> Fix {
    if windows {
        // The API server refuses a Windows Pod with this setting, so none that works has it.
        return Fix::safe("remove the setting", [Edit::remove(container.privileged().path())]);
    }
    let edits = unprivileged(container);
    let note = if edits.len() > 1 {
        "work that needs devices or kernel settings stops, and mounts that the container makes no longer reach the node"
    } else {
        "work that needs devices or kernel settings stops"
    };
    Fix::needs_review("run unprivileged", note, edits)
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn init_containers_of_a_cron_job_count() {
        check(
            &RULE,
            "
kind: CronJob
spec: {jobTemplate: {spec: {template: {spec: {initContainers: [
  {name: init, securityContext: {privileged: true}}]}}}}}
#                                            ^^^^ critical: init container `init` runs privileged
",
        );
    }

    #[test]
    fn each_object_of_a_list_and_each_document_is_looked_at() {
        check(
            &RULE,
            "
kind: List
items:
- kind: Pod
  spec:
    ephemeralContainers:
    - name: débogueur
      securityContext: {'privileged': yes}
#                                     ^^^ critical: ephemeral container `débogueur` runs privileged
- kind: Pod
  spec: {containers: [{name: b}]}
---
kind: ReplicationController
spec: {template: {spec: {containers: [{'securityContext': {privileged: True}}]}}}
#                                                                      ^^^^ critical: container `containers[0]` runs privileged
",
        );
    }

    #[test]
    fn carriage_returns_and_wide_characters_do_not_move_the_place() {
        let text = "
kind: Pod
spec:
  containers: [{name: 🚢, securityContext: {privileged: true}}]
#                                                      ^^^^ critical: container `🚢` runs privileged
";
        check(&RULE, text);
        check(&RULE, &text.replace('\n', "\r\n"));
    }

    #[test]
    fn a_merge_after_a_key_wins_over_it() {
        check(
            &RULE,
            "
x-all: &all {privileged: true}
#                        ^^^^ critical: container `a` runs privileged
kind: Pod
spec:
  containers:
  - name: a
    securityContext:
      privileged: false
      <<: *all
",
        );
    }

    #[test]
    fn only_the_truth_value_counts() {
        for value in ["\"true\"", "1", "false", "", "~"] {
            quiet(
                &RULE,
                "1.37",
                &format!("kind: Pod\nspec: {{containers: [{{name: a, securityContext: {{privileged: {value}}}}}]}}\n"),
            );
        }
        quiet(&RULE, "1.37", "kind: Pod\nspec: {securityContext: {privileged: true}, containers: [{name: a}]}\n");
    }

    #[test]
    fn mounts_that_only_a_privileged_container_may_have_change_with_it() {
        let text = "\
kind: Pod
spec:
  containers:
  - name: a
    securityContext: {privileged: true}
    volumeMounts:
    - {name: v, mountPath: /v, mountPropagation: Bidirectional}
";
        let after = text.replace("true", "false").replace("Bidirectional", "HostToContainer");
        assert_eq!(mended(&RULE, "1.37", text), (after, vec![Applicability::NeedsReview]));
    }

    #[test]
    fn a_windows_pod_loses_the_setting() {
        let text = "kind: Pod\nspec:\n  os: {name: windows}\n  containers:\n  - name: a\n    securityContext: {privileged: true, runAsNonRoot: true}\n";
        let after = text.replace("privileged: true, ", "");
        assert_eq!(mended(&RULE, "1.37", text), (after, vec![Applicability::Safe]));
    }
}
