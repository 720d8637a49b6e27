//! Workloads to measure on: manifests as teams write them, made up the same way every time.
//! Nothing here reads or checks; the benches do.

use std::sync::Arc;

mod access;
mod cluster;
mod dice;
mod manifest;
mod workload;

pub use access::access;
pub use cluster::cluster;
pub use workload::Workload;

/// A long file before and after a key was pressed in its middle.
pub fn pressed(lines: usize) -> [Arc<str>; 2] {
    let before = Workload::new(1).file_of_lines(lines);
    let middle = before.match_indices("image: ").map(|(place, _)| place).nth(lines / 100).unwrap_or_default();
    let mut after = before.clone();
    after.insert(middle + "image: ".len(), 'x');
    [before.into(), after.into()]
}
