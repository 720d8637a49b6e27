//! Everything that can happen to the page, and everything the page may then ask of the outside.

use std::rc::Rc;

use plimsoll_report::{Audience, Decoded, PodSecurityLevel, Report, RuleInfo, RulePage, Severity, Strategy, TextEdit};

use crate::engine::supervisor::{Told, Wish};
use crate::files::{Intake, NewFile};
use crate::route::Route;
use crate::settings::Theme;
use crate::shown::FindingKey;
use crate::state::{Cursor, Notice, Planned, Tab};

/// What happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The address names another screen.
    Routed(Route),
    /// The text changed. `typed` is false when the page itself put it there.
    TextChanged {
        /// Whether a person wrote it.
        typed: bool,
    },
    /// The text was read, and is or is not empty.
    TextRead {
        /// Whether it holds nothing but space.
        empty: bool,
    },
    /// The caret moved.
    CursorMoved(Cursor),
    /// The engine has something to say of itself.
    Engine(Told),
    /// The engine has not come for a long time.
    EngineSlow,
    /// Start the engine again.
    RetryEngine,
    /// An answer to a check.
    Reported {
        /// The revision it answers to.
        revision: u32,
        /// The findings.
        report: Box<Report>,
    },
    /// New syntax errors have waited long enough.
    HoldOver(u32),
    /// An answer to a request for fixes.
    Planned {
        /// Who asked.
        purpose: Purpose,
        /// The revision it answers to.
        revision: u32,
        /// The change, or why there is none.
        planned: Result<Rc<Planned>, String>,
    },
    /// A document as the cluster sees it.
    Decoded {
        /// The revision it answers to.
        revision: u32,
        /// The document.
        decoded: Rc<Decoded>,
    },
    /// Open a finding, or close it if it is the open one and the list asks.
    Open(FindingKey, Origin),
    /// Go to the next or the previous finding.
    Walk {
        /// Whether to go forwards.
        forwards: bool,
        /// Whether the focus is in the editor.
        in_editor: bool,
    },
    /// Go to a place of the shown file, or of the file that is named.
    GoTo {
        /// The file.
        file: Option<Rc<str>>,
        /// Line, from 1.
        line: u32,
        /// Column, from 1, in UTF-16 units.
        column: u32,
    },
    /// Choose one of the open finding's fixes.
    ChooseFix(u32),
    /// Apply the open finding's fix.
    ApplyOpen,
    /// Show or hide a severity.
    ToggleSeverity(Severity),
    /// Show more rows.
    ShowMore,
    /// Choose a tab of the results.
    ShowTab(Tab),
    /// Choose the workload that the load line is drawn for.
    ChooseWorkload(usize),
    /// Choose the level that the disc lies on.
    AimFor(PodSecurityLevel),
    /// Check against another version.
    SetVersion(u16),
    /// Check for another audience.
    SetAudience(Audience),
    /// Choose colours.
    SetTheme(Theme),
    /// Open a dialog.
    OpenDialog(Ask),
    /// Close the dialog.
    CloseDialog,
    /// Apply what the fix dialog shows.
    ApplyDialog,
    /// Insert a comment that allows the finding of the dialog.
    Allow {
        /// Why.
        reason: String,
    },
    /// The link is made.
    Linked(Result<String, String>),
    /// Copy the link.
    CopyLink,
    /// Copying went well, or did not.
    Copied(bool),
    /// Open an example.
    OpenExample(&'static str),
    /// Open a text of a rule's page.
    OpenSample(Rc<str>),
    /// The payload of a link was read.
    LinkRead(Result<LinkText, String>),
    /// Say something once.
    Notify(Notice),
    /// Put a notice away.
    Dismiss(u32),
    /// Turn to a file.
    ShowFile(Rc<str>),
    /// Open an empty file.
    NewFile,
    /// Files came from disk, or were left out.
    TookIn(Intake),
    /// Call the shown file by another name.
    RenameFile(String),
    /// Close a file.
    CloseFile(Rc<str>),
    /// A closed file came back.
    Reopened {
        /// Its name.
        name: Rc<str>,
        /// Its place among the tabs.
        place: usize,
    },
    /// Move the shown file's tab by so many places.
    MoveFile(isize),
    /// Let the person choose files, or a folder, from disk.
    Pick {
        /// Whether a folder.
        folder: bool,
    },
    /// Open what the clipboard holds as a file.
    PasteFile,
    /// The clipboard was read, or the browser refused.
    Pasted(Option<String>),
    /// Save the shown file, or all of them as one archive.
    Save {
        /// Whether all of them.
        all: bool,
    },
    /// Take everything out of this browser's storage, and out of the page.
    ForgetEverything,
    /// Keep these files, although another page kept its own meanwhile; or open those.
    Settle {
        /// Whether to keep these.
        ours: bool,
    },
    /// Copy the report of a fault.
    CopyReport(String),
    /// Take the last change back.
    Undo,
    /// The catalogue came, or did not.
    IndexLoaded(Option<Rc<[RuleInfo]>>),
    /// A rule's page came, or did not.
    PageLoaded(Rc<str>, Option<Rc<RulePage>>),
    /// Search the catalogue.
    Search(String),
    /// Show one strategy of the catalogue.
    ChooseStrategy(Option<Strategy>),
    /// The browser counted requests to other hosts.
    RequestsCounted(u32),
}

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkText {
    /// The file to show.
    pub first: NewFile,
    /// The other files.
    pub others: Vec<NewFile>,
    /// The version it was checked against.
    pub version: Option<String>,
    /// Whether the editor holds this text already: the boot script puts it there before the page's wasm is here.
    pub is_here: bool,
}

/// Where the wish to open a finding came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A row of the list.
    List,
    /// A mark in the editor.
    Editor,
    /// A row of the ladder.
    Ladder,
}

/// Who asked for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The open finding.
    Finding,
    /// The dialog.
    Dialog,
}

/// Which dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Fix everything that is safe.
    FixSafe,
    /// Lift the chosen workload to a level.
    Lift(PodSecurityLevel),
    /// Apply the first fix of a finding.
    FixOne(u32),
    /// Allow the open finding.
    Allow,
    /// Make a link.
    Share,
    /// Choose an example.
    Examples,
    /// Give the shown file another name.
    Rename,
    /// Take everything out of this browser's storage.
    Forget,
}

/// What the shell is to do after an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Tell the engine what changed.
    Changed {
        /// The text.
        text: bool,
        /// The options.
        options: bool,
    },
    /// Start the engine again.
    StartEngine,
    /// Ask the engine for something beside a check.
    Wish(Wish),
    /// Wait a little, then show the held report.
    Hold(u32),
    /// Put the marks of the shown report into the editor.
    Marks,
    /// Mark a finding as open in the editor, with a short note.
    OpenMark(Option<(FindingKey, String)>),
    /// Show a place in the editor.
    GoTo {
        /// Line, from 1.
        line: u32,
        /// Column, from 1, in UTF-16 units.
        column: u32,
        /// Whether to move the focus there.
        focus: bool,
    },
    /// Bring a finding's row into sight.
    Reveal {
        /// Which.
        key: FindingKey,
        /// Whether to move the focus there.
        focus: bool,
    },
    /// Move the focus to the results.
    FocusResults,
    /// Change the text, as one step that can be undone.
    Edit(Rc<[TextEdit]>),
    /// Replace the text, as one step that can be undone.
    Replace(Rc<str>),
    /// Insert a comment above a line.
    Comment {
        /// The line, from 1.
        line: u32,
        /// The comment, without indentation.
        comment: String,
    },
    /// Take the last change back.
    Undo,
    /// Load the catalogue.
    LoadIndex,
    /// Load a rule's page.
    LoadPage(Rc<str>),
    /// Keep the choices.
    SaveSettings,
    /// Show the chosen colours.
    ApplyTheme,
    /// Make a link of the text.
    MakeLink,
    /// Read the payload of a link.
    ReadLink(String),
    /// Copy a text.
    Copy(String),
    /// Show another file; what the editor holds is kept under `from`.
    Turn {
        /// The file that was shown.
        from: Rc<str>,
        /// The file to show.
        to: Rc<str>,
    },
    /// Take texts in, by name, without showing them.
    Put(Vec<(Rc<str>, Rc<str>)>),
    /// Let go of a file that is not shown.
    LetGo(Rc<str>),
    /// Keep the list of files and their texts in this browser.
    KeepFiles,
    /// Take everything out of this browser's storage.
    Forget,
    /// Let the person choose files from disk.
    Pick {
        /// Whether a folder.
        folder: bool,
    },
    /// Read the clipboard.
    PasteFile,
    /// Save to disk.
    Save {
        /// Whether all files.
        all: bool,
    },
    /// Settle whose files are kept.
    Settle {
        /// Whether these.
        ours: bool,
    },
    /// Put another fragment into the address, without a new step in the history.
    Address(&'static str),
    /// Go to another screen.
    Navigate(&'static str),
}
