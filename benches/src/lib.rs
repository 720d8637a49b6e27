//! Workloads to measure on: manifests as teams write them, made up the same way every time.
//! Nothing here reads or checks; the benches do.

mod dice;
mod manifest;
mod workload;

pub use workload::Workload;
