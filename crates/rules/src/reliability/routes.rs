//! What an Ingress or a route of the Gateway API sends to, held against the Services of the workspace.

use plimsoll_kube::facts::{Backend, BackendFacts, PortRef, Role, is_route};
use plimsoll_kube::{Effort, Known};

use super::bundle::{ACROSS, Bundle, about, plainly, short, within};
use crate::prelude::*;

/// `dangling-ingress`: a path that ends nowhere.
pub(crate) mod dangling_ingress {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "dangling-ingress",
        title: "An Ingress sends to a Service that is not there",
        severity: Severity::Medium,
        confidence: Confidence::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&[
            "kube-linter:dangling-ingress",
            "kube-score:ingress-targets-service",
            "kubescape:C-0298",
            "netpol-analyzer:ingress-service-not-found",
        ]),
        check: |ctx, findings| look(ctx, findings, &RULE, &INGRESS),
        ..ACROSS
    };

    const INGRESS: Kind = Kind { noun: "ingress", is_route: false };
}

/// `dangling-gateway-backend`: the same, of routes.
pub(crate) mod dangling_gateway_backend {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "dangling-gateway-backend",
        title: "A route of a gateway sends to a Service that is not there",
        severity: Severity::Medium,
        confidence: Confidence::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&["kubescape:C-0302"]),
        check: |ctx, findings| look(ctx, findings, &RULE, &ROUTE),
        ..ACROSS
    };

    const ROUTE: Kind = Kind { noun: "route", is_route: true };
}

struct Kind {
    noun: &'static str,
    is_route: bool,
}

/// What is wrong with a backend: its place among those of the object, whether it is the port, the words, and how sure it is.
type Problem = (usize, bool, String, Confidence);

fn look(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, kind: &Kind) {
    let mut bundle = None;
    let mut effort = Effort::of_a_rule();
    for known in ctx.index().objects() {
        let Role::Route(backends) = &known.facts.role else { continue };
        if is_route(&known.facts.kind, &known.facts.group) != kind.is_route {
            continue;
        }
        let bundle = bundle.get_or_insert_with(|| Bundle::of(ctx));
        let found = backends.iter().enumerate().filter_map(|(place, backend)| {
            let (of_port, words, confidence) = problem(bundle, known, backend, &mut effort)?;
            Some((place, of_port, words, confidence))
        });
        let problems: Vec<Problem> = found.collect();
        if problems.is_empty() {
            continue;
        }
        let Some(object) = ctx.object(known) else { continue };
        let written = if kind.is_route { Backend::of_route(&object) } else { Backend::of_ingress(&object) };
        for (place, of_port, words, confidence) in problems {
            let Some(backend) = written.get(place) else { continue };
            let at = backend.port.filter(|_| of_port).unwrap_or(backend.service);
            // Where no name is written, it is the place of one.
            let field = if backend.facts().service.is_empty() { Field::walk(at, &["name"]) } else { Field::of(at) };
            let message = format!("{} sends to {words}", plainly(kind.noun, known));
            findings.push(about(rule, &object, field, message).confidence(confidence));
        }
    }
}

fn problem(
    bundle: &Bundle<'_, '_>,
    known: &Known<'_>,
    backend: &BackendFacts,
    effort: &mut Effort,
) -> Option<(bool, String, Confidence)> {
    let name = short(&backend.service);
    if name.is_empty() {
        return Some((false, "no Service, which the API server refuses".to_owned(), Confidence::High));
    }
    // The controller of AWS takes the name of an annotation in its place.
    if backend.port.as_ref().is_some_and(|port| matches!(port, PortRef::Name(name) if **name == *"use-annotation")) {
        return None;
    }
    let own = if backend.namespace.is_empty() { &known.facts.namespace } else { &backend.namespace };
    let Some(service) = bundle.index.in_namespace("Service", own, &backend.service) else {
        let (there, confidence) = match bundle.index.named("Service", &backend.service).next() {
            Some(other) => (format!("; there is one{}", within(&other.facts.namespace)), bundle.sureness(own)),
            None => (String::new(), bundle.misses("Service", own, known)?),
        };
        return Some((false, format!("Service `{name}`, which is not there{}{there}", within(own)), confidence));
    };
    let Role::Service(service) = &service.facts.role else { return None };
    if service.is_external_name || service.ports.is_empty() || !effort.spend(service.ports.len()) {
        return None;
    }
    let words = match &backend.port {
        None => format!("no port of Service `{name}`, which the API server refuses"),
        Some(port) if service.has_port(port) => return None,
        Some(PortRef::Number(port)) => format!("port {port} of Service `{name}`, which has no such port"),
        Some(PortRef::Name(port)) => format!("port `{}` of Service `{name}`, which has no such port", short(port)),
    };
    Some((true, words, Confidence::High))
}

#[cfg(test)]
#[path = "routes_tests.rs"]
mod tests;
