//! The ends of connections: workloads of the files, ranges of addresses outside, and the controller behind Ingresses.

use std::fmt;

use plimsoll_source::order::{Order, hash};

use super::range::Range;
use crate::facts::{Labels, ObjectFacts, PortFacts, Role, Target};
use crate::index::{Id, Index, Known};

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Pods of the files.
    Workload(Workload),
    /// Addresses outside the cluster that no policy tells apart.
    Range(Range),
    /// Whatever answers for Ingresses and routes. Nothing is known of it but that it runs in Pods.
    Controller,
}

/// Pods that one owner makes, or one Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Its namespace.
    pub namespace: Box<str>,
    /// `Deployment`: that of the topmost owner that is known.
    pub kind: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Where it is written; where only Pods of it are, the first of them.
    pub id: Id,
    /// Whether its Pods use the network of their node.
    pub host_network: bool,
}

/// `shop/web[Deployment]`, `10.0.0.0-10.255.255.255[External]`, `{ingress-controller}`.
impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workload(workload) => workload.fmt(formatter),
            Self::Range(range) => write!(formatter, "{range}[External]"),
            Self::Controller => formatter.write_str("{ingress-controller}"),
        }
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}[{}]", self.namespace, self.name, self.kind)
    }
}

/// Pods as policies see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile<'a> {
    pub(super) namespace: &'a str,
    pub(super) labels: &'a [(Box<str>, Box<str>)],
    pub(super) ports: &'a [PortFacts],
    pub(super) host_network: bool,
}

/// Pods before it is known which of them are one endpoint.
pub(super) struct Unit<'a> {
    pub(super) profile: Profile<'a>,
    pub(super) workload: Workload,
    /// The owner that is not in the files. Pods of one are one endpoint unless policies tell them apart.
    pub(super) owner: Option<&'a Target>,
}

/// The namespace that an object stands in.
pub(super) fn namespace_of(facts: &ObjectFacts) -> &str {
    if facts.namespace.is_empty() { "default" } else { &facts.namespace }
}

/// The Pods of all files, in the order of their names.
pub(super) fn units<'a>(index: &Index<'a>) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = index.objects().iter().filter_map(|known| unit(index, known)).collect();
    units.sort_by(|a, b| name(&a.workload).cmp(&name(&b.workload)));
    units
}

fn name(workload: &Workload) -> (&str, &str, &str, Id) {
    (&workload.namespace, &workload.name, &workload.kind, workload.id)
}

fn unit<'a>(index: &Index<'a>, known: &Known<'a>) -> Option<Unit<'a>> {
    let facts = known.facts;
    let namespace = namespace_of(facts);
    let (labels, ports, host_network, owner): (&Labels, &'a [PortFacts], bool, &'a Option<Target>) = match &facts.role {
        // A template alone makes no Pods.
        Role::Workload(workload) if *facts.kind != *"PodTemplate" => {
            (&workload.labels, &workload.ports, workload.host_network, &workload.owner)
        }
        Role::Machine(machine) => (&machine.labels, &[], false, &machine.owner),
        _ => return None,
    };
    // The node of a static Pod counts as its owner.
    let owner = owner.as_ref().filter(|owner| *owner.kind != *"Node");
    let is_made = owner.and_then(|owner| index.in_namespace(&owner.kind, &facts.namespace, &owner.name));
    if is_made.is_some_and(|owner| matches!(owner.facts.role, Role::Workload(_) | Role::Machine(_))) {
        return None;
    }
    let workload = Workload {
        namespace: namespace.into(),
        kind: facts.kind.clone(),
        name: facts.name.clone(),
        id: known.id,
        host_network,
    };
    Some(Unit { profile: Profile { namespace, labels, ports, host_network }, workload, owner })
}

/// Of objects with the same place the last counts: it is what is left after `kubectl apply`. Says of each whether it does.
pub(super) fn counts<'k>(places: impl DoubleEndedIterator<Item = (&'k str, &'k str, &'k str)>) -> Vec<bool> {
    let key = |(kind, namespace, name): (&str, &str, &str)| {
        hash(kind).rotate_left(1) ^ hash(namespace).rotate_left(17) ^ hash(name)
    };
    let mut counts: Vec<bool> = Order::new(places.rev().map(key)).repeated().into_iter().map(|later| !later).collect();
    counts.reverse();
    counts
}
