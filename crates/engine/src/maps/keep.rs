//! The least policies that keep what passes between some ends: each namespace is shut, and each end that takes part is opened as
//! far as it must be. They are read again, in place of those of the files, and compared with what was asked for.

use std::collections::BTreeSet;

use plimsoll_kube::facts::{Labels, Role};
use plimsoll_kube::network::{
    Connections, Direction, Endpoint, HostNetwork, Network, Operation, PortSet, Protocol, Range,
};
use plimsoll_kube::{Id, Index};
use plimsoll_report::{MapLine, MapMade};

use super::reach::{Pair, probe, shut};
use super::world::{MADE, World, facts_of, index};
use super::yaml::{blocks, head, map, ports, scalar};
use super::{line, listed};

/// Labels that change with each rollout.
const PASSING: [&str; 4] =
    ["pod-template-hash", "controller-revision-hash", "pod-template-generation", "statefulset.kubernetes.io/pod-name"];
/// Names in a sentence about what does not fit.
const NAMED: usize = 5;
const SYSTEM: &str = "kube-system";

/// Pairs of workloads.
const MOST: usize = 2_000;
/// What is to pass from one end to another, by their numbers.
type Wanted = (usize, usize, Connections);

pub(super) fn keep(world: &World<'_>, pairs: &[(u32, u32)]) -> MapMade {
    let mut pair = Pair::of(world, &[]);
    let documents = world.documents();
    let objects = index(&documents, &[]);
    let mut made = MapMade::default();
    if pair.now.is_too_large() {
        return made;
    }
    let mut wanted: Vec<Wanted> = Vec::new();
    for (from, to) in pairs {
        let rows = [*from, *to].map(|row| pair.rows.get(row as usize).map(|row| row.now.clone()).unwrap_or_default());
        let [from, to] = rows;
        for from in from {
            for to in to.iter().copied().filter(|to| *to != from) {
                let set = pair.now.connections(from, to);
                let passing = pair.now.set(set).clone();
                if !passing.is_empty() {
                    wanted.push((from, to, passing));
                }
            }
        }
    }
    if wanted.len() > MOST {
        made.lines.push(line(&["these are too many pairs of workloads: tick fewer"], Vec::new()));
        return made;
    }
    wanted.sort_by_key(|(from, to, _)| (*from, *to));
    let maker = Maker { network: &pair.now, objects: &objects };
    made.yaml = maker.yaml(&wanted, &mut made.lines);
    compare(world, &pair.now, &wanted, &mut made);
    made
}

struct Maker<'m> {
    network: &'m Network,
    objects: &'m Index<'m>,
}

impl Maker<'_> {
    fn yaml(&self, wanted: &[Wanted], lines: &mut Vec<MapLine>) -> String {
        let mut policies: Vec<String> = self.namespaces(wanted).iter().map(|namespace| shut(namespace)).collect();
        let mut names: BTreeSet<(String, String)> = BTreeSet::new();
        let mut nameless = Vec::new();
        for (number, end) in self.network.endpoints().iter().enumerate() {
            let Endpoint::Workload(workload) = end else { continue };
            let into: Vec<(usize, &Connections)> =
                wanted.iter().filter(|(_, to, _)| *to == number).map(|(from, _, set)| (*from, set)).collect();
            let out: Vec<(usize, &Connections)> =
                wanted.iter().filter(|(from, ..)| *from == number).map(|(_, to, set)| (*to, set)).collect();
            if into.is_empty() && out.is_empty() {
                continue;
            }
            let Some(labels) = self.labels(workload.id) else {
                nameless.push(&*workload.name);
                continue;
            };
            let mut name = workload.name.to_string();
            while !names.insert((workload.namespace.to_string(), name.clone())) {
                name.push_str("-2");
            }
            let mut text = head("networking.k8s.io/v1", "NetworkPolicy", &name, &workload.namespace);
            let types = match (into.is_empty(), out.is_empty()) {
                (false, false) => "[Ingress, Egress]",
                (false, true) => "[Ingress]",
                _ => "[Egress]",
            };
            text.push_str(
                &["spec:\n  podSelector:\n    matchLabels: ", &labels, "\n  policyTypes: ", types, "\n"].concat(),
            );
            for (direction, others) in [(Direction::Ingress, into), (Direction::Egress, out)] {
                self.rules(direction, &workload.namespace, &others, &mut text);
            }
            policies.push(text);
        }
        if !nameless.is_empty() {
            lines.push(line(
                &[&listed(&nameless), ": Pods without labels, which no policy can select alone"],
                Vec::new(),
            ));
        }
        policies.join("---\n")
    }

    /// Those of all workloads, but for that of the system, where it takes no part: what the cluster needs there is not in the files.
    fn namespaces(&self, wanted: &[Wanted]) -> BTreeSet<&str> {
        let takes_part = |number: usize| wanted.iter().any(|(from, to, _)| *from == number || *to == number);
        let numbered = self.network.endpoints().iter().enumerate();
        let own = numbered.filter_map(|(number, end)| match end {
            Endpoint::Workload(one) => (&*one.namespace != SYSTEM || takes_part(number)).then_some(&*one.namespace),
            _ => None,
        });
        own.collect()
    }

    fn labels(&self, id: Id) -> Option<String> {
        let place = self.objects.objects().binary_search_by_key(&id, |known| known.id).ok()?;
        let labels: &Labels = match &self.objects.objects().get(place)?.facts.role {
            Role::Workload(workload) => &workload.labels,
            Role::Machine(machine) => &machine.labels,
            _ => return None,
        };
        let lasting = labels.iter().filter(|(key, _)| !PASSING.contains(&&**key));
        let lasting: Vec<(&str, &str)> = lasting.map(|(key, value)| (&**key, &**value)).collect();
        (!lasting.is_empty()).then(|| map(lasting))
    }

    fn rules(&self, direction: Direction, namespace: &str, others: &[(usize, &Connections)], text: &mut String) {
        if others.is_empty() {
            return;
        }
        text.push_str(&["  ", direction.as_str(), ":\n"].concat());
        let mut sets: Vec<&Connections> = others.iter().map(|(_, set)| *set).collect();
        sets.sort_unstable();
        sets.dedup();
        for set in sets {
            text.push_str(if direction == Direction::Ingress { "    - from:\n" } else { "    - to:\n" });
            for (other, _) in others.iter().filter(|(_, own)| *own == set) {
                self.peer(*other, namespace, text);
            }
            let ports = ports(set);
            if !ports.is_empty() {
                text.push_str(&["      ports:\n", &ports].concat());
            }
        }
    }

    fn peer(&self, number: usize, namespace: &str, text: &mut String) {
        match self.network.endpoints().get(number) {
            Some(Endpoint::Workload(workload)) => {
                let labels = self.labels(workload.id).unwrap_or_else(|| "{}".to_owned());
                if &*workload.namespace == namespace {
                    text.push_str(&["        - podSelector:\n            matchLabels: ", &labels, "\n"].concat());
                } else {
                    let name = scalar(&workload.namespace);
                    let of = [
                        "        - namespaceSelector:\n            matchLabels: {kubernetes.io/metadata.name: ",
                        &*name,
                        "}\n",
                    ];
                    text.push_str(&of.concat());
                    text.push_str(&["          podSelector:\n            matchLabels: ", &labels, "\n"].concat());
                }
            }
            Some(Endpoint::Range(range)) => {
                for block in blocks(range) {
                    text.push_str(&["        - ipBlock: {cidr: \"", &block, "\"}\n"].concat());
                }
            }
            _ => {}
        }
    }
}

/// Reads what was made, and says where something else may pass than was asked for.
fn compare(world: &World<'_>, now: &Network, wanted: &[Wanted], made: &mut MapMade) {
    let documents = world.without_policies();
    let mut facts = facts_of(&made.yaml);
    facts.extend(probe());
    let mut then = Network::of(&index(&documents, &facts), HostNetwork::default());
    let (mut lost, mut extra, mut kept) = (Vec::new(), Vec::new(), 0_usize);
    let ends: Vec<(usize, Vec<usize>)> =
        now.endpoints().iter().enumerate().map(|(number, end)| (number, same(&then, end))).collect();
    for (from, from_then) in &ends {
        for (to, to_then) in &ends {
            let (Some(first), Some(second)) = (now.endpoints().get(*from), now.endpoints().get(*to)) else { continue };
            if from == to || !is_workload(first) && !is_workload(second) {
                continue;
            }
            let asked = wanted.binary_search_by_key(&(*from, *to), |(from, to, _)| (*from, *to)).ok();
            let asked = asked.and_then(|place| wanted.get(place)).map(|(.., set)| set);
            let (mut some, mut all) = (Connections::none(), Connections::all());
            for from in from_then {
                for to in to_then {
                    let set = then.connections(*from, *to);
                    some = some.union(then.set(set));
                    all = all.intersection(then.set(set));
                }
            }
            let name = || [&*short(first), " to ", &*short(second)].concat();
            let none = Connections::none();
            let asked = asked.unwrap_or(&none);
            match asked.combine(&all, Operation::Difference).is_empty() {
                true => kept += usize::from(!asked.is_empty()),
                false => lost.push(name()),
            }
            let beside = some.combine(asked, Operation::Difference);
            // The question of DNS is let out of every namespace.
            let is_dns = matches!(second, Endpoint::Workload(one) if &*one.namespace == SYSTEM);
            if !(beside.is_empty() || is_dns && beside.combine(&dns(), Operation::Difference).is_empty()) {
                extra.push(name());
            }
        }
    }
    made.holds = lost.is_empty() && extra.is_empty();
    let (count, wrong) = (kept.to_string(), |names: &[String]| {
        let names: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
        names.join("`, `")
    });
    if made.holds {
        let what = if kept == 1 {
            " connection passes as before, and nothing else"
        } else {
            " connections pass as before, and nothing else"
        };
        made.lines.insert(0, line(&[&count, what, " but the question of DNS"], Vec::new()));
    }
    if !lost.is_empty() {
        made.lines.push(line(&["these cannot be kept: `", &wrong(&lost), "`"], Vec::new()));
    }
    if !extra.is_empty() {
        let why = "`: their labels are those of others that are to be let through, or nothing selects them";
        made.lines.push(line(&["these pass as well: `", &wrong(&extra), why], Vec::new()));
    }
    made.lines.push(line(&["made to take the place of the NetworkPolicies of the files: beside them, those would still let through what they let through"], Vec::new()));
    let is_block = |number: usize| matches!(now.endpoints().get(number), Some(Endpoint::Range(_)));
    if wanted.iter().any(|(from, to, _)| is_block(*from) || is_block(*to)) {
        made.lines.push(line(
            &["blocks of addresses may hold the addresses of Pods and nodes too: narrow them where you know more"],
            Vec::new(),
        ));
    }
}

fn dns() -> Connections {
    let port = |protocol| Connections::of(protocol, PortSet::range(53, 53));
    port(Protocol::Udp).union(&port(Protocol::Tcp))
}

fn is_workload(end: &Endpoint) -> bool {
    matches!(end, Endpoint::Workload(_))
}

/// The ends of another network that are the same, or lie in the same range.
fn same(network: &Network, end: &Endpoint) -> Vec<usize> {
    let is_same = |other: &Endpoint| match (end, other) {
        (Endpoint::Workload(one), Endpoint::Workload(other)) => {
            other.id.file != MADE
                && (&one.namespace, &one.name, &one.kind) == (&other.namespace, &other.name, &other.kind)
        }
        (Endpoint::Range(one), Endpoint::Range(other)) => Range::meets(one, other),
        _ => false,
    };
    let numbered = network.endpoints().iter().enumerate();
    numbered.filter(|(_, other)| is_same(other)).map(|(number, _)| number).collect()
}

fn short(end: &Endpoint) -> String {
    match end {
        Endpoint::Workload(workload) => workload.name.to_string(),
        other => other.to_string(),
    }
}
