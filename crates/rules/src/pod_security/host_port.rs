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
    equivalents: &[
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
    ],
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
