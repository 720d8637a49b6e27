//! Edits by path, planned as replacements of text, and proof that they change what they name and nothing else.

mod block;
mod flow;
mod literal;
mod patch;
mod plan;
mod prove;
mod share;
mod text;

pub use literal::Literal;
pub use plan::{plan, plan_within};
pub use prove::prove;
pub use share::Aliases;

use crate::{Path, Span};

/// A change of one document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a value to a path. Missing parents are made.
    Set {
        /// The place.
        path: Path,
        /// The value.
        value: Literal,
    },
    /// Takes the path away, if it is there.
    Remove {
        /// The place.
        path: Path,
    },
    /// Takes away the entries of a key that others override, and keeps the one that counts. Changes no value.
    RemoveOverridden {
        /// The place.
        path: Path,
    },
    /// Gives a key another name, which is a plain word, and leaves its value where it stands.
    Rename {
        /// The place.
        path: Path,
        /// The new name.
        to: String,
    },
    /// Adds an item to a sequence. A missing sequence, and its parents, are made.
    Append {
        /// The sequence.
        path: Path,
        /// The item.
        value: Literal,
    },
    /// Sets entries of a mapping. A missing mapping, and its parents, are made.
    Merge {
        /// The mapping.
        path: Path,
        /// Its new entries.
        entries: Vec<(String, Literal)>,
    },
}

impl Edit {
    /// Gives a value to a path.
    pub fn set(path: Path, value: impl Into<Literal>) -> Self {
        Self::Set { path, value: value.into() }
    }

    /// Takes a path away.
    pub fn remove(path: Path) -> Self {
        Self::Remove { path }
    }

    /// Takes away the entries of a key that others override.
    pub fn remove_overridden(path: Path) -> Self {
        Self::RemoveOverridden { path }
    }

    /// Gives a key another name.
    pub fn rename(path: Path, to: impl Into<String>) -> Self {
        Self::Rename { path, to: to.into() }
    }

    /// Adds an item to a sequence.
    pub fn append(path: Path, value: impl Into<Literal>) -> Self {
        Self::Append { path, value: value.into() }
    }

    /// Sets entries of a mapping.
    pub fn merge(path: Path, entries: Vec<(String, Literal)>) -> Self {
        Self::Merge { path, entries }
    }

    /// The same at another place.
    #[must_use]
    pub(crate) fn at(mut self, place: Path) -> Self {
        match &mut self {
            Self::Set { path, .. }
            | Self::Remove { path }
            | Self::RemoveOverridden { path }
            | Self::Rename { path, .. }
            | Self::Append { path, .. }
            | Self::Merge { path, .. } => *path = place,
        }
        self
    }

    /// The path it names.
    pub fn path(&self) -> &Path {
        match self {
            Self::Set { path, .. }
            | Self::Remove { path }
            | Self::RemoveOverridden { path }
            | Self::Rename { path, .. }
            | Self::Append { path, .. }
            | Self::Merge { path, .. } => path,
        }
    }
}

/// Put a text in the place of a range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replacement {
    /// The range of the file.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Why edits cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What stands in the way and what to do, lower case, no full stop.
    pub reason: String,
}

impl Refusal {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

/// The text after replacements; `None` where they overlap or do not fit.
pub fn apply(text: &str, replacements: &[Replacement]) -> Option<String> {
    let mut after = String::with_capacity(text.len() + replacements.iter().map(|one| one.text.len()).sum::<usize>());
    let mut at = 0;
    for replacement in replacements {
        after.push_str(text.get(at..replacement.span.start as usize)?);
        after.push_str(&replacement.text);
        at = replacement.span.end as usize;
        if replacement.span.end < replacement.span.start {
            return None;
        }
    }
    after.push_str(text.get(at..)?);
    Some(after)
}
