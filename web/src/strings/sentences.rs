//! Sentences of the interface that hold a count, a name or a version.

use plimsoll_report::calendar::ReleaseState;
use plimsoll_report::{PodSecurityLevel, Severity, Summary, Suppression, SuppressionSource, WorkspaceScore};

use crate::loadline::Draught;
use crate::settings::Theme;
use crate::strings::PLIMSOLL;

/// How sound all files are, with the terms that make it up.
pub fn score(score: &WorkspaceScore) -> String {
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let points = |number: u32| several(count(number), "point");
    let terms = match (score.worst, score.others) {
        (0, _) => "nothing costs points".to_owned(),
        (worst, 0) => format!("one object costs {}", points(worst)),
        (worst, others) => {
            let others = grouped(count(others));
            format!("the worst object costs {}, all others {others}, of which a tenth counts", points(worst))
        }
    };
    let mut text = format!("Score {} of 100: {terms}.", score.score);
    if score.suppressed > 0 {
        text.push_str(&format!(" Not counted: {}.", several(count(score.suppressed), "allowed finding")));
    }
    if score.unscored > 0 {
        text.push_str(&format!(" Without a score, since no rule looks: {}.", several(count(score.unscored), "object")));
    }
    if score.incomplete {
        text.push_str(" Not everything could be read or shown, so there may be more.");
    }
    text
}

/// "12 of 104 rules".
pub fn rules_found(found: usize, all: usize) -> String {
    if found == all { several(all, "rule") } else { format!("{} of {}", grouped(found), several(all, "rule")) }
}

/// "3 tools".
pub fn tools(count: usize) -> String {
    if count == 0 { "only here".to_owned() } else { several(count, "tool") }
}

/// A fix's note as a sentence.
pub fn note(note: &str) -> String {
    let sentence = sentence(note);
    if sentence.ends_with('.') { sentence } else { format!("{sentence}.") }
}

/// "line 27", over a part of a change.
pub fn at_line(line: usize) -> String {
    format!("line {}", grouped(line))
}

/// "Document 2 of 3, as the cluster sees it".
pub fn decoded(document: u32, documents: u32) -> String {
    if documents == 1 {
        "The document as the cluster sees it".to_owned()
    } else {
        let (document, documents) = (grouped(document as usize), grouped(documents as usize));
        format!("Document {document} of {documents}, as the cluster sees it")
    }
}

/// "2 places are marked …".
pub fn surprises(count: usize) -> String {
    match count {
        0 => "It says what the text says.".to_owned(),
        1 => "One place is marked: whoever reads the text would expect something else there.".to_owned(),
        _ => {
            format!("{} are marked: whoever reads the text would expect something else there.", several(count, "place"))
        }
    }
}

/// "allowed: sets up the node".
pub fn allowed(reason: &str) -> String {
    if reason.is_empty() { "allowed, no reason given".to_owned() } else { format!("allowed: {reason}") }
}

/// Who allowed a finding, and why.
pub fn allowed_by(suppression: &Suppression) -> String {
    let place = match suppression.by {
        SuppressionSource::Comment => "By a comment in the file",
        SuppressionSource::Annotation => "By an annotation of the object",
        SuppressionSource::Config => "By the settings",
    };
    if suppression.reason.is_empty() {
        format!("{place}, without a reason.")
    } else {
        format!("{place}: {}.", suppression.reason)
    }
}

/// "12 findings, 2 critical".
pub fn counts(summary: &Summary) -> String {
    let total: u32 = Severity::ALL.iter().map(|severity| summary.count(*severity)).sum();
    let mut text = if total == 0 { "no findings".to_owned() } else { several(total as usize, "finding") };
    for severity in Severity::ALL {
        let count = summary.count(*severity);
        if count > 0 {
            text.push_str(&format!(", {count} {severity}"));
        }
    }
    if summary.suppressed > 0 {
        text.push_str(&format!(", {} allowed", summary.suppressed));
    }
    text
}

/// "1 edit", "2 edits".
pub fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}

/// A number with commas between thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "Draught 6: 2 edits lift it to baseline, 4 more to restricted."
pub fn draught(draught: Draught, version: &str) -> String {
    let standard = format!("Pod Security Standards as of {version}.");
    match (draught.to_baseline, draught.beyond) {
        (0, 0) => format!("Draught 0: it meets restricted. {standard}"),
        (0, beyond) => format!("Draught {beyond}: {} to restricted. {standard}", lift(beyond)),
        (first, 0) => format!("Draught {first}: {} to baseline, and so to restricted. {standard}", lift(first)),
        (first, beyond) => {
            format!("Draught {}: {} to baseline, {beyond} more to restricted. {standard}", first + beyond, lift(first))
        }
    }
}

fn lift(edits: usize) -> String {
    if edits == 1 { "1 edit lifts it".to_owned() } else { format!("{edits} edits lift it") }
}

/// "2 edits to baseline, 6 to restricted", for the strip.
pub fn edits_to_levels(draught: Draught) -> String {
    match (draught.to_baseline, draught.total()) {
        (0, 0) => "it meets restricted".to_owned(),
        (0, total) => format!("{} to restricted", several(total, "edit")),
        (first, total) => format!("{} to baseline, {total} to restricted", several(first, "edit")),
    }
}

/// What a picture of the load line shows, after the level.
pub fn load_line_figures(draught: Draught) -> String {
    format!(", draught {}, baseline at {}, restricted at 0. Open the ladder", draught.total(), draught.beyond)
}

/// "Lift to baseline, 2 edits…"
pub fn lift_to(level: PodSecurityLevel, edits: usize) -> String {
    format!("Lift to {level}, {}…", several(edits, "edit"))
}

/// What a release is.
pub const fn release_state(state: ReleaseState) -> &'static str {
    match state {
        ReleaseState::Dead => "end of life",
        ReleaseState::Supported => "supported",
        ReleaseState::NotReleased => "not released",
    }
}

/// A choice of the theme menu.
pub const fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "As the system",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
        Theme::Contrast => "High contrast",
    }
}

/// "It took longer than 5 seconds. …"
pub fn overran(seconds: u32) -> String {
    format!("It took longer than {seconds} seconds over this text. Your text is as you left it and is checked again.")
}

/// A report of a fault, to pass on: holds nothing of the person's text.
pub fn report(title: &str, text: &str) -> String {
    format!("{PLIMSOLL} {}. {title} {text}", env!("CARGO_PKG_VERSION"))
}

/// Fixes and what becomes of them.
pub fn fix_safe(count: usize) -> String {
    format!("Fix {} safe…", grouped(count))
}

/// Title of the dialog that fixes everything that is safe.
pub fn fix_safe_title(count: usize) -> String {
    if count == 1 { "Apply the safe fix".to_owned() } else { format!("Apply {} safe fixes", grouped(count)) }
}

/// Title of the dialog that lifts a workload.
pub fn lift_title(name: &str, level: PodSecurityLevel) -> String {
    if name.is_empty() { format!("Lift to {level}") } else { format!("Lift {name} to {level}") }
}

/// A title out of words that begin with a small letter.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| std::iter::once(first.to_ascii_uppercase()).chain(letters).collect()).unwrap_or_default()
}

/// What was applied.
pub fn applied(count: usize) -> String {
    if count == 1 { "1 fix applied.".to_owned() } else { format!("{} fixes applied.", grouped(count)) }
}

/// "Showing 200 of 1,204."
pub fn showing(shown: usize, all: usize) -> String {
    format!("{} of {} shown", grouped(shown), grouped(all))
}

/// Length of a link.
pub fn link_length(length: usize) -> String {
    format!("{} characters", grouped(length))
}

/// The status line's right end.
pub fn checked_against(version: &str) -> String {
    format!("Checked against Kubernetes {version}")
}

/// The status line's right end, while there is nothing to check.
pub fn ready(version: &str) -> String {
    format!("Ready, Kubernetes {version}")
}

/// The status line's right end, while an answer is on its way.
pub fn checking(version: &str) -> String {
    format!("Checking against Kubernetes {version}")
}

/// "Line 3, column 7".
pub fn place(line: u32, column: u32) -> String {
    format!("Line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_name_what_is_there() {
        let summary = Summary { critical: 2, low: 1, suppressed: 1, ..Summary::default() };
        assert_eq!(counts(&summary), "3 findings, 2 critical, 1 low, 1 allowed");
        assert_eq!(counts(&Summary::default()), "no findings");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(12), "12");
    }

    #[test]
    fn a_score_is_told_with_its_terms() {
        let sound = WorkspaceScore { score: 100, scored: 1, ..WorkspaceScore::default() };
        assert_eq!(score(&sound), "Score 100 of 100: nothing costs points.");
        let poor = WorkspaceScore { score: 44, worst: 120, others: 54, unscored: 1, suppressed: 2, ..sound };
        assert_eq!(
            score(&poor),
            "Score 44 of 100: the worst object costs 120 points, all others 54, of which a tenth counts. Not counted: 2 allowed findings. Without a score, since no rule looks: 1 object."
        );
    }
}
