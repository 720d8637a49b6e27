//! The parser's events, and what becomes of each.

use std::borrow::Cow;

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::{Builder, Open, Source};
use crate::scalar::Tag;
use crate::tree::{Form, Node};
use crate::{Span, SyntaxError, SyntaxErrorKind, comment, explain, hidden, limits};

/// Why reading a document broke off.
pub(crate) enum Broken {
    Parser(granit_parser::ScanError),
    TooDeep(u32),
}

impl Builder {
    /// Reads the first document of a text, as far as it goes.
    pub(crate) fn read(&mut self, source: Source<'_>, options: &Options) -> Result<(), Broken> {
        self.clear();
        let mut parser = Parser::new_from_str_with_options(source.parsed, options.clone());
        while let Some(next) = parser.next_event() {
            let (event, span) = match next {
                Ok(next) => next,
                Err(error) => {
                    let at = narrow(error.marker().byte_offset().unwrap_or_default());
                    self.gap(source, at);
                    return Err(Broken::Parser(error));
                }
            };
            let range = span.byte_range().unwrap_or_default();
            let range = Span::new(narrow(range.start), narrow(range.end));
            if matches!(event, Event::Scalar(..) | Event::MappingStart(..) | Event::SequenceStart(..) | Event::Alias(_))
            {
                self.refuse_broken_key(source);
            }
            match &event {
                Event::Scalar(_, _, anchor, tag)
                | Event::MappingStart(_, anchor, tag)
                | Event::SequenceStart(_, anchor, tag)
                    if *anchor != 0 || tag.is_some() =>
                {
                    self.refuse_odd_marks(source, range);
                }
                _ => {}
            }
            match event {
                Event::Scalar(content, style, anchor, tag) => {
                    let tag = tag.as_deref().map_or(Tag::None, known_tag);
                    self.scalar(source, range, &content, style, anchor, tag);
                    match (style, content) {
                        (ScalarStyle::DoubleQuoted, Cow::Owned(_)) => self.refuse_json_escapes(source, range),
                        (ScalarStyle::Plain, content) => {
                            if matches!(content, Cow::Owned(_)) {
                                self.refuse_tab_in_plain(source, range);
                            }
                            self.refuse_mark_in_flow(&content, range);
                        }
                        _ => {}
                    }
                }
                Event::MappingStart(style, anchor, tag) => {
                    self.open(source, Form::MAPPING, range, style, anchor, tag.is_some())?;
                }
                Event::SequenceStart(style, anchor, tag) => {
                    self.open(source, Form::SEQUENCE, range, style, anchor, tag.is_some())?;
                }
                Event::MappingEnd | Event::SequenceEnd => self.close(source, range),
                Event::Alias(anchor) => self.alias(source, range, anchor),
                Event::UnresolvedAlias(name) => {
                    let message =
                        format!("`*{name}` refers to an anchor that is not defined above it in this document");
                    self.bad_alias(source, range, SyntaxErrorKind::Alias, message);
                }
                // What follows the first document of a chunk is ignored, as kubectl ignores it.
                Event::DocumentEnd => {
                    self.gap(source, range.start);
                    self.read_to = range.end.max(self.read_to);
                    self.ended = Some(self.read_to);
                    return Ok(());
                }
                // A `...` before any content ends the document, as kubectl reads it.
                Event::DocumentStart(..)
                    if end_mark(source.parsed.get(..range.start as usize).unwrap_or_default()).is_some() =>
                {
                    self.gap(source, range.start);
                    self.ended = Some(range.start);
                    return Ok(());
                }
                Event::StreamEnd => {
                    self.gap(source, range.start);
                    if let Some(at) = end_mark(source.parsed).filter(|_| self.nodes.is_empty()) {
                        let span = Span::new(narrow(at), narrow(at + 3));
                        let message = "a `...` ends the document before anything is in it: take it away";
                        self.error(SyntaxError::new(span, SyntaxErrorKind::Syntax, message));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A text of several lines as kubectl reads it, where the parser does not.
    pub(super) fn fold(&self, source: Source<'_>, range: Span, content: &str, marks: u32) -> Option<String> {
        if marks == Form::BLOCK_SCALAR {
            let start = self.block_scalar(source.parsed, range).start;
            let written = Span::new(start, range.end).of(source.text);
            // kubectl ends the last line of a file that does not end in a line break.
            let last = range.end as usize >= source.text.trim_end_matches(' ').len() && !written.ends_with('\n');
            return hidden::any(written)
                .then(|| hidden::block(&format!("{written}{}", if last { "\n" } else { "" }), content));
        }
        let written = range.of(source.text);
        if !hidden::any(written) {
            return None;
        }
        let inner = if marks == 0 { written } else { written.get(1..written.len() - 1)? };
        let folded = hidden::fold(inner, marks == Form::DOUBLE);
        match marks {
            Form::DOUBLE => unescape(&folded),
            Form::SINGLE => Some(folded.replace("''", "'")),
            _ => Some(folded),
        }
    }

    /// In brackets and braces too a key and its `:` must stand on one line, unless a `?` announces it.
    fn refuse_broken_key(&mut self, source: Source<'_>) {
        let Some((key, form)) = self.waiting_flow_key() else { return };
        let rest = source.parsed.get(key.end as usize..).unwrap_or_default();
        let mut after = rest.trim_start();
        while after.starts_with('#') {
            after = after.get(comment::line_length(after.as_bytes())..).unwrap_or_default().trim_start();
        }
        let gap = rest.get(..rest.len() - after.len()).unwrap_or_default();
        let breaks = ['\n', '\r'];
        let above = source.parsed.get(..key.start as usize).unwrap_or_default();
        let mut before = above.trim_end();
        let mut parted = false;
        if form.has(Form::TAGGED | Form::ANCHORED) {
            parted = above.get(before.len()..).is_some_and(|blanks| blanks.contains(breaks));
            let mark = before.bytes().rposition(|byte| matches!(byte, b'!' | b'&')).unwrap_or_default();
            before = before.get(..mark).unwrap_or_default().trim_end_matches('!').trim_end();
        }
        let Some(value) = after.strip_prefix(':') else { return };
        if value.starts_with([',', '[', ']', '{', '}']) && !key.of(source.parsed).ends_with(['"', '\'']) {
            let message = "a blank is missing after the `:`";
            let colon = narrow(source.parsed.len() - after.len());
            self.error(SyntaxError::new(Span::new(colon, colon + 1), SyntaxErrorKind::MissingColon, message));
        }
        let length = key.of(source.parsed).chars().count() + gap.len();
        if length > limits::KEY && !before.ends_with('?') {
            self.error(explain::long_key(key));
        }
        if (parted || gap.contains(breaks) || key.of(source.parsed).contains(breaks)) && !before.ends_with('?') {
            let message = "a key must stand on one line with its `:`";
            self.error(SyntaxError::new(key, SyntaxErrorKind::Key, message));
        }
    }

    /// To kubectl a tag ends at a blank only, and takes in the comma or bracket after it; the name of an anchor holds few characters.
    fn refuse_odd_marks(&mut self, source: Source<'_>, range: Span) {
        let from = self.nodes.last().map_or(0, |node| node.start).max(self.read_to);
        let gap = Span::new(from, range.start.max(from)).of(source.parsed);
        let mut at = 0;
        loop {
            at += super::mark_in_gap(gap.get(at..).unwrap_or_default(), |byte| matches!(byte, b'!' | b'&')) as usize;
            if at >= gap.len() {
                break;
            }
            let rest = source.parsed.get(from as usize + at..).unwrap_or_default();
            let mark = |byte: u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
            let length = rest.bytes().position(|byte| byte.is_ascii_whitespace() || mark(byte)).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(length).unwrap_or_default();
            let message = match word.strip_prefix('&') {
                Some(name) => {
                    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                        && !matches!(after.as_bytes().first(), Some(b'[' | b'{'));
                    (!fits).then_some("the name of an anchor may hold letters, digits, `-` and `_` only")
                }
                None => {
                    let ends =
                        word.contains('#') || (!word.starts_with("!<") && after.bytes().next().is_some_and(mark));
                    ends.then_some("a blank is missing after the tag")
                }
            };
            let start = from + narrow(at);
            at += word.len();
            if let Some(message) = message {
                let span = Span::new(start, from + narrow(at));
                self.error(SyntaxError::new(span, SyntaxErrorKind::Syntax, message));
            }
        }
    }

    /// In brackets and braces kubectl takes a `?` for the mark of a key wherever it stands, and starts no text with `:` or `%`.
    fn refuse_mark_in_flow(&mut self, content: &str, range: Span) {
        if self.in_flow() && (content.contains('?') || content.starts_with([':', '%'])) {
            let message =
                "within brackets or braces a text with `?`, or with `:` or `%` at its start, must be in quotes";
            self.error(SyntaxError::new(range, SyntaxErrorKind::Syntax, message));
        }
    }

    /// Where its depth is not written, no tab may come before the text of a block.
    pub(super) fn refuse_tab_in_block(&mut self, text: &str, header: Span) {
        let body = text.get(header.end as usize..).unwrap_or_default();
        let start = body.trim_start_matches([' ', '\n', '\r']);
        let written = header.of(text).split('#').next().unwrap_or_default();
        if start.starts_with('\t') && !written.contains(|letter: char| letter.is_ascii_digit()) {
            let at = header.end + narrow(body.len() - start.len());
            let message = "a tab is not allowed here: indent with spaces";
            self.error(SyntaxError::new(Span::new(at, at + 1), SyntaxErrorKind::TabIndentation, message));
        }
    }

    /// A tab on the lines after a plain text within brackets, which kubectl refuses where the brackets stand in a deeper block.
    pub(super) fn tab_after_text(&self, source: Source<'_>, gap: Span, written: &str) -> Option<usize> {
        let plain = |node: &Node| node.end == gap.start && !node.form.is_collection() && !node.form.has(Form::QUOTED);
        let block = |open: &Open| {
            self.nodes.get(open.node as usize).filter(|node| !node.form.has(Form::FLOW)).map(|node| node.start as usize)
        };
        self.nodes.last().filter(|last| plain(last))?;
        let start = self.open.iter().rev().find_map(block)?;
        let deep = source.parsed.get(..start)?.ends_with(' ');
        let tab = written.len() - written.trim_start_matches([' ', '\n', '\r']).len();
        let fits = deep && written.get(..tab)?.contains(['\n', '\r']) && written.get(tab..)?.starts_with('\t');
        fits.then_some(tab)
    }

    /// A plain text of several lines must not have a tab at the start of one.
    fn refuse_tab_in_plain(&mut self, source: Source<'_>, range: Span) {
        let written = range.of(source.parsed);
        if let Some(line) = written.find("\n\t").or_else(|| written.find("\r\t")) {
            let at = range.start + narrow(line) + 1;
            let message = "a tab is not allowed here: indent with spaces";
            self.error(SyntaxError::new(Span::new(at, at + 1), SyntaxErrorKind::TabIndentation, message));
        }
    }

    /// JSON has the escape `\/`, and writes some characters as two escapes; kubectl's reader of YAML knows neither.
    fn refuse_json_escapes(&mut self, source: Source<'_>, range: Span) {
        let written = range.of(source.parsed);
        let mut escaped = false;
        for (index, byte) in written.bytes().enumerate() {
            let surrogate = || {
                let digits = written.as_bytes().get(index + 1..index + 3);
                byte == b'u' && matches!(digits, Some([b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F']))
            };
            if escaped && (byte == b'/' || surrogate()) {
                let at = range.start + narrow(index);
                let message = match byte {
                    b'/' => "`\\/` is an escape of JSON, not of YAML: write `/`",
                    _ => "half a character is an escape of JSON, not of YAML: write the character itself",
                };
                self.error(SyntaxError::new(Span::new(at - 1, at + 1), SyntaxErrorKind::Syntax, message));
                return;
            }
            escaped = byte == b'\\' && !escaped;
        }
    }
}

/// What a text between double quotes, on one line, stands for.
fn unescape(inner: &str) -> Option<String> {
    let quoted = format!("\"{inner}\"");
    let mut parser = Parser::new_from_str_with_options(&quoted, Options::default());
    loop {
        if let Event::Scalar(text, ..) = parser.next_event()?.ok()?.0 {
            return Some(text.into_owned());
        }
    }
}

fn known_tag(tag: &granit_parser::Tag) -> Tag {
    match tag.suffix_in_namespace("tag:yaml.org,2002:").as_deref() {
        Some("str") => Tag::Str,
        Some("binary") => Tag::Binary,
        Some("null") => Tag::Null,
        Some("bool") => Tag::Bool,
        Some("int") => Tag::Int,
        Some("float") => Tag::Float,
        Some("timestamp") => Tag::Timestamp,
        Some("merge") => Tag::Merge,
        _ => Tag::Other,
    }
}

/// Where a line starts with `...`.
fn end_mark(text: &str) -> Option<usize> {
    if text.starts_with("...") { Some(0) } else { text.find("\n...").map(|at| at + 1) }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
