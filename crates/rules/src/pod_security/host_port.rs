//! `host-port`: a port of the container answers on every address of the node.

use super::wording::named;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-port",
    title: "A container binds a port of the node",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostPorts"), Control::cis("1.12", "5.2.12")],
    equivalents: elsewhere(&[
        "trivy:KSV-0024",
        "polaris:hostPortSet",
        "checkov:CKV_K8S_26",
        "kubescape:C-0044",
        "kyverno:pod-security/disallow-host-ports",
        "kyverno:pod-security/disallow-host-ports-range",
        "psa:hostPorts",
        "kube-bench:cis-1.12/5.2.12",
        "gatekeeper:pod-security-policy/host-network-ports",
        "kics:2b1836f1",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::HostPorts) {
        let Subject::Container(container) = &violation.subject else { continue };
        let port = violation.field.as_i64().unwrap_or_default();
        // With the node's network the API server sets the port again.
        let fix = (pod.host_network().value != Some(true)).then(|| {
            let note = format!("clients that connect to port {port} of the node need a Service");
            Fix::needs_review("do not bind the node's port", note, [Edit::remove(violation.field.path())])
        });
        findings.push(
            RULE.on(pod, violation.field, format!("{} binds port {port} of the node", named(container)))
                .related(container.name_span(), "this container")
                .fix(fix),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn each_port_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers:
  - {name: a, ports: [{containerPort: 80, hostPort: 80}]}
#                                                   ^^ medium: init container `a` binds port 80 of the node
  containers:
  - name: b
    ports:
    - containerPort: 53
      hostPort: 0
    - {containerPort: 53, hostPort: 0x35, protocol: UDP}
#                                   ^^^^ medium: container `b` binds port 53 of the node
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{ports: [{containerPort: 80, hostPort: }]}]}\n");
    }

    #[test]
    fn with_the_network_of_the_node_no_fix_would_last() {
        let text = "kind: Pod\nspec: {hostNetwork: true, containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]}\n";
        assert_eq!(mended(&RULE, "1.37", text), (text.to_owned(), vec![]));
    }
}
