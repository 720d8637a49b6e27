//! Prints, as JSON, a long file before and after a key was pressed in its middle, and how long this machine's own code takes over it:
//! `pace LINES`. `browser/engine.mjs` gives the same texts to the engine's wasm.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use plimsoll_benches::pressed;
use plimsoll_engine::Workspace;
use plimsoll_source::File;
use serde::Serialize;

const RUNS: usize = 51;

/// Milliseconds are those of the middle run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Pace<'a> {
    before: &'a str,
    after: &'a str,
    read_ms: f64,
    check_again_ms: f64,
}

fn main() {
    let lines = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(10_000);
    let [before, after] = pressed(lines);
    let read_ms = middle(|_| drop(black_box(File::read("workload.yaml", Arc::clone(&before)))));
    let mut workspace = Workspace::new();
    let check_again_ms = middle(|run| {
        let text = if run % 2 == 0 { &before } else { &after };
        workspace.set_file("workload.yaml", Arc::clone(text));
        drop(black_box(workspace.check()));
    });
    if let Ok(json) = serde_json::to_string(&Pace { before: &before, after: &after, read_ms, check_again_ms }) {
        println!("{json}");
    }
}

fn middle(mut work: impl FnMut(usize)) -> f64 {
    let mut took: Vec<f64> = (0..RUNS)
        .map(|run| {
            let begun = Instant::now();
            work(run);
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    took.sort_unstable_by(f64::total_cmp);
    took.get(RUNS / 2).copied().unwrap_or_default()
}
