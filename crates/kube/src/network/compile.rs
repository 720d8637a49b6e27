//! Policies with their rules as classes and sets of connections.

use super::classes::{Budget, Pods, classed, cut, named_port, narrow, pieces_in, port_sign};
use super::endpoint::namespace_of;
use super::policy::{Action, Direction, NamedPort, PeerFacts, PolicyFacts, RuleFacts, Tier};
use super::pool::{ALL, Pool, SetId};
use super::ports::{Connections, Operation, PortSet, Protocol};
use super::range::{Family, Range};
use crate::facts::Role;
use crate::index::{Id, Index};

/// A policy of the files.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Where it is written.
    pub id: Id,
    /// `NetworkPolicy`.
    pub kind: Box<str>,
    /// Its namespace; "" for a policy of the cluster.
    pub namespace: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// When it is asked.
    pub tier: Tier,
    /// Its rules for connections to its Pods; none where it has nothing to say of them.
    pub(super) ingress: Option<Vec<Rule>>,
    /// Its rules for connections from its Pods; none where it has nothing to say of them.
    pub(super) egress: Option<Vec<Rule>>,
    /// The classes of the Pods that it is about.
    pub(super) subjects: Vec<u32>,
}

impl Policy {
    pub(super) fn rules(&self, direction: Direction) -> Option<&[Rule]> {
        match direction {
            Direction::Ingress => self.ingress.as_deref(),
            Direction::Egress => self.egress.as_deref(),
        }
    }
}

/// A rule of a policy.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) place: u32,
    pub(super) name: Box<str>,
    pub(super) action: Action,
    /// Whether it is about every Pod.
    pub(super) all_pods: bool,
    /// Whether it is about every address.
    pub(super) all_addresses: bool,
    /// The other classes that it is about, in order.
    pub(super) classes: Vec<u32>,
    numbers: SetId,
    names: Vec<(u32, Option<Protocol>)>,
}

impl Rule {
    /// Whether it is about a class.
    pub(super) fn is_about(&self, class: u32, is_pods: bool) -> bool {
        (if is_pods { self.all_pods } else { self.all_addresses }) || self.classes.binary_search(&class).is_ok()
    }

    /// Whether it calls ports by name.
    pub(super) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// The ports that it is about where the connection goes to Pods with these ports.
    pub(super) fn ports(&self, at: &[PortOfClass], pool: &mut Pool) -> SetId {
        let mut ports = self.numbers;
        for port in at.iter().filter(|port| self.calls(port)) {
            let one = pool.id(port.connections());
            ports = pool.combine(ports, one, Operation::Union);
        }
        ports
    }

    /// As [`Self::ports`], without numbering what comes out.
    pub(super) fn shown_ports(&self, at: &[PortOfClass], pool: &Pool) -> Connections {
        let named = at.iter().filter(|port| self.calls(port));
        named.fold(pool.get(self.numbers).clone(), |ports, port| ports.union(&port.connections()))
    }

    /// Whether one of its names stands for a port.
    pub(super) fn calls(&self, port: &PortOfClass) -> bool {
        self.names.iter().any(|(name, protocol)| port.is_called(*name, *protocol))
    }

    /// The ports that it calls by name: the number of the name, and the protocol if it has one.
    pub(super) fn names(&self) -> &[(u32, Option<Protocol>)] {
        &self.names
    }
}

/// A port that Pods of a class give a name to which some policy uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct PortOfClass {
    name: u32,
    protocol: Protocol,
    port: u16,
}

impl PortOfClass {
    /// Whether it is what a rule calls by name.
    pub(super) fn is_called(&self, name: u32, protocol: Option<Protocol>) -> bool {
        self.name == name && protocol.is_none_or(|one| one == self.protocol)
    }

    fn connections(&self) -> Connections {
        Connections::of(self.protocol, PortSet::range(self.port, self.port))
    }
}

/// A policy on its way.
struct Draft<'a> {
    policy: Policy,
    facts: &'a PolicyFacts,
    /// Signs of the peers of its rules, one rule after the other: a number for what selects Pods, one for each range.
    peers: Vec<Vec<Peer>>,
    subject: u32,
}

/// A peer of a rule: what stands for it among the signs of Pods, or ranges.
enum Peer {
    Sign(u32),
    Range(Range),
}

/// All policies, and what they make of Pods and addresses.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) policies: Vec<Policy>,
    /// The class of each profile.
    pub(super) class_of_profile: Vec<u32>,
    /// The addresses, cut where policies tell them apart, with their classes.
    pub(super) pieces: Vec<(Range, u32)>,
    /// The families of addresses that some policy speaks of.
    pub(super) families: Vec<Family>,
    /// How many classes are Pods; the others are addresses.
    pub(super) pod_classes: u32,
    /// How many classes there are.
    pub(super) classes: u32,
    /// For each class of Pods the ports that it gives a name to.
    pub(super) ports: Vec<Vec<PortOfClass>>,
    /// Names of ports that policies use.
    pub(super) port_names: Vec<Box<str>>,
}

/// The policies of the files that count, in the order in which they are asked.
pub(super) fn policies_of<'a>(index: &Index<'a>) -> Vec<(Policy, &'a PolicyFacts)> {
    let mut found = Vec::new();
    for known in index.objects() {
        let Role::Policy(facts) = &known.facts.role else { continue };
        let is_of_cluster = facts.tier != Tier::Namespaced;
        let policy = Policy {
            id: known.id,
            kind: known.facts.kind.clone(),
            namespace: if is_of_cluster { "" } else { namespace_of(known.facts) }.into(),
            name: known.facts.name.clone(),
            tier: facts.tier,
            ingress: None,
            egress: None,
            subjects: Vec::new(),
        };
        found.push((policy, &**facts));
    }
    found
}

pub(super) fn compile(
    policies: Vec<(Policy, &PolicyFacts)>,
    pods: &Pods<'_>,
    host_network_is_pods: bool,
    pool: &mut Pool,
    budget: &mut Budget,
) -> Compiled {
    let mut names = Names::default();
    let mut signs: Vec<Vec<u64>> = vec![Vec::new(); pods.profiles.len()];
    let mut next_sign = 0;
    let mut drafts = Vec::new();
    let mut sign = |facts: &super::policy::PodsFacts, policy: &Policy| {
        let with_host_network = policy.tier == Tier::Namespaced && host_network_is_pods;
        let selected = pods.select(facts, &policy.namespace, with_host_network, budget);
        let number = next_sign;
        next_sign += 1;
        for profile in &selected {
            if let Some(signs) = signs.get_mut(*profile as usize) {
                signs.push(u64::from(number));
            }
        }
        number
    };
    for (policy, facts) in policies {
        let subject = facts.subject.as_ref().map_or(u32::MAX, |subject| sign(subject, &policy));
        let mut peers = Vec::new();
        for direction in Direction::ALL {
            for rule in facts.rules(direction).unwrap_or_default() {
                names.learn(rule);
                peers.push(
                    rule.peers
                        .iter()
                        .flatten()
                        .flat_map(|peer| match peer {
                            PeerFacts::Pods(facts) => vec![Peer::Sign(sign(facts, &policy))],
                            PeerFacts::Ranges(ranges) => ranges.iter().copied().map(Peer::Range).collect(),
                        })
                        .collect(),
                );
            }
        }
        drafts.push(Draft { policy, facts, peers, subject });
    }
    let ports = names.add_signs(pods, &mut signs);
    let (class_of_profile, representatives) = classed(&signs, 0);
    let pod_classes = narrow(representatives.len());
    // For each sign the classes of Pods that have it.
    let mut with_sign: Vec<Vec<u32>> = vec![Vec::new(); next_sign as usize];
    for (class, profile) in (0..).zip(&representatives) {
        for sign in signs.get(*profile as usize).into_iter().flatten() {
            if let Some(classes) = usize::try_from(*sign).ok().and_then(|sign| with_sign.get_mut(sign)) {
                classes.push(class);
            }
        }
    }
    let ports =
        representatives.iter().map(|profile| ports.get(*profile as usize).cloned().unwrap_or_default()).collect();
    let addresses = Addresses::of(&drafts, pod_classes);
    let rooms = Rooms { with_sign: &with_sign, addresses: &addresses, pod_classes, names: &names };
    let policies = drafts.into_iter().map(|draft| rooms.finish(draft, pool)).collect();
    let (classes, families) = (addresses.classes, addresses.families);
    let pieces = addresses.pieces.iter().copied().zip(addresses.class_of).collect();
    Compiled { policies, class_of_profile, pieces, families, pod_classes, classes, ports, port_names: names.0 }
}

/// Names of ports that policies use, by number.
#[derive(Default)]
struct Names(Vec<Box<str>>);

impl Names {
    fn learn(&mut self, rule: &RuleFacts) {
        for port in rule.ports.iter().flat_map(|ports| &*ports.names) {
            if let Err(place) = self.0.binary_search(&port.name) {
                self.0.insert(place, port.name.clone());
            }
        }
    }

    fn number(&self, name: &str) -> u32 {
        self.0.binary_search_by(|known| (**known).cmp(name)).map_or(u32::MAX, narrow)
    }

    /// Tells Pods apart that give the same name to different ports.
    fn add_signs(&self, pods: &Pods<'_>, signs: &mut [Vec<u64>]) -> Vec<Vec<PortOfClass>> {
        let mut all = Vec::new();
        for (profile, signs) in pods.profiles.iter().zip(signs) {
            let mut ports = Vec::new();
            for port in profile.ports {
                let name = self.number(&port.name);
                let Some(protocol) = Protocol::parse(&port.protocol).filter(|_| name != u32::MAX) else { continue };
                // Of several with a name the first counts.
                let is_known = ports.iter().any(|known: &PortOfClass| known.name == name && known.protocol == protocol);
                let Some(port) = named_port(profile, &port.name, protocol).filter(|_| !is_known) else { continue };
                ports.push(PortOfClass { name, protocol, port });
            }
            ports.sort_unstable_by_key(|port| port_sign(port.name, port.protocol, port.port));
            signs.extend(ports.iter().map(|port| port_sign(port.name, port.protocol, port.port)));
            all.push(ports);
        }
        all
    }
}

/// Addresses, cut where policies tell them apart.
struct Addresses {
    pieces: Vec<Range>,
    class_of: Vec<u32>,
    /// How many classes there are, those of Pods with them.
    classes: u32,
    families: Vec<Family>,
}

impl Addresses {
    fn of(drafts: &[Draft<'_>], first: u32) -> Self {
        let rules = drafts.iter().flat_map(|draft| &draft.peers);
        let ranges = |rule: &Vec<Peer>| {
            rule.iter()
                .filter_map(|peer| if let Peer::Range(range) = peer { Some(*range) } else { None })
                .collect::<Vec<_>>()
        };
        let by_rule: Vec<Vec<Range>> = rules.map(ranges).collect();
        let is_named = |family: &Family| by_rule.iter().flatten().any(|range| range.family == *family);
        let families = Family::ALL.into_iter().filter(is_named).collect();
        let pieces = cut(by_rule.iter().flatten());
        let mut signs: Vec<Vec<u64>> = pieces.iter().map(|piece| vec![piece.family as u64]).collect();
        for (number, ranges) in (2..).zip(&by_rule) {
            for place in ranges.iter().flat_map(|range| pieces_in(&pieces, range)) {
                // Ranges of a rule may overlap.
                if let Some(signs) = signs.get_mut(place as usize).filter(|signs| signs.last() != Some(&number)) {
                    signs.push(number);
                }
            }
        }
        let (class_of, representatives) = classed(&signs, first);
        Self { pieces, class_of, classes: first + narrow(representatives.len()), families }
    }
}

/// What peers of rules stand for.
struct Rooms<'r> {
    with_sign: &'r [Vec<u32>],
    addresses: &'r Addresses,
    pod_classes: u32,
    names: &'r Names,
}

impl Rooms<'_> {
    fn finish(&self, draft: Draft<'_>, pool: &mut Pool) -> Policy {
        let mut policy = draft.policy;
        policy.subjects = self.with_sign.get(draft.subject as usize).cloned().unwrap_or_default();
        let mut peers = draft.peers.into_iter();
        let is_of_cluster = policy.tier != Tier::Namespaced;
        for direction in Direction::ALL {
            let Some(facts) = draft.facts.rules(direction) else { continue };
            let rules = facts.iter().map(|rule| self.rule(rule, peers.next().unwrap_or_default(), is_of_cluster, pool));
            let rules = Some(rules.collect());
            match direction {
                Direction::Ingress => policy.ingress = rules,
                Direction::Egress => policy.egress = rules,
            }
        }
        policy
    }

    fn rule(&self, facts: &RuleFacts, peers: Vec<Peer>, is_of_cluster: bool, pool: &mut Pool) -> Rule {
        let is_any = facts.peers.is_none();
        let (mut all_pods, mut classes) = (is_any, Vec::new());
        for peer in peers {
            match peer {
                Peer::Sign(sign) => classes.extend(self.with_sign.get(sign as usize).into_iter().flatten()),
                Peer::Range(range) => {
                    // Where Pods have their addresses manifests do not say. For policies of the cluster it is written down
                    // that they count, so that a range of all addresses is about Pods as well.
                    all_pods |= is_of_cluster && range == Range::all(Family::V4);
                    let places = pieces_in(&self.addresses.pieces, &range);
                    classes.extend(places.filter_map(|place| self.addresses.class_of.get(place as usize)));
                }
            }
        }
        classes.sort_unstable();
        classes.dedup();
        let pods = classes.partition_point(|class| *class < self.pod_classes);
        if pods == self.pod_classes as usize {
            all_pods = true;
        }
        if all_pods || is_any {
            classes.drain(..pods);
        }
        let (numbers, names) = match &facts.ports {
            None => (ALL, Vec::new()),
            Some(ports) => {
                let name = |port: &NamedPort| (self.names.number(&port.name), port.protocol);
                (pool.id(ports.numbers.clone()), ports.names.iter().map(name).collect())
            }
        };
        let (place, name) = (facts.place, facts.name.clone());
        Rule { place, name, action: facts.action, all_pods, all_addresses: is_any, classes, numbers, names }
    }
}
