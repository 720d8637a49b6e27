//! A small cluster as its manifests have it, and how chance makes one.

use super::dice::Dice;

pub(super) type Labels = Vec<(&'static str, &'static str)>;

#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// Namespaces that are written; Pods may stand in others.
    pub(super) namespaces: Vec<(&'static str, Labels)>,
    pub(super) pods: Vec<Pod>,
    pub(super) policies: Vec<Policy>,
    pub(super) of_cluster: Vec<ClusterPolicy>,
}

#[derive(Debug)]
pub(super) struct Pod {
    pub(super) namespace: &'static str,
    pub(super) name: String,
    pub(super) labels: Labels,
    pub(super) ports: Vec<ContainerPort>,
    pub(super) host_network: bool,
}

#[derive(Debug)]
pub(super) struct ContainerPort {
    pub(super) name: &'static str,
    pub(super) protocol: Option<&'static str>,
    pub(super) number: u16,
}

#[derive(Debug)]
pub(super) struct Selector {
    pub(super) labels: Labels,
    pub(super) expressions: Vec<(&'static str, &'static str, Vec<&'static str>)>,
}

#[derive(Debug)]
pub(super) struct Policy {
    pub(super) namespace: &'static str,
    pub(super) name: String,
    pub(super) pods: Selector,
    pub(super) types: Option<Vec<&'static str>>,
    pub(super) ingress: Option<Vec<Rule>>,
    pub(super) egress: Option<Vec<Rule>>,
}

#[derive(Debug)]
pub(super) struct Rule {
    pub(super) peers: Option<Vec<Peer>>,
    pub(super) ports: Option<Vec<Port>>,
}

#[derive(Debug)]
pub(super) enum Peer {
    Pods { namespaces: Option<Selector>, pods: Option<Selector> },
    Block { cidr: &'static str, except: Vec<&'static str> },
}

#[derive(Debug)]
pub(super) struct Port {
    pub(super) protocol: Option<&'static str>,
    pub(super) port: Option<Number>,
    pub(super) end: Option<u16>,
}

#[derive(Debug)]
pub(super) enum Number {
    Number(u16),
    Name(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Admin,
    BaselineAdmin,
    ClusterAdmin,
    ClusterBaseline,
}

#[derive(Debug)]
pub(super) struct ClusterPolicy {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) priority: u32,
    pub(super) subject: ClusterPods,
    pub(super) ingress: Vec<ClusterRule>,
    pub(super) egress: Vec<ClusterRule>,
}

#[derive(Debug)]
pub(super) struct ClusterPods {
    pub(super) namespaces: Selector,
    pub(super) pods: Option<Selector>,
}

#[derive(Debug)]
pub(super) struct ClusterRule {
    /// `Allow`, `Deny` or `Pass`.
    pub(super) action: &'static str,
    pub(super) peers: Vec<ClusterPeer>,
    pub(super) ports: Option<Vec<ClusterPort>>,
}

#[derive(Debug)]
pub(super) enum ClusterPeer {
    Pods(ClusterPods),
    Networks(Vec<&'static str>),
}

#[derive(Debug)]
pub(super) enum ClusterPort {
    Numbers { protocol: &'static str, first: u16, last: u16 },
    Name(&'static str),
}

pub(super) const NAMES: [&str; 3] = ["x", "y", "default"];
const KEYS: [&str; 3] = ["a", "b", "kubernetes.io/metadata.name"];
const VALUES: [&str; 4] = ["1", "2", "x", "y"];
pub(super) const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];
const PORT_NAMES: [&str; 3] = ["http", "dns", "none"];
const NUMBERS: [u16; 6] = [1, 53, 80, 443, 8080, 65_535];
/// Some that lie in others.
const BLOCKS: [(&str, &[&str]); 5] = [
    ("0.0.0.0/0", &["10.0.0.0/8", "10.1.2.3/32", "192.168.0.0/16"]),
    ("10.0.0.0/8", &["10.1.0.0/16", "10.1.2.0/24", "10.255.0.0/16"]),
    ("10.1.0.0/16", &["10.1.2.0/24"]),
    ("::/0", &["fd00::/8"]),
    ("fd00::/8", &["fd00:1::/32"]),
];

pub(super) fn cluster(dice: &mut Dice) -> Cluster {
    let mut cluster = Cluster::default();
    for name in NAMES {
        if dice.chance(60) {
            cluster.namespaces.push((name, labels(dice)));
        }
    }
    for number in 0..2 + dice.below(5) {
        cluster.pods.push(pod(dice, number));
    }
    for number in 0..dice.below(5) {
        cluster.policies.push(policy(dice, number));
    }
    for number in 0..dice.pick(&[0, 0, 1, 2, 4]) {
        let kinds = [Kind::Admin, Kind::BaselineAdmin, Kind::ClusterAdmin, Kind::ClusterBaseline];
        let kind = dice.pick(&kinds);
        // There is but one.
        if kind == Kind::BaselineAdmin && cluster.of_cluster.iter().any(|policy| policy.kind == kind) {
            continue;
        }
        cluster.of_cluster.push(cluster_policy(dice, kind, number));
    }
    cluster
}

fn labels(dice: &mut Dice) -> Labels {
    let keys = &KEYS[..2];
    keys.iter().filter_map(|key| dice.maybe(60, |dice| (*key, dice.pick(&VALUES[..2])))).collect()
}

fn pod(dice: &mut Dice, number: usize) -> Pod {
    let ports = dice.some(3, |dice| ContainerPort {
        name: dice.pick(&PORT_NAMES[..2]),
        protocol: dice.maybe(50, |dice| dice.pick(&PROTOCOLS)),
        number: dice.pick(&NUMBERS),
    });
    Pod {
        namespace: dice.pick(&NAMES),
        name: format!("p{number}"),
        labels: labels(dice),
        ports,
        host_network: dice.chance(8),
    }
}

fn selector(dice: &mut Dice) -> Selector {
    if dice.chance(30) {
        return Selector { labels: Vec::new(), expressions: Vec::new() };
    }
    let labels = dice.some(1, |dice| (dice.pick(&KEYS), dice.pick(&VALUES)));
    let expressions = dice.some(2, |dice| {
        let operator = dice.pick(&["In", "NotIn", "Exists", "DoesNotExist"]);
        let values = if operator.ends_with("In") { vec![dice.pick(&VALUES), dice.pick(&VALUES)] } else { Vec::new() };
        (dice.pick(&KEYS), operator, values)
    });
    Selector { labels, expressions }
}

fn policy(dice: &mut Dice, number: usize) -> Policy {
    let types: [&[&'static str]; 4] = [&[], &["Ingress"], &["Egress"], &["Ingress", "Egress"]];
    Policy {
        namespace: dice.pick(&NAMES),
        name: format!("n{number}"),
        pods: selector(dice),
        types: dice.maybe(60, |dice| dice.pick(&types).to_vec()),
        ingress: dice.maybe(70, |dice| dice.some(2, rule)),
        egress: dice.maybe(60, |dice| dice.some(2, rule)),
    }
}

fn rule(dice: &mut Dice) -> Rule {
    Rule { peers: dice.maybe(80, |dice| dice.some(3, peer)), ports: dice.maybe(70, |dice| dice.some(3, port)) }
}

fn peer(dice: &mut Dice) -> Peer {
    if dice.chance(30) {
        let (cidr, parts) = dice.pick(&BLOCKS);
        return Peer::Block { cidr, except: dice.some(2, |dice| dice.pick(parts)) };
    }
    let (namespaces, pods) = match dice.below(3) {
        0 => (Some(selector(dice)), None),
        1 => (None, Some(selector(dice))),
        _ => (Some(selector(dice)), Some(selector(dice))),
    };
    Peer::Pods { namespaces, pods }
}

fn port(dice: &mut Dice) -> Port {
    let protocol = dice.maybe(70, |dice| dice.pick(&PROTOCOLS));
    match dice.below(10) {
        0 => Port { protocol, port: None, end: None },
        1..=3 => Port { protocol, port: Some(Number::Name(dice.pick(&PORT_NAMES))), end: None },
        4..=6 => {
            let first = dice.pick(&NUMBERS[..5]);
            let end = Some(first + u16::try_from(dice.below(12)).unwrap());
            Port { protocol, port: Some(Number::Number(first)), end }
        }
        _ => Port { protocol, port: Some(Number::Number(dice.pick(&NUMBERS))), end: None },
    }
}

fn cluster_policy(dice: &mut Dice, kind: Kind, number: usize) -> ClusterPolicy {
    let name = if kind == Kind::BaselineAdmin { "default".to_owned() } else { format!("c{number}") };
    // No two with the same priority: which of them goes first is left open.
    let priority = u32::try_from(dice.below(10) * 10 + number).unwrap();
    let mut rules = |is_egress| dice.some(3, |dice| cluster_rule(dice, kind, is_egress));
    let (ingress, egress) = (rules(false), rules(true));
    ClusterPolicy { kind, name, priority, subject: cluster_pods(dice), ingress, egress }
}

fn cluster_pods(dice: &mut Dice) -> ClusterPods {
    ClusterPods { namespaces: selector(dice), pods: dice.maybe(50, selector) }
}

fn cluster_rule(dice: &mut Dice, kind: Kind, is_egress: bool) -> ClusterRule {
    let action = dice.pick(if kind == Kind::BaselineAdmin { &["Allow", "Deny"] } else { &["Allow", "Deny", "Pass"] });
    let mut has_networks = false;
    let peers = (0..=dice.below(2)).map(|_| {
        if is_egress && dice.chance(30) {
            has_networks = true;
            let network = |dice: &mut Dice| dice.pick(&BLOCKS).0;
            return ClusterPeer::Networks((0..=dice.below(2)).map(|_| network(dice)).collect());
        }
        ClusterPeer::Pods(cluster_pods(dice))
    });
    let peers = peers.collect();
    let ports = dice.maybe(60, |dice| (0..=dice.below(2)).map(|_| cluster_port(dice, has_networks)).collect());
    ClusterRule { action, peers, ports }
}

fn cluster_port(dice: &mut Dice, has_networks: bool) -> ClusterPort {
    if dice.chance(25) && !has_networks {
        return ClusterPort::Name(dice.pick(&PORT_NAMES));
    }
    let first = dice.pick(&NUMBERS);
    let last = if dice.chance(50) { first } else { first.saturating_add(u16::try_from(dice.below(20) + 1).unwrap()) };
    ClusterPort::Numbers { protocol: dice.pick(&PROTOCOLS), first, last }
}
