//! Ends of connections that no policy tells apart are one class: all work is done for classes.

use plimsoll_source::order::{Order, hash, pair};

use super::endpoint::Profile;
use super::policy::{Namespaces, PodsFacts};
use super::ports::Protocol;
use super::range::{Family, Range};

/// The label that every namespace has, with its name.
const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// How much work may be done. Real clusters need little of it; a hostile one could need the product of all policies and all Pods,
/// more than once.
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    /// For one network: some seconds of it.
    pub(super) const fn of_a_network() -> Self {
        Self { left: 400_000_000 }
    }

    /// Whether there was as much left.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        self.left = self.left.saturating_sub(work as u64);
        self.left > 0
    }

    /// Whether there was too little, so that something was left out.
    pub(super) const fn is_spent(&self) -> bool {
        self.left == 0
    }
}

/// What it costs to compare Pods with a selector, and to note those that are selected, beside asking a rule.
const COMPARING: usize = 4;
const NOTING: usize = 16;

/// Namespaces with their labels, and the Pods in them.
pub(super) struct Pods<'a> {
    /// Pods that differ in what policies could look at.
    pub(super) profiles: Vec<Profile<'a>>,
    namespaces: Vec<Namespace>,
}

struct Namespace {
    name: Box<str>,
    labels: Vec<(Box<str>, Box<str>)>,
    /// The profiles of its Pods.
    profiles: Vec<u32>,
}

impl<'a> Pods<'a> {
    /// Sorts Pods into profiles; says for each which it has. `labels` knows the labels of a namespace.
    pub(super) fn of(pods: &[Profile<'a>], labels: impl Fn(&str) -> Vec<(Box<str>, Box<str>)>) -> (Self, Vec<u32>) {
        let order = Order::new(pods.iter().map(profile_key));
        let mut sorted = Self { profiles: Vec::new(), namespaces: Vec::new() };
        let mut profile_of = vec![u32::MAX; pods.len()];
        let mut first_with = Vec::new();
        for (number, pod) in pods.iter().enumerate() {
            let same = order.find(profile_key(pod)).take_while(|other| *other < number);
            let same =
                same.filter(|other| pods.get(*other) == Some(pod)).find_map(|other| profile_of.get(other).copied());
            let profile = same.unwrap_or_else(|| {
                first_with.push(number);
                narrow(first_with.len() - 1)
            });
            if let Some(slot) = profile_of.get_mut(number) {
                *slot = profile;
            }
        }
        sorted.profiles.extend(first_with.into_iter().filter_map(|number| pods.get(number).copied()));
        let by_namespace = Order::new(sorted.profiles.iter().map(|profile| hash(profile.namespace)));
        for place in by_namespace.places() {
            let Some(profile) = sorted.profiles.get(place) else { continue };
            let is_same = sorted.namespaces.last().is_some_and(|last| *last.name == *profile.namespace);
            if !is_same {
                let mut labels = labels(profile.namespace);
                labels.retain(|(key, _)| **key != *NAME_LABEL);
                labels.push((NAME_LABEL.into(), profile.namespace.into()));
                let name = profile.namespace.into();
                sorted.namespaces.push(Namespace { name, labels, profiles: Vec::new() });
            }
            if let Some(namespace) = sorted.namespaces.last_mut() {
                namespace.profiles.push(narrow(place));
            }
        }
        (sorted, profile_of)
    }

    /// The profiles that are as asked for, for a policy in a namespace.
    pub(super) fn select(
        &self,
        wanted: &PodsFacts,
        own: &str,
        with_host_network: bool,
        budget: &mut Budget,
    ) -> Vec<u32> {
        let mut found = Vec::new();
        for namespace in &self.namespaces {
            let is_meant = match &wanted.namespaces {
                Namespaces::Own => *namespace.name == *own,
                Namespaces::Labelled(selector) => selector.matches(&namespace.labels),
            };
            if !is_meant || !budget.spend(namespace.profiles.len() * COMPARING) {
                continue;
            }
            found.extend(namespace.profiles.iter().copied().filter(|number| {
                self.profiles.get(*number as usize).is_some_and(|profile| {
                    (with_host_network || !profile.host_network) && wanted.pods.matches(profile.labels)
                })
            }));
        }
        budget.spend(found.len() * NOTING);
        found
    }
}

fn profile_key(profile: &Profile<'_>) -> u64 {
    let labels = profile
        .labels
        .iter()
        .fold(0, |key: u64, (name, value)| key.rotate_left(5) ^ hash(name).wrapping_mul(3) ^ hash(value));
    let ports = profile.ports.iter().fold(0, |key: u64, port| {
        key.rotate_left(7) ^ hash(&port.name) ^ hash(&port.protocol) ^ port.number.unwrap_or_default().unsigned_abs()
    });
    labels.rotate_left(9) ^ ports.wrapping_mul(5) ^ hash(profile.namespace)
}

/// The port that Pods give a name to; of several the first of the protocol, as Services have it.
pub(super) fn named_port(profile: &Profile<'_>, name: &str, protocol: Protocol) -> Option<u16> {
    let mut ports = profile.ports.iter().filter(|port| *port.name == *name && *port.protocol == *protocol.as_str());
    ports.find_map(|port| u16::try_from(port.number?).ok().filter(|number| *number > 0))
}

/// Cuts all addresses where one of the ranges begins or ends. In order, and without gaps.
pub fn cut<'r>(ranges: impl Iterator<Item = &'r Range>) -> Vec<Range> {
    let mut cuts: Vec<(Family, u128)> = Family::ALL.into_iter().map(|family| (family, 0)).collect();
    for range in ranges {
        cuts.push((range.family, range.first));
        let behind = range.last.checked_add(1).filter(|behind| *behind <= Range::all(range.family).last);
        cuts.extend(behind.map(|behind| (range.family, behind)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let next = cuts.iter().skip(1).map(Some).chain([None]);
    let piece = |((family, first), next): (&(Family, u128), Option<&(Family, u128)>)| {
        let all = Range::all(*family).last;
        let last = next.filter(|(other, _)| other == family).map_or(all, |(_, next)| next - 1);
        Range { family: *family, first: *first, last }
    };
    cuts.iter().zip(next).map(piece).collect()
}

/// The pieces of [`cut`] that lie in a range.
pub(super) fn pieces_in<'p>(pieces: &'p [Range], range: &'p Range) -> impl Iterator<Item = u32> + 'p {
    let start = pieces.partition_point(|piece| (piece.family, piece.first) < (range.family, range.first));
    let found = pieces.iter().enumerate().skip(start).take_while(|(_, piece)| range.contains(piece));
    found.map(|(place, _)| narrow(place))
}

/// Puts what has the same signs together: for each thing its class, and for each class the first thing of it. Classes are
/// numbered from `first`.
pub(super) fn classed(signs: &[Vec<u64>], first: u32) -> (Vec<u32>, Vec<u32>) {
    let key = |signs: &Vec<u64>| signs.iter().fold(7, |key: u64, sign| (key ^ sign).wrapping_mul(0x100_0000_01b3));
    let order = Order::new(signs.iter().map(key));
    let mut class_of: Vec<u32> = Vec::with_capacity(signs.len());
    let mut representatives = Vec::new();
    for (number, own) in signs.iter().enumerate() {
        let same =
            order.find(key(own)).take_while(|other| *other < number).find(|other| signs.get(*other) == Some(own));
        class_of.push(same.and_then(|same| class_of.get(same).copied()).unwrap_or_else(|| {
            representatives.push(narrow(number));
            first + narrow(representatives.len() - 1)
        }));
    }
    (class_of, representatives)
}

/// A sign for a port behind a name.
pub(super) fn port_sign(name: u32, protocol: Protocol, port: u16) -> u64 {
    1 << 63 | pair(name, (protocol as u32) << 16 | u32::from(port))
}

pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
