//! `below-pss-baseline`: whether level baseline admits the Pod, in one finding.

use plimsoll_kube::pss::Level;

use super::verdict;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "below-pss-baseline",
    title: "A Pod does not reach level baseline",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&["kyverno:pod-security/podsecurity-subrule-baseline"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    verdict::check(&RULE, Level::Baseline, ctx, findings);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn a_verdict_counts_the_places() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: web}
#                ^^^ info: level baseline refuses the Pod for 2 places
spec: {hostPID: true, containers: [{name: a, securityContext: {privileged: true}}]}
---
kind: Job
metadata: {generateName: j-}
^^^^^^^^ info: level baseline refuses the Pod for one place
spec: {template: {spec: {hostIPC: true}}}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a}]}\n");
    }

    #[test]
    fn all_single_fixes_are_one() {
        let text = "kind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: [{name: a, securityContext: {privileged: true, capabilities: {add: [cap_kill]}}}]}\n";
        let after = text
            .replace("hostPID: true", "hostPID: false")
            .replace("privileged: true", "privileged: false")
            .replace("cap_kill", "KILL");
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
