use serde::{Deserialize, Serialize};

/// A place in a file as a person or an editor counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 code units.
    pub column: u32,
    /// Offset from the start of the file as loaded, in bytes of UTF-8.
    pub offset: u32,
}

/// A half-open range of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The first place that belongs to the range.
    pub start: Position,
    /// The first place after the range.
    pub end: Position,
}
