//! Dockerfiles, read as BuildKit reads them: instructions with flags and arguments, each with its place in the file.
//!
//! Follows the Dockerfile reference (<https://docs.docker.com/reference/dockerfile/>) and, where it is silent, BuildKit's parser.
//! What the builder refuses is an error with a place; everything else is still read.

mod arguments;
mod expand;
mod heredoc;
mod instruction;
mod lines;
mod parse;
mod stage;
mod text;
mod words;

pub use expand::{Expanded, Variable, expand};
pub use heredoc::Heredoc;
pub use instruction::{Arguments, Flag, Instruction, Keyword, Pair};
pub use stage::{Base, Stage};
pub use text::Text;

use crate::{Span, SyntaxError};

/// A Dockerfile that has been read. Its places are those of the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dockerfile {
    /// The character that joins lines and takes meaning from others: a backslash, or a backtick where a directive says so.
    pub escape: u8,
    /// The place of the value of `# syntax=`, which names the builder that reads the file.
    pub syntax: Option<Span>,
    /// In order, those that the builder does not know left out.
    pub instructions: Vec<Instruction>,
    /// From `#` to the end of the line, directives included.
    pub comments: Vec<Span>,
    /// What the builder refuses.
    pub errors: Vec<SyntaxError>,
}

impl Dockerfile {
    /// Reads a text. Never fails: what cannot be read becomes an error with a place.
    pub fn read(source: &str) -> Self {
        parse::read(source)
    }

    /// Its stages in order.
    pub fn stages<'a>(&'a self, source: &'a str) -> Vec<Stage<'a>> {
        stage::stages(self, source)
    }
}
