//! What becomes of the state when something happens. Pure: what is to be done outside is returned, not done.

mod decoded;
mod engine;
mod files;
mod findings;
mod fixes;
mod text;

use std::rc::Rc;

use plimsoll_report::RulePage;

use crate::action::{Action, Effect};
use crate::engine::supervisor::Told;
use crate::route::Route;
use crate::settings::version_of;
use crate::state::{AppState, Load, Notice, NoticeKind, Tab};

impl AppState {
    /// Takes one action in, and gives back what the shell is to do.
    pub fn reduce(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Routed(route) => self.routed(route),
            Action::TextChanged { typed } => self.text_changed(typed),
            Action::TextRead { empty } => self.text_read(empty),
            Action::CursorMoved(cursor) => self.cursor_moved(cursor),
            Action::Engine(told) => self.engine_told(told),
            Action::EngineSlow => self.engine_slow(),
            Action::RetryEngine => self.retry_engine(),
            Action::Reported { revision, report } => self.reported(revision, *report),
            Action::HoldOver(revision) => self.hold_over(revision),
            Action::Planned { purpose, revision, planned } => self.planned(purpose, revision, planned),
            Action::Open(key, origin) => self.open_finding(key, origin),
            Action::Walk { forwards, in_editor } => self.walk(forwards, in_editor),
            Action::GoTo { file, line, column } => {
                let mut effects = file.map(|file| self.turn_to(&file)).unwrap_or_default();
                effects.push(Effect::GoTo { line, column, focus: false });
                effects
            }
            Action::ChooseFix(fix) => self.choose_fix(fix),
            Action::ApplyOpen => self.apply_open(),
            Action::ToggleSeverity(severity) => {
                let shown = self.hidden.len();
                self.hidden.retain(|hidden| *hidden != severity);
                if self.hidden.len() == shown {
                    self.hidden.push(severity);
                }
                Vec::new()
            }
            Action::ShowMore => {
                self.rows += crate::state::MORE_ROWS;
                Vec::new()
            }
            Action::ShowTab(tab) => {
                self.tab = tab;
                self.decode()
            }
            Action::Decoded { revision, decoded } => self.decoded(revision, decoded),
            Action::ChooseWorkload(number) => self.choose_workload(number),
            Action::AimFor(level) => {
                self.aim.0 = level;
                Vec::new()
            }
            Action::SetVersion(minor) => self.options_changed(|settings| settings.version = version_of(minor)),
            Action::SetAudience(audience) => self.options_changed(|settings| settings.audience = audience),
            Action::SetTheme(theme) => {
                self.settings.theme = theme;
                vec![Effect::ApplyTheme, Effect::SaveSettings]
            }
            Action::OpenDialog(ask) => self.open_dialog(&ask),
            Action::CloseDialog => {
                self.dialog = None;
                Vec::new()
            }
            Action::ApplyDialog => self.apply_dialog(),
            Action::Allow { reason } => self.allow(&reason),
            Action::Linked(link) => self.linked(link),
            Action::CopyLink => self.copy_link(),
            Action::Copied(done) => self.copied(done),
            Action::OpenExample(id) => self.open_example(id),
            Action::OpenSample(text) => self.open_sample(text),
            Action::LinkRead(read) => self.link_read(read),
            Action::Notify(notice) => {
                self.notify(notice.kind, notice.title, notice.text);
                Vec::new()
            }
            Action::Dismiss(id) => {
                self.notices.retain(|notice| notice.id != id);
                Vec::new()
            }
            Action::ShowFile(name) => self.turn_to(&name),
            Action::NewFile => self.new_file(String::new()),
            Action::TookIn(intake) => self.took_in(intake),
            Action::RenameFile(name) => self.rename_file(&name),
            Action::CloseFile(name) => self.close_file(&name),
            Action::Reopened { name, place } => self.reopened(&name, place),
            Action::MoveFile(by) => self.move_file(by),
            Action::Pick { folder } => vec![Effect::Pick { folder }],
            Action::PasteFile => vec![Effect::PasteFile],
            Action::Pasted(text) => self.pasted(text),
            Action::Save { all } => vec![Effect::Save { all }],
            Action::ForgetEverything => self.forget_everything(),
            Action::Settle { ours } => {
                self.notices.retain(|notice| notice.kind != NoticeKind::Conflict);
                vec![Effect::Settle { ours }]
            }
            Action::CopyReport(text) => vec![Effect::Copy(text)],
            Action::Undo => {
                self.notices.retain(|notice| notice.kind != NoticeKind::Replaced);
                self.said = None;
                vec![Effect::Undo]
            }
            Action::IndexLoaded(index) => {
                self.index = index.map_or(Load::Failed, Load::Here);
                Vec::new()
            }
            Action::PageLoaded(id, page) => {
                self.set_page(&id, page.map_or(Load::Failed, Load::Here));
                Vec::new()
            }
            Action::Search(word) => {
                self.search = word;
                Vec::new()
            }
            Action::ChooseStrategy(strategy) => {
                self.strategy = strategy;
                Vec::new()
            }
            Action::RequestsCounted(requests) => {
                self.requests = requests;
                Vec::new()
            }
        }
    }

    fn routed(&mut self, route: Route) -> Vec<Effect> {
        self.route = route;
        self.dialog = None;
        match &self.route {
            Route::Check => Vec::new(),
            Route::Shared(payload) => vec![Effect::ReadLink(payload.clone())],
            Route::Rules => self.load_index(),
            Route::Rule(id) => {
                let id = id.as_str().into();
                let mut effects = self.load_index();
                effects.extend(self.load_page(&id));
                effects
            }
        }
    }

    fn load_index(&mut self) -> Vec<Effect> {
        if matches!(self.index, Load::Asked | Load::Here(_)) {
            return Vec::new();
        }
        self.index = Load::Asked;
        vec![Effect::LoadIndex]
    }

    fn load_page(&mut self, id: &Rc<str>) -> Vec<Effect> {
        if matches!(self.page(id), Load::Asked | Load::Here(_)) {
            return Vec::new();
        }
        self.set_page(id, Load::Asked);
        vec![Effect::LoadPage(id.clone())]
    }

    fn set_page(&mut self, id: &Rc<str>, page: Load<Rc<RulePage>>) {
        self.pages.retain(|(other, _)| other != id);
        self.pages.push((id.clone(), page));
    }

    fn choose_workload(&mut self, number: usize) -> Vec<Effect> {
        let workload = self.shown.as_ref().and_then(|shown| shown.workloads.get(number));
        let Some(workload) = workload else { return Vec::new() };
        self.workload = Some(workload.resource.clone());
        self.tab = Tab::LoadLine;
        let (start, file) = (workload.location.start, workload.file.clone());
        let mut effects = self.turn_to(&file);
        effects.push(Effect::GoTo { line: start.line, column: start.column, focus: false });
        effects
    }

    /// Says something at the top. A newer notice of the same kind takes the older one's place.
    pub(crate) fn notify(&mut self, kind: NoticeKind, title: impl Into<String>, text: impl Into<String>) {
        self.notices.retain(|notice| notice.kind != kind);
        self.noticed += 1;
        self.notices.push(Notice { id: self.noticed, kind, title: title.into(), text: text.into() });
    }
}

impl From<Told> for Action {
    fn from(told: Told) -> Self {
        Self::Engine(told)
    }
}
