//! Cuts a file into documents before anything is parsed, by kubectl's rule: at each line that starts with `---`.

use crate::{Span, limits};

/// One document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) span: Span,
    /// What stands on the line of the `---` and must not.
    pub(crate) stray: Option<Span>,
}

/// The chunks of a file, without those that hold nothing, and the separator at which there were too many.
pub(crate) fn split(text: &str) -> (Vec<Chunk>, Option<Span>) {
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut stray = None;
    for line in separators(text) {
        push(&mut chunks, start, line, stray);
        if chunks.len() >= limits::DOCUMENTS {
            return (chunks, Some(span(line, line + 3)));
        }
        let rest = text.get(line + 3..).unwrap_or_default();
        let rest = rest.split_once('\n').map_or(rest, |(rest, _)| rest);
        let content = rest.trim();
        let content_start = line + 3 + (rest.len() - rest.trim_start().len());
        let next_line = (line + 3 + rest.len() + 1).min(text.len());
        stray = (!content.is_empty() && !content.starts_with('#'))
            .then(|| span(content_start, content_start + content.len()));
        // A comment on the line belongs to the document after it.
        start = if content.starts_with('#') { line + 3 } else { next_line };
    }
    push(&mut chunks, start, text.len(), stray);
    (chunks, None)
}

fn push(chunks: &mut Vec<Chunk>, start: usize, end: usize, stray: Option<Span>) {
    if start < end || stray.is_some() {
        chunks.push(Chunk { span: span(start, end), stray });
    }
}

/// Offsets of the lines that start with `---`. Only LF ends a line here: kubectl cuts before it parses.
fn separators(text: &str) -> impl Iterator<Item = usize> + '_ {
    let first = text.starts_with("---").then_some(0);
    first.into_iter().chain(text.match_indices("\n---").map(|(index, _)| index + 1))
}

fn span(start: usize, end: usize) -> Span {
    let narrow = |value| u32::try_from(value).unwrap_or(u32::MAX);
    Span::new(narrow(start), narrow(end))
}
