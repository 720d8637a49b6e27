//! Lines and columns around a place of the text that is edited.

use crate::Span;
use crate::comment::line_length;

/// A file's text, and which part of it is the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    text: &'a str,
    chunk: Span,
    line_break: &'static str,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str, chunk: Span) -> Self {
        // The first line of a text that is meant to be read in lines ends before this.
        const FIRST_LINE: usize = 4096;
        let bytes = text.as_bytes();
        let bytes = bytes.get(..FIRST_LINE).unwrap_or(bytes);
        let line_break = match bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            Some(index) if bytes.get(index..index + 2) == Some(b"\r\n") => "\r\n",
            Some(index) if bytes.get(index) == Some(&b'\r') => "\r",
            _ => "\n",
        };
        Self { text, chunk, line_break }
    }

    pub(super) fn before(self, offset: u32) -> &'a str {
        self.text.get(..offset as usize).unwrap_or_default()
    }

    /// The document from a place on.
    pub(super) fn after(self, offset: u32) -> &'a str {
        self.text.get(offset as usize..self.chunk.end as usize).unwrap_or_default()
    }

    /// The file's own line break.
    pub(super) const fn line_break(self) -> &'static str {
        self.line_break
    }

    /// Where the line of a place ends, before its line break.
    pub(super) fn line_end(self, offset: u32) -> u32 {
        offset + narrow(line_length(self.after(offset).as_bytes()))
    }

    /// Where the line before ends; `None` on the first line.
    pub(super) fn previous_line_end(self, offset: u32) -> Option<u32> {
        let before = self.before(offset);
        let at = before.bytes().rposition(|byte| matches!(byte, b'\n' | b'\r'))?;
        let crlf = before.as_bytes().get(at.saturating_sub(1)..=at) == Some(b"\r\n");
        Some(narrow(if crlf { at - 1 } else { at }))
    }

    /// What stands on the line before a place.
    pub(super) fn line_before(self, offset: u32) -> &'a str {
        let before = self.before(offset);
        let start = before.rfind(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let line = start.and_then(|start| before.get(start..)).unwrap_or(before);
        line.trim_start_matches(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}'])
    }

    /// The column of a place that only blanks and the marks of lists stand before.
    pub(super) fn column(self, offset: u32) -> Option<usize> {
        let line = self.line_before(offset);
        line.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(line.len())
    }

    /// Whether only blanks stand before a place on its line.
    pub(super) fn starts_line(self, offset: u32) -> bool {
        // A long line of flow style is not walked to its start.
        let before = self.before(offset).trim_end_matches([' ', '\t', '\u{FEFF}']);
        before.is_empty() || before.ends_with(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
    }

    /// The place after the `:` that follows a key.
    pub(super) fn after_colon(self, key_end: u32) -> Option<u32> {
        let rest = self.after(key_end);
        let blank = rest.len() - rest.trim_start().len();
        rest.get(blank..)?.starts_with(':').then_some(key_end + narrow(blank) + 1)
    }

    /// The first place from here on that is not blank and not a line break.
    pub(super) fn skip_space(self, offset: u32) -> u32 {
        let rest = self.after(offset);
        offset + narrow(rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len())
    }

    /// The first place from here on that is not blank.
    pub(super) fn skip_blanks(self, offset: u32) -> u32 {
        let rest = self.after(offset);
        offset + narrow(rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
