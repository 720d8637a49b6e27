//! Reads a `NetworkPolicy`, and what all kinds of policies share.

use plimsoll_source::{Kind, Value};

use super::fault::{Fault, FaultKind};
use super::policy::{
    Action, Direction, NamedPort, Namespaces, PeerFacts, PodsFacts, PolicyFacts, PortsFacts, RuleFacts, Tier,
};
use super::ports::{Connections, PortSet, Protocol};
use super::range::Range;
use super::read_cluster;
use crate::selector::{Selector, terms};
use crate::{Field, Object};

impl PolicyFacts {
    /// What a policy says; none for objects of other kinds.
    pub fn of(object: &Object<'_>) -> Option<Self> {
        read(object).map(|(facts, _)| facts)
    }
}

/// What is wrong with a policy; nothing with objects of other kinds.
pub fn faults<'a>(object: &Object<'a>) -> Vec<Fault<'a>> {
    read(object).map(|(_, faults)| faults).unwrap_or_default()
}

fn read<'a>(object: &Object<'a>) -> Option<(PolicyFacts, Vec<Fault<'a>>)> {
    let mut reader = Reader { faults: Vec::new() };
    let facts = match (object.kind(), object.group()) {
        // Others have kinds of this name too. A group that is left out is a slip.
        ("NetworkPolicy", "networking.k8s.io" | "extensions" | "") => reader.policy(object),
        (kind, "policy.networking.k8s.io") => read_cluster::read(&mut reader, object, kind)?,
        _ => return None,
    };
    Some((facts, reader.faults))
}

/// Reads, and keeps what is wrong.
pub(super) struct Reader<'a> {
    pub(super) faults: Vec<Fault<'a>>,
}

/// The key of the peers in rules of a direction.
pub(super) const fn peers_key(direction: Direction) -> &'static [&'static str] {
    match direction {
        Direction::Ingress => &["from"],
        Direction::Egress => &["to"],
    }
}

impl<'a> Reader<'a> {
    pub(super) fn fault(&mut self, at: Field<'a>, kind: FaultKind) {
        self.faults.push(Fault { at, kind });
    }

    fn policy(&mut self, object: &Object<'a>) -> PolicyFacts {
        let pods = self.selector(object.field(&["spec", "podSelector"]));
        let (ingress, egress) = self.directions(object);
        let lists = [object.field(&["spec", "ingress"]), object.field(&["spec", "egress"])];
        let [ingress, egress] =
            [(Direction::Ingress, ingress), (Direction::Egress, egress)].map(|(direction, applies)| {
                let [to_it, from_it] = lists;
                let list = if direction == Direction::Ingress { to_it } else { from_it };
                // Rules of a direction that the policy has nothing to do with are read for what is wrong with them.
                let rules = self.rules(list, direction);
                applies.then_some(rules)
            });
        PolicyFacts {
            tier: Tier::Namespaced,
            subject: Some(PodsFacts { namespaces: Namespaces::Own, pods }),
            ingress,
            egress,
        }
    }

    /// Which directions the policy isolates. Where it does not say, the API server writes `Ingress`, and `Egress` only where
    /// there are rules for it: an empty list of them is none.
    fn directions(&mut self, object: &Object<'a>) -> (bool, bool) {
        let types = object.field(&["spec", "policyTypes"]);
        let mut listed = self.items(types).peekable();
        if listed.peek().is_none() {
            return (true, object.field(&["spec", "egress"]).items().next().is_some());
        }
        let (mut ingress, mut egress) = (false, false);
        for one in listed {
            match one.as_str() {
                Some("Ingress") => ingress = true,
                Some("Egress") => egress = true,
                _ => self.fault(Field::of(one), FaultKind::UnknownPolicyType),
            }
        }
        (ingress, egress)
    }

    fn rules(&mut self, list: Field<'a>, direction: Direction) -> Box<[RuleFacts]> {
        let mut rules = Vec::new();
        for (place, rule) in (0..).zip(self.items(list)) {
            // To the API server a null is an empty rule, which lets everything pass.
            if !matches!(rule.kind(), Kind::Mapping | Kind::Null) {
                self.fault(Field::of(rule), FaultKind::WrongType);
                continue;
            }
            let peers = self.peers(Field::walk(rule, peers_key(direction)));
            let ports = self.ports(Field::walk(rule, &["ports"]));
            rules.push(RuleFacts { place, name: "".into(), action: Action::Allow, peers, ports });
        }
        rules.into()
    }

    /// The items of a list. Where there is no list, but something else, nothing is in it.
    pub(super) fn items(&mut self, list: Field<'a>) -> impl Iterator<Item = Value<'a>> + use<'a> {
        if list.value().is_some_and(|value| value.kind() != Kind::Sequence) {
            self.fault(list, FaultKind::WrongType);
        }
        list.items()
    }

    /// No list, or an empty one, stands for every peer.
    fn peers(&mut self, list: Field<'a>) -> Option<Box<[PeerFacts]>> {
        let items: Vec<_> = self.items(list).collect();
        if items.is_empty() && list.value().is_none_or(|value| value.kind() == Kind::Sequence) {
            return None;
        }
        Some(items.into_iter().filter_map(|item| self.peer(item)).collect())
    }

    fn peer(&mut self, peer: Value<'a>) -> Option<PeerFacts> {
        let [pods, namespaces, block] =
            [&["podSelector"], &["namespaceSelector"], &["ipBlock"]].map(|path| Field::walk(peer, path));
        match (pods.is_set() || namespaces.is_set(), block.is_set()) {
            (false, false) => self.fault(Field::of(peer), FaultKind::EmptyPeer),
            (true, true) => self.fault(block, FaultKind::MixedPeer),
            (false, true) => return self.block(block),
            (true, false) => {
                let all = Namespaces::Own;
                let namespaces =
                    if namespaces.is_set() { Namespaces::Labelled(self.selector(namespaces)) } else { all };
                return Some(PeerFacts::Pods(PodsFacts { namespaces, pods: self.selector(pods) }));
            }
        }
        None
    }

    fn block(&mut self, block: Field<'a>) -> Option<PeerFacts> {
        let whole = self.range(block.child(&["cidr"]));
        let mut exceptions = Vec::new();
        for exception in self.items(block.child(&["except"])) {
            let at = Field::of(exception);
            let Some(range) = self.range(at) else { continue };
            if whole.is_some_and(|whole| !whole.contains(&range) || whole == range) {
                self.fault(at, FaultKind::ExceptionOutside);
            }
            exceptions.push(range);
        }
        Some(PeerFacts::Ranges(whole?.without(&exceptions).into()))
    }

    pub(super) fn range(&mut self, at: Field<'a>) -> Option<Range> {
        let range = at.as_str().and_then(Range::parse);
        if range.is_none() {
            self.fault(at, FaultKind::InvalidRange);
        }
        range
    }

    /// One that is not written asks for nothing.
    pub(super) fn selector(&mut self, at: Field<'a>) -> Selector {
        let Some(value) = at.value() else { return Selector::everything() };
        for term in terms(value) {
            if let Err(fault) = term.operator {
                self.fault(Field::of(term.at), FaultKind::Selector(fault));
            }
        }
        Selector::of(value)
    }

    /// No list, or an empty one, stands for every port.
    fn ports(&mut self, list: Field<'a>) -> Option<PortsFacts> {
        let items: Vec<_> = self.items(list).collect();
        if items.is_empty() && list.value().is_none_or(|value| value.kind() == Kind::Sequence) {
            return None;
        }
        let mut ports = Ports::default();
        for item in items {
            self.port(item, &mut ports);
        }
        Some(ports.into_facts())
    }

    fn port(&mut self, item: Value<'a>, ports: &mut Ports) {
        if !matches!(item.kind(), Kind::Mapping | Kind::Null) {
            return self.fault(Field::of(item), FaultKind::WrongType);
        }
        let Some(protocol) = self.protocol(Field::walk(item, &["protocol"])) else { return };
        let (port, end) = (Field::walk(item, &["port"]), Field::walk(item, &["endPort"]));
        match port.value() {
            None if end.is_set() => self.fault(end, FaultKind::EndWithoutPort),
            None => ports.add(protocol, PortSet::all()),
            Some(value) if value.kind() == Kind::String && end.is_set() => self.fault(end, FaultKind::EndWithoutPort),
            Some(value) if value.kind() == Kind::String => self.name(port, Some(protocol), ports),
            Some(_) => self.numbers(port, if end.is_set() { end } else { port }, protocol, ports),
        }
    }

    pub(super) fn name(&mut self, at: Field<'a>, protocol: Option<Protocol>, ports: &mut Ports) {
        match at.as_str().filter(|name| is_port_name(name)) {
            Some(name) => ports.names.push(NamedPort { name: name.into(), protocol }),
            None => self.fault(at, FaultKind::InvalidPortName),
        }
    }

    pub(super) fn numbers(&mut self, first: Field<'a>, last: Field<'a>, protocol: Protocol, ports: &mut Ports) {
        let numbers =
            [first, last].map(|at| at.as_i64().and_then(|number| u16::try_from(number).ok()).filter(|port| *port > 0));
        match numbers {
            [None, _] => self.fault(first, FaultKind::PortOutOfRange),
            [_, None] => self.fault(last, FaultKind::PortOutOfRange),
            [Some(from), Some(to)] if to < from => self.fault(last, FaultKind::EndBeforePort),
            [Some(from), Some(to)] => ports.add(protocol, PortSet::range(from, to)),
        }
    }

    pub(super) fn protocol(&mut self, at: Field<'a>) -> Option<Protocol> {
        let Some(written) = at.value() else { return Some(Protocol::Tcp) };
        let protocol = written.as_str().and_then(Protocol::parse);
        if protocol.is_none() {
            self.fault(at, FaultKind::UnknownProtocol);
        }
        protocol
    }
}

/// Ports as they are read.
#[derive(Default)]
pub(super) struct Ports {
    numbers: Connections,
    names: Vec<NamedPort>,
}

impl Ports {
    pub(super) fn add(&mut self, protocol: Protocol, ports: PortSet) {
        self.numbers = self.numbers.union(&Connections::of(protocol, ports));
    }

    pub(super) fn into_facts(self) -> PortsFacts {
        PortsFacts { numbers: self.numbers, names: self.names.into() }
    }
}

/// As `IsValidPortName` has it.
fn is_port_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=15).contains(&name.len())
        && name.bytes().all(is_plain)
        && name.bytes().any(|byte| byte.is_ascii_lowercase())
        && !name.contains("--")
        && !name.starts_with('-')
        && !name.ends_with('-')
}
