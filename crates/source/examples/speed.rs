//! Reads a file several times and says how fast, and how large the trees are: `cargo run --release --example speed FILE`.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a tool for people at a terminal")]

use std::sync::Arc;
use std::time::Instant;

use plimsoll_source::File;

fn main() {
    let path = std::env::args().nth(1).expect("name a file");
    let text: Arc<str> = std::fs::read_to_string(&path).expect("a file of text").into();
    for _ in 0..5 {
        let start = Instant::now();
        let file = File::read(&path, text.clone());
        let seconds = start.elapsed().as_secs_f64();
        let memory: usize = file.documents().iter().map(|document| document.tree().memory()).sum();
        println!(
            "{:.1} MB/s, {:.2} bytes of tree for each byte, {} documents",
            text.len() as f64 / 1e6 / seconds,
            memory as f64 / text.len() as f64,
            file.documents().len(),
        );
    }
}
