//! JSON, read strictly: kubectl tries it first for text that starts with a bracket or a brace.

use granit_parser::ScalarStyle;

use crate::build::{Builder, Source};
use crate::scalar::Tag;
use crate::{Span, SyntaxError, SyntaxErrorKind, limits};

/// Reads one JSON value into the builder. The error is `None` where the text is too deep, which is left to YAML to say.
pub(crate) fn read(builder: &mut Builder, text: &str) -> Result<(), Option<SyntaxError>> {
    builder.clear();
    let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut reader = Reader::new(builder, text, at);
    reader.document()?;
    reader.end()
}

/// Where the first of several JSON values ends that follow one another without `---`; `None` where there is one, or none. kubectl
/// reads all of them, as long as the file begins with one.
pub(crate) fn first_of_several(builder: &mut Builder, text: &str, at: usize) -> Option<usize> {
    let end = at + balanced(text.as_bytes().get(at..)?)?;
    let rest = text.get(end..)?.trim_start_matches([' ', '\t', '\r', '\n']);
    // Where a line that starts with `---` follows, that line ends the document.
    if rest.is_empty() || rest.starts_with("---") && text.get(..text.len() - rest.len())?.ends_with('\n') {
        return None;
    }
    builder.clear();
    // Alone: a builder looks at all that stands before the first scalar.
    Reader::new(builder, text.get(at..end)?, 0).document().ok().map(|()| end)
}

/// The length of what begins with a bracket or a brace and ends with its partner, whatever is in it.
fn balanced(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

struct Reader<'t, 'b> {
    source: Source<'t>,
    bytes: &'t [u8],
    at: usize,
    builder: &'b mut Builder,
    /// The closing bytes that are awaited.
    open: Vec<u8>,
}

type Read<T = ()> = Result<T, Option<SyntaxError>>;

impl<'t, 'b> Reader<'t, 'b> {
    fn new(builder: &'b mut Builder, text: &'t str, at: usize) -> Self {
        Self { source: Source { text, parsed: text }, bytes: text.as_bytes(), at, builder, open: Vec::new() }
    }

    /// Reads one value and the blanks after it.
    fn document(&mut self) -> Read {
        loop {
            self.value()?;
            // A value is complete: go up as long as collections end here.
            loop {
                self.space();
                let Some(end) = self.open.last().copied() else { return Ok(()) };
                if self.peek() == Some(end) {
                    self.close();
                    continue;
                }
                if self.peek() != Some(b',') {
                    return Err(self.missing(end));
                }
                self.at += 1;
                self.space();
                if self.peek() == Some(end) {
                    return self.fail(1, "no `,` may stand before the end of a list or object in JSON");
                }
                break;
            }
            if self.open.last() == Some(&b'}') {
                self.key()?;
            }
        }
    }

    /// Reads a scalar, or opens collections until one holds a scalar or nothing.
    fn value(&mut self) -> Read {
        loop {
            self.space();
            let end = match self.peek() {
                Some(b'{') => b'}',
                Some(b'[') => b']',
                Some(b'"') => return self.string(),
                Some(b'-' | b'0'..=b'9') => return self.number(),
                _ => return self.word(),
            };
            if self.open.len() >= limits::DEPTH as usize {
                return Err(None);
            }
            let range = self.span(1);
            let opened = if end == b'}' {
                self.builder.open_flow_mapping(self.source, range)
            } else {
                self.builder.open_flow_sequence(self.source, range)
            };
            opened.map_err(|_| None)?;
            self.open.push(end);
            self.at += 1;
            self.space();
            if self.peek() == Some(end) {
                self.close();
                return Ok(());
            }
            if end == b'}' {
                self.key()?;
            }
        }
    }

    fn close(&mut self) {
        self.builder.close(self.source, self.span(1));
        self.open.pop();
        self.at += 1;
    }

    fn key(&mut self) -> Read {
        self.space();
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(b'}') => return self.fail(1, "no `,` may stand before the end of a list or object in JSON"),
            Some(b'\'') => return self.fail(1, "keys stand in double quotes in JSON"),
            Some(_) => return self.fail(self.word_length(), "keys stand in double quotes in JSON"),
            None => return Err(self.missing(b'}')),
        }
        self.space();
        if self.peek() != Some(b':') {
            return self.fail(1, "a `:` is missing after the key");
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Read {
        let start = self.at;
        let mut end = start + 1;
        let mut escapes = false;
        loop {
            match self.bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escapes = true;
                    end += 2;
                }
                Some(byte) if *byte >= 0x20 => end += 1,
                _ => {
                    let span = Span::new(narrow(start), narrow(end.min(self.bytes.len())));
                    let message = "the quote that opens here is not closed on its line";
                    return Err(Some(SyntaxError::new(span, SyntaxErrorKind::UnclosedQuote, message)));
                }
            }
        }
        let inner = self.source.text.get(start + 1..end).unwrap_or_default();
        let range = Span::new(narrow(start), narrow(end + 1));
        if escapes {
            let Some(text) = unescape(inner) else {
                return self.fail(end + 1 - start, "this text holds an escape that JSON does not know");
            };
            self.builder.scalar(self.source, range, &text, ScalarStyle::DoubleQuoted, 0, Tag::None);
        } else {
            self.builder.scalar(self.source, range, inner, ScalarStyle::DoubleQuoted, 0, Tag::None);
        }
        self.at = end + 1;
        Ok(())
    }

    fn number(&mut self) -> Read {
        let length = self.word_length();
        let word = self.source.text.get(self.at..self.at + length).unwrap_or_default();
        if !is_number(word) {
            return self.fail(length, "this is not a number of JSON");
        }
        self.plain(length)
    }

    fn word(&mut self) -> Read {
        let length = self.word_length();
        match self.source.text.get(self.at..self.at + length).unwrap_or_default() {
            "true" | "false" | "null" => self.plain(length),
            _ => match self.peek() {
                Some(b'/' | b'#') => self.fail(1, "there are no comments in JSON"),
                Some(b'\'') => self.fail(1, "texts stand in double quotes in JSON"),
                Some(_) => self.fail(length.max(1), "a value is missing here: a text in double quotes, a number, `true`, `false`, `null`, a list or an object"),
                None => match self.open.last() {
                    Some(end) => Err(self.missing(*end)),
                    None => self.fail(0, "the file holds no JSON"),
                },
            },
        }
    }

    fn plain(&mut self, length: usize) -> Read {
        let range = self.span(length);
        let word = range.of(self.source.text);
        self.builder.scalar(self.source, range, word, ScalarStyle::Plain, 0, Tag::None);
        self.at += length;
        Ok(())
    }

    fn end(&self) -> Read {
        if self.at >= self.bytes.len() { Ok(()) } else { self.fail(1, "this follows the end of the JSON value") }
    }

    fn word_length(&self) -> usize {
        let rest = self.source.text.get(self.at..).unwrap_or_default();
        rest.find(|character: char| !character.is_alphanumeric() && !"+-._".contains(character)).unwrap_or(rest.len())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn span(&self, length: usize) -> Span {
        Span::new(narrow(self.at), narrow((self.at + length).min(self.bytes.len())))
    }

    fn fail<T>(&self, length: usize, message: &str) -> Read<T> {
        let message = if matches!(self.peek(), Some(b'/' | b'#')) { "there are no comments in JSON" } else { message };
        let rest = self.source.text.get(self.at..).unwrap_or_default();
        let length = length.max(rest.chars().next().map_or(0, char::len_utf8));
        Err(Some(SyntaxError::new(self.span(length), SyntaxErrorKind::Json, message)))
    }

    fn missing(&self, end: u8) -> Option<SyntaxError> {
        let end = char::from(end);
        let message = match self.peek() {
            None => format!("the file ends before `{end}`"),
            Some(b'/' | b'#') => "there are no comments in JSON".to_owned(),
            Some(_) => format!("a `,` or `{end}` is missing before this"),
        };
        let length = self.word_length().max(usize::from(self.peek().is_some_and(|byte| byte.is_ascii())));
        Some(SyntaxError::new(self.span(length), SyntaxErrorKind::Json, message))
    }
}

fn is_number(word: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.strip_prefix('-').unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = rest.get(whole..).unwrap_or_default();
    if let Some(after) = rest.strip_prefix('.') {
        let fraction = digits(after);
        if fraction == 0 {
            return false;
        }
        rest = after.get(fraction..).unwrap_or_default();
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// The text of a string between its quotes; `None` where an escape is not one of JSON's.
pub(crate) fn unescape(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut characters = after.chars();
        let replaced = match characters.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{C}',
            kept @ ('"' | '\\' | '/') => kept,
            'u' => {
                let (character, after) = unicode(characters.as_str())?;
                characters = after.chars();
                character
            }
            _ => return None,
        };
        text.push(replaced);
        rest = characters.as_str();
    }
    text.push_str(rest);
    Some(text)
}

/// Four hexadecimal digits, or two times four for a character beyond. A half of a pair becomes U+FFFD, as in Go.
fn unicode(digits: &str) -> Option<(char, &str)> {
    let unit = |text: &str| {
        u32::from_str_radix(text.get(..4).filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()))?, 16).ok()
    };
    let first = unit(digits)?;
    let rest = digits.get(4..)?;
    if let Some(second) = rest.strip_prefix("\\u").and_then(unit)
        && (0xD800..0xDC00).contains(&first)
        && (0xDC00..0xE000).contains(&second)
    {
        let character = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
        return Some((character, rest.get(6..)?));
    }
    Some((char::from_u32(first).unwrap_or('\u{FFFD}'), rest))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
