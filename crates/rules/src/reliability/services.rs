//! Services held against the Pods that they select.

use plimsoll_kube::facts::{PortRef, Role, ServiceFacts};
use plimsoll_kube::{Effort, Known};

use super::bundle::{ACROSS, Bundle, about, plainly, short, within};
use crate::prelude::*;

/// `dangling-service`: nobody answers.
pub(crate) mod dangling_service {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "dangling-service",
        title: "A Service selects no Pod",
        severity: Severity::Medium,
        confidence: Confidence::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&[
            "kube-linter:dangling-service",
            "kube-score:service-targets-pod",
            "kubescape:C-0293",
            "kics:3ca03a61",
        ]),
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let index = ctx.index();
        let mut effort = Effort::of_a_rule();
        let mut bundle = None;
        for (known, service) in services(ctx) {
            let namespace = &*known.facts.namespace;
            let Some(selector) = service.selector.as_ref().filter(|_| !service.is_external_name) else { continue };
            let Some(found) = index.select(namespace, selector, &mut effort) else { return };
            if !found.is_empty() {
                continue;
            }
            let bundle = bundle.get_or_insert_with(|| Bundle::of(ctx));
            let Some(elsewhere) = index.select("", selector, &mut effort) else { return };
            let holds = || WORKLOADS.into_iter().any(|kind| index.holds(kind, namespace));
            let confidence = bundle.sureness(namespace);
            let there = match elsewhere.first() {
                Some(other) => format!("; Pods with these labels are{}", within(&other.facts.namespace)),
                None if holds() => String::new(),
                None => continue,
            };
            let Some(object) = ctx.object(&known) else { continue };
            let message = format!("{} selects no Pod{}{there}", plainly("service", &known), within(namespace));
            findings.push(about(&RULE, &object, object.field(&["spec", "selector"]), message).confidence(confidence));
        }
    }
}

/// `service-target-port-invalid`: a name that no container has.
pub(crate) mod service_target_port_invalid {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "service-target-port-invalid",
        title: "A Service sends to a port that is not there",
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Default,
        equivalents: elsewhere(&["kube-linter:invalid-target-ports"]),
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let mut effort = Effort::of_a_rule();
        for (known, service) in services(ctx).filter(|(_, service)| !service.is_external_name) {
            for (place, port) in service.ports.iter().enumerate() {
                let Some(target) = &port.target else { continue };
                let Some(problem) = problem(ctx, &known, service, target, &port.protocol, &mut effort) else {
                    continue;
                };
                let Some(object) = ctx.object(&known) else { continue };
                let Some(written) = object.field(&["spec", "ports"]).items().nth(place) else { continue };
                let message = format!("{} sends to {problem}", plainly("service", &known));
                findings.push(about(&RULE, &object, Field::walk(written, &["targetPort"]), message));
            }
        }
    }

    fn problem(
        ctx: &Context<'_>,
        known: &Known<'_>,
        service: &ServiceFacts,
        target: &PortRef,
        protocol: &str,
        effort: &mut Effort,
    ) -> Option<String> {
        match target {
            PortRef::Number(number) if (1..=65535).contains(number) => None,
            PortRef::Number(number) => Some(format!("port {number}, which no host has")),
            PortRef::Name(name) if !is_port_name(name) => {
                Some(format!("`{}`, which is neither a number nor the name of a port", short(name)))
            }
            PortRef::Name(name) => {
                let found = ctx.index().select(&known.facts.namespace, service.selector.as_ref()?, effort)?;
                let has = |pod: &Known<'_>| {
                    let ports = pod.facts.workload().map(|workload| &workload.ports);
                    ports.is_some_and(|ports| {
                        ports.iter().any(|port| *port.name == **name && *port.protocol == *protocol)
                    })
                };
                let is_missing = !found.is_empty() && !found.iter().any(has) && !ctx.index().is_partly_read();
                is_missing.then(|| format!("port `{}` ({}), which no Pod it selects has", short(name), short(protocol)))
            }
        }
    }

    /// As IANA has it: at most 15 small letters, digits and hyphens, one letter at least, hyphens alone and inside.
    fn is_port_name(name: &str) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        name.len() <= 15
            && name.bytes().all(is_plain)
            && name.bytes().any(|byte| byte.is_ascii_lowercase())
            && !name.starts_with('-')
            && !name.ends_with('-')
            && !name.contains("--")
    }
}

/// What makes Pods that a Service may select.
const WORKLOADS: [&str; 8] =
    ["Deployment", "StatefulSet", "DaemonSet", "Pod", "ReplicaSet", "ReplicationController", "Job", "CronJob"];

fn services<'a>(ctx: &Context<'a>) -> impl Iterator<Item = (Known<'a>, &'a ServiceFacts)> {
    ctx.index().of_kind("Service").filter_map(|known| match &known.facts.role {
        Role::Service(service) => Some((known, &**service)),
        _ => None,
    })
}

#[cfg(test)]
#[path = "services_tests.rs"]
mod tests;
