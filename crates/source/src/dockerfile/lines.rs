//! Lines, and how several of them become one instruction.

use crate::Span;

/// A line of the file.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub start: usize,
    /// Without the line break.
    pub end: usize,
    /// Where the next line starts.
    pub next: usize,
}

/// The line that starts at `start`; `None` at the end of the file. A lone carriage return ends no line.
pub(super) fn line_at(source: &str, start: usize) -> Option<Line> {
    let rest = source.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
    let length = rest.iter().position(|byte| *byte == b'\n');
    let next = start + length.map_or(rest.len(), |length| length + 1);
    let line = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
    let end = start + line.strip_suffix(b"\r").unwrap_or(line).len();
    Some(Line { start, end, next })
}

/// Where the first character that is no white space stands, between `start` and `end`.
pub(super) fn skip_blank(source: &str, start: usize, end: usize) -> usize {
    let rest = source.get(start..end).unwrap_or_default();
    start + (rest.len() - rest.trim_start().len())
}

/// What a line adds to its instruction.
pub(super) struct Part {
    pub span: Span,
    /// Whether the next line belongs to it too.
    pub goes_on: bool,
}

/// A line ends in the escape character, spaces or tabs may follow it, and the character before is not the escape character as well.
pub(super) fn part(source: &str, start: usize, end: usize, escape: u8) -> Part {
    let line = source.as_bytes().get(start..end).unwrap_or_default();
    let blank = line.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let inner = line.get(..line.len() - blank).unwrap_or_default();
    let goes_on = match inner {
        [.., before, last] => *last == escape && *before != escape,
        [last] => *last == escape,
        [] => false,
    };
    let end = if goes_on { start + inner.len() - 1 } else { end };
    Part { span: Span::new(narrow(start), narrow(end)), goes_on }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
