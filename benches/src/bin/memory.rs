//! Prints how much memory reading and checking take, in multiples of the input: `memory [read|check|serde] [BYTES]`.
//! One measure a process, because the system keeps only the highest mark.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;

use plimsoll_benches::Workload;
use plimsoll_engine::Workspace;
use plimsoll_source::File;
use serde::Deserialize;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let what = words.next().unwrap_or_else(|| "check".to_owned());
    let bytes = words.next().and_then(|word| word.parse().ok()).unwrap_or(10_000_000);
    let text: Arc<str> = Workload::new(1).file_of_bytes(bytes).into();

    let Some(before) = highest_mark() else {
        println!("this system has no /proc/self/status to read the highest mark from");
        return ExitCode::FAILURE;
    };
    match what.as_str() {
        "read" => drop(black_box(File::read("workload.yaml", Arc::clone(&text)))),
        "check" => {
            let mut workspace = Workspace::new();
            workspace.set_file("workload.yaml", Arc::clone(&text));
            drop(black_box(workspace.check()));
        }
        "serde" => {
            let documents: Result<Vec<_>, _> =
                serde_yaml::Deserializer::from_str(&text).map(serde_yaml::Value::deserialize).collect();
            drop(black_box(documents));
        }
        _ => {
            println!("what to measure is one of: read, check, serde");
            return ExitCode::FAILURE;
        }
    }
    let taken = highest_mark().unwrap_or(before).saturating_sub(before);
    println!("{what}: {taken} bytes on top of an input of {} bytes, {} times", text.len(), tenths(taken, text.len()));
    ExitCode::SUCCESS
}

/// The most memory this process ever held at once, in bytes.
fn highest_mark() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn tenths(taken: usize, whole: usize) -> String {
    let tenths = taken.saturating_mul(10) / whole.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}
