//! Every sentence of the interface that is not a finding or a page. British, plain, exact; no blame, no praise.

use plimsoll_report::calendar::ReleaseState;
use plimsoll_report::{PodSecurityLevel, Severity, Summary, Suppression, SuppressionSource};

use crate::loadline::Draught;
use crate::settings::Theme;

/// The product.
pub const PLIMSOLL: &str = "Plimsoll";
/// Name of a file that nobody has named.
pub const UNTITLED: &str = "untitled.yaml";

/// Screens.
pub const CHECK: &str = "Check";
/// Screens.
pub const RULES: &str = "Rules";
/// Name of the navigation.
pub const SCREENS: &str = "Screens";
/// The page's own heading, for screen readers.
pub const CHECK_HEADING: &str = "Check a manifest";

/// Dial.
pub const KUBERNETES_VERSION: &str = "Kubernetes version";
/// Dial.
pub const KUBERNETES_ONE: &str = "Kubernetes 1.";
/// Theme button.
pub const THEME: &str = "Theme";
/// Share button.
pub const SHARE: &str = "Share";
/// Examples button.
pub const EXAMPLES: &str = "Examples…";
/// Title of the counter of requests.
pub const COUNTED: &str = "Requests to other hosts, counted by the browser since this page loaded";

/// Tabs.
pub const RESULTS: &str = "Results";
/// Tabs.
pub const FINDINGS: &str = "Findings";
/// Tabs.
pub const LOAD_LINE: &str = "Load line";
/// Bar.
pub const FILTER: &str = "Filter by severity";
/// Bar.
pub const AUDIENCE: &str = "Rules for";
/// Bar, while an answer is on its way.
pub const FROM_BEFORE: &str = "from before";
/// Bar, after a restart.
pub const FROM_BEFORE_RESTART: &str = "From before the restart. Checking again.";
/// Bar, while the engine stands still.
pub const FROM_BEFORE_STOP: &str = "From before the engine stopped.";
/// Bar.
pub const PARTLY_READ: &str = "Part of the text cannot be read. What stands there is not judged.";
/// List.
pub const SHOW_MORE: &str = "Show more";
/// List.
pub const NOTHING_FOUND: &str = "Nothing found";
/// List.
pub const NOTHING_FOUND_TEXT: &str = "No rule has anything to say about this text at this version. That is not a promise: a checker sees what the file says, and nothing of the cluster it goes to.";
/// List.
pub const ALL_FILTERED: &str = "Every finding is filtered out.";

/// Open finding.
pub const WHY: &str = "Why";
/// Open finding.
pub const ATTACK: &str = "Attack";
/// Open finding.
pub const FIX: &str = "Fix";
/// Open finding.
pub const SOURCES: &str = "Sources";
/// Open finding.
pub const ELSEWHERE: &str = "Elsewhere";
/// Open finding.
pub const RELATED: &str = "See also";
/// Open finding.
pub const ALLOWED: &str = "Allowed";
/// Open finding.
pub const APPLY_FIX: &str = "Apply fix";
/// Open finding.
pub const ALLOW_HERE: &str = "Allow here…";
/// Open finding.
pub const WHICH_FIX: &str = "Which fix";
/// Open finding, while the fix is planned.
pub const PLANNING: &str = "Working out the change.";
/// Open finding.
pub const CHANGE: &str = "Change";
/// Open finding, when no engine can plan it.
pub const NO_PLAN: &str = "The change is worked out when the engine runs again.";
/// Open finding, when its page did not come.
pub const NO_PAGE: &str = "The rule's page did not load. Reload the page to try again.";
/// Headings of the rules' pages.
pub const WHY_IT_MATTERS: &str = "Why it matters";
/// Headings of the rules' pages.
pub const HOW_TO_FIX: &str = "How to fix";
/// Headings of the rules' pages.
pub const REFERENCES: &str = "References";

/// Load line.
pub const WATERLINE: &str = "waterline";
/// Load line.
pub const AIM_FOR: &str = "Aim for";
/// Load line.
pub const NO_LINE: &str = "privileged has no line: it forbids nothing";
/// Load line.
pub const DIFF_FIRST: &str = "Each opens the diff first.";
/// Load line.
pub const THE_FLEET: &str = "The fleet: every workload under one waterline";
/// Load line.
pub const FLEET_KEY: &str = "Solid: keeps it out of baseline. Outlined: keeps it out of restricted.";
/// Load line.
pub const EDITS: &str = "Edits, heaviest first";
/// Load line.
pub const APPLY: &str = "Apply…";
/// Load line.
pub const ADVICE: &str = "by hand";
/// Load line.
pub const NOT_KNOWN: &str = "not known";
/// Load line.
pub const LIES_AT: &str = "lies at";
/// Load line.
pub const NO_WORKLOAD: &str = "no workload";
/// Load line.
pub const NO_WORKLOAD_TEXT: &str = "Nothing in this text holds a Pod, so there is nothing to weigh. A load line comes with a Pod, a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob.";
/// Load line.
pub const NOT_KNOWN_TEXT: &str = "The load line is not known until the text can be read and checked.";

/// Empty state.
pub const NOTHING_ABOARD: &str = "Nothing aboard yet";
/// Empty state.
pub const NOTHING_ABOARD_TEXT: &str = "Paste a manifest on the left, or begin with an example. It is checked in this page as you type, and stays in this page.";
/// Empty state, where the editor stands above.
pub const NOTHING_ABOARD_PHONE: &str =
    "Paste a manifest above, or begin with an example. It is checked in this page as you type, and stays in this page.";
/// Starting state.
pub const STARTING: &str = "Starting the engine";
/// Starting state.
pub const TYPE_ALREADY: &str = "You can type already";
/// Starting state.
pub const TYPE_ALREADY_TEXT: &str = "Your text is checked as soon as the engine is here.";
/// Starting state, when it takes long.
pub const SLOW: &str = "The engine is taking long to arrive. It is loaded once and kept for next time.";
/// State without an engine and without a report.
pub const NOT_CHECKED: &str = "Not checked";
/// State without an engine and without a report.
pub const NOT_CHECKED_TEXT: &str =
    "This text has not been checked, because the engine stands still. Your text is as you left it.";

/// Dialogs.
pub const CANCEL: &str = "Cancel";
/// Dialogs.
pub const CLOSE: &str = "Close";
/// Dialogs.
pub const APPLY_ALL: &str = "Apply";
/// Dialogs.
pub const COPY: &str = "Copy link";
/// Dialogs.
pub const COPIED: &str = "Copied";
/// Dialogs.
pub const NOT_COPIED: &str = "The browser did not allow copying. The link is selected: copy it with the keyboard.";
/// Share dialog.
pub const SHARE_TITLE: &str = "Share this text by a link";
/// Share dialog.
pub const SHARE_TEXT: &str = "The link holds the whole text, compressed, in the part after #. Browsers never send that part to a server: whoever has the link has the text, and nobody else.";
/// Share dialog.
pub const SHARE_SECRET: &str = "Look for passwords and tokens in the text before you pass the link on.";
/// Share dialog.
pub const LINK: &str = "Link";
/// Share dialog.
pub const MAKING_LINK: &str = "Compressing the text.";
/// Share dialog.
pub const LONG_LINK: &str = "Some chat and mail programs cut links of this length.";
/// Examples dialog.
pub const EXAMPLES_TITLE: &str = "Begin with an example";
/// Examples dialog.
pub const EXAMPLES_TEXT: &str = "It takes the place of the text in the editor. Undo brings your text back.";
/// Allow dialog.
pub const ALLOW_TITLE: &str = "Allow this finding here";
/// Allow dialog.
pub const ALLOW_TEXT: &str =
    "A comment above the line says that this is meant, and why. Everybody who reads the file sees it.";
/// Allow dialog.
pub const REASON: &str = "Reason";
/// Allow dialog.
pub const INSERT: &str = "Insert the comment";
/// Allow dialog.
pub const COMMENT_INSERTED: &str = "Comment inserted.";
/// Fix dialog.
pub const LEFT_OUT: &str = "Left out";
/// Fix dialog.
pub const TO_REVIEW: &str = "To review: what may stop working";
/// Fix dialog.
pub const NOTHING_TO_CHANGE: &str = "Nothing can be changed automatically here.";
/// Fix dialog.
pub const PLAN_STALE: &str = "The text has changed. The change is worked out again.";

/// Notices.
pub const UNDO: &str = "Undo";
/// Notices.
pub const TRY_AGAIN: &str = "Try again";
/// Notices.
pub const COPY_REPORT: &str = "Copy a report";
/// Notices.
pub const RESTARTED: &str = "The engine stopped and was started again.";
/// Notices.
pub const STOPPED: &str = "The engine stopped twice on this text.";
/// Notices.
pub const STOPPED_TEXT: &str = "It is not started again until the text or the version changes. Your text is as you left it; what is shown is from before.";
/// Notices.
pub const CRASHED_TEXT: &str = "It met a fault of its own. Your text is as you left it and is checked again.";
/// Notices.
pub const UNAVAILABLE: &str = "The engine could not be started.";
/// Notices.
pub const UNAVAILABLE_TEXT: &str =
    "Its files did not arrive. Your text is as you left it and is kept. Look at the connection, then try again.";
/// Notices.
pub const REPLACED: &str = "The example took the place of your text.";
/// Notices.
pub const LINK_OPENED: &str = "The text of the link is open.";
/// Notices.
pub const LINK_OPENED_TEXT: &str = "It took the place of the text that was here.";
/// Notices.
pub const LINK_BROKEN: &str = "The link could not be opened.";
/// Notices.
pub const NO_COMMENT: &str = "There cannot be a comment here.";
/// Share dialog.
pub const NO_LINK: &str = "This browser could not compress the text. Save it to a file and pass that on.";
/// Notices.
pub const EMPTY_LINK: &str = "this link holds no files: ask for a fresh one";
/// Notices.
pub const STORAGE: &str = "Your text is not kept.";
/// Notices.
pub const REFUSED: &str = "The change could not be worked out.";
/// Notices.
pub const REPORT_COPIED: &str = "Copied. It names the fault and the version, and holds nothing of your text.";

/// Status line.
pub const ENGINE_STARTING: &str = "Engine starting. You can type.";
/// Status line.
pub const ENGINE_STOPPED: &str = "Engine stopped";

/// Rules screen.
pub const SEARCH_RULES: &str = "Search rules";
/// Rules screen.
pub const SEARCH_HINT: &str = "Name, title, or another tool’s id: KSV-0017";
/// Rules screen.
pub const STRATEGY: &str = "Strategy";
/// Rules screen.
pub const ALL_STRATEGIES: &str = "All strategies";
/// Rules screen.
pub const NO_RULE: &str = "No rule answers to this. Search for one word, or clear the search.";
/// Rules screen.
pub const LOADING: &str = "Loading.";
/// Rules screen.
pub const INDEX_FAILED: &str = "The catalogue did not load. Reload the page to try again.";
/// Rules screen.
pub const UNKNOWN_RULE: &str = "There is no rule of this name.";
/// Rules screen.
pub const ALL_RULES: &str = "All rules";
/// Rule page.
pub const FACTS: &str = "Facts";
/// Rule page.
pub const OTHER_TOOLS: &str = "In other tools";
/// Rule page.
pub const BENCHMARKS: &str = "Benchmarks";
/// Rule page.
pub const SETTINGS: &str = "Settings";
/// Rule page.
pub const ALLOW_IT: &str = "Allow it here";
/// Rule page.
pub const OPEN_IN_CHECK: &str = "Open in Check";

/// Examples of a page.
pub const FOUND: &str = "Found";
/// Examples of a page.
pub const PASSES: &str = "Passes";
/// Examples of a page.
pub const AFTER_FIX: &str = "After the fix";
/// Examples of a page.
pub const SETTINGS_FILE: &str = "In plimsoll.yaml";
/// Examples of a page.
pub const EXAMPLE: &str = "Example";
/// Tables of a page.
pub const TABLE: &str = "Table";

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
        (0, 0) => "no edit is missing".to_owned(),
        (0, total) => format!("{} to restricted", several(total, "edit")),
        (first, total) => format!("{} to baseline, {total} to restricted", several(first, "edit")),
    }
}

/// What a picture of the load line shows.
pub fn load_line_picture(draught: Draught) -> String {
    format!(
        "Load line: lies at {}, draught {}, baseline at {}, restricted at 0. Open the ladder",
        draught.level,
        draught.total(),
        draught.beyond
    )
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
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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
}
