//! The state of the page. Only `reduce` changes it; what can be computed from it is not stored in it.

use std::rc::Rc;

use plimsoll_report::{
    Applicability, Decoded, FixSelection, Options, PodSecurity, PodSecurityLevel, Resource, RuleInfo, RulePage,
    Severity, Strategy, TextEdit,
};

use crate::diff::Hunk;
use crate::route::Route;
use crate::settings::Settings;
use crate::shown::{FindingKey, Shown};

/// Rows that the list shows before it offers more.
pub const ROWS: usize = 60;
/// Rows that it shows more when asked.
pub const MORE_ROWS: usize = 200;

/// The state of the page.
#[derive(Debug, Default)]
pub struct AppState {
    /// The screen.
    pub route: Route,
    /// The person's choices.
    pub settings: Settings,
    /// Names of the open files, in the order of their tabs. The one that is shown is `settings.file`.
    pub files: Vec<Rc<str>>,
    /// The day, as `2026-11-23`.
    pub date: String,
    /// Counts up with every change of text or options.
    pub revision: u32,
    /// Whether no file holds anything but space.
    pub empty: bool,
    /// Whether the newest text was typed.
    pub typed: bool,
    /// The caret.
    pub cursor: Cursor,
    /// The engine.
    pub engine: Engine,
    /// Whether what is shown is from before a restart.
    pub restarted: bool,
    /// What is shown.
    pub shown: Option<Rc<Shown>>,
    /// A report that waits because its syntax errors are new.
    pub held: Option<Rc<Shown>>,
    /// Reports so far.
    pub reports: u32,
    /// Severities that are filtered out.
    pub hidden: Vec<Severity>,
    /// Rows that are shown.
    pub rows: usize,
    /// The open finding.
    pub open: Option<Open>,
    /// Place in the list of what was fixed last, to move the focus to what stands there next.
    pub refocus: Option<usize>,
    /// Tab of the results.
    pub tab: Tab,
    /// The document that was at the caret, as the cluster sees it, and the revision of its text.
    pub decoded: Option<(u32, Rc<Decoded>)>,
    /// The line for which it was last asked.
    pub decoded_for: u32,
    /// The workload that somebody chose.
    pub workload: Option<Resource>,
    /// The level that the disc lies on.
    pub aim: Aim,
    /// The dialog.
    pub dialog: Option<Dialog>,
    /// What is said at the top.
    pub notices: Vec<Notice>,
    /// What is said in the status line.
    pub said: Option<String>,
    /// Notices so far.
    pub noticed: u32,
    /// The catalogue.
    pub index: Load<Rc<[RuleInfo]>>,
    /// Rules' pages.
    pub pages: Vec<(Rc<str>, Load<Rc<RulePage>>)>,
    /// Search in the catalogue.
    pub search: String,
    /// Strategy shown of the catalogue.
    pub strategy: Option<Strategy>,
    /// Requests to other hosts since the page loaded.
    pub requests: u32,
}

/// Where the caret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// From 1.
    pub line: u32,
    /// From 1, in UTF-16 units.
    pub column: u32,
}

impl Default for Cursor {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

/// What the engine does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// It is on its way.
    #[default]
    Starting,
    /// It is on its way, and has been for long.
    Slow,
    /// It waits for work.
    Idle,
    /// It works.
    Busy,
    /// It stands still.
    Stopped,
}

/// Tab of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The list.
    #[default]
    Findings,
    /// The ladder.
    LoadLine,
    /// The document at the caret as the cluster sees it.
    Decoded,
}

/// The level that the disc lies on: baseline until somebody chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim(pub PodSecurityLevel);

impl Default for Aim {
    fn default() -> Self {
        Self(PodSecurityLevel::Baseline)
    }
}

/// The open finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Which.
    pub key: FindingKey,
    /// Which of its fixes.
    pub fix: u32,
    /// The fix's change.
    pub plan: Plan,
}

/// A change that is shown before it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Plan {
    /// There is nothing to plan.
    #[default]
    None,
    /// It is on its way.
    Asked,
    /// It is here.
    Ready(Rc<Planned>),
    /// There is none.
    Failed(String),
}

/// A change, ready to be read and applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// The edits.
    pub edits: Rc<[TextEdit]>,
    /// The same, to read.
    pub hunks: Vec<Hunk>,
    /// Fixes that it contains: pairs of finding and fix.
    pub applied: Vec<(u32, u32)>,
    /// Fixes left out: number of the finding, and why.
    pub refused: Vec<(u32, String)>,
}

/// An open dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Shows a change before it is made.
    Fix(FixDialog),
    /// Asks why a finding is allowed.
    Allow(u32),
    /// Shows a link.
    Share {
        /// The link, or why there is none; nothing while it is made.
        link: Option<Result<String, String>>,
        /// Whether it was copied.
        copied: Option<bool>,
    },
    /// Lists the examples.
    Examples,
    /// Asks for another name of the shown file.
    Rename,
    /// Asks whether everything that is kept is to go.
    Forget,
}

/// Shows a change before it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct FixDialog {
    /// What it does.
    pub title: String,
    /// The fixes.
    pub selection: FixSelection,
    /// The change.
    pub plan: Plan,
}

/// Something that is said at the top until it is put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// For keys and for putting it away.
    pub id: u32,
    /// What it is about: a newer notice of the same kind takes its place.
    pub kind: NoticeKind,
    /// What happened.
    pub title: String,
    /// Where, what is kept, the next step.
    pub text: String,
}

/// What a notice is about, and so what can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// The engine was replaced.
    Engine,
    /// The engine could not be started: try again.
    NoEngine,
    /// The person's text was replaced: undo.
    Replaced,
    /// A link did not open.
    Link,
    /// The text is not kept.
    Storage,
    /// A change could not be worked out.
    Fix,
    /// Files were not opened, or not saved.
    LeftOut,
    /// Another page of this browser keeps its files: keep these, or open those.
    Conflict,
}

/// Something that is loaded on demand.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Load<T> {
    /// Nobody asked yet.
    #[default]
    Not,
    /// It is on its way.
    Asked,
    /// It is here.
    Here(T),
    /// It did not come.
    Failed,
}

impl<T> Load<T> {
    /// The thing, if it is here.
    pub const fn here(&self) -> Option<&T> {
        match self {
            Self::Here(thing) => Some(thing),
            Self::Not | Self::Asked | Self::Failed => None,
        }
    }
}

impl AppState {
    /// The state at the start.
    pub fn new(settings: Settings, date: String, empty: bool) -> Self {
        let files = vec![settings.file.as_str().into()];
        Self { settings, files, date, empty, rows: ROWS, revision: 1, ..Self::default() }
    }

    /// What the engine is asked to check against.
    pub fn options(&self) -> Options {
        Options {
            kubernetes_version: Some(self.settings.version.clone()),
            audience: Some(self.settings.audience),
            date: self.date.clone(),
            plan_fixes: false,
            object_scores: false,
            settings: String::new(),
        }
    }

    /// Whether what is shown answers to an older text or older options.
    pub fn is_stale(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.revision != self.revision)
    }

    /// The workload that the load line is drawn for: the chosen one, else the deepest.
    pub fn chosen_workload(&self) -> Option<(usize, &PodSecurity)> {
        let shown = self.shown.as_ref()?;
        let workloads = &shown.workloads;
        let chosen = self
            .workload
            .as_ref()
            .and_then(|chosen| workloads.iter().position(|workload| workload.resource == *chosen));
        let number = chosen.or_else(|| shown.fleet.first().copied())?;
        Some((number, workloads.get(number)?))
    }

    /// A rule's page.
    pub fn page(&self, rule: &str) -> Load<Rc<RulePage>> {
        self.pages.iter().find(|(id, _)| **id == *rule).map(|(_, page)| page.clone()).unwrap_or_default()
    }

    /// Numbers of the findings in the order of the list.
    pub fn listed(&self) -> Vec<u32> {
        let Some(shown) = &self.shown else { return Vec::new() };
        shown.listed(|severity| self.hidden.contains(&severity)).collect()
    }
}

/// The fixes that a lift to `level` takes: for each blocker the first fix of the first finding that mends it.
pub fn lift(workload: &PodSecurity, shown: &Shown, level: PodSecurityLevel) -> Vec<(u32, u32)> {
    let mut fixes: Vec<(u32, u32)> = Vec::new();
    for blocker in workload.blockers.iter().filter(|blocker| blocker.level <= level) {
        if let Some((finding, _)) = mend(shown, &blocker.findings)
            && !fixes.contains(&(finding, 0))
        {
            fixes.push((finding, 0));
        }
    }
    fixes
}

/// The first of these findings that can be mended automatically, and what applying its fix may do.
pub fn mend(shown: &Shown, findings: &[u32]) -> Option<(u32, Applicability)> {
    findings.iter().find_map(|number| {
        let fix = shown.finding(*number)?.fixes.first()?;
        (fix.applicability != Applicability::ShowOnly).then_some((*number, fix.applicability))
    })
}
