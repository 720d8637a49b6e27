//! Differences that stay, each with its reason.

use super::Case;
use super::compare::Difference;

struct Known {
    difference: Difference,
    reason: &'static str,
    /// Whether a text is of this sort.
    fits: fn(&Case) -> bool,
}

const KNOWN: &[Known] = &[Known {
    difference: Difference::OurError,
    reason: "a `.json` file must hold JSON: other programs read it too",
    fits: |case| case.json,
}];

/// Why a difference stays, if it does.
pub(super) fn reason(case: &Case, difference: Difference) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.difference == difference && (known.fits)(case)).map(|known| known.reason)
}
