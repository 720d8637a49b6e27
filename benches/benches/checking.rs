//! How long reading and checking take, beside `serde_yaml` reading the same text: compare ratios within one run.

use std::sync::Arc;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use granit_parser::{Options, Parser};
use plimsoll_benches::{Workload, pressed};
use plimsoll_engine::Workspace;
use plimsoll_report::{Audience, Options as CheckOptions};
use plimsoll_source::File;
use serde::Deserialize;

/// Bytes of one Deployment or so, of a folder, and of a whole company.
const SIZES: &[usize] = &[1_000, 100_000, 10_000_000];

/// Objects of an application, of a team, and of a whole company.
const OBJECTS: &[usize] = &[10, 1_000, 100_000];

/// Lines of long files.
const LINES: &[usize] = &[500, 5_000, 10_000];

fn main() {
    divan::main();
}

fn text(bytes: usize) -> Arc<str> {
    Workload::new(1).file_of_bytes(bytes).into()
}

#[divan::bench(args = SIZES)]
fn read(bencher: Bencher, bytes: usize) {
    let text = text(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| File::read("workload.yaml", Arc::clone(black_box(&text))));
}

#[divan::bench(args = SIZES)]
fn read_by_serde_yaml(bencher: Bencher, bytes: usize) {
    let text = text(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        serde_yaml::Deserializer::from_str(black_box(&text))
            .map(serde_yaml::Value::deserialize)
            .collect::<Result<Vec<_>, _>>()
    });
}

/// The parser's events alone, document by document, without a tree and without what kubectl does differently.
#[divan::bench(args = SIZES)]
fn events_alone(bencher: Bencher, bytes: usize) {
    let text = text(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let documents = black_box(&*text).split("\n---\n");
        documents.flat_map(|document| Parser::new_from_str_with_options(document, Options::default())).count()
    });
}

/// A long file, read as it is opened.
#[divan::bench(args = LINES)]
fn read_lines(bencher: Bencher, lines: usize) {
    let text: Arc<str> = Workload::new(1).file_of_lines(lines).into();
    bencher.bench(|| File::read("workload.yaml", Arc::clone(black_box(&text))));
}

/// One key pressed in the middle of a long file: one document of it is read again.
#[divan::bench(args = LINES)]
fn read_again(bencher: Bencher, lines: usize) {
    let [before, after] = pressed(lines);
    let before = File::read("workload.yaml", before);
    bencher.bench(|| File::reread(&before, Arc::clone(black_box(&after))));
}

/// Reading and checking with every rule of the default audience, fixes not planned.
#[divan::bench(args = SIZES)]
fn check(bencher: Bencher, bytes: usize) {
    let text = text(bytes);
    bencher.counter(BytesCount::of_str(&text)).with_inputs(Workspace::new).bench_local_values(|mut workspace| {
        workspace.set_file("workload.yaml", Arc::clone(&text));
        let report = workspace.check();
        (workspace, report)
    });
}

/// Reading and checking with every rule there is, whoever wants to hear it.
#[divan::bench(args = SIZES)]
fn check_every_rule(bencher: Bencher, bytes: usize) {
    let text = text(bytes);
    bencher.counter(BytesCount::of_str(&text)).with_inputs(for_everybody).bench_local_values(|mut workspace| {
        workspace.set_file("workload.yaml", Arc::clone(&text));
        let report = workspace.check();
        (workspace, report)
    });
}

/// The same by objects: what one object costs should not depend on how many there are.
#[divan::bench(args = OBJECTS, max_time = 5)]
fn check_objects(bencher: Bencher, objects: usize) {
    let text: Arc<str> = Workload::new(1).file_of_objects(objects).into();
    bencher.counter(ItemsCount::new(objects)).with_inputs(for_everybody).bench_local_values(|mut workspace| {
        workspace.set_file("workload.yaml", Arc::clone(&text));
        let report = workspace.check();
        (workspace, report)
    });
}

fn for_everybody() -> Workspace {
    let mut workspace = Workspace::new();
    let options = CheckOptions { audience: Some(Audience::Opinion), ..CheckOptions::default() };
    // Nothing is wrong with no settings; the bench would otherwise measure the default audience.
    assert!(workspace.set_options(options).is_ok());
    workspace
}

/// One key pressed in the middle of a long file that was checked before.
#[divan::bench(args = LINES)]
fn key_press(bencher: Bencher, lines: usize) {
    let texts = pressed(lines);
    let mut workspace = Workspace::new();
    let mut presses = texts.iter().cycle();
    bencher.bench_local(move || {
        if let Some(text) = presses.next() {
            workspace.set_file("workload.yaml", Arc::clone(text));
        }
        workspace.check()
    });
}
