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
        reason: "a line that begins with `%` looks like a directive, and is told, though kubectl goes on with the text above",
        fits: |case| starts(case, "%"),
    },
    Known {
        difference: Difference::OurError,
        reason: "a blank line with a tab is told: kubectl refuses most of them",
        fits: |case| case.text.lines().any(|line| line.contains('\t') && line.trim().is_empty()),
    },
    Known {
        difference: Difference::OurError,
        reason: "an infinite number as a key is told: no field has that name",
        fits: |case| case.text.to_lowercase().contains(".inf") || case.text.to_lowercase().contains(".nan"),
    },
    Known {
        difference: Difference::OurError,
        reason: "a `#` right after `|` or `>` is told: few readers take it",
        fits: |case| ["|#", ">#", "-#", "+#"].iter().any(|mark| case.text.contains(mark)),
    },
    Known {
        difference: Difference::OurError,
        reason: "a `:` right before a comma or bracket is told: other readers end the key there, kubectl does not",
        fits: |case| [":,", ":]", ":}", ":[", ":{"].iter().any(|mark| case.text.contains(mark)),
    },
    Known {
        difference: Difference::OurError,
        reason: "a tab where a line is indented is told: kubectl takes it within brackets only",
        fits: |case| case.text.lines().any(|line| line.trim_start_matches(' ').starts_with('\t')),
    },
    Known {
        difference: Difference::OurError,
        reason: "a lone `!`, `|` or `>` is told: kubectl makes an empty text of it",
        fits: |case| case.text.split_ascii_whitespace().any(|word| ["|", ">", "|-", "|+", ">-", "!,"].contains(&word)),
    },
    Known {
        difference: Difference::TheirError,
        reason: "a tab before a file without any text outside brackets: kubectl refuses it, which harms nobody",
        fits: |case| case.text.trim_start_matches([' ', '\n']).starts_with('\t'),
    },
    Known {
        difference: Difference::Value,
        reason: "a lone carriage return before CRLF, in a text of several lines: kubectl loses a line break",
        fits: |case| case.text.contains("\r\r\n"),
    },
];

fn starts(case: &Case, with: &str) -> bool {
    case.text.lines().any(|line| line.starts_with(with))
}

/// Why a difference stays, if it does.
pub(super) fn reason(case: &Case, difference: Difference) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.difference == difference && (known.fits)(case)).map(|known| known.reason)
}
