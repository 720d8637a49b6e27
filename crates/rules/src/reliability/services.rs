//! Services held against the Pods that they select.

use plimsoll_kube::facts::{PortFacts, PortRef, ServiceFacts};
use plimsoll_kube::selector::Requirement;
use plimsoll_kube::{Effort, Known, SYSTEM_NAMESPACES};
use plimsoll_source::order::{Order, hash};

use super::bundle::{ACROSS, Bundle, about, called, plainly, short, within};
use super::served::services;
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
        for (known, service) in services(index) {
            let namespace = &*known.facts.namespace;
            // What a cluster runs of itself is in no file.
            if service.is_external_name || SYSTEM_NAMESPACES.contains(&namespace) {
                continue;
            }
            let Some(selector) = &service.selector else { continue };
            let Some(found) = index.select(namespace, selector, &mut effort) else { return };
            if !found.is_empty() {
                continue;
            }
            let bundle = bundle.get_or_insert_with(|| Bundle::of(ctx));
            let Some(elsewhere) = index.select("", selector, &mut effort) else { return };
            let holds = || WORKLOADS.into_iter().any(|kind| bundle.holds(kind, namespace, &known));
            let there = match elsewhere.first() {
                Some(other) => format!("; Pods with these labels are{}", within(&other.facts.namespace)),
                None if holds() => String::new(),
                None => continue,
            };
            let Some(object) = ctx.object(&known) else { continue };
            let message = format!("{} selects no Pod{}{there}", plainly("service", &known), within(namespace));
            let finding = about(&RULE, &object, object.field(&["spec", "selector"]), message);
            findings.push(finding.confidence(bundle.sureness(namespace)));
        }
    }

    /// What makes Pods that a Service may select.
    const WORKLOADS: [&str; 8] =
        ["Deployment", "StatefulSet", "DaemonSet", "Pod", "ReplicaSet", "ReplicationController", "Job", "CronJob"];
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
        for (known, service) in services(ctx.index()).filter(|(_, service)| !service.is_external_name) {
            let mut listened = None;
            let mut problem = |(place, port): (usize, &PortFacts)| match port.target.as_ref()? {
                PortRef::Number(number) if (1..=65535).contains(number) => None,
                PortRef::Number(number) => Some((place, format!("port {number}, which no host has"))),
                PortRef::Name(name) if !is_port_name(name) => {
                    Some((place, format!("`{}`, which is neither a number nor the name of a port", short(name))))
                }
                PortRef::Name(name) => {
                    let listened = listened.get_or_insert_with(|| listened_on(ctx, &known, service, &mut effort));
                    let is_there = listened.as_ref()?.contains(port_key(name, &port.protocol));
                    let told = || format!("port `{}` ({}), which no Pod it selects has", short(name), port.protocol);
                    (!is_there).then(|| (place, told()))
                }
            };
            let problems: Vec<_> = service.ports.iter().enumerate().filter_map(&mut problem).collect();
            if problems.is_empty() {
                continue;
            }
            let Some(object) = ctx.object(&known) else { continue };
            let written: Vec<_> = object.field(&["spec", "ports"]).items().collect();
            for (place, problem) in problems {
                let Some(port) = written.get(place) else { continue };
                let message = format!("{} sends to {problem}", plainly("service", &known));
                let finding = about(&RULE, &object, Field::walk(*port, &["targetPort"]), message);
                let is_guess = listened.is_some() && ctx.index().is_partly_read();
                findings.push(if is_guess { finding.confidence(Confidence::Low) } else { finding });
            }
        }
    }

    /// The named ports of the Pods that a Service selects; none where none are known, or too many.
    fn listened_on(ctx: &Context<'_>, known: &Known<'_>, service: &ServiceFacts, effort: &mut Effort) -> Option<Order> {
        let found = ctx.index().select(&known.facts.namespace, service.selector.as_ref()?, effort)?;
        let pods = found.iter().filter_map(|pod| pod.facts.workload());
        let keys: Vec<_> = pods.flat_map(|pod| &pod.ports).map(|port| port_key(&port.name, &port.protocol)).collect();
        (!found.is_empty() && effort.spend(keys.len())).then(|| Order::new(keys.into_iter()))
    }

    fn port_key(name: &str, protocol: &str) -> u64 {
        hash(name).rotate_left(5) ^ hash(protocol)
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

/// `service-selector-duplicate`: two names for the same Pods.
pub(crate) mod service_selector_duplicate {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "service-selector-duplicate",
        title: "Two Services have the same selector",
        confidence: Confidence::High,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kyverno:other/require-unique-service-selector",
            "gatekeeper:general/uniqueserviceselector",
        ]),
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        // A number for what is selected, in whatever order it is written.
        let choosing = |(known, service): (Known<'_>, &ServiceFacts)| {
            let selector = service.selector.as_ref().filter(|_| !service.is_external_name)?;
            // A StatefulSet needs a headless Service beside the one that its clients call.
            let value = |one: &Requirement| one.values.first().map_or(0, |value| hash(value));
            let labels = selector.requirements().iter().map(|one| hash(&one.key).rotate_left(3) ^ value(one));
            let sum = labels.fold(u64::from(service.is_headless), u64::wrapping_add);
            Some(hash(&known.facts.namespace).rotate_left(31) ^ sum)
        };
        let all: Vec<_> = services(ctx.index()).filter_map(|one| Some((one, choosing(one)?))).collect();
        let order = Order::new(all.iter().map(|(_, key)| *key));
        for (((known, _), key), _) in all.iter().zip(order.repeated()).filter(|(_, repeated)| *repeated) {
            let Some(((first, _), _)) = order.find(*key).next().and_then(|place| all.get(place)) else { continue };
            // An object that is written twice is not two.
            if first.facts.name == known.facts.name {
                continue;
            }
            let (Some(object), Some(other)) = (ctx.object(known), ctx.object(first)) else { continue };
            let message = format!("{} selects what {} selects", plainly("service", known), called(first));
            let finding = about(&RULE, &object, object.field(&["spec", "selector"]), message);
            findings.push(finding.related_object(&other, "selects the same Pods"));
        }
    }
}

#[cfg(test)]
#[path = "services_tests.rs"]
mod tests;
