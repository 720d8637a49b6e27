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
            match event {
                Event::Scalar(content, style, anchor, tag) => {
                    let tag = tag.as_deref().map_or(Tag::None, known_tag);
                    self.scalar(source, range, &content, style, anchor, tag);
                    match (style, content) {
                        (ScalarStyle::DoubleQuoted, Cow::Owned(_)) => self.refuse_slash_escape(source, range),
                        (ScalarStyle::Plain, Cow::Owned(_)) => self.refuse_tab_in_plain(source, range),
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

    /// A plain text of several lines must not have a tab at the start of one.
    fn refuse_tab_in_plain(&mut self, source: Source<'_>, range: Span) {
        let written = range.of(source.parsed);
        if let Some(line) = written.find("\n\t").or_else(|| written.find("\r\t")) {
            let at = range.start + narrow(line) + 1;
            let message = "a tab is not allowed here: indent with spaces";
            self.error(SyntaxError::new(Span::new(at, at + 1), SyntaxErrorKind::TabIndentation, message));
        }
    }

    /// JSON has the escape `\/`, kubectl's reader of YAML does not.
    fn refuse_slash_escape(&mut self, source: Source<'_>, range: Span) {
        let mut escaped = false;
        for (index, byte) in range.of(source.parsed).bytes().enumerate() {
            if escaped && byte == b'/' {
                let at = range.start + narrow(index);
                let message = "`\\/` is an escape of JSON, not of YAML: write `/`";
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
        _ => Tag::Other,
    }
}

fn ended(before: &str) -> bool {
    before.lines().any(|line| line.starts_with("..."))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
