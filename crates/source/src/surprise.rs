//! What kubectl accepts and a person who reads the text does not expect.

use crate::value::Value;
use crate::{Document, Span, Tree, limits};

/// Sorts of [`Surprise`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurpriseKind {
    /// A key that stands again further down in its mapping. Related: the one that counts.
    DuplicateKey,
    /// A key that a `<<` after it overrides. Related: the key of the merged mapping that counts.
    OverriddenByMerge,
    /// A character that ends a line for kubectl, and that few programs show as a line break.
    LineBreak,
    /// A byte-order mark that is not at the start: it is text.
    ByteOrderMark,
    /// Text after the end of the document, which nobody reads.
    Ignored,
}

impl SurpriseKind {
    /// The word for this kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DuplicateKey => "duplicate-key",
            Self::OverriddenByMerge => "overridden-by-merge",
            Self::LineBreak => "line-break",
            Self::ByteOrderMark => "byte-order-mark",
            Self::Ignored => "ignored",
        }
    }
}

/// Something that kubectl accepts and a person who reads the text does not expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surprise {
    /// Its sort.
    pub kind: SurpriseKind,
    /// The key that does not count, the character, or the text that is ignored.
    pub span: Span,
    /// What counts instead.
    pub related: Option<Span>,
}

impl Surprise {
    pub(crate) fn at(kind: SurpriseKind, span: Span) -> Self {
        Self { kind, span, related: None }
    }

    pub(crate) fn shifted(&self, by: u32) -> Self {
        Self { kind: self.kind, span: self.span.shifted(by), related: self.related.map(|related| related.shifted(by)) }
    }
}

/// Finds the keys that do not count, in a document in which there are some, and gives its tree back.
pub(crate) fn with_clashes(text: &str, tree: Tree, found: &mut Vec<Surprise>) -> Tree {
    let document = Document::alone(text, tree);
    clashes(&document, found);
    document.into_tree()
}

fn clashes(document: &Document, found: &mut Vec<Surprise>) {
    let mut budget = limits::ALIAS_NODES;
    for mapping in Value::root(document).into_iter().flat_map(Value::all).filter(|value| value.may_clash()) {
        let (entries, lost) = mapping.gathered();
        for (key, winner) in lost {
            let Some(winner) = entries.get(winner) else { continue };
            let merged = winner.key.parent().is_none_or(|parent| !parent.is(mapping));
            // A merge that says the same again changes nothing.
            if merged && key.value.says_the_same(winner.value) {
                continue;
            }
            if found.len() == limits::SURPRISES {
                return;
            }
            let kind = if merged { SurpriseKind::OverriddenByMerge } else { SurpriseKind::DuplicateKey };
            found.push(Surprise { kind, span: key.key.span(), related: Some(winner.key.span()) });
        }
        // Merges may be nested, so that the same entries are gathered again and again.
        budget = budget.saturating_sub(entries.len() as u64);
        if budget == 0 {
            return;
        }
    }
}

/// The byte-order mark.
pub(crate) const MARK: char = '\u{FEFF}';

/// Whether a byte-order mark stands right before a place, and not at the start of the text.
pub(crate) fn is_marked(text: &str, at: u32) -> bool {
    text.get(..at as usize).and_then(|before| before.strip_suffix(MARK)).is_some_and(|before| !before.is_empty())
}

/// The byte-order marks of a text, but for one at its start. Also in a comment: where one happens to stand at the edge of what kubectl
/// has in its buffer, it drops the first character of the lines after it.
pub(crate) fn marks(text: &str, found: &mut Vec<Surprise>) {
    if text.is_ascii() {
        return;
    }
    for (at, mark) in text.match_indices(MARK).filter(|(at, _)| *at > 0).take(limits::SURPRISES) {
        found.push(Surprise::at(SurpriseKind::ByteOrderMark, Span::new(narrow(at), narrow(at + mark.len()))));
    }
}

/// What stands after the end of a document, blanks and comments left out.
pub(crate) fn ignored(text: &str, end: u32) -> Option<Surprise> {
    let mut rest = text.get(end as usize..)?;
    let after = rest.trim_start_matches(['\n', '\r']);
    rest = after.strip_prefix("...").unwrap_or(rest);
    loop {
        rest = rest.trim_start();
        let Some(comment) = rest.strip_prefix('#') else { break };
        rest = comment.get(crate::comment::line_length(comment.as_bytes())..)?;
    }
    let start = narrow(text.len() - rest.len());
    let length = narrow(rest.trim_end().len());
    (length > 0).then(|| Surprise::at(SurpriseKind::Ignored, Span::new(start, start + length)))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
