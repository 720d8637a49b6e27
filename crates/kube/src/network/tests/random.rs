//! Thousands of small clusters: for every pair of ends, every protocol and every port that could matter the engine says what the
//! reference says.

use std::net::IpAddr;

use super::cluster::{Cluster, ClusterPort, Number, PROTOCOLS, cluster};
use super::dice::Dice;
use super::reference::{End, Packet, may_pass};
use super::write::manifests;
use super::{lines_of, network};
use crate::network::{Connections, Endpoint, Network, Protocol};

/// Addresses at and beside the edges of the ranges that policies name.
const ADDRESSES: [&str; 17] = [
    "0.0.0.0",
    "9.255.255.255",
    "10.0.0.0",
    "10.0.255.255",
    "10.1.0.0",
    "10.1.2.2",
    "10.1.2.3",
    "10.1.3.0",
    "10.255.0.0",
    "11.0.0.0",
    "192.168.7.7",
    "255.255.255.255",
    "::",
    "fcff::1",
    "fd00::",
    "fd00:1::2",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];

/// Ports at and beside the edges of those that are named: between them nothing changes.
fn edges(cluster: &Cluster) -> Vec<u16> {
    let mut ranges: Vec<(u16, u16)> = vec![(1, u16::MAX)];
    let declared = cluster.pods.iter().flat_map(|pod| &pod.ports);
    ranges.extend(declared.map(|port| (port.number, port.number)));
    let rules = cluster.policies.iter().flat_map(|policy| policy.ingress.iter().chain(&policy.egress)).flatten();
    for port in rules.flat_map(|rule| &rule.ports).flatten() {
        if let Some(Number::Number(first)) = port.port {
            ranges.push((first, port.end.unwrap_or(first)));
        }
    }
    let rules = cluster.of_cluster.iter().flat_map(|policy| policy.ingress.iter().chain(&policy.egress));
    for port in rules.flat_map(|rule| &rule.ports).flatten() {
        if let ClusterPort::Numbers { first, last, .. } = port {
            ranges.push((*first, *last));
        }
    }
    let beside = |(first, last): (u16, u16)| [first.saturating_sub(1).max(1), first, last, last.saturating_add(1)];
    let mut edges: Vec<u16> = ranges.into_iter().flat_map(beside).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

#[test]
fn the_engine_says_what_the_documentation_says() {
    for seed in 0..2_000 {
        let cluster = cluster(&mut Dice::new(seed));
        compare(&cluster, seed, &edges(&cluster), &ADDRESSES);
    }
}

#[test]
fn it_says_so_for_every_port() {
    let ports: Vec<u16> = (1..=u16::MAX).collect();
    for seed in 1_000_000..1_000_002 {
        let mut cluster = cluster(&mut Dice::new(seed));
        cluster.pods.truncate(3);
        compare(&cluster, seed, &ports, &[]);
    }
}

fn compare(cluster: &Cluster, seed: u64, ports: &[u16], addresses: &[&str]) {
    let text = manifests(cluster);
    let mut network = network(&text);
    let pods = |network: &Network| {
        let find = |pod: &super::cluster::Pod| network.find(&format!("{}/{}[Pod]", pod.namespace, pod.name))[0];
        cluster.pods.iter().map(|pod| (End::Pod(pod), find(pod))).collect::<Vec<_>>()
    };
    let mut ends = pods(&network);
    for address in addresses {
        let found = network.find(address);
        assert_eq!(found.len(), 1, "seed {seed}: {address} is in one range");
        ends.push((End::Address(address.parse::<IpAddr>().unwrap()), found[0]));
    }
    for (from, from_number) in &ends {
        for (to, to_number) in &ends {
            if matches!((from, to), (End::Address(_), End::Address(_))) {
                continue;
            }
            let set = network.connections(*from_number, *to_number);
            let connections = network.set(set).clone();
            for protocol in PROTOCOLS {
                let known = Protocol::parse(protocol).unwrap();
                for port in ports {
                    let expected = may_pass(cluster, Packet { from: *from, to: *to, protocol, port: *port });
                    let said = connections.contains(known, *port);
                    assert_eq!(
                        said,
                        expected,
                        "seed {seed}: {} => {} {protocol} {port}\n{text}",
                        network.endpoints()[*from_number],
                        network.endpoints()[*to_number]
                    );
                }
            }
            explained(&network, *from_number, *to_number, &connections, seed);
        }
    }
    listed(&mut network, cluster, seed);
}

/// The reasons come to the same, and each side's reasons account for everything.
fn explained(network: &Network, from: usize, to: usize, connections: &Connections, seed: u64) {
    let explanation = network.explain(from, to).unwrap();
    assert_eq!(explanation.connections, *connections, "seed {seed}");
    for side in [&explanation.egress, &explanation.ingress] {
        let all = side.steps.iter().fold(Connections::none(), |all, step| all.union(&step.connections));
        assert!(all.is_all(), "seed {seed}: something has no reason");
    }
}

/// Each line says what its ends say, no two lines of addresses could be one, and nothing is missing.
fn listed(network: &mut Network, cluster: &Cluster, seed: u64) {
    let lines = network.lines(false);
    let mut count = 0;
    for line in &lines {
        for from in line.from.0..=line.from.1 {
            for to in line.to.0..=line.to.1 {
                assert_eq!(network.connections(from, to), line.connections, "seed {seed}");
                count += 1;
            }
        }
    }
    let numbers = 0..network.endpoints().len();
    let is_pods = |number: usize| matches!(network.endpoints()[number], Endpoint::Workload(_));
    let shown: Vec<usize> = numbers.filter(|number| is_pods(*number)).collect();
    assert_eq!(shown.len(), cluster.pods.len());
    let mut expected = 0;
    for from in 0..network.endpoints().len() - 1 {
        for to in 0..network.endpoints().len() - 1 {
            let hidden = [from, to].iter().any(|end| {
                matches!(network.endpoints()[*end], Endpoint::Range(range)
                    if range.family == crate::network::Family::V6 && !network.speaks_of(range.family))
            });
            if from != to && !hidden {
                let set = network.connections(from, to);
                expected += usize::from(!network.set(set).is_empty());
            }
        }
    }
    assert_eq!(count, expected, "seed {seed}");
    let texts = lines_of(network);
    assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "seed {seed}: a line stands twice");
}
