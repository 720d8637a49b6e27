//! Line breaks as kubectl's reader knows them. It ends a line at U+0085, U+2028 and U+2029 too, and keeps the latter two in texts of
//! several lines; the parser does neither. So the parser is shown line breaks of the same length, and such texts are folded here.

/// Where a line ends for kubectl, and few programs show it.
const HIDDEN: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// kubectl turns CRLF into LF before it reads, which leaves CRLF of this.
const DOUBLE: &str = "\r\r\n";

/// Whether a text holds line breaks that the parser does not read as kubectl does.
pub(crate) fn any(text: &str) -> bool {
    text.contains(DOUBLE) || (!text.is_ascii() && text.contains(HIDDEN))
}

/// The places of the hidden line breaks, and their lengths.
pub(crate) fn places(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.match_indices(HIDDEN).map(|(at, written)| (at, written.len()))
}

/// The text with line breaks that the parser knows.
pub(crate) fn show(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for (at, length) in places(text) {
        shown.push_str(text.get(from..at).unwrap_or_default());
        shown.push_str(if length == 2 { "\r\n" } else { DOUBLE });
        from = at + length;
    }
    shown + text.get(from..).unwrap_or_default()
}

/// The line break that a text starts with, as it is kept, and what follows it.
fn line_break(text: &str) -> Option<(char, &str)> {
    let ends = [DOUBLE, "\r\n", "\r", "\n", "\u{85}"].iter().find_map(|written| text.strip_prefix(written));
    let kept = || {
        let first = text.chars().next().filter(|first| HIDDEN.contains(first))?;
        Some((first, text.get(first.len_utf8()..)?))
    };
    ends.map(|rest| ('\n', rest)).or_else(kept)
}

const BLANKS: [char; 2] = [' ', '\t'];

/// A plain text, or one in quotes, on one line; `escapes` where a backslash escapes. The line feeds that stay are escaped then.
pub(crate) fn fold(written: &str, escapes: bool) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(letter) = rest.chars().next() {
        let after_blanks = rest.trim_start_matches(BLANKS);
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
        rest = after.trim_start_matches(BLANKS);
        while let Some((next, after)) = line_break(rest) {
            kept.push(next);
            rest = after.trim_start_matches(BLANKS);
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
    let (header, mut rest) = written.split_at(crate::comment::line_length(written.as_bytes()));
    rest = line_break(rest).map_or("", |(_, rest)| rest);
    let header = header.split('#').next().unwrap_or_default();
    let literal = header.starts_with('|');
    // The parser knows how deep the text is indented: by what it left of the blanks before the first letter.
    let blanks = |text: &str| {
        let letters = text.trim_start_matches([' ', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let before = text.get(..text.len() - letters.len()).unwrap_or_default();
        (!letters.is_empty()).then(|| before.len() - before.trim_end_matches(' ').len())
    };
    let column = blanks(rest).zip(blanks(parsed)).map_or(usize::MAX, |(written, left)| written.saturating_sub(left));
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
        let blank = line.starts_with(BLANKS);
        if literal || blank || after_blank || end != "\n" {
            text.push_str(&end);
        } else if breaks.is_empty() {
            text.push(' ');
        }
        text.push_str(&breaks);
        breaks.clear();
        after_blank = blank;
        let (line, after) = line.split_at(crate::comment::line_length(line.as_bytes()));
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
