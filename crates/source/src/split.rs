//! Cuts a file into documents by kubectl's rule: at each line that starts with `---`, before anything is parsed. Only JSON values
//! at the start of a file may follow one another without it.

use crate::build::Builder;
use crate::{Span, hidden, json, limits, surprise};

/// One document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) span: Span,
    /// What stands on the line of the `---` and must not.
    pub(crate) stray: Option<Span>,
    /// Whether kubectl tries it as JSON, as it does where a file begins with a brace. All else is YAML, in braces too.
    pub(crate) json: bool,
}

/// The chunks of a file, without those that hold nothing, and the separator at which there were too many.
pub(crate) fn split(text: &str) -> (Vec<Chunk>, Option<Span>) {
    let (chunks, start) = json_values(text);
    let json = chunks.len();
    let (mut chunks, too_many) = split_rest(text, chunks, start);
    for (index, chunk) in chunks.iter_mut().enumerate().take(json.max(1)) {
        let body = chunk.span.of(text).trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
        chunk.json = index < json || (chunk.span.start == 0 && body.starts_with('{'));
    }
    (chunks, too_many)
}

fn split_rest(text: &str, mut chunks: Vec<Chunk>, mut start: usize) -> (Vec<Chunk>, Option<Span>) {
    if chunks.len() >= limits::DOCUMENTS {
        return (chunks, Some(span(start, text.len())));
    }
    // The mark of the file is no part of its first line, nor of a document that has one too.
    let marked = text.strip_prefix(surprise::MARK).filter(|_| chunks.is_empty());
    let marked = marked.is_some_and(|rest| rest.starts_with(surprise::MARK) || rest.starts_with("---"));
    if marked {
        start = surprise::MARK.len_utf8();
    }
    let first = start;
    let mut stray = None;
    for line in separators(text, start) {
        push(&mut chunks, start, line, stray);
        if chunks.len() >= limits::DOCUMENTS {
            return (chunks, Some(span(line, line + 3)));
        }
        let rest = text.get(line + 3..).unwrap_or_default();
        let rest = rest.split_once('\n').map_or(rest, |(rest, _)| rest);
        let content = rest.trim();
        let content_start = line + 3 + (rest.len() - rest.trim_start().len());
        let next_line = (line + 3 + rest.len() + 1).min(text.len());
        // kubectl leaves the line out, but reads it with the document where the file begins with it.
        let read = line == first && chunks.is_empty();
        let broken = !read && (content.contains('\r') || hidden::any(content));
        stray = (!content.is_empty() && (!content.starts_with('#') || broken))
            .then(|| span(content_start, content_start + content.len()));
        // A comment on the line belongs to the document after it.
        let apart = rest.is_empty() || rest.starts_with([' ', '\t']) || hidden::line_break(rest).is_some();
        start = match content.starts_with('#') && stray.is_none() {
            // Without a blank after it the `---` is the start of a text there.
            _ if read && !apart => line,
            true => content_start,
            false => next_line,
        };
        // The same line hides from kubectl that a byte-order mark after it is one.
        if read && text.get(start..).is_some_and(|rest| rest.starts_with(surprise::MARK)) {
            start -= 1;
        }
    }
    push(&mut chunks, start, text.len(), stray);
    (chunks, None)
}

/// The JSON values that a file begins with, and where the rest starts; with one value everything is the rest.
fn json_values(text: &str) -> (Vec<Chunk>, usize) {
    let mut chunks = Vec::new();
    let mut builder = Builder::default();
    let mut start = 0;
    while chunks.len() < limits::DOCUMENTS {
        let rest = text.get(start..).unwrap_or_default();
        let rest = if start == 0 { rest.trim_start_matches('\u{FEFF}') } else { rest };
        let rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        // kubectl takes a file for JSON by its first brace; after that a list too is a value.
        let begins = rest.starts_with('{') || (start > 0 && rest.starts_with('['));
        let at = text.len() - rest.len();
        let Some(end) = begins.then(|| json::first_of_several(&mut builder, text, at)).flatten() else { break };
        push(&mut chunks, start, end, None);
        start = end;
    }
    (chunks, start)
}

fn push(chunks: &mut Vec<Chunk>, start: usize, end: usize, stray: Option<Span>) {
    if start < end || stray.is_some() {
        chunks.push(Chunk { span: span(start, end), stray, json: false });
    }
}

/// Offsets of the lines that start with `---`. Only LF ends a line here: kubectl cuts before it parses.
fn separators(text: &str, from: usize) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    let first = bytes.starts_with(b"---").then_some(from);
    let starts = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"\n---");
    first.into_iter().chain(starts.map(move |(index, _)| from + index + 1))
}

fn span(start: usize, end: usize) -> Span {
    let narrow = |value| u32::try_from(value).unwrap_or(u32::MAX);
    Span::new(narrow(start), narrow(end))
}
