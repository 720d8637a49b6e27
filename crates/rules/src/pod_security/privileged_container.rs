//! `privileged-container`: the container has nearly all the power of the node.

use super::places::unprivileged;
use super::wording::named;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "privileged-container",
    title: "A container runs privileged",
    severity: Severity::Critical,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "privileged"), Control::cis("1.12", "5.2.2")],
    equivalents: &[
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
    ],
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
