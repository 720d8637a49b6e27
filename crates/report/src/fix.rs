use serde::{Deserialize, Serialize};

use crate::Position;
use crate::words::words;

words! {
    /// What applying a fix may do to a working workload.
    Applicability {
        /// It stays working.
        Safe = "safe",
        /// It may stop working; the fix's note says how.
        NeedsReview = "needs-review",
        /// The text holds a placeholder that a person must fill in.
        ShowOnly = "show-only",
    }
}

/// One way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// In the imperative, lower case, no full stop.
    pub title: String,
    /// What applying it may do.
    pub applicability: Applicability,
    /// What may stop, for a fix to review.
    pub note: Option<String>,
    /// The change, in ascending order and without overlaps. Empty until it is planned: see `Options::plan_fixes`.
    pub edits: Vec<TextEdit>,
}

/// Replace a range of a file by a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    /// Path of the file.
    pub file: String,
    /// Start of the range.
    pub start: Position,
    /// End of the range, exclusive.
    pub end: Position,
    /// What stands there afterwards.
    pub text: String,
}

/// Which fixes to plan. Numbers are places in `Report::findings` and `Finding::fixes` of the same revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FixSelection {
    /// Every fix that is `safe`.
    Safe,
    /// The named fixes: pairs of finding and fix.
    These(Vec<(u32, u32)>),
}

/// Fixes turned into text edits, proved by reading the text before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixPlan {
    /// Changed files.
    pub files: Vec<FixPlanFile>,
    /// Fixes that the edits contain: pairs of finding and fix.
    pub applied: Vec<(u32, u32)>,
    /// Fixes left out, and why.
    pub refused: Vec<Refusal>,
}

/// The change of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixPlanFile {
    /// Path of the file.
    pub path: String,
    /// In ascending order, without overlaps.
    pub edits: Vec<TextEdit>,
}

/// A fix that could not be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Place in `Report::findings`.
    pub finding: u32,
    /// Place in `Finding::fixes`.
    pub fix: u32,
    /// What stands in the way and what to do, as a sentence without a full stop.
    pub reason: String,
}
