//! How much is read before reading gives up with an error that has a place.

/// Levels of nesting, those that aliases add included.
pub const DEPTH: u32 = 200;
/// Nodes that the aliases of a document may stand for.
pub const ALIAS_NODES: u64 = 1_000_000;
/// Bytes of a file.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;
/// Documents of a file.
pub const DOCUMENTS: usize = 100_000;
/// Bytes of JSON that a file may come to where it is decoded: aliases can make much of little.
pub const DECODED_BYTES: usize = 128 * 1024 * 1024;
/// Lines that are taken out of a document, one after the other, so that the rest can be read.
pub(crate) const MENDED: usize = 4;
/// Places of a document that kubectl accepts and the parser does not, each forgiven for one more reading.
pub(crate) const FORGIVEN: usize = 32;
/// Characters of a key, which kubectl limits.
pub(crate) const KEY: usize = 1024;
/// Surprises of a document that are kept, of each origin.
pub(crate) const SURPRISES: usize = 1000;
/// Errors of a document that are kept.
pub(crate) const ERRORS: usize = 100;
