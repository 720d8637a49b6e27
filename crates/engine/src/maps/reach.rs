//! Who can reach whom: a row and a column for each workload, for classes of them where they are too many, and for the world outside.

use plimsoll_kube::Index;
use plimsoll_kube::facts::{Door, ObjectFacts};
use plimsoll_kube::network::{Direction, Endpoint, Family, HostNetwork, Network, Range, SetId, Way};
use plimsoll_report::{MapEnd, MapGraph, MapLine, MapMade, MapNode, MapReach, MapTie};

use super::graph::Graph;
use super::world::{MADE, World, facts_of, index};
use super::yaml::head;
use super::{line, listed, narrow};

/// Workloads with a row of their own. Of more, those that no policy tells apart share one.
const OWN_ROWS: usize = 60;
/// Rows in all.
const ROWS: usize = 150;

/// The first texts of what may pass.
const UNKNOWN: u32 = 0;
const NOTHING: u32 = 1;
const EVERYTHING: u32 = 2;

/// How the world outside gets in.
pub(super) const fn door(door: Door) -> &'static str {
    match door {
        Door::LoadBalancer => "load balancer",
        Door::NodePort => "port of every node",
        Door::ExternalIps => "external addresses",
    }
}

/// The network as it is, and as it would be.
pub(super) struct Pair {
    pub(super) now: Network,
    /// With a default deny.
    pub(super) then: Option<Network>,
    /// What was made for it.
    pub(super) yaml: String,
    /// The rows.
    pub(super) rows: Vec<Row>,
    pub(super) left_out: usize,
}

/// Endpoints that share a row: numbers in both networks.
pub(super) struct Row {
    pub(super) now: Vec<usize>,
    pub(super) then: Vec<usize>,
}

impl Pair {
    pub(super) fn of(world: &World<'_>, deny: &[String]) -> Self {
        let documents = world.documents();
        let objects = index(&documents, &[]);
        let now = Network::of(&objects, HostNetwork::default());
        let yaml: Vec<String> = deny.iter().map(|namespace| default_deny(&objects, namespace)).collect();
        let yaml = yaml.join("---\n");
        let then = (!deny.is_empty()).then(|| {
            let mut made = facts_of(&yaml);
            made.extend(facts_of(PROBE));
            Network::of(&index(&documents, &made), HostNetwork::default())
        });
        let mut pair = Self { now, then, yaml, rows: Vec::new(), left_out: 0 };
        pair.sort_into_rows();
        pair
    }

    /// The network that the map shows.
    pub(super) fn shown(&mut self) -> &mut Network {
        self.then.as_mut().unwrap_or(&mut self.now)
    }

    fn sort_into_rows(&mut self) {
        let known = |network: &Network| -> Vec<(usize, String, u32)> {
            let numbered = network.endpoints().iter().enumerate();
            let meant = numbered.filter(|(_, end)| match end {
                Endpoint::Workload(workload) => workload.id.file != MADE,
                Endpoint::Range(range) => range.family == Family::V4 || network.speaks_of(range.family),
                Endpoint::Controller => network.exposures().iter().any(|one| one.way == Way::Controller),
            });
            meant.map(|(number, end)| (number, end.to_string(), network.class(number).unwrap_or_default())).collect()
        };
        let now = known(&self.now);
        let then = self.then.as_ref().map(known);
        let workloads = now.iter().filter(|(number, ..)| *number < self.now.workloads()).count();
        let mut keys: Vec<(String, u32, u32)> = Vec::new();
        for (place, (number, name, class)) in now.iter().enumerate() {
            // What is made says nothing of addresses and changes no workload, so that both have the same ends in the same order.
            let other = then.as_ref().and_then(|then| then.get(place)).filter(|(_, other, _)| other == name);
            let class_then = other.map_or(0, |(.., class)| *class);
            let end = self.now.endpoints().get(*number);
            let own = match end {
                Some(Endpoint::Workload(_)) if workloads <= OWN_ROWS => name.clone(),
                Some(Endpoint::Workload(workload)) => workload.namespace.to_string(),
                Some(Endpoint::Controller) => name.clone(),
                _ => String::new(),
            };
            let key = (own, *class, class_then);
            let row = keys.iter().position(|known| *known == key);
            if row.is_none() && self.rows.len() >= ROWS {
                self.left_out += 1;
                continue;
            }
            let row = row.unwrap_or_else(|| {
                keys.push(key);
                self.rows.push(Row { now: Vec::new(), then: Vec::new() });
                self.rows.len() - 1
            });
            if let Some(row) = self.rows.get_mut(row) {
                row.now.push(*number);
                row.then.extend(other.map(|(number, ..)| *number));
            }
        }
    }

    /// The first of the endpoints that a row stands for, in the network that is shown.
    pub(super) fn first(&self, row: usize) -> Option<usize> {
        let row = self.rows.get(row)?;
        if self.then.is_some() { row.then.first().copied() } else { row.now.first().copied() }
    }

    /// What a row is called.
    pub(super) fn name(&self, row: usize) -> String {
        let Some(row) = self.rows.get(row) else { return String::new() };
        let ends = || row.now.iter().filter_map(|number| self.now.endpoints().get(*number));
        match ends().next() {
            Some(Endpoint::Workload(workload)) => workload.name.to_string(),
            Some(Endpoint::Controller) => "ingress controller".to_owned(),
            Some(Endpoint::Range(first)) => addresses(first, ends().count()),
            None => String::new(),
        }
    }

    fn end(&self, world: &World<'_>, number: usize) -> MapEnd {
        let first = self.rows.get(number).and_then(|row| Some((row.now.first()?, row.now.len() - 1)));
        let end = first.and_then(|(first, _)| self.now.endpoints().get(*first));
        let Some(Endpoint::Workload(workload)) = end else {
            let can_be_named = end != Some(&Endpoint::Controller);
            return MapEnd { name: self.name(number), can_be_named, ..MapEnd::default() };
        };
        MapEnd {
            name: workload.name.to_string(),
            namespace: workload.namespace.to_string(),
            kind: workload.kind.to_string(),
            more: first.map_or(0, |(_, more)| narrow(more)),
            can_be_named: true,
            place: world.place(workload.id, ""),
        }
    }
}

/// What addresses are called that no policy tells apart.
fn addresses(first: &Range, ranges: usize) -> String {
    let blocks = super::yaml::blocks(first);
    match (ranges, &*blocks) {
        (1, _) if first.is_all() => match first.family {
            Family::V4 => "outside".to_owned(),
            Family::V6 => "outside (IPv6)".to_owned(),
        },
        (1, [one]) => one.clone(),
        (1, _) => first.to_string(),
        _ if first.family == Family::V6 => "outside else (IPv6)".to_owned(),
        _ if first.first == 0 => "outside else".to_owned(),
        (_, [one, ..]) => [one, " and more"].concat(),
        _ => first.to_string(),
    }
}

/// A Pod as the DNS of every cluster has it, to see whether it can be asked.
const PROBE: &str = "{apiVersion: v1, kind: Pod, metadata: {name: probe, namespace: kube-system, labels: {k8s-app: kube-dns}}, spec: {}}";

/// The policies that shut a namespace, but for the question of DNS.
fn default_deny(index: &Index<'_>, namespace: &str) -> String {
    let head = |name: &str| {
        // A policy of the same name would be replaced.
        let mut free = name.to_owned();
        while index.in_namespace("NetworkPolicy", namespace, &free).is_some() {
            free.push_str("-2");
        }
        head("networking.k8s.io/v1", "NetworkPolicy", &free, namespace)
    };
    [&head("default-deny"), DENY, "---\n", &head("allow-dns"), DNS].concat()
}

pub(super) const DENY: &str = "spec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n";
pub(super) const DNS: &str = "\
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: kube-system}
          podSelector:
            matchLabels: {k8s-app: kube-dns}
      ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
";

/// Who can reach whom, if namespaces had a default deny.
pub(super) fn reach(world: &World<'_>, deny: &[String]) -> MapReach {
    let mut pair = Pair::of(world, deny);
    let mut map = MapReach { namespaces: namespaces(&pair.now), ..MapReach::default() };
    if pair.shown().is_too_large() || pair.now.is_too_large() {
        let text = "the Pods and policies are too many, and select too much, to be worked out";
        map.notes.push(line(&[text], Vec::new()));
        return map;
    }
    map.ends = (0..pair.rows.len()).map(|row| pair.end(world, row)).collect();
    let mut sets = Sets { texts: ["", "No Connections", "All Connections"].map(str::to_owned).into() };
    let firsts = |then: bool| -> Vec<Option<usize>> {
        let first = |row: &Row| if then { row.then.first().copied() } else { row.now.first().copied() };
        pair.rows.iter().map(first).collect()
    };
    let (firsts_now, firsts_then) = (firsts(false), firsts(true));
    let now = cells(&mut pair.now, &firsts_now, &mut sets);
    match &mut pair.then {
        Some(then) => {
            map.cells = cells(then, &firsts_then, &mut sets);
            map.before = now;
            map.made = Some(made(world, deny, &pair));
        }
        None => map.cells = now,
    }
    map.sets = sets.texts;
    map.graph = graph(&map, &pair);
    notes(&pair, &mut map.notes);
    map
}

fn namespaces(network: &Network) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for end in network.endpoints() {
        let Endpoint::Workload(workload) = end else { continue };
        if names.last().is_none_or(|last| **last != *workload.namespace) {
            names.push(workload.namespace.to_string());
        }
    }
    names
}

/// Texts of what may pass, each once.
struct Sets {
    texts: Vec<String>,
}

impl Sets {
    fn number(&mut self, network: &Network, set: SetId) -> u32 {
        let text = network.set(set).to_string();
        let known = self.texts.iter().position(|known| *known == text);
        narrow(known.unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        }))
    }
}

fn cells(network: &mut Network, firsts: &[Option<usize>], sets: &mut Sets) -> Vec<u32> {
    let mut known: Vec<(SetId, u32)> = Vec::new();
    let mut cells = Vec::with_capacity(firsts.len() * firsts.len());
    for from in firsts {
        for to in firsts {
            let (Some(from), Some(to)) = (*from, *to) else {
                cells.push(UNKNOWN);
                continue;
            };
            if from == to || is_unknown(network, from, to) {
                cells.push(UNKNOWN);
                continue;
            }
            let set = network.connections(from, to);
            let routed = routed(network, from, to);
            if let Some(routed) = routed {
                let passing = network.set(set).intersection(&routed).to_string();
                let place = sets.texts.iter().position(|text| *text == passing);
                cells.push(narrow(place.unwrap_or_else(|| {
                    sets.texts.push(passing);
                    sets.texts.len() - 1
                })));
                continue;
            }
            let number = known.iter().find(|(id, _)| *id == set).map(|(_, number)| *number);
            cells.push(number.unwrap_or_else(|| {
                let number = sets.number(network, set);
                known.push((set, number));
                number
            }));
        }
    }
    cells
}

/// Between two ends outside nothing is known, nor of what goes to the controller.
fn is_unknown(network: &Network, from: usize, to: usize) -> bool {
    let is_range = |number: usize| matches!(network.endpoints().get(number), Some(Endpoint::Range(_)));
    let is_controller = |number: usize| network.endpoints().get(number) == Some(&Endpoint::Controller);
    is_controller(to) || is_range(to) && (is_range(from) || is_controller(from))
}

/// What Ingresses and routes send to, where a connection comes from the controller.
pub(super) fn routed(network: &Network, from: usize, to: usize) -> Option<plimsoll_kube::network::Connections> {
    let is_controller = network.endpoints().get(from) == Some(&Endpoint::Controller);
    is_controller.then(|| {
        let to_it = network.exposures().iter().filter(|one| one.way == Way::Controller && one.endpoint == to);
        to_it.fold(plimsoll_kube::network::Connections::none(), |ports, one| ports.union(network.set(one.ports)))
    })
}

/// The picture: what rules let pass, and what the world outside may reach.
fn graph(map: &MapReach, pair: &Pair) -> MapGraph {
    let network = pair.then.as_ref().unwrap_or(&pair.now);
    let mut graph = Graph::default();
    let mut is_open = Vec::new();
    for (number, end) in map.ends.iter().enumerate() {
        let first = pair.first(number).unwrap_or(usize::MAX);
        let about =
            |direction| -> Vec<&str> { network.policies_about(first, direction).map(|policy| &*policy.name).collect() };
        let (mut into, out) = (about(Direction::Ingress), about(Direction::Egress));
        let is_workload = !end.kind.is_empty();
        is_open.push((into.is_empty() || !is_workload, out.is_empty() || !is_workload));
        into.extend(out);
        into.dedup();
        let problem = if is_workload && into.is_empty() { "no policy".to_owned() } else { String::new() };
        let more = if end.more > 0 { [" and ", &end.more.to_string(), " more"].concat() } else { String::new() };
        graph.node(MapNode {
            name: [&*end.name, &more].concat(),
            kind: end.kind.clone(),
            namespace: end.namespace.clone(),
            problem,
            place: end.place.clone(),
        });
    }
    let width = map.ends.len();
    for (place, cell) in map.cells.iter().enumerate() {
        let (from, to) = (place / width.max(1), place % width.max(1));
        if *cell == UNKNOWN || *cell == NOTHING {
            continue;
        }
        let open = |number: usize| is_open.get(number).copied().unwrap_or_default();
        let is_free = open(from).1 && open(to).0;
        let from_outside = map.ends.get(from).is_some_and(|end| end.kind.is_empty());
        if is_free && !from_outside {
            continue;
        }
        let label = if *cell == EVERYTHING { "" } else { map.sets.get(*cell as usize).map_or("", |text| text) };
        let tie = if is_free { MapTie::Open } else { MapTie::Allowed };
        graph.edge(
            narrow(from),
            tie,
            narrow(to),
            label.strip_prefix("TCP ").filter(|rest| !rest.contains(' ')).unwrap_or(label),
            None,
        );
    }
    graph.finish(false)
}

/// What the policies of a default deny do, as the engine reads them.
fn made(world: &World<'_>, deny: &[String], pair: &Pair) -> MapMade {
    let mut made = MapMade { yaml: pair.yaml.clone(), holds: true, lines: Vec::new() };
    let Some(then) = &pair.then else { return made };
    let is_made = |namespace: &str| deny.iter().any(|denied| denied == namespace);
    let dns = then.endpoints().iter().position(|end| matches!(end, Endpoint::Workload(one) if one.id.file == MADE));
    let (mut shut, mut unshut, mut mute) = (0_usize, Vec::new(), Vec::new());
    for (number, end) in then.endpoints().iter().enumerate() {
        let Endpoint::Workload(workload) = end else { continue };
        if !is_made(&workload.namespace) || workload.id.file == MADE {
            continue;
        }
        let is_shut = Direction::ALL.iter().all(|direction| then.policies_about(number, *direction).next().is_some());
        match is_shut {
            true => shut += 1,
            false => unshut.push(&*workload.name),
        }
        let asks = dns.and_then(|dns| then.explain(number, dns));
        if !asks.is_some_and(|why| why.egress.allowed.contains(plimsoll_kube::network::Protocol::Udp, 53)) {
            mute.push(&*workload.name);
        }
        if workload.host_network {
            let place = world.place(workload.id, "").into_iter().collect();
            made.lines.push(line(
                &[
                    "`",
                    &workload.name,
                    "` uses the network of its node: what a NetworkPolicy does to it depends on the network plugin",
                ],
                place,
            ));
        }
    }
    made.holds = unshut.is_empty() && mute.is_empty();
    let names: Vec<&str> = deny.iter().map(String::as_str).collect();
    let count = shut.to_string();
    let of = [&*count, if shut == 1 { " workload" } else { " workloads" }].concat();
    if unshut.is_empty() {
        made.lines.insert(
            0,
            line(&[&of, " of ", &listed(&names), ": nothing passes either way but what a rule allows"], Vec::new()),
        );
    } else {
        made.lines.insert(0, line(&[&listed(&unshut), " is not shut"], Vec::new()));
    }
    made.lines.insert(
        1,
        match mute.is_empty() {
            true => line(&["all of them can still ask the DNS of the cluster"], Vec::new()),
            false => line(&[&listed(&mute), " cannot ask the DNS of the cluster"], Vec::new()),
        },
    );
    made
}

fn notes(pair: &Pair, notes: &mut Vec<MapLine>) {
    if pair.left_out > 0 {
        let count = pair.left_out.to_string();
        notes.push(line(
            &[&count, " more ends are left out of the table: the command `plimsoll connectivity` lists them"],
            Vec::new(),
        ));
    }
    let on_node = pair.now.endpoints().iter().filter_map(|end| match end {
        Endpoint::Workload(workload) if workload.host_network => Some(&*workload.name),
        _ => None,
    });
    let on_node: Vec<&str> = on_node.collect();
    if !on_node.is_empty() {
        notes.push(line(
            &[
                &listed(&on_node),
                ": on the network of the node, where what a NetworkPolicy does depends on the network plugin",
            ],
            Vec::new(),
        ));
    }
}

/// The policies of a namespace that is shut, under their own names.
pub(super) fn shut(namespace: &str) -> String {
    let head = |name: &str| head("networking.k8s.io/v1", "NetworkPolicy", name, namespace);
    [&head("default-deny"), DENY, "---\n", &head("allow-dns"), DNS].concat()
}

/// The Pods of the DNS, where the files do not hold them.
pub(super) fn probe() -> Vec<ObjectFacts> {
    facts_of(PROBE)
}
