use serde::{Deserialize, Serialize};

/// A document as the cluster sees it: JSON, line by line, with what the text would not let a reader expect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoded {
    /// Its place among the file's documents, from 1; 0 if the file holds none.
    pub document: u32,
    /// How many documents the file holds.
    pub documents: u32,
    /// The lines of the file that it stands on, first and last, from 1.
    pub lines_of_file: (u32, u32),
    /// Why kubectl refuses the document. Then there are no lines.
    pub refused: Option<DecodedNote>,
    /// What concerns no line of the JSON.
    pub notes: Vec<DecodedNote>,
    /// The JSON, laid out as for a reader.
    pub lines: Vec<DecodedLine>,
    /// Whether lines were left out at the end: aliases can make a long text of a short one.
    pub is_cut: bool,
}

/// A line of JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecodedLine {
    /// How deep it stands, from 0.
    pub depth: u32,
    /// The line, without indentation.
    pub json: String,
    /// Where its key or value is written; 0 for a closing bracket.
    pub line: u32,
    /// Column of the same place, in UTF-16 code units.
    pub column: u32,
    /// What one would not expect of it, as sentences without a full stop; mostly none.
    pub notes: Vec<String>,
}

/// Something to say of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecodedNote {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 code units.
    pub column: u32,
    /// A sentence without a full stop; names in backticks.
    pub text: String,
}
