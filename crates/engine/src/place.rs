//! From bytes to the places that people and editors count.

use plimsoll_report::{Location, Position};
use plimsoll_source::{File, Span};

pub(crate) fn location(file: &File, span: Span) -> Location {
    Location { start: position(file, span.start), end: position(file, span.end) }
}

pub(crate) fn position(file: &File, offset: u32) -> Position {
    let (line, column) = file.lines().position(file.text(), offset);
    Position { line, column, offset }
}
