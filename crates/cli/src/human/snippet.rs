//! The line of a finding, with its place underlined and without what is secret on it.

use std::sync::Arc;

use plimsoll_report::Location;
use plimsoll_source::{File, Span};

use super::text::{is_active, width};

/// Columns of a line that are shown.
const WIDTH: usize = 110;
/// Bytes of a line that are looked at on each side of a place: several for each column that is shown.
const NEAR: usize = 800;
/// Stands for each character of a secret.
const HIDDEN: char = '•';
/// Columns that are kept before the place in a line that is cut.
const BEFORE: usize = 40;

/// A file by lines.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// What is secret, in order.
    hidden: Vec<Span>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t Arc<str>) -> Self {
        let hidden = plimsoll_rules::hidden(&File::read("", Arc::clone(text)));
        Self { text, hidden }
    }

    /// The line on which a location starts, and the marks under it; `None` for an empty line. Of a very long line, such as a
    /// file of JSON on one line, only the part around the location is looked at.
    pub(super) fn snippet(&self, location: &Location) -> Option<(String, String)> {
        let is_break = |letter: char| letter == '\n' || letter == '\r';
        let (from, to) = (location.start.offset as usize, location.end.offset as usize);
        let near = self.text.get(self.floor(from.saturating_sub(NEAR))..from)?;
        let start = from - near.len() + near.rfind(is_break).map_or(0, |place| place + 1);
        let near = self.text.get(from..self.floor(from.saturating_add(NEAR)))?;
        let end = near.find(is_break).map_or(from + near.len(), |place| from + place);
        let line = self.text.get(start..end)?;
        if line.trim().is_empty() {
            return None;
        }
        let is_hidden = |offset: usize| self.is_hidden(start + offset);
        Some(marked(line, from - start, to.clamp(from, end) - start, is_hidden))
    }

    fn is_hidden(&self, place: usize) -> bool {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let after = self.hidden.partition_point(|span| span.start <= place);
        after.checked_sub(1).and_then(|before| self.hidden.get(before)).is_some_and(|span| place < span.end)
    }

    /// The nearest border of a character at or before a place.
    fn floor(&self, place: usize) -> usize {
        self.text.floor_char_boundary(place)
    }
}

/// The line as a terminal shows it, and marks under `from..to`, which are bytes of it.
fn marked(line: &str, from: usize, to: usize, is_hidden: impl Fn(usize) -> bool) -> (String, String) {
    let before = line.get(..from).map_or(0, columns);
    // A long line is cut to what is around the place.
    let skip = if before + BEFORE > WIDTH { before - BEFORE } else { 0 };
    let (mut shown, mut mark) = (String::new(), String::new());
    let mut column = 0;
    for (offset, letter) in line.char_indices() {
        let (text, wide) = shape(letter);
        let text = if is_hidden(offset) && !letter.is_whitespace() { HIDDEN } else { text };
        column += wide;
        if column <= skip {
            continue;
        }
        if column - skip > WIDTH {
            shown.push('…');
            break;
        }
        shown.push_str(text.encode_utf8(&mut [0; 4]));
        (1..wide).filter(|_| letter == '\t').for_each(|_| shown.push(' '));
        let sign = if (from..to).contains(&offset) { '^' } else { ' ' };
        (0..wide).for_each(|_| mark.push(sign));
    }
    if !mark.contains('^') {
        let at = columns(line.get(..from).unwrap_or(line)).saturating_sub(skip);
        mark = format!("{:at$}^", "");
    }
    if skip > 0 {
        return (format!("…{}", shown.trim_end()), format!(" {}", mark.trim_end()));
    }
    (shown.trim_end().to_owned(), mark.trim_end().to_owned())
}

fn columns(text: &str) -> usize {
    text.chars().map(|letter| shape(letter).1).sum()
}

/// What is shown for a character, and its columns.
fn shape(letter: char) -> (char, usize) {
    match letter {
        '\t' => (' ', 4),
        letter if is_active(letter) => ('\u{fffd}', 1),
        letter => (letter, width(letter)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: usize) -> bool {
        false
    }

    #[test]
    fn secrets_are_not_repeated() {
        let text = Arc::from("kind: Secret\nstringData: {a: hunter2, b: x}\n");
        let start = plimsoll_report::Position { line: 2, column: 14, offset: 26 };
        let end = plimsoll_report::Position { line: 2, column: 15, offset: 27 };
        let snippet = Lines::of(&text).snippet(&Location { start, end });
        assert_eq!(snippet.map(|(line, _)| line).as_deref(), Some("stringData: {a: •••••••, b: •}"));
    }

    #[test]
    fn the_mark_stands_under_the_place() {
        assert_eq!(marked("  a: true", 5, 9, nothing), ("  a: true".into(), "     ^^^^".into()));
        assert_eq!(marked("a:", 2, 2, nothing), ("a:".into(), "  ^".into()));
        assert_eq!(marked("\ta: 1", 4, 5, nothing), ("    a: 1".into(), "       ^".into()));
        assert_eq!(marked("名: 1", 5, 6, nothing), ("名: 1".into(), "    ^".into()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}x{}", "a".repeat(500), "b".repeat(500));
        let (shown, mark) = marked(&line, 500, 501, nothing);
        assert_eq!(shown.chars().position(|letter| letter == 'x'), mark.chars().position(|letter| letter == '^'));
        assert!(shown.starts_with('…') && shown.ends_with('…'));
    }

    #[test]
    fn terminals_get_no_commands() {
        let (shown, _) = marked("a: \u{1b}[31m\u{202e}", 0, 1, nothing);
        assert_eq!(shown, "a: \u{fffd}[31m\u{fffd}");
    }
}
