//! A way to mend a finding, as edits on paths. The engine plans them into text and proves them before anybody sees them.
//! None is planned in a document that could not be read in full, so rules may trust that what is missing is missing.

use plimsoll_report::Applicability;
use plimsoll_source::edit::Edit;

/// A way to mend a finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// In the imperative, lower case, no full stop.
    pub title: String,
    /// What applying it may do.
    pub applicability: Applicability,
    /// What may stop, for a fix to review.
    pub note: Option<String>,
    /// The change.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A working workload stays working.
    pub fn safe(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self::of(title, Applicability::Safe, None, edits)
    }

    /// A working workload may stop; `note` says how.
    pub fn needs_review(
        title: impl Into<String>,
        note: impl Into<String>,
        edits: impl IntoIterator<Item = Edit>,
    ) -> Self {
        Self::of(title, Applicability::NeedsReview, Some(note.into()), edits)
    }

    /// Safe where `certain`; where not, a working workload may stop, and `note` says how.
    pub fn safe_if(
        certain: bool,
        title: impl Into<String>,
        note: impl Into<String>,
        edits: impl IntoIterator<Item = Edit>,
    ) -> Self {
        if certain { Self::safe(title, edits) } else { Self::needs_review(title, note, edits) }
    }

    /// The edits hold a placeholder that a person must fill in.
    pub fn show_only(title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self::of(title, Applicability::ShowOnly, None, edits)
    }

    fn of(
        title: impl Into<String>,
        applicability: Applicability,
        note: Option<String>,
        edits: impl IntoIterator<Item = Edit>,
    ) -> Self {
        Self { title: title.into(), applicability, note, edits: edits.into_iter().collect() }
    }
}
