//! Prints, as JSON, a long file before and after a key was pressed in its middle, and how long this machine's own code takes over it:
//! `pace LINES`. `browser/engine.mjs` gives the same texts to the engine's wasm.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use plimsoll_benches::pressed;
use plimsoll_report::{Envelope, Options, Request};
use plimsoll_worker::Session;
use serde::Serialize;

const RUNS: usize = 201;

/// Milliseconds of the best run and of the middle one.
#[derive(Serialize)]
struct Took {
    best: f64,
    middle: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Pace<'a> {
    before: &'a str,
    after: &'a str,
    read: Took,
    check_again: Took,
}

fn main() {
    let lines = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(10_000);
    let [before, after] = pressed(lines);
    let set = |text: &Arc<str>| Request::SetFile { path: "workload.yaml".to_owned(), text: text.to_string() };
    let anew = envelope(vec![Request::RemoveFile("workload.yaml".to_owned()), set(&before)]);
    let again = [&before, &after].map(|text| envelope(vec![set(text), Request::Check]));
    let mut session = Session::new();
    ask(&mut session, &envelope(vec![Request::SetOptions(options())]));
    let read = measure(|_| ask(&mut session, &anew));
    let check_again = measure(|run| again.iter().skip(run % 2).take(1).for_each(|message| ask(&mut session, message)));
    if let Ok(json) = serde_json::to_string(&Pace { before: &before, after: &after, read, check_again }) {
        println!("{json}");
    }
}

fn options() -> Options {
    Options { date: "2026-01-01".to_owned(), ..Options::default() }
}

fn envelope(requests: Vec<Request>) -> Vec<u8> {
    postcard::to_allocvec(&Envelope { revision: 0, requests }).unwrap_or_default()
}

/// Reads a message, does what it asks for, and writes the answer, as the worker in the browser does.
fn ask(session: &mut Session, message: &[u8]) {
    if let Ok(envelope) = postcard::from_bytes(message) {
        drop(black_box(postcard::to_allocvec(&session.handle(envelope))));
    }
}

fn measure(mut work: impl FnMut(usize)) -> Took {
    let mut took: Vec<f64> = (0..RUNS)
        .map(|run| {
            let begun = Instant::now();
            work(run);
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    took.sort_unstable_by(f64::total_cmp);
    let at = |place: usize| took.get(place).copied().unwrap_or_default();
    Took { best: at(0), middle: at(RUNS / 2) }
}
