//! `host-pid`: the Pod sees, and may signal, the processes of the node.

use crate::places::last_key;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-pid",
    title: "A Pod shares the node's process namespace",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostNamespaces"), Control::cis("1.12", "5.2.3")],
    equivalents: elsewhere(&[
        "trivy:KSV-0010",
        "kube-linter:host-pid",
        "polaris:hostPIDSet",
        "checkov:CKV_K8S_17",
        "kubescape:C-0038",
        "kubescape:C-0275",
        "kubesec:HostPID",
        "kyverno:pod-security/disallow-host-namespaces",
        "psa:hostNamespaces",
        "kube-bench:cis-1.12/5.2.3",
        "gatekeeper:pod-security-policy/host-namespaces",
        "kics:302736f4",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::HostNamespaces) {
        let path = violation.field.path();
        if last_key(&path).as_deref() != Some("hostPID") {
            continue;
        }
        findings.push(
            RULE.on(pod, violation.field, "the Pod shares the node's process namespace")
                .related(pod.object().name_span(), "this object")
                .fix(Fix::needs_review(
                    "leave the node's process namespace",
                    "programs that look at processes of the node see only their own",
                    [Edit::set(path, false)],
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn of_the_three_namespaces_this_is_one() {
        check(
            &RULE,
            "
kind: DaemonSet
spec: {template: {spec: {hostPID: true, hostIPC: true, hostNetwork: true}}}
#                                 ^^^^ high: the Pod shares the node's process namespace
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {hostPID: 'true', hostIPC: true}\n");
    }
}
