//! `ssh-port`: a second door into a container, which the API server knows nothing of.

use plimsoll_kube::Object;
use plimsoll_source::Value;

use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "ssh-port",
    title: "A container or a Service opens the port of SSH",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kube-linter:ssh-port", "kubescape:C-0042"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The port of SSH, and the one that is taken where 22 cannot be.
const SSH: i64 = 22;
const SSH_INSTEAD: i64 = 2222;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        for port in container.field(&["ports"]).items() {
            let place = Field::walk(port, &["containerPort"]);
            let Some((number, confidence)) = ssh(port, place) else { continue };
            findings.push(
                RULE.on(pod, place, format!("{} opens port {number}, as SSH servers do", named(&container)))
                    .related(container.name_span(), "this container")
                    .confidence(confidence),
            );
        }
    }
    for object in ctx.objects().iter().filter(|object| object.kind() == "Service" && object.group().is_empty()) {
        service(object, findings);
    }
}

fn service(object: &Located<Object<'_>>, findings: &mut Findings) {
    let ports = object.field(&["spec", "ports"]);
    let several = ports.items().nth(1).is_some();
    for port in ports.items() {
        let places = [Field::walk(port, &["port"]), Field::walk(port, &["targetPort"])];
        let found = places.into_iter().find_map(|place| Some((place, ssh(port, place)?)));
        let Some((place, (number, confidence))) = found else { continue };
        let mut finding = RULE
            .at(
                &object.place(),
                place.span(),
                place.path(),
                format!("the Service opens port {number}, as SSH servers do"),
            )
            .related(object.name_span(), "this Service")
            .confidence(confidence);
        // A Service without ports is refused.
        if several {
            let note = "nobody can log in through the Service any more";
            finding = finding.fix(Fix::needs_review("remove the port", note, [remove_item(port)]));
        }
        findings.push(finding);
    }
}

/// The number of a port that looks like that of SSH, and how much it does. SSH speaks nothing but TCP.
fn ssh(port: Value<'_>, place: Field<'_>) -> Option<(i64, Confidence)> {
    let protocol = Field::walk(port, &["protocol"]).as_str();
    let number = place.as_i64().filter(|_| protocol.is_none_or(|protocol| protocol == "TCP"))?;
    match number {
        SSH => Some((number, Confidence::Medium)),
        SSH_INSTEAD => Some((number, Confidence::Low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn containers_and_services_open_it() {
        check(
            &RULE,
            "
kind: Deployment
spec: {template: {spec: {containers: [{name: a, ports: [{containerPort: 22}, {containerPort: 22, protocol: UDP}]}]}}}
#                                                                       ^^ medium: container `a` opens port 22, as SSH servers do
---
kind: Service
spec:
  ports:
  - {port: 2200, targetPort: 2222}
#                            ^^^^ medium: the Service opens port 2222, as SSH servers do
  - {port: 22, targetPort: 22}
#          ^^ medium: the Service opens port 22, as SSH servers do
  - {port: 80, targetPort: http}
",
        );
        quiet(&RULE, "1.37", "apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {ports: [{port: 22}]}\n");
    }

    #[test]
    fn one_port_stays() {
        let text = "kind: Service\nspec:\n  ports:\n  - {name: a, port: 22}\n  - {name: b, port: 80}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, "kind: Service\nspec:\n  ports:\n  - {name: b, port: 80}\n");
        let alone = "kind: Service\nspec:\n  ports:\n  - {name: a, port: 22}\n";
        assert_eq!(mended(&RULE, "1.37", alone).0, alone);
    }
}
