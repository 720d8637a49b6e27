//! `host-network`: the network of the node is that of the Pod, and no NetworkPolicy need apply.

use crate::places::last_key;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-network",
    title: "A Pod shares the node's network namespace",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostNamespaces"), Control::cis("1.12", "5.2.5")],
    equivalents: elsewhere(&[
        "trivy:KSV-0009",
        "kube-linter:host-network",
        "polaris:hostNetworkSet",
        "checkov:CKV_K8S_19",
        "kubescape:C-0041",
        "kubesec:HostNetwork",
        "kyverno:pod-security/disallow-host-namespaces",
        "psa:hostNamespaces",
        "kube-bench:cis-1.12/5.2.5",
        "gatekeeper:pod-security-policy/host-network-ports",
        "kics:6b6bdfb3",
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
        if last_key(&path).as_deref() != Some("hostNetwork") {
            continue;
        }
        // The API server refuses HostProcess containers without the node's network.
        let host_process = pod.containers().any(|container| container.host_process().value == Some(true));
        let fix =
            (!host_process).then(|| Fix::needs_review("leave the node's network", NOTE, [Edit::set(path, false)]));
        findings.push(
            RULE.on(pod, violation.field, "the Pod shares the node's network")
                .related(pod.object().name_span(), "this object")
                .fix(fix),
        );
    }
}

const NOTE: &str = "clients that use the node's address need a Service, and programs no longer reach what listens on the node's \
                    loopback address";

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn the_last_of_two_keys_counts() {
        check(
            &RULE,
            "
kind: Pod
spec:
  hostNetwork: false
  hostNetwork: true
#              ^^^^ high: the Pod shares the node's network
",
        );
    }

    #[test]
    fn host_process_containers_keep_it() {
        let text = "kind: Pod\nspec:\n  hostNetwork: true\n  securityContext: {windowsOptions: {hostProcess: true}}\n  containers: [{name: a}]\n";
        assert_eq!(mended(&RULE, "1.37", text), (text.to_owned(), vec![]));
        let linux = "kind: Pod\nspec: {hostNetwork: true, containers: [{name: a}]}\n";
        assert_eq!(mended(&RULE, "1.37", linux), (linux.replace("true", "false"), vec![Applicability::NeedsReview]));
    }
}
