//! Where parts of a value stand in the text of the file.

use plimsoll_source::{Span, Value};

/// Finds parts of a value in the text of the file, one after the other.
pub(crate) struct Parts<'a> {
    whole: Span,
    raw: &'a str,
    at: usize,
}

impl<'a> Parts<'a> {
    pub(crate) fn new(value: Value<'a>, text: &'a str) -> Self {
        let whole = value.span();
        Self { whole, raw: whole.of(text), at: 0 }
    }

    /// The place of the next part, else of the whole value: where one is written with escapes or over several lines, those after it
    /// are not looked for either, since that would be a search through the rest for each.
    pub(crate) fn of(&mut self, part: &str) -> Span {
        let Some(found) = self.raw.get(self.at..).and_then(|rest| rest.find(part)) else {
            self.at = self.raw.len();
            return self.whole;
        };
        let start = self.at + found;
        self.at = start + part.len();
        let place = |at: usize| self.whole.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        Span::new(place(start), place(self.at))
    }
}
