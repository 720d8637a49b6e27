//! Every word of the interface that is not a finding or a page. British, plain, exact; no blame, no praise.

mod files;
mod sentences;

pub use files::*;
pub use sentences::*;

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
/// Tabs.
pub const DECODED: &str = "Decoded";
/// Decoded document, for screen readers.
pub const DECODED_LABEL: &str = "The document as JSON";
/// Decoded document, while it is on its way.
pub const DECODING: &str = "Reading the document.";
/// Decoded document.
pub const NO_DOCUMENT: &str = "The text holds no document: there is nothing that the cluster would see.";
/// Decoded document.
pub const KUBECTL_REFUSES: &str = "kubectl refuses this document, so the cluster sees nothing of it.";
/// Decoded document.
pub const DECODED_CUT: &str = "The rest is left out here: the command plimsoll decode prints all of it.";
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
