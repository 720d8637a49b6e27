//! Comments, found in what lies between the scalars.

use crate::Span;

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'a> {
    /// From the `#` to the end of the comment.
    pub span: Span,
    /// Its text without the `#`, trimmed.
    pub text: &'a str,
    /// Whether nothing but the comment stands on its line.
    pub own_line: bool,
}

/// Adds the comments of `text[from..to]`, which holds no scalar, to `found`.
pub(crate) fn collect(text: &str, from: u32, to: u32, found: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let Some(gap) = bytes.get(from as usize..to as usize) else { return };
    // Gaps are short, and there is one before each value.
    if !gap.iter().fold(false, |found, byte| found | (*byte == b'#')) {
        return;
    }
    let mut at = from as usize;
    while let Some(offset) = bytes.get(at..to as usize).and_then(|gap| gap.iter().position(|byte| *byte == b'#')) {
        let start = at + offset;
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        // Within a tag or an anchor a `#` is a character like any other.
        let starts = !before.is_some_and(|byte| {
            byte.is_ascii_graphic() && !matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b'\'' | b'"')
        });
        at = if starts {
            let end = start + line_length(bytes.get(start..to as usize).unwrap_or_default());
            found.push(Span::new(narrow(start), narrow(end)));
            end
        } else {
            start + 1
        };
    }
}

/// The first tab of `gap` where kubectl's reader wants spaces: at the start of a line, also a blank one, or after a dash.
pub(crate) fn stray_tab(gap: &str, starts_line: bool) -> Option<usize> {
    let bytes = gap.as_bytes();
    let mut allowed = !starts_line;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let blank_before = at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(u8::is_ascii_whitespace);
        match byte {
            b'\t' if !allowed => return Some(at),
            b'#' if blank_before => at += line_length(bytes.get(at..).unwrap_or_default()),
            b'\n' | b'\r' => allowed = false,
            b'-' | b'?' if blank_before => allowed = false,
            b' ' | b'\t' => {}
            _ => allowed = true,
        }
        at += usize::from(*byte != b'#' || !blank_before);
    }
    None
}

/// Bytes before the line break, as a YAML 1.1 reader knows line breaks: also U+0085, U+2028 and U+2029.
pub(crate) fn line_length(bytes: &[u8]) -> usize {
    let breaks = |(index, byte): (usize, &u8)| match byte {
        b'\n' | b'\r' => true,
        0xC2 => bytes.get(index + 1) == Some(&0x85),
        0xE2 => matches!(bytes.get(index + 1..index + 3), Some([0x80, 0xA8 | 0xA9])),
        _ => false,
    };
    bytes.iter().enumerate().position(breaks).unwrap_or(bytes.len())
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
