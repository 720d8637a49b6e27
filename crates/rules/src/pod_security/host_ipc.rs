//! `host-ipc`: the node's shared memory and message queues are those of the Pod too.

use crate::places::last_key;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-ipc",
    title: "A Pod shares the node's IPC namespace",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostNamespaces"), Control::cis("1.12", "5.2.4")],
    equivalents: elsewhere(&[
        "trivy:KSV-0008",
        "kube-linter:host-ipc",
        "polaris:hostIPCSet",
        "checkov:CKV_K8S_18",
        "kubescape:C-0038",
        "kubescape:C-0276",
        "kubesec:HostIPC",
        "kyverno:pod-security/disallow-host-namespaces",
        "psa:hostNamespaces",
        "kube-bench:cis-1.12/5.2.4",
        "gatekeeper:pod-security-policy/host-namespaces",
        "kics:cd290efd",
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
        if last_key(&path).as_deref() != Some("hostIPC") {
            continue;
        }
        findings.push(
            RULE.on(pod, violation.field, "the Pod shares the node's IPC namespace")
                .related(pod.object().name_span(), "this object")
                .fix(Fix::needs_review(
                    "leave the node's IPC namespace",
                    "programs that exchange data with the node through shared memory no longer reach it",
                    [Edit::set(path, false)],
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn of_the_three_namespaces_this_is_one() {
        check(
            &RULE,
            "
kind: StatefulSet
spec:
  template:
    spec:
      hostPID: true
      hostIPC: on
#              ^^ high: the Pod shares the node's IPC namespace
",
        );
    }
}
