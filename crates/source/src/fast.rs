//! A quick reader for ordinary manifests: block style, one line a scalar, literal blocks, short flow collections. It gives up
//! at anything else, and the parser reads the document instead. What it does read, the parser must read in the same way.

use granit_parser::ScalarStyle;

use crate::build::{Builder, Source};
use crate::scalar::Tag;
use crate::{Span, json};

/// Reads a document into the builder; `None` where it must be left to the parser.
pub(crate) fn read(builder: &mut Builder, text: &str) -> Option<()> {
    // Also in comments: a carriage return ends one, and kubectl refuses other control characters wherever they stand.
    let control = |byte: &u8| (*byte < 0x20 && *byte != b'\n' && *byte != b'\t') || *byte == 0x7F;
    let odd = |character| {
        matches!(character, '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    };
    if text.as_bytes().chunks(64).any(|bytes| bytes.iter().fold(false, |found, byte| found | control(byte)))
        || (!text.is_ascii() && text.contains(odd))
    {
        return None;
    }
    builder.clear();
    let source = Source { text, parsed: text };
    Reader { source, text, bytes: text.as_bytes(), builder, open: Vec::new(), waiting: false }.document()
}

/// Bytes of a key that is read here.
const LONGEST_KEY: usize = 512;

struct Reader<'t, 'b> {
    source: Source<'t>,
    text: &'t str,
    bytes: &'t [u8],
    builder: &'b mut Builder,
    open: Vec<Block>,
    /// Whether the latest key has no value yet.
    waiting: bool,
}

/// An open collection and its column.
#[derive(Clone, Copy)]
struct Block {
    column: usize,
    sequence: bool,
}

impl<'t> Reader<'t, '_> {
    fn document(mut self) -> Option<()> {
        let mut line = 0;
        while let Some(rest) = self.bytes.get(line..).filter(|rest| !rest.is_empty()) {
            let indent = rest.iter().take_while(|byte| **byte == b' ').count();
            match rest.get(indent) {
                None => break,
                Some(b'\n') => line += indent + 1,
                Some(b'#') => line = self.next_line(line + indent),
                Some(_) => line = self.line(line, indent)?,
            }
        }
        if self.waiting {
            self.null();
        }
        while self.open.pop().is_some() {
            self.close();
        }
        self.builder.end(self.source);
        Some(())
    }

    /// Reads a line that holds something, and the lines of a block scalar that begins on it. Returns the next line.
    fn line(&mut self, line: usize, indent: usize) -> Option<usize> {
        let at = line + indent;
        let dash = self.is_dash(at);
        if indent == 0 && (self.bytes.get(at..)?.starts_with(b"...") || self.bytes.get(at) == Some(&b'%')) {
            return None;
        }
        if self.waiting {
            let key = self.open.last()?.column;
            if indent > key || (dash && indent == key) {
                self.waiting = false;
                self.begin(at, indent, dash)?;
                return self.content(at, indent, dash);
            }
            self.null();
        }
        while let Some(top) = self.open.last()
            && (top.column > indent || (top.column == indent && top.sequence && !dash))
        {
            self.open.pop();
            self.close();
        }
        match self.open.last() {
            None if indent == 0 && self.builder.count() == 0 && matches!(self.bytes.get(at), Some(b'{' | b'[')) => {
                let end = self.flow(at)?;
                let rest = self.text.get(end..)?;
                return rest.trim_start_matches([' ', '\n']).is_empty().then_some(self.bytes.len());
            }
            None if indent == 0 && self.builder.count() == 0 => self.begin(at, indent, dash)?,
            Some(top) if top.column == indent && top.sequence == dash => {}
            _ => return None,
        }
        self.content(at, indent, dash)
    }

    /// Opens a collection; a value that is no collection on a line of its own is left to the parser.
    fn begin(&mut self, at: usize, column: usize, sequence: bool) -> Option<()> {
        self.builder.open_block(self.source, narrow(at), sequence).ok()?;
        self.open.push(Block { column, sequence });
        Some(())
    }

    fn close(&mut self) {
        self.builder.close(self.source, Span::empty(narrow(self.bytes.len())));
    }

    /// Reads an item or an entry at a place.
    fn content(&mut self, mut at: usize, mut column: usize, mut dash: bool) -> Option<usize> {
        while dash {
            let blanks = self.bytes.get(at + 1..)?.iter().take_while(|byte| **byte == b' ').count();
            at += 1 + blanks;
            column += 1 + blanks;
            if matches!(self.bytes.get(at)?, b'\n' | b'#' | b'\t') {
                return None;
            }
            dash = self.is_dash(at);
            if dash || self.key(at).is_some() {
                self.begin(at, column, dash)?;
            } else {
                let outer = self.open.last()?.column;
                return self.value(at, outer);
            }
        }
        let (key, colon) = self.key(at)?;
        let quote = self.bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
        let style = match quote {
            Some(b'"') => ScalarStyle::DoubleQuoted,
            Some(_) => ScalarStyle::SingleQuoted,
            None => ScalarStyle::Plain,
        };
        let quotes = u32::from(quote.is_some());
        let inner = Span::new(key.start + quotes, key.end - quotes).of(self.text);
        self.builder.scalar(self.source, key, inner, style, 0, Tag::None);
        let after = colon + 1;
        let blanks = self.bytes.get(after..)?.iter().take_while(|byte| **byte == b' ').count();
        match self.bytes.get(after + blanks) {
            None | Some(b'\n') => {
                self.waiting = true;
                Some(after + blanks + 1)
            }
            Some(b'#') if blanks > 0 => {
                self.waiting = true;
                Some(self.next_line(after + blanks))
            }
            Some(_) => self.value(after + blanks, column),
        }
    }

    /// The key that begins at a place, and its colon.
    fn key(&self, at: usize) -> Option<(Span, usize)> {
        let rest = self.bytes.get(at..)?;
        let rest = rest.get(..rest.len().min(LONGEST_KEY))?;
        let length = match rest.first()? {
            quote @ (b'"' | b'\'') => {
                let end =
                    rest.iter().skip(1).position(|byte| byte == quote || matches!(byte, b'\n' | b'\\' | b'\t'))? + 1;
                let blanks = rest.get(end + 1..)?.iter().take_while(|byte| **byte == b' ').count();
                // A doubled quote, or text after the quote, is no colon.
                (rest.get(end) == Some(quote) && rest.get(end + 1 + blanks) == Some(&b':')).then_some(())?;
                return self.ends_key(at + end + 1 + blanks).then(|| (span(at, at + end + 1), at + end + 1 + blanks));
            }
            first if !starts_plain(*first) => return None,
            _ => {
                let mut colon = 0;
                loop {
                    let found =
                        rest.get(colon..)?.iter().position(|byte| matches!(byte, b':' | b'\n' | b'\t' | b'#'))? + colon;
                    match rest.get(found)? {
                        b':' if self.ends_key(at + found) => break found,
                        b'#' if rest.get(found.checked_sub(1)?) == Some(&b' ') => return None,
                        b':' | b'#' => colon = found + 1,
                        _ => return None,
                    }
                }
            }
        };
        let key = rest.get(..length)?;
        let blanks = key.iter().rev().take_while(|byte| **byte == b' ').count();
        Some((span(at, at + length - blanks), at + length))
    }

    fn ends_key(&self, colon: usize) -> bool {
        matches!(self.bytes.get(colon + 1), None | Some(b' ' | b'\n'))
    }

    /// Reads a value that begins on the line of its key or dash, which stand in a collection at column `outer`.
    fn value(&mut self, at: usize, outer: usize) -> Option<usize> {
        let end = match self.bytes.get(at)? {
            b'"' | b'\'' => self.quoted(at)?,
            b'|' => return self.literal(at, outer),
            b'[' | b'{' => self.flow(at)?,
            b'-' if !self.is_dash(at) => return self.plain(at),
            first if starts_plain(*first) => return self.plain(at),
            _ => return None,
        };
        self.line_end(end)
    }

    /// The next line, if nothing but a comment follows.
    fn line_end(&self, at: usize) -> Option<usize> {
        let blanks = self.bytes.get(at..)?.iter().take_while(|byte| **byte == b' ').count();
        match self.bytes.get(at + blanks) {
            None => Some(at + blanks),
            Some(b'\n') => Some(at + blanks + 1),
            Some(b'#') if blanks > 0 => Some(self.next_line(at + blanks)),
            Some(_) => None,
        }
    }

    fn plain(&mut self, at: usize) -> Option<usize> {
        let line = self.rest_of_line(at);
        let mut end = line.len();
        for (index, byte) in line.iter().enumerate() {
            match byte {
                b'#' if line.get(index.wrapping_sub(1)) == Some(&b' ') => {
                    end = index;
                    break;
                }
                b':' if matches!(line.get(index + 1), None | Some(b' ')) => return None,
                0..0x20 | 0x7F => return None,
                _ => {}
            }
        }
        let text = self.text.get(at..at + end)?.trim_end_matches(' ');
        self.builder.scalar(self.source, span(at, at + text.len()), text, ScalarStyle::Plain, 0, Tag::None);
        Some(at + line.len() + 1)
    }

    /// Reads a text in quotes that ends on its line. Returns the place after it.
    fn quoted(&mut self, at: usize) -> Option<usize> {
        let quote = *self.bytes.get(at)?;
        // To the end of the text, not of the line: looking for that each time would cost a long line its square.
        let rest = self.bytes.get(at..)?;
        let mut end = 1;
        let mut cooked = false;
        loop {
            match rest.get(end)? {
                b'\\' if quote == b'"' && rest.get(end + 1) != Some(&b'\n') => {
                    cooked = true;
                    end += 2;
                }
                b'\'' if quote == b'\'' && rest.get(end + 1) == Some(&b'\'') => {
                    cooked = true;
                    end += 2;
                }
                byte if *byte == quote => break,
                b'\\' if quote == b'"' => return None,
                0..0x20 | 0x7F => return None,
                _ => end += 1,
            }
        }
        let inner = self.text.get(at + 1..at + end)?;
        let style = if quote == b'"' { ScalarStyle::DoubleQuoted } else { ScalarStyle::SingleQuoted };
        let range = span(at, at + end + 1);
        if !cooked {
            self.builder.scalar(self.source, range, inner, style, 0, Tag::None);
        } else if quote == b'"' {
            // Escapes that JSON knows and YAML does not.
            let foreign = inner.contains("\\/") || inner.contains("\\ud") || inner.contains("\\uD");
            let text = json::unescape(inner).filter(|text| !foreign && !text.contains('\u{FFFD}'))?;
            self.builder.scalar(self.source, range, &text, style, 0, Tag::None);
        } else {
            self.builder.scalar(self.source, range, &inner.replace("''", "'"), style, 0, Tag::None);
        }
        Some(at + end + 1)
    }

    /// Reads a literal block. Returns the line after it.
    fn literal(&mut self, at: usize, outer: usize) -> Option<usize> {
        let chomp = self.bytes.get(at + 1).copied().filter(|byte| matches!(byte, b'+' | b'-'));
        let mut line = self.line_end(at + 1 + usize::from(chomp.is_some()))?;
        let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
        let first = self.rest_of_line(line);
        let column = indent(first);
        if column <= outer || column == first.len() {
            return None;
        }
        let start = line + column;
        let mut text = String::new();
        let mut blank_lines = 0;
        let mut last = 0;
        while line < self.bytes.len() {
            let body = self.rest_of_line(line);
            let depth = indent(body);
            if depth == body.len() && depth <= column {
                blank_lines += 1;
            } else if depth < column {
                // A tab, or a line between the two columns.
                if depth > outer || body.get(depth) == Some(&b'\t') {
                    return None;
                }
                break;
            } else {
                text.extend(std::iter::repeat_n('\n', std::mem::take(&mut blank_lines)));
                text.push_str(self.text.get(line + column..line + body.len())?);
                text.push('\n');
                if body.iter().any(|byte| (*byte < 0x20 && *byte != b'\t') || *byte == 0x7F) {
                    return None;
                }
                last = text.len();
            }
            line += body.len() + 1;
        }
        text.truncate(last);
        match chomp {
            Some(b'-') => {
                let length = text.trim_end_matches('\n').len();
                text.truncate(length);
            }
            Some(_) => text.extend(std::iter::repeat_n('\n', blank_lines)),
            None => {}
        }
        let end = line.min(self.bytes.len());
        self.builder.scalar(self.source, span(start, end), &text, ScalarStyle::Literal, 0, Tag::None);
        Some(end)
    }

    /// Reads a flow collection that ends on its line. Returns the place after it.
    fn flow(&mut self, at: usize) -> Option<usize> {
        let end = at + self.rest_of_line(at).len();
        let mut at = at;
        let mut open: Vec<u8> = Vec::new();
        loop {
            at = self.skip_blanks(at);
            // A key, an item or a value stands here.
            let mapping = open.last() == Some(&b'}');
            if mapping {
                let key = at;
                at = self.flow_scalar(at, true)?;
                at = self.skip_blanks(at);
                (at - key < LONGEST_KEY).then_some(())?;
                (self.bytes.get(at) == Some(&b':') && self.bytes.get(at + 1) == Some(&b' ')).then_some(())?;
                at = self.skip_blanks(at + 1);
            }
            match *self.bytes.get(at).filter(|_| at < end)? {
                bracket @ (b'[' | b'{') => {
                    let range = span(at, at + 1);
                    if bracket == b'[' {
                        self.builder.open_flow_sequence(self.source, range).ok()?;
                        open.push(b']');
                    } else {
                        self.builder.open_flow_mapping(self.source, range).ok()?;
                        open.push(b'}');
                    }
                    at = self.skip_blanks(at + 1);
                    if self.bytes.get(at) != open.last() {
                        continue;
                    }
                }
                _ => at = self.flow_scalar(at, false)?,
            }
            loop {
                at = self.skip_blanks(at);
                match *self.bytes.get(at)? {
                    b',' => {
                        at = self.skip_blanks(at + 1);
                        // A comma before the end stands for nothing.
                        if self.bytes.get(at) != open.last() {
                            break;
                        }
                    }
                    byte if open.last() == Some(&byte) => {
                        self.builder.close(self.source, span(at, at + 1));
                        open.pop();
                        at += 1;
                        if open.is_empty() {
                            return Some(at);
                        }
                    }
                    _ => return None,
                }
            }
        }
    }

    fn flow_scalar(&mut self, at: usize, key: bool) -> Option<usize> {
        let first = *self.bytes.get(at)?;
        if matches!(first, b'"' | b'\'') {
            return self.quoted(at);
        }
        // A negative number, or a flag of a command.
        let next = self.bytes.get(at + 1);
        let dashed = first == b'-' && next.is_some_and(|next| *next == b'-' || next.is_ascii_alphanumeric());
        if !starts_plain(first) && !dashed {
            return None;
        }
        let rest = self.bytes.get(at..)?;
        let length = rest.iter().position(|byte| b",[]{}#:?\"'".contains(byte) || *byte < 0x20 || *byte == 0x7F)?;
        let stop = *rest.get(length)?;
        let stops = if key { stop == b':' } else { matches!(stop, b',' | b']' | b'}') };
        if !stops {
            return None;
        }
        let text = self.text.get(at..at + length)?.trim_end_matches(' ');
        self.builder.scalar(self.source, span(at, at + text.len()), text, ScalarStyle::Plain, 0, Tag::None);
        Some(at + text.len())
    }

    /// The value of a key that has none.
    fn null(&mut self) {
        self.waiting = false;
        let end = self.builder.read_to();
        self.builder.scalar(self.source, Span::empty(end), "", ScalarStyle::Plain, 0, Tag::None);
    }

    fn skip_blanks(&self, at: usize) -> usize {
        at + self.bytes.get(at..).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count()
    }

    fn is_dash(&self, at: usize) -> bool {
        self.bytes.get(at) == Some(&b'-') && matches!(self.bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\t' | b'\r'))
    }

    fn rest_of_line(&self, at: usize) -> &'t [u8] {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn next_line(&self, at: usize) -> usize {
        at + self.rest_of_line(at).len() + 1
    }
}

/// Whether a plain scalar may start with a byte, whatever follows.
const fn starts_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'.' | b'/' | b'~' | b'<' | b'$' | b'(' | b'+' | b'=' | b'^' | b';' | b'\\')
}

fn span(start: usize, end: usize) -> Span {
    Span::new(narrow(start), narrow(end))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
