//! Line breaks that few programs show: kubectl's reader ends a line at U+0085, U+2028 and U+2029, the parser does not. Those that
//! are not text become line breaks of the same length.

use crate::Span;
use crate::tree::Form;

/// In a block scalar it stands for the others, before the line break that the parser sees. Itself it is always shown.
pub(crate) const PLACEHOLDER: char = '\u{85}';

/// The text with its hidden line breaks shown, and their places; `None` where there are none. `around` tells the form of the
/// scalar at a place. Showing some may uncover more: then what this function wrote `before` is left alone.
pub(crate) fn show(text: &str, before: bool, around: impl Fn(u32) -> Form) -> Option<(String, Vec<Span>)> {
    if text.is_ascii() {
        return None;
    }
    let mut shown = String::with_capacity(text.len());
    let mut found = Vec::new();
    for (index, written) in text.match_indices([PLACEHOLDER, '\u{2028}', '\u{2029}']) {
        let next_line = written.len() == 2;
        let form = around(narrow(index));
        // In quotes only U+0085 is folded as other line breaks are.
        if if next_line { before } else { form.has(Form::QUOTED) } {
            continue;
        }
        let from = found.last().map_or(0, |span: &Span| span.end as usize);
        shown.push_str(text.get(from..index).unwrap_or_default());
        // On a line that holds nothing else the placeholder would be text that is not indented.
        let blank = shown.trim_end_matches(' ').ends_with(['\n', '\r']);
        shown.push_str(match next_line {
            true => "\r\n",
            false if form.has(Form::BLOCK_SCALAR) && !blank => "\u{85}\n",
            false => "  \n",
        });
        found.push(Span::new(narrow(index), narrow(index + written.len())));
    }
    let end = found.last()?.end;
    shown.push_str(text.get(end as usize..).unwrap_or_default());
    Some((shown, found))
}

/// The content of a block scalar with what the placeholders in it stand for. `written` is its text in the document.
pub(crate) fn restore(content: &str, written: &str) -> String {
    let separator = if written.contains('\u{2028}') { '\u{2028}' } else { '\u{2029}' };
    let mut restored = String::with_capacity(content.len());
    let mut letters = content.chars();
    while let Some(letter) = letters.next() {
        if letter == PLACEHOLDER {
            restored.push(separator);
            // The line feed, or the blank that it became.
            letters.next();
        } else {
            restored.push(letter);
        }
    }
    restored
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
