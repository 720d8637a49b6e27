//! `workload-warned-by-own-namespace-psa`: what the namespace lets in, and tells of.

use plimsoll_kube::psa::Demand;

use super::own_namespace::each_case;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "workload-warned-by-own-namespace-psa",
    title: "A workload misses the level of which its own namespace warns or keeps a record",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    each_case(ctx, |case| {
        let policy = case.namespace.policy;
        // What is refused is told by another rule.
        let asks_more =
            |demand: Demand| (demand.level, demand.version) != (policy.enforce.level, policy.enforce.version);
        if !(asks_more(policy.warn) || asks_more(policy.audit)) || !case.misses(policy.enforce).is_empty() {
            return;
        }
        let (warned, noted) = (case.misses(policy.warn), case.misses(policy.audit));
        let (does, demand, misses) = match (warned.is_empty(), noted.is_empty()) {
            (true, true) => return,
            (false, false) => ("warns of it and notes it in the audit log", policy.warn, warned),
            (false, true) => ("warns of it", policy.warn, warned),
            (true, false) => ("notes it in the audit log", policy.audit, noted),
        };
        let why = case.why(demand, &misses);
        let message = format!("{} is let in, and {} {does}, for {why}", case.workload(), case.namespace());
        findings.push(case.finding(&RULE, demand, &misses, message));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn warnings_and_records_are_told_apart() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/audit: restricted}}
---
kind: Pod
metadata: {name: one, namespace: a}
#                ^^^ info: the Pod `one` is let in, and namespace `a` notes it in the audit log, for level `restricted` of version 1.37: volume `v` is of the type `nfs`
spec: {securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}, volumes: [{name: v, nfs: {}}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: b, labels: {pod-security.kubernetes.io/warn: baseline, pod-security.kubernetes.io/audit: baseline}}
---
kind: Pod
metadata: {name: two, namespace: b}
#                ^^^ info: the Pod `two` is let in, and namespace `b` warns of it and notes it in the audit log, for level `baseline` of version 1.37: the Pod shares the processes of the node
spec: {hostPID: true}
",
        );
    }

    #[test]
    fn what_is_refused_is_not_told_again() {
        quiet(
            &RULE,
            "1.37",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/warn: restricted}}\n---\nkind: Pod\nmetadata: {name: one, namespace: a}\nspec: {hostPID: true}\n",
        );
    }
}
