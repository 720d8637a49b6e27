//! Differences that stay, each with its reason.

use super::Case;
use super::compare::Difference;

struct Known {
    difference: Difference,
    reason: &'static str,
    /// Whether a text is of this sort.
    fits: fn(&Case) -> bool,
}

const KNOWN: &[Known] = &[
    Known {
        difference: Difference::OurError,
        reason: "a `.json` file must hold JSON: other programs read it too",
        fits: |case| case.json,
    },
    Known {
        difference: Difference::OurError,
        reason: "a blank line with a tab is told: kubectl refuses most of them",
        fits: |case| lines(case).any(|line| line.contains('\t') && line.trim().is_empty()),
    },
    Known {
        difference: Difference::OurError,
        reason: "a `:` right before a comma or bracket is told: other readers end the key there, kubectl does not",
        fits: |case| [":,", ":]", ":}", ":[", ":{"].iter().any(|mark| case.text.contains(mark)),
    },
    Known {
        difference: Difference::OurError,
        reason: "a tab where a line is indented is told: kubectl takes it within brackets only",
        fits: |case| lines(case).any(|line| line.trim_start_matches(' ').starts_with('\t')),
    },
    Known {
        difference: Difference::OurError,
        reason: "a tag that few readers take, or one with a comma or bracket right after it, is told: to kubectl all are one tag",
        fits: |case| case.text.split([' ', '\n', '\r', '[', '{', ',']).any(|word| word.starts_with('!')),
    },
    Known {
        difference: Difference::OurError,
        reason: "a `?` in a text within brackets is told: kubectl takes it for the mark of a key, other readers do not",
        fits: |case| case.text.contains('?'),
    },
    Known {
        difference: Difference::OurError,
        reason: "a `|` or `>` that stands no deeper than its key is told: other readers refuse it",
        fits: |case| lines(case).any(|line| line.trim_start().starts_with(['|', '>'])),
    },
    Known {
        difference: Difference::OurError,
        reason: "a control character is told wherever it stands, also after the end of what kubectl reads",
        fits: |case| {
            let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
            case.bytes.contains(&0) || case.text.contains(control)
        },
    },
    Known {
        difference: Difference::OurError,
        reason: "a line that begins with `%` is told, also where kubectl leaves out the document it stands in",
        fits: |case| lines(case).any(|line| line.starts_with('%')),
    },
    Known {
        difference: Difference::OurError,
        reason: "an infinite number is told, also where another entry of its key counts",
        fits: |case| [".inf", ".nan"].iter().any(|word| case.text.to_lowercase().contains(word)),
    },
    Known {
        difference: Difference::OurError,
        reason: "a lone carriage return on the line of a `---` is told: kubectl leaves out what looks like the next line",
        fits: |case| case.text.split('\n').any(|line| line.starts_with("---") && line.trim_end().contains('\r')),
    },
];

/// The lines of a text, which lone carriage returns end too.
fn lines(case: &Case) -> impl Iterator<Item = &str> {
    case.text.split(['\n', '\r'])
}

/// Why a difference stays, if it does.
pub(super) fn reason(case: &Case, difference: Difference) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.difference == difference && (known.fits)(case)).map(|known| known.reason)
}
