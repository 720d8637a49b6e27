//! The parser's events, and what becomes of each.

use std::borrow::Cow;

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::{Builder, Source};
use crate::scalar::Tag;
use crate::tree::Form;
use crate::{Span, SyntaxError, SyntaxErrorKind};

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
                Event::DocumentStart(..) if ended(source.parsed.get(..range.start as usize).unwrap_or_default()) => {
                    self.gap(source, range.start);
                    self.ended = Some(range.start);
                    return Ok(());
                }
                Event::StreamEnd => self.gap(source, range.start),
                _ => {}
            }
        }
        Ok(())
    }

    /// In brackets and braces too a key and its `:` must stand on one line, unless a `?` announces it.
    fn refuse_broken_key(&mut self, source: Source<'_>) {
        let Some(key) = self.waiting_flow_key() else { return };
        let rest = source.parsed.get(key.end as usize..).unwrap_or_default();
        let after = rest.trim_start();
        let gap = rest.get(..rest.len() - after.len()).unwrap_or_default();
        let before = source.parsed.get(..key.start as usize).unwrap_or_default().trim_end();
        let breaks = ['\n', '\r'];
        let Some(value) = after.strip_prefix(':') else { return };
        if value.starts_with([',', '[', ']', '{', '}']) && !key.of(source.parsed).ends_with(['"', '\'']) {
            let message = "a blank is missing after the `:`";
            let colon = narrow(source.parsed.len() - after.len());
            self.error(SyntaxError::new(Span::new(colon, colon + 1), SyntaxErrorKind::MissingColon, message));
        }
        if (gap.contains(breaks) || key.of(source.parsed).contains(breaks)) && !before.ends_with('?') {
            let message = "a key must stand on one line with its `:`";
            self.error(SyntaxError::new(key, SyntaxErrorKind::Key, message));
        }
    }

    /// In brackets and braces kubectl takes a `?` for the mark of a key wherever it stands, and starts no text with `:` or `%`.
    fn refuse_mark_in_flow(&mut self, content: &str, range: Span) {
        let in_flow = self.open.last().and_then(|open| self.nodes.get(open.node as usize));
        if in_flow.is_some_and(|node| node.form.has(Form::FLOW))
            && (content.contains('?') || content.starts_with([':', '%']))
        {
            let message =
                "within brackets or braces a text with `?`, or with `:` or `%` at its start, must be in quotes";
            self.error(SyntaxError::new(range, SyntaxErrorKind::Syntax, message));
        }
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

fn ended(before: &str) -> bool {
    before.lines().any(|line| line.starts_with("..."))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
