//! Line breaks as kubectl's reader knows them. It ends a line at U+0085, U+2028 and U+2029 too, and keeps the latter two in texts of
//! several lines; the parser does neither. So the parser is shown line breaks of the same length, and such texts are folded here.

use crate::Span;
use crate::comment::line_length;

/// The parser is shown this, or the end of it. Where it is written kubectl reads one line break less than others do: it turns CRLF
/// into LF before it parses.
const SHOWN: &[u8; 3] = b"\r\r\n";

/// The line break that a text starts with, as it is kept, and what follows it.
pub(crate) fn line_break(text: &str) -> Option<(char, &str)> {
    let (kept, length) = match text.as_bytes() {
        [b'\r', b'\r', b'\n', ..] => ('\n', 3),
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => ('\n', 2),
        [b'\r' | b'\n', ..] => ('\n', 1),
        [0xE2, 0x80, 0xA8, ..] => ('\u{2028}', 3),
        [0xE2, 0x80, 0xA9, ..] => ('\u{2029}', 3),
        _ => return None,
    };
    Some((kept, text.get(length..)?))
}

/// The line breaks that the parser does not read as kubectl does.
fn odd(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let line = rest.get(line_length(rest.as_bytes())..)?;
            let length = line.len() - line_break(line)?.1.len();
            let start = text.len() - line.len();
            at = start + length;
            if length == 3 || line.as_bytes().first() == Some(&0xC2) {
                return Some(Span::new(narrow(start), narrow(at)));
            }
        }
    })
}

/// Whether a text holds line breaks that the parser does not read as kubectl does.
pub(crate) fn any(text: &str) -> bool {
    odd(text).next().is_some()
}

/// The places of line breaks that few programs show.
pub(crate) fn places(text: &str) -> impl Iterator<Item = Span> {
    odd(text).filter(|place| !place.of(text).starts_with('\r'))
}

/// The text with line breaks that the parser knows.
pub(crate) fn show(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for place in places(text) {
        let shown = SHOWN.get(SHOWN.len() - place.len() as usize..).unwrap_or_default();
        if let Some(bytes) = bytes.get_mut(place.start as usize..place.end as usize) {
            bytes.copy_from_slice(shown);
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Blanks and tabs at the start of a text.
fn blanks(text: &str) -> usize {
    text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// A plain text, or one in quotes, on one line; `escapes` where a backslash escapes. The line feeds that stay are escaped then.
pub(crate) fn fold(written: &str, escapes: bool) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(letter) = rest.chars().next() {
        let after_blanks = rest.get(blanks(rest)..).unwrap_or_default();
        let escaped = if escapes { rest.strip_prefix('\\') } else { None };
        let Some((first, after)) = line_break(escaped.unwrap_or(after_blanks)) else {
            let length = match escaped {
                Some(escaped) => 1 + escaped.chars().next().map_or(0, char::len_utf8),
                None => letter.len_utf8().max(rest.len() - after_blanks.len()),
            };
            let (kept, after) = rest.split_at_checked(length).unwrap_or_default();
            text.push_str(kept);
            rest = after;
            continue;
        };
        // A line feed alone becomes a blank, one that is escaped nothing.
        let mut kept = String::new();
        rest = after.get(blanks(after)..).unwrap_or_default();
        while let Some((next, after)) = line_break(rest) {
            kept.push(next);
            rest = after.get(blanks(after)..).unwrap_or_default();
        }
        if escaped.is_none() && first != '\n' {
            text.push(first);
        } else if escaped.is_none() && kept.is_empty() {
            text.push(' ');
        }
        text.push_str(&if escapes { kept.replace('\n', "\\n") } else { kept });
    }
    text
}

/// The content of a block scalar, from its `|` or `>` on. `parsed` is what the parser made of it.
pub(crate) fn block(written: &str, parsed: &str) -> String {
    let (header, mut rest) = written.split_at(line_length(written.as_bytes()));
    rest = line_break(rest).map_or("", |(_, rest)| rest);
    let header = header.split('#').next().unwrap_or_default();
    let literal = header.starts_with('|');
    // The parser knows how deep the text is indented: by what it left of the blanks before the first letter.
    let column = first_column(rest).zip(first_column(parsed));
    let column = column.map_or(usize::MAX, |(written, left)| written.saturating_sub(left));
    let indent = |rest: &str| rest.bytes().take(column).take_while(|byte| *byte == b' ').count();
    let mut text = String::with_capacity(written.len());
    let mut end = String::new();
    let mut breaks = String::new();
    let mut after_blank = false;
    loop {
        while let Some((next, after)) = rest.get(indent(rest)..).and_then(line_break) {
            breaks.push(next);
            rest = after;
        }
        let line = rest.get(indent(rest)..).unwrap_or_default();
        if indent(rest) < column || line.is_empty() {
            break;
        }
        let blank = blanks(line) > 0;
        if literal || blank || after_blank || end != "\n" {
            text.push_str(&end);
        } else if breaks.is_empty() {
            text.push(' ');
        }
        text.push_str(&breaks);
        breaks.clear();
        after_blank = blank;
        let (line, after) = line.split_at(line_length(line.as_bytes()));
        text.push_str(line);
        let (next, after) = line_break(after).unwrap_or(('\n', ""));
        end = next.into();
        rest = after;
    }
    if !header.contains('-') {
        text.push_str(&end);
    }
    if header.contains('+') {
        text.push_str(&breaks);
    }
    text
}

/// How far the first line that is not blank stands in.
fn first_column(mut text: &str) -> Option<usize> {
    loop {
        let spaces = text.bytes().take_while(|byte| *byte == b' ').count();
        let rest = text.get(spaces..).filter(|rest| !rest.is_empty())?;
        match line_break(rest) {
            Some((_, after)) => text = after,
            None => return Some(spaces),
        }
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
