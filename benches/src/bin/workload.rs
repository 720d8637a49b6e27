//! Prints a workload, to time a command on: `workload BYTES`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let bytes = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(10_000_000);
    let text = plimsoll_benches::Workload::new(1).file_of_bytes(bytes);
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
