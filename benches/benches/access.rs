//! How long it takes to work out who may do what and where that leads, and how that grows with the cluster.

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use plimsoll_benches::access;
use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::rbac::{Escalation, Model, Request, Resource, Within, defaults};
use plimsoll_kube::{Id, Known, objects};
use plimsoll_source::File;

/// Subjects; there are two roles for five of them.
const SUBJECTS: &[usize] = &[1_250, 2_500, 5_000, 10_000];

fn main() {
    divan::main();
}

fn facts(subjects: usize) -> Vec<ObjectFacts> {
    let file = File::read("access.yaml", Arc::from(access(subjects)));
    let documents = 0..file.documents().len();
    documents.flat_map(|document| objects(&file, document).iter().map(ObjectFacts::of).collect::<Vec<_>>()).collect()
}

fn model<'a>(facts: &'a [ObjectFacts], background: &'a [ObjectFacts]) -> Model<'a> {
    let known = |(document, facts): (u32, &'a ObjectFacts)| Known { id: Id { file: 0, document, ordinal: 0 }, facts };
    Model::new(&(0..).zip(facts).map(known).collect::<Vec<_>>(), background)
}

/// From what is known of each object to roles and bindings that can be asked.
#[divan::bench(args = SUBJECTS)]
fn index(bencher: Bencher, subjects: usize) {
    let (facts, background) = (facts(subjects), defaults::objects());
    let measured = bencher.counter(ItemsCount::new(subjects));
    measured.bench_local(|| model(black_box(&facts), &background).subjects().len());
}

/// Who may read Secrets, wherever.
#[divan::bench(args = SUBJECTS)]
fn who_can(bencher: Bencher, subjects: usize) {
    let (facts, background) = (facts(subjects), defaults::objects());
    let model = model(&facts, &background);
    let request = Request::new("get", Resource { resource: "secrets", ..Resource::default() });
    bencher.bench_local(|| model.who_can(black_box(&request), Within::Anywhere).len());
}

/// Where the power of everybody leads.
#[divan::bench(args = SUBJECTS)]
fn escalation(bencher: Bencher, subjects: usize) {
    let (facts, background) = (facts(subjects), defaults::objects());
    let model = model(&facts, &background);
    let measured = bencher.counter(ItemsCount::new(subjects));
    measured.bench_local(|| Escalation::of(black_box(&model)).subjects().len());
}
