//! Reads policies of the cluster: `AdminNetworkPolicy`, `BaselineAdminNetworkPolicy`, and `ClusterNetworkPolicy`, which took
//! their place. See <https://github.com/kubernetes-sigs/network-policy-api>.

use plimsoll_source::{Kind, Value};

use super::fault::FaultKind;
use super::policy::{Action, Direction, Namespaces, PeerFacts, PodsFacts, PolicyFacts, PortsFacts, RuleFacts, Tier};
use super::ports::{PortSet, Protocol};
use super::range::Range;
use super::read::{Ports, Reader, peers_key};
use crate::{Field, Object};

/// After every priority that one can write.
const LAST: u32 = 1001;

pub(super) fn read<'a>(reader: &mut Reader<'a>, object: &Object<'a>, kind: &str) -> Option<PolicyFacts> {
    let (tier, words) = match kind {
        "AdminNetworkPolicy" => (Tier::Admin(priority(reader, object)), ADMIN),
        "BaselineAdminNetworkPolicy" => {
            if object.name() != "default" {
                reader.fault(object.field(&["metadata", "name"]), FaultKind::NotDefault);
            }
            (Tier::Baseline(LAST), BASELINE)
        }
        "ClusterNetworkPolicy" => {
            let priority = priority(reader, object);
            let at = object.field(&["spec", "tier"]);
            match at.as_str() {
                Some("Baseline") => (Tier::Baseline(priority), CLUSTER),
                Some("Admin") => (Tier::Admin(priority), CLUSTER),
                _ => {
                    reader.fault(at, FaultKind::UnknownTier);
                    (Tier::Admin(priority), CLUSTER)
                }
            }
        }
        _ => return None,
    };
    let subject = object.field(&["spec", "subject"]);
    let subject = match pods(reader, subject.child(&["namespaces"]), subject.child(&["pods"])) {
        Ok(Some(subject)) => Some(subject),
        Ok(None) | Err(()) => {
            reader.fault(subject, FaultKind::NoSubject);
            None
        }
    };
    let mut rules = |list, direction| Some(rules(reader, list, direction, &words)).filter(|rules| !rules.is_empty());
    let ingress = rules(object.field(&["spec", "ingress"]), Direction::Ingress);
    let egress = rules(object.field(&["spec", "egress"]), Direction::Egress);
    Some(PolicyFacts { tier, subject, ingress, egress })
}

/// What the kinds call the same things.
struct Words {
    allow: &'static str,
    pass: &'static str,
    /// Whether protocols have keys of their own.
    by_protocol: bool,
}

const ADMIN: Words = Words { allow: "Allow", pass: "Pass", by_protocol: false };
const BASELINE: Words = Words { pass: "", ..ADMIN };
const CLUSTER: Words = Words { allow: "Accept", by_protocol: true, ..ADMIN };

fn priority<'a>(reader: &mut Reader<'a>, object: &Object<'a>) -> u32 {
    let at = object.field(&["spec", "priority"]);
    let priority = at.as_i64().and_then(|number| u32::try_from(number).ok()).filter(|number| *number < LAST);
    priority.unwrap_or_else(|| {
        reader.fault(at, FaultKind::InvalidPriority);
        LAST
    })
}

/// Pods by one of two fields; nothing where neither is written, an error where both are.
fn pods<'a>(reader: &mut Reader<'a>, namespaces: Field<'a>, pods: Field<'a>) -> Result<Option<PodsFacts>, ()> {
    let (namespaces, pods) = match (namespaces.is_set(), pods.is_set()) {
        (true, true) => return Err(()),
        (false, false) => return Ok(None),
        (true, false) => (reader.selector(namespaces), None),
        (false, true) => (reader.selector(pods.child(&["namespaceSelector"])), Some(pods.child(&["podSelector"]))),
    };
    let pods = match pods {
        Some(pods) => reader.selector(pods),
        None => crate::selector::Selector::everything(),
    };
    Ok(Some(PodsFacts { namespaces: Namespaces::Labelled(namespaces), pods }))
}

fn rules<'a>(reader: &mut Reader<'a>, list: Field<'a>, direction: Direction, words: &Words) -> Box<[RuleFacts]> {
    let mut rules = Vec::new();
    for (place, rule) in (0..).zip(reader.items(list)) {
        let at = Field::walk(rule, &["action"]);
        let action = match at.as_str() {
            Some("Deny") => Action::Deny,
            Some(word) if word == words.allow => Action::Allow,
            Some(word) if word == words.pass => Action::Pass,
            _ => {
                reader.fault(at, FaultKind::UnknownAction);
                continue;
            }
        };
        let name = Field::walk(rule, &["name"]).as_str().unwrap_or_default().into();
        let listed = Field::walk(rule, peers_key(direction));
        let ports = Field::walk(rule, if words.by_protocol { &["protocols"] } else { &["ports"] });
        let ports = read_ports(reader, ports, words);
        rules.push(match peers(reader, listed, direction) {
            // A peer that nobody understands must not open anything: a rule that lets pass lets nothing pass for it, and any
            // other stops everything.
            (_, false) if action != Action::Allow => {
                RuleFacts { place, name, action: Action::Deny, peers: None, ports: None }
            }
            (peers, _) => RuleFacts { place, name, action, peers: Some(peers.into()), ports },
        });
    }
    rules.into()
}

/// The peers of a rule, and whether all of them are understood.
fn peers<'a>(reader: &mut Reader<'a>, list: Field<'a>, direction: Direction) -> (Vec<PeerFacts>, bool) {
    let mut peers = Vec::new();
    let mut is_understood = true;
    let mut is_empty = true;
    for item in reader.items(list) {
        is_empty = false;
        match peer(reader, item, direction) {
            Ok(peer) => peers.extend(peer),
            Err(kind) => {
                reader.fault(Field::of(item), kind);
                is_understood = false;
            }
        }
    }
    if is_empty {
        reader.fault(list, FaultKind::NoPeers);
    }
    (peers, is_understood)
}

fn peer<'a>(reader: &mut Reader<'a>, item: Value<'a>, direction: Direction) -> Result<Option<PeerFacts>, FaultKind> {
    let [namespaces, pods_of, networks, nodes, domains] =
        [&["namespaces"], &["pods"], &["networks"], &["nodes"], &["domainNames"]].map(|path| Field::walk(item, path));
    let outside = [networks, nodes, domains].into_iter().filter(|field| field.is_set()).count();
    if outside > 0 && direction == Direction::Ingress {
        return Err(FaultKind::EmptyPeer);
    }
    match (pods(reader, namespaces, pods_of), outside) {
        (Ok(None), 0) => Err(FaultKind::EmptyPeer),
        (Ok(Some(pods)), 0) => Ok(Some(PeerFacts::Pods(pods))),
        (Ok(None), 1) if networks.is_set() => {
            let mut ranges: Vec<Range> = Vec::new();
            for network in reader.items(networks) {
                ranges.extend(reader.range(Field::of(network)));
            }
            Ok(Some(PeerFacts::Ranges(ranges.into())))
        }
        (Ok(None), 1) => {
            let (at, kind) = if nodes.is_set() { (nodes, FaultKind::Nodes) } else { (domains, FaultKind::DomainNames) };
            reader.fault(at, kind);
            Ok(None)
        }
        _ => Err(FaultKind::MixedPeer),
    }
}

fn read_ports<'a>(reader: &mut Reader<'a>, list: Field<'a>, words: &Words) -> Option<PortsFacts> {
    let items: Vec<_> = reader.items(list).collect();
    if items.is_empty() && list.value().is_none_or(|value| value.kind() == Kind::Sequence) {
        return None;
    }
    let mut ports = Ports::default();
    for item in items {
        let read =
            if words.by_protocol { protocol_of(reader, item, &mut ports) } else { port_of(reader, item, &mut ports) };
        if !read {
            reader.fault(Field::of(item), FaultKind::UnclearPort);
        }
    }
    Some(ports.into_facts())
}

/// An entry of `ports`; whether it says one thing.
fn port_of<'a>(reader: &mut Reader<'a>, item: Value<'a>, ports: &mut Ports) -> bool {
    let [number, name, range] = [&["portNumber"], &["namedPort"], &["portRange"]].map(|path| Field::walk(item, path));
    match (number.is_set(), name.is_set(), range.is_set()) {
        (true, false, false) => {
            if let Some(protocol) = reader.protocol(number.child(&["protocol"])) {
                reader.numbers(number.child(&["port"]), number.child(&["port"]), protocol, ports);
            }
        }
        (false, true, false) => reader.name(name, None, ports),
        (false, false, true) => {
            if let Some(protocol) = reader.protocol(range.child(&["protocol"])) {
                reader.numbers(range.child(&["start"]), range.child(&["end"]), protocol, ports);
            }
        }
        _ => return false,
    }
    true
}

/// An entry of `protocols`; whether it says one thing.
fn protocol_of<'a>(reader: &mut Reader<'a>, item: Value<'a>, ports: &mut Ports) -> bool {
    let fields = [&["sctp"], &["tcp"], &["udp"], &["destinationNamedPort"]].map(|path| Field::walk(item, path));
    if fields.iter().filter(|field| field.is_set()).count() != 1 {
        return false;
    }
    let [.., name] = fields;
    if name.is_set() {
        reader.name(name, None, ports);
    }
    for (protocol, field) in Protocol::ALL.into_iter().zip(fields).filter(|(_, field)| field.is_set()) {
        let port = field.child(&["destinationPort"]);
        let [number, range] = [&["number"], &["range"]].map(|path| port.child(path));
        match (number.is_set(), range.is_set()) {
            (true, false) => reader.numbers(number, number, protocol, ports),
            (false, true) => reader.numbers(range.child(&["start"]), range.child(&["end"]), protocol, ports),
            (false, false) if !port.is_set() => ports.add(protocol, PortSet::all()),
            _ => return false,
        }
    }
    true
}
