//! How much is read before reading gives up with an error that has a place.

/// Levels of nesting, those that aliases add included.
pub const DEPTH: u32 = 200;
/// Nodes that the aliases of a document may stand for.
pub const ALIAS_NODES: u64 = 1_000_000;
/// Bytes of a file.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;
/// Documents of a file.
pub const DOCUMENTS: usize = 100_000;
/// Readings of a document that breaks off, each without the line that broke the one before.
pub(crate) const TRIES: usize = 5;
