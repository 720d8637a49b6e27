//! Texts that stand below their instruction.

use super::text::Text;
use super::words::unquoted;
use crate::Span;

/// A text below an instruction, as in `RUN <<EOF`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// `<<EOF` in the instruction, with what stands before and after the arrows.
    pub mark: Span,
    /// The word that ends it.
    pub name: Box<str>,
    /// Whether leading tabs are taken away: `<<-EOF`.
    pub strips_tabs: bool,
    /// Whether variables in it are replaced: its word has no quotes.
    pub expands: bool,
    /// Its lines, with their breaks, without the one that ends it.
    pub body: Span,
}

/// The heredocs that a line announces, their bodies still empty.
pub(super) fn announced(line: &Text, source: &str) -> Vec<Heredoc> {
    let text = line.text(source);
    if !text.contains("<<") {
        return Vec::new();
    }
    let words = shell_words(text);
    words.into_iter().filter_map(|(start, end)| heredoc(text.get(start..end)?, line.place(start, end))).collect()
}

/// Words as a shell tells them apart: white space within quotes, or after a backslash, belongs to a word.
fn shell_words(text: &str) -> Vec<(usize, usize)> {
    let (words, _) = super::words::quoted(text, b'\\');
    words.into_iter().map(|word| (word.start, word.end)).collect()
}

/// A word that is a number or nothing, two arrows, perhaps a dash, and a word without arrows.
fn heredoc(word: &str, mark: Span) -> Option<Heredoc> {
    let rest = word.trim_start_matches(|character: char| character.is_ascii_digit()).strip_prefix("<<")?;
    let (rest, strips_tabs) = rest.strip_prefix('-').map_or((rest, false), |rest| (rest, true));
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let expands = !rest.contains(['"', '\'']);
    let name = unquoted(rest, b'\\').unwrap_or_else(|| rest.to_owned()).into_boxed_str();
    Some(Heredoc { mark, name, strips_tabs, expands, body: Span::default() })
}
