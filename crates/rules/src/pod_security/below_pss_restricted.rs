//! `below-pss-restricted`: whether level restricted admits the Pod, in one finding.

use plimsoll_kube::pss::Level;

use super::verdict;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "below-pss-restricted",
    title: "A Pod does not reach level restricted",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&[
        "kyverno:pod-security/podsecurity-subrule-restricted",
        "kyverno:pod-security/podsecurity-subrule-restricted-capabilities",
        "kyverno:pod-security/podsecurity-subrule-restricted-seccomp",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    verdict::check(&RULE, Level::Restricted, ctx, findings);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_baseline_refuses_counts_too() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: web}
#                ^^^ info: level restricted refuses the Pod for 5 places
spec: {hostPID: true, containers: [{name: a}]}
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {os: {name: windows}, securityContext: {runAsNonRoot: true}, containers: [{name: a}]}\n",
        );
    }

    #[test]
    fn what_somebody_wrote_stays() {
        let text = "kind: Pod\nmetadata: {name: a}\nspec: {securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}, containers: [{name: a, securityContext: {allowPrivilegeEscalation: true, capabilities: {drop: [ALL], add: [CHOWN]}}}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("Escalation: true", "Escalation: false"));
        let left = text.replace("Escalation: true", "Escalation: false");
        assert_eq!(mended(&RULE, "1.37", &left), (left.clone(), Vec::new()));
    }
}
