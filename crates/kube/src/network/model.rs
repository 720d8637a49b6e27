//! The network of a workspace: its ends, and what may pass between any two of them.

use plimsoll_source::order::{Order, hash};

use super::classes::{Budget, Pods};
use super::compile::{Compiled, Policy, compile, policies_of};
use super::endpoint::{Endpoint, Profile, Unit, Workload, counts, units};
use super::exposure::{Exposure, exposed};
use super::policy::Direction;
use super::pool::{ALL, NONE, Pool, SetId};
use super::ports::{Connections, Operation};
use super::problem::{self, Problem};
use super::range::{Family, Range};
use super::rows::Rows;
use crate::facts::Role;
use crate::index::Index;

/// How Pods on the network of their node are read by a `NetworkPolicy`, which is left to whoever carries policies out.
/// Policies of the cluster never select them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HostNetwork {
    /// As any other Pods.
    #[default]
    LikePods,
    /// As nodes, which no selector selects.
    LikeNodes,
}

/// Who can reach whom.
#[derive(Debug)]
pub struct Network {
    pub(super) pool: Pool,
    pub(super) compiled: Compiled,
    ingress: Rows,
    egress: Rows,
    endpoints: Vec<Endpoint>,
    /// For each endpoint its class.
    class_of: Vec<u32>,
    problems: Vec<Problem>,
    exposures: Vec<Exposure>,
    is_too_large: bool,
}

impl Network {
    /// The network of all objects of an index.
    pub fn of(index: &Index<'_>, host_network: HostNetwork) -> Self {
        let mut problems = Vec::new();
        let units = counting_units(index, &mut problems);
        let policies = problem::counting(policies_of(index), &mut problems);
        let controller = Profile { namespace: "{ingress-controller}", labels: &[], ports: &[], host_network: false };
        let profiles: Vec<Profile<'_>> = units.iter().map(|unit| unit.profile).chain([controller]).collect();
        let (pods, profile_of) = Pods::of(&profiles, |name| labels_of_namespace(index, name));
        let mut pool = Pool::new();
        let mut budget = Budget::of_a_network();
        let compiled = compile(policies, &pods, host_network == HostNetwork::LikePods, &mut pool, &mut budget);
        let ingress = Rows::of(&compiled, Direction::Ingress, &mut pool, &mut budget);
        let egress = Rows::of(&compiled, Direction::Egress, &mut pool, &mut budget);
        let class_of_unit = |unit: usize| {
            let profile = profile_of.get(unit).copied().unwrap_or(u32::MAX);
            compiled.class_of_profile.get(profile as usize).copied().unwrap_or(u32::MAX)
        };
        let (mut endpoints, mut class_of, mut unit_of) = (Vec::new(), Vec::new(), Vec::new());
        for (workload, unit) in workloads(&units, class_of_unit) {
            endpoints.push(Endpoint::Workload(workload));
            class_of.push(class_of_unit(unit));
            unit_of.push(unit);
        }
        for (range, class) in &compiled.pieces {
            endpoints.push(Endpoint::Range(*range));
            class_of.push(*class);
        }
        endpoints.push(Endpoint::Controller);
        class_of.push(class_of_unit(units.len()));
        if !budget.is_spent() {
            problem::of_policies(&compiled, &mut problems);
        }
        let is_too_large = budget.is_spent();
        let exposures = Vec::new();
        let mut network =
            Self { pool, compiled, ingress, egress, endpoints, class_of, problems, exposures, is_too_large };
        if is_too_large {
            return network;
        }
        let profiles: Vec<&Profile<'_>> = unit_of.iter().filter_map(|unit| Some(&units.get(*unit)?.profile)).collect();
        network.exposures = exposed(index, &profiles, &mut network);
        network
    }

    /// All ends: workloads in the order of their names, addresses in their order, the controller.
    pub fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    /// Whether Pods and policies are so many that it was not worked out: then nothing is said of any pair of ends.
    pub const fn is_too_large(&self) -> bool {
        self.is_too_large
    }

    /// The policies that count, in the order in which they are asked.
    pub fn policies(&self) -> &[Policy] {
        &self.compiled.policies
    }

    /// What is wrong with policies beside each other and beside workloads. For what is wrong within one see
    /// [`super::faults`].
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What the world outside is let in to.
    pub fn exposures(&self) -> &[Exposure] {
        &self.exposures
    }

    /// Whether some policy speaks of addresses of a family.
    pub fn speaks_of(&self, family: Family) -> bool {
        self.compiled.families.contains(&family)
    }

    /// The ends with a name: a workload as `shop/web[Deployment]`, `shop/web` or `web`; of addresses all that lie in
    /// `10.0.0.0/8`, `10.0.0.0-10.0.0.9` or `10.0.0.1`; `{ingress-controller}`.
    pub fn find(&self, name: &str) -> Vec<usize> {
        let addresses = Range::named(name.strip_suffix("[External]").unwrap_or(name));
        let is_named = |endpoint: &Endpoint| match endpoint {
            Endpoint::Workload(workload) => {
                *name == *workload.name
                    || name == [&*workload.namespace, "/", &*workload.name].concat()
                    || name == workload.to_string()
            }
            Endpoint::Range(range) => addresses.is_some_and(|addresses| range.meets(&addresses)),
            Endpoint::Controller => name == endpoint.to_string(),
        };
        let numbered = self.endpoints.iter().enumerate();
        numbered.filter_map(|(number, endpoint)| is_named(endpoint).then_some(number)).collect()
    }

    /// What may pass from one end to another, by their numbers. Between two addresses nothing is known, so nothing is said.
    pub fn connections(&mut self, from: usize, to: usize) -> SetId {
        let (Some(from), Some(to)) = (self.class(from), self.class(to)) else { return NONE };
        if self.is_too_large {
            return NONE;
        }
        self.between(from, to)
    }

    /// What a number of [`Self::connections`] stands for.
    pub fn set(&self, id: SetId) -> &Connections {
        self.pool.get(id)
    }

    /// The class of an end: ends of one class have the same connections.
    pub fn class(&self, endpoint: usize) -> Option<u32> {
        self.class_of.get(endpoint).copied()
    }

    pub(super) fn is_pods(&self, class: u32) -> bool {
        class < self.compiled.pod_classes
    }

    /// What may pass from one class to another.
    pub(super) fn between(&mut self, from: u32, to: u32) -> SetId {
        let pods = self.compiled.pod_classes;
        let egress = if self.is_pods(from) { self.egress.get(from, to, pods) } else { ALL };
        let ingress = if self.is_pods(to) { self.ingress.get(to, from, pods) } else { ALL };
        if !self.is_pods(from) && !self.is_pods(to) {
            return NONE;
        }
        self.pool.combine(egress, ingress, Operation::Intersection)
    }
}

fn labels_of_namespace(index: &Index<'_>, name: &str) -> Vec<(Box<str>, Box<str>)> {
    // Of several the last is what is left after `kubectl apply`.
    let known = index.named("Namespace", name).filter_map(|known| match &known.facts.role {
        Role::Namespace { labels } => Some(labels),
        _ => None,
    });
    known.last().map(|labels| labels.to_vec()).unwrap_or_default()
}

/// The Pods that are left where objects of the same place were told once.
fn counting_units<'a>(index: &Index<'a>, problems: &mut Vec<Problem>) -> Vec<Unit<'a>> {
    let mut units = units(index);
    let places = units.iter().map(|unit| (&*unit.workload.kind, &*unit.workload.namespace, &*unit.workload.name));
    let mut counts = counts(places).into_iter();
    units.retain(|unit| {
        let does = counts.next().unwrap_or(true);
        if !does {
            problems.push(Problem::replaced(unit.workload.id));
        }
        does
    });
    units
}

/// The endpoints of Pods, each with the first unit of it. Pods of an owner that is not in the files are one, unless policies tell them apart.
fn workloads(units: &[Unit<'_>], class_of: impl Fn(usize) -> u32) -> Vec<(Workload, usize)> {
    let owner = |unit: &Unit<'_>| {
        let owner = unit.owner?;
        Some(hash(&owner.kind) ^ hash(&owner.name).rotate_left(21) ^ hash(&unit.workload.namespace).rotate_left(42))
    };
    let by_owner = Order::new(units.iter().map(|unit| owner(unit).unwrap_or_default()));
    let mut found: Vec<(Workload, usize)> = Vec::new();
    // Of each owner the class of its first Pod, and whether it is that of all.
    let mut last: Option<(u64, bool)> = None;
    for place in by_owner.places() {
        let Some(unit) = units.get(place) else { continue };
        let class = class_of(place);
        let Some((key, named)) = owner(unit).zip(unit.owner) else {
            found.push((unit.workload.clone(), place));
            continue;
        };
        let is_first = last.is_none_or(|(before, _)| before != key);
        if is_first {
            last = Some((key, by_owner.find(key).all(|sibling| class_of(sibling) == class)));
        }
        let is_one = last.is_some_and(|(_, is_one)| is_one);
        if !is_one {
            found.push((unit.workload.clone(), place));
        } else if is_first {
            let (kind, name) = (named.kind.clone(), named.name.clone());
            found.push((Workload { kind, name, ..unit.workload.clone() }, place));
        }
    }
    found.sort_by(|(a, _), (b, _)| (&a.namespace, &a.name, &a.kind, a.id).cmp(&(&b.namespace, &b.name, &b.kind, b.id)));
    found
}
