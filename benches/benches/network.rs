//! How long it takes to work out who can reach whom, and how that grows with the cluster.

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use plimsoll_benches::cluster;
use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::network::{HostNetwork, Network};
use plimsoll_kube::{Index, objects};
use plimsoll_source::File;

/// Workloads; there are half as many policies.
const WORKLOADS: &[usize] = &[250, 500, 1_000, 2_000, 4_000];

fn main() {
    divan::main();
}

fn facts(workloads: usize) -> Vec<Vec<ObjectFacts>> {
    let file = File::read("cluster.yaml", Arc::from(cluster(workloads)));
    let documents = 0..file.documents().len();
    documents.map(|document| objects(&file, document).iter().map(ObjectFacts::of).collect()).collect()
}

fn network(facts: &[Vec<ObjectFacts>]) -> Network {
    let documents = (0..).zip(facts).map(|(document, facts)| (0, document, facts.as_slice()));
    Network::of(&Index::new(documents, false), HostNetwork::LikePods)
}

/// From what is known of each object to what may pass between any two ends: the full matrix.
#[divan::bench(args = WORKLOADS)]
fn matrix(bencher: Bencher, workloads: usize) {
    let facts = facts(workloads);
    bencher.counter(ItemsCount::new(workloads * workloads)).bench_local(|| {
        let mut network = network(black_box(&facts));
        network.lines(true)
    });
}

/// Without asking for any pair.
#[divan::bench(args = WORKLOADS)]
fn rows(bencher: Bencher, workloads: usize) {
    let facts = facts(workloads);
    bencher.counter(ItemsCount::new(workloads)).bench_local(|| network(black_box(&facts)));
}

/// The reasons of one pair.
#[divan::bench(args = WORKLOADS)]
fn reasons(bencher: Bencher, workloads: usize) {
    let network = network(&facts(workloads));
    bencher.bench_local(|| network.explain(black_box(workloads / 3), black_box(workloads / 2)));
}
