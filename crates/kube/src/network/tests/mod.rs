//! The engine beside the words of the documentation.

mod cluster;
mod dice;
mod exposure;
mod random;
mod reference;
mod traps;
mod traps_cluster;
mod write;

use crate::facts::ObjectFacts;
use crate::network::{HostNetwork, Network};
use crate::testing::file;
use crate::{Index, objects};

/// The network of manifests.
fn network(text: &str) -> Network {
    network_with(text, HostNetwork::LikePods)
}

fn network_with(text: &str, host_network: HostNetwork) -> Network {
    let file = file(text);
    let facts: Vec<Vec<ObjectFacts>> = (0..file.documents().len())
        .map(|document| objects(&file, document).iter().map(ObjectFacts::of).collect())
        .collect();
    let documents = (0..).zip(&facts).map(|(document, facts)| (0, document, facts.as_slice()));
    Network::of(&Index::new(documents, false), host_network)
}

/// The lines of manifests, sorted.
fn lines(text: &str) -> Vec<String> {
    lines_of(&mut network(text))
}

fn lines_of(network: &mut Network) -> Vec<String> {
    let lines = network.lines(false);
    let mut lines: Vec<String> = lines.iter().map(|line| network.text(line)).collect();
    lines.sort();
    lines
}

/// What may pass between two ends.
fn passes(network: &mut Network, from: &str, to: &str) -> String {
    let ends = [from, to].map(|name| {
        let found = network.find(name);
        assert_eq!(found.len(), 1, "{name} is one end");
        found[0]
    });
    let set = network.connections(ends[0], ends[1]);
    network.set(set).to_string()
}
