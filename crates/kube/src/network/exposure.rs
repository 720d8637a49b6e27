//! What the world outside is let in to: by Ingresses, routes and Services.

use plimsoll_source::order::{Order, hash};

use super::classes::named_port;
use super::endpoint::{Endpoint, Profile, namespace_of};
use super::model::Network;
use super::pool::{NONE, SetId};
use super::ports::{Connections, Operation, PortSet, Protocol};
use crate::facts::{BackendFacts, Door, ObjectFacts, PortFacts, PortRef, Role, ServiceFacts};
use crate::index::{Id, Index};

/// A workload that something lets the world outside in to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The object that does: an Ingress, a route, or a Service.
    pub by: Id,
    /// How it does.
    pub way: Way,
    /// The number of the endpoint.
    pub endpoint: usize,
    /// The ports of its Pods that it sends to.
    pub ports: SetId,
    /// What of them policies let in.
    pub open: SetId,
}

/// How the world outside is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a controller in the cluster, which answers for Ingresses and routes.
    Controller,
    /// By a Service.
    Service(Door),
}

/// All that is exposed, in the order of files and places. `profiles` are those of the workloads.
pub(super) fn exposed(index: &Index<'_>, profiles: &[&Profile<'_>], network: &mut Network) -> Vec<Exposure> {
    let mut found = Vec::new();
    let selecting = Selecting { by_namespace: Order::new(profiles.iter().map(|one| hash(one.namespace))), profiles };
    for known in index.objects() {
        let facts = known.facts;
        let mut services: Vec<(&ObjectFacts, &ServiceFacts, Vec<&PortFacts>)> = Vec::new();
        let way = match &facts.role {
            Role::Service(service) => {
                let Some(door) = service.door else { continue };
                services.push((facts, service, service.ports.iter().collect()));
                Way::Service(door)
            }
            Role::Route(backends) | Role::OpenShiftRoute(backends) => {
                services.extend(backends.iter().filter_map(|backend| service_of(index, facts, backend)));
                Way::Controller
            }
            _ => continue,
        };
        let first = found.len();
        for (object, service, ports) in services {
            for workload in selecting.select(object, service) {
                let sent = profiles.get(workload).map_or_else(Connections::none, |profile| targets(profile, &ports));
                if sent.is_empty() {
                    continue;
                }
                let ports = network.pool.id(sent);
                // Several backends of an object may lead to one workload.
                let same = found.iter_mut().skip(first).find(|one: &&mut Exposure| one.endpoint == workload);
                match same {
                    Some(one) => one.ports = network.pool.combine(one.ports, ports, Operation::Union),
                    None => found.push(Exposure { by: known.id, way, endpoint: workload, ports, open: NONE }),
                }
            }
        }
    }
    for one in &mut found {
        one.open = network.let_in(one);
    }
    found
}

/// The Service that a backend means, and those of its ports that it sends to.
fn service_of<'a>(
    index: &Index<'a>,
    route: &ObjectFacts,
    backend: &BackendFacts,
) -> Option<(&'a ObjectFacts, &'a ServiceFacts, Vec<&'a PortFacts>)> {
    let namespace = if backend.namespace.is_empty() { &route.namespace } else { &backend.namespace };
    let found = index.in_namespace("Service", namespace, &backend.service)?.facts;
    let Role::Service(service) = &found.role else { return None };
    let protocol = if *route.kind == *"UDPRoute" { Protocol::Udp } else { Protocol::Tcp };
    let is_open_shift = matches!(route.role, Role::OpenShiftRoute(_));
    let is_called = |port: &&PortFacts| match &backend.port {
        None => true,
        Some(called) if is_open_shift && matches!(called, PortRef::Number(_)) => {
            port.target.as_ref().is_none_or(|target| target == called)
                && (port.target.is_some() || is_number(port, called))
        }
        Some(called) => is_number(port, called) || is_name(port, called),
    };
    let ports = service.ports.iter().filter(|port| *port.protocol == *protocol.as_str()).filter(is_called);
    Some((found, service, ports.collect()))
}

fn is_number(port: &PortFacts, called: &PortRef) -> bool {
    matches!(called, PortRef::Number(number) if port.number == Some(*number))
}

fn is_name(port: &PortFacts, called: &PortRef) -> bool {
    matches!(called, PortRef::Name(name) if *port.name == **name) || port.target.as_ref() == Some(called)
}

/// The ports of Pods that ports of a Service send to.
fn targets(profile: &Profile<'_>, ports: &[&PortFacts]) -> Connections {
    let mut sent = Connections::none();
    for port in ports {
        let Some(protocol) = Protocol::parse(&port.protocol) else { continue };
        let number = match &port.target {
            Some(PortRef::Name(name)) => named_port(profile, name, protocol),
            Some(PortRef::Number(number)) => u16::try_from(*number).ok(),
            None => port.number.and_then(|number| u16::try_from(number).ok()),
        };
        if let Some(number) = number {
            sent = sent.union(&Connections::of(protocol, PortSet::range(number, number)));
        }
    }
    sent
}

/// Workloads by their namespaces.
struct Selecting<'p, 'a> {
    by_namespace: Order,
    profiles: &'p [&'p Profile<'a>],
}

impl Selecting<'_, '_> {
    /// The workloads that a Service sends to.
    fn select(&self, object: &ObjectFacts, service: &ServiceFacts) -> Vec<usize> {
        let Some(selector) = service.selector.as_ref().filter(|_| !service.is_external_name) else { return Vec::new() };
        let namespace = namespace_of(object);
        let is_selected = |place: &usize| {
            let profile = self.profiles.get(*place);
            profile.is_some_and(|profile| *profile.namespace == *namespace && selector.matches(profile.labels))
        };
        self.by_namespace.find(hash(namespace)).filter(is_selected).collect()
    }
}

impl Network {
    /// What of an exposure policies let in: from the controller, or from some address outside.
    fn let_in(&mut self, exposure: &Exposure) -> SetId {
        let is_source = |endpoint: &Endpoint| match exposure.way {
            Way::Controller => matches!(endpoint, Endpoint::Controller),
            Way::Service(_) => matches!(endpoint, Endpoint::Range(_)),
        };
        let sources: Vec<usize> =
            self.endpoints().iter().enumerate().filter(|(_, one)| is_source(one)).map(|(number, _)| number).collect();
        let mut open = NONE;
        for source in sources {
            let from_here = self.connections(source, exposure.endpoint);
            let from_here = self.pool.combine(from_here, exposure.ports, Operation::Intersection);
            open = self.pool.combine(open, from_here, Operation::Union);
        }
        open
    }
}
