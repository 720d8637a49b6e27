//! Probes whose port the container does not declare.

use plimsoll_source::Value;
use plimsoll_source::edit::Literal;

use super::amounts::{RELIABILITY, shown};
use crate::places::mapping;
use crate::prelude::*;
use crate::wording::named;

const PORTS: [(&str, &[&str]); 9] = [
    ("liveness", &["livenessProbe", "httpGet", "port"]),
    ("liveness", &["livenessProbe", "tcpSocket", "port"]),
    ("liveness", &["livenessProbe", "grpc", "port"]),
    ("readiness", &["readinessProbe", "httpGet", "port"]),
    ("readiness", &["readinessProbe", "tcpSocket", "port"]),
    ("readiness", &["readinessProbe", "grpc", "port"]),
    ("startup", &["startupProbe", "httpGet", "port"]),
    ("startup", &["startupProbe", "tcpSocket", "port"]),
    ("startup", &["startupProbe", "grpc", "port"]),
];

/// A port that a probe asks at.
struct Asked<'c, 'a> {
    pod: &'c Located<Pod<'a>>,
    container: Container<'a>,
    probe: &'static str,
    port: Value<'a>,
}

fn asked<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = Asked<'c, 'a>> {
    ctx.containers().flat_map(|(pod, container)| {
        let port = move |(probe, path): (&'static str, &'static [&'static str])| {
            Some(Asked { pod, container, probe, port: container.field(path).value()? })
        };
        PORTS.into_iter().filter_map(port)
    })
}

pub(crate) mod probe_port_not_exposed {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "probe-port-not-exposed",
        title: "A probe asks at a port that the container does not declare",
        severity: Severity::Info,
        equivalents: elsewhere(&[
            "kube-linter:liveness-port",
            "kube-linter:readiness-port",
            "kube-linter:startup-port",
        ]),
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for Asked { pod, container, probe, port } in asked(ctx) {
            let ports = container.field(&["ports"]);
            let Some(number) = port.as_i64() else { continue };
            if ports.items().any(|one| Field::walk(one, &["containerPort"]).as_i64() == Some(number)) {
                continue;
            }
            let message =
                format!("the {probe} probe of {} asks at port {number}, which it does not declare", named(&container));
            // With the node's network, a declared port is bound on the node.
            let free = pod.host_network().value != Some(true) && (1..=65535).contains(&number);
            let declare = Edit::append(ports.path(), mapping("containerPort", Literal::Int(number)));
            findings.push(
                RULE.at(&pod.place(), port.span(), port.path(), message)
                    .related(container.name_span(), "this container")
                    .fix(free.then(|| Fix::safe("declare the port", [declare]))),
            );
        }
    }
}

pub(crate) mod probe_port_unknown {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "probe-port-unknown",
        title: "A probe asks at a port by a name that no port has",
        severity: Severity::High,
        audience: Audience::Default,
        equivalents: elsewhere(&[
            "kube-linter:liveness-port",
            "kube-linter:readiness-port",
            "kube-linter:startup-port",
        ]),
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for Asked { pod, container, probe, port } in asked(ctx) {
            let Some(name) = port.as_str() else { continue };
            let mut names = container.field(&["ports"]).items().map(|one| Field::walk(one, &["name"]).as_str());
            if names.any(|known| known == Some(name)) {
                continue;
            }
            let message = format!(
                "the {probe} probe of {} asks at `{}`, which none of its ports is called",
                named(&container),
                shown(name)
            );
            findings.push(
                RULE.at(&pod.place(), port.span(), port.path(), message)
                    .related(container.field(&["ports"]).span(), "its ports"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn numbers_and_names_are_two_rules() {
        let text = "
kind: Pod
spec:
  containers:
  - name: a
    ports: [{name: http, containerPort: 80}]
    livenessProbe: {httpGet: {port: 8080}}
#                                   ^^^^ info: the liveness probe of container `a` asks at port 8080, which it does not declare
    readinessProbe: {tcpSocket: {port: 80}}
    startupProbe: {grpc: {port: 80}}
";
        check(&probe_port_not_exposed::RULE, text);
        let text = "kind: Pod\nspec:\n  containers:\n  - {name: a, readinessProbe: {tcpSocket: {port: 1}}}\n";
        let after = "kind: Pod\nspec:\n  containers:\n  - {name: a, readinessProbe: {tcpSocket: {port: 1}}, ports: [{containerPort: 1}]}\n";
        assert_eq!(mended(&probe_port_not_exposed::RULE, "1.37", text).0, after);
        check(
            &probe_port_unknown::RULE,
            "
kind: Pod
spec: {initContainers: [{name: a, ports: [{name: http}], startupProbe: {httpGet: {port: web}}}]}
#                                                                                       ^^^ high: the startup probe of init container `a` asks at `web`, which none of its ports is called
",
        );
    }
}
