//! `host-port`: a port of the container answers on every address of the node.

use crate::prelude::*;
use crate::range::covers;
use crate::wording::named;

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
    parameters: &[Parameter::list(
        "allowed-ports",
        "Ports of the node that may be bound, each alone or as a range: `30000-32767`.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::HostPorts) {
        let Subject::Container(container) = &violation.subject else { continue };
        let port = violation.field.as_i64().unwrap_or_default();
        if ctx.list(&RULE, "allowed-ports").iter().any(|range| covers(range, port)) {
            continue;
        }
        let remove = Edit::remove(violation.field.path());
        let note = format!("clients that connect to port {port} of the node need a Service");
        // With the node's network the API server sets the port again, so that goes with it.
        let network = pod.host_network();
        let fix = if network.value != Some(true) {
            Some(Fix::needs_review("do not bind the node's port", note, [remove]))
        } else {
            let edits = [Edit::set(network.path(), false), remove];
            let title = "do not use the node's network, nor bind its port";
            // The API server refuses HostProcess containers without the node's network.
            let host_process = pod.containers().any(|container| container.host_process().value == Some(true));
            (!host_process).then(|| Fix::needs_review(title, note, edits))
        };
        findings.push(
            RULE.on(pod, violation.field, format!("{} binds port {port} of the node", named(container)))
                .related(container.name_span(), "this container")
                .fix(fix),
        );
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

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
    fn allowed_ports_may_be_ranges() {
        let held = |range: &str| [79, 80, 90, 91].map(|port| covers(range, port));
        assert_eq!(held("80-90"), [false, true, true, false]);
        assert_eq!(held(" 80 "), [false, true, false, false]);
        assert_eq!((held("80-"), held("http"), held("")), ([false; 4], [false; 4], [false; 4]));
    }

    #[test]
    fn the_network_of_the_node_would_bind_it_again() {
        let text = "kind: Pod\nspec: {hostNetwork: true, containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]}\n";
        let after = "kind: Pod\nspec: {hostNetwork: false, containers: [{name: a, ports: [{containerPort: 80}]}]}\n";
        assert_eq!(mended(&RULE, "1.37", text), (after.to_owned(), vec![Applicability::NeedsReview]));
    }
}
