//! `seccomp-profile-missing`: every system call of the kernel is open.

use crate::places::{mapping, runtime_default, security_context};
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "seccomp-profile-missing",
    title: "No seccomp profile is in effect",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "seccompProfile_restricted"), Control::cis("1.12", "5.6.2")],
    equivalents: elsewhere(&[
        "trivy:KSV-0030",
        "kubescape:C-0210",
        "checkov:CKV_K8S_31",
        "kube-score:container-seccomp-profile",
        "kubesec:SeccompAny",
        "kyverno:pod-security/restrict-seccomp-strict",
        "psa:seccompProfile_restricted",
        "kube-bench:cis-1.12/5.6.2",
        "gatekeeper:pod-security-policy/seccompv2",
        "kics:f377b83e",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::SeccompProfileRestricted) {
        let concerned: Vec<_> = match &violation.subject {
            Subject::Container(container) => vec![*container],
            Subject::Pod | Subject::Volume(_) => pod.containers().filter(|one| !has_own(one)).collect(),
        };
        let message = if concerned.is_empty() {
            "the Pod's own seccomp profile, which no container takes over, is not an allowed one".to_owned()
        } else {
            format!("no seccomp profile is in effect for {}", listed(&concerned))
        };
        let mut finding = RULE.on(pod, violation.field, message);
        for container in &concerned {
            finding = finding.related(container.name_span(), "this container");
        }
        let certain = concerned.is_empty() && pod.containers().next().is_some();
        let profile = security_context(pod, &violation.subject).child(&["seccompProfile"]);
        findings.push(finding.fix(Fix::safe_if(certain, "use the runtime's profile", NOTE, edits(profile))));
    }
}

pub(super) const NOTE: &str = "system calls outside the runtime's profile fail";

fn has_own(container: &Container<'_>) -> bool {
    container.security_context().child(&["seccompProfile"]).is_set()
}

fn edits(profile: Field<'_>) -> Vec<Edit> {
    if profile.is_set() {
        return runtime_default(profile);
    }
    vec![Edit::set(profile.path(), mapping("type", "RuntimeDefault"))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn unconfined_is_no_profile() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, securityContext: {seccompProfile: {type: Unconfined}}}
#                                                      ^^^^^^^^^^ medium: no seccomp profile is in effect for `a`
  - name: b
#         ^ medium: no seccomp profile is in effect for `b`
",
        );
        quiet(&RULE, "1.18", "kind: Pod\nspec: {containers: [{name: a}]}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
    }

    #[test]
    fn a_local_profile_without_a_type_gets_its_type() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {seccompProfile: {localhostProfile: a.json}}}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("a.json", "a.json, type: Localhost"));
    }
}
