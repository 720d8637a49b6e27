//! The text: typed, replaced by an example or a link, shared.

use std::rc::Rc;

use crate::action::{Effect, LinkText};
use crate::files::NewFile;
use crate::route::Route;
use crate::settings::{Settings, is_offered};
use crate::state::{AppState, Dialog, Engine, NoticeKind, Plan};
use crate::{examples, route, strings};

impl AppState {
    pub(super) fn text_changed(&mut self, typed: bool) -> Vec<Effect> {
        self.revision += 1;
        self.typed = typed;
        if typed {
            self.said = None;
            self.notices.retain(|notice| notice.kind != NoticeKind::Replaced);
        }
        self.restart_if_given_up();
        self.forget_plans();
        let mut effects = vec![Effect::Changed { text: true, options: false }];
        effects.extend(self.leave_link());
        effects
    }

    pub(super) fn text_read(&mut self, empty: bool) -> Vec<Effect> {
        self.empty = empty;
        // What comes next is another file.
        if empty && self.files.len() == 1 && self.settings.file != strings::UNTITLED {
            return self.call_shown(strings::UNTITLED);
        }
        Vec::new()
    }

    pub(super) fn options_changed(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Effect> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before {
            return Vec::new();
        }
        self.revision += 1;
        self.typed = false;
        self.restart_if_given_up();
        self.forget_plans();
        vec![Effect::Changed { text: false, options: true }, Effect::SaveSettings]
    }

    /// A change brings a stopped engine back.
    fn restart_if_given_up(&mut self) {
        if self.engine == Engine::Stopped {
            self.engine = Engine::Starting;
            self.notices.retain(|notice| !matches!(notice.kind, NoticeKind::Engine | NoticeKind::NoEngine));
        }
    }

    /// Plans name findings of an older text; they are asked for again when the new report is here.
    fn forget_plans(&mut self) {
        if let Some(open) = &mut self.open
            && open.plan != Plan::None
        {
            open.plan = Plan::Asked;
        }
        if let Some(Dialog::Fix(dialog)) = &mut self.dialog {
            dialog.plan = Plan::Asked;
        }
    }

    pub(super) fn open_example(&mut self, id: &str) -> Vec<Effect> {
        let Some(example) = examples::find(id) else { return Vec::new() };
        self.replace(example.file, example.text.into(), Some(strings::REPLACED))
    }

    pub(super) fn open_sample(&mut self, text: Rc<str>) -> Vec<Effect> {
        let mut effects = self.replace(strings::UNTITLED, text, Some(strings::REPLACED));
        effects.push(Effect::Navigate(route::CHECK));
        effects
    }

    fn replace(&mut self, file: &str, text: Rc<str>, said: Option<&str>) -> Vec<Effect> {
        if let Some(said) = said
            && !self.empty
        {
            self.notify(NoticeKind::Replaced, said, "");
        }
        self.dialog = None;
        self.open = None;
        self.workload = None;
        self.rows = crate::state::ROWS;
        self.empty = text.trim().is_empty();
        let mut effects = self.call_shown(file);
        effects.extend([
            Effect::Replace(text),
            Effect::OpenMark(None),
            Effect::GoTo { line: 1, column: 1, focus: false },
            Effect::FocusResults,
        ]);
        effects
    }

    pub(super) fn link_read(&mut self, read: Result<LinkText, String>) -> Vec<Effect> {
        match read {
            Ok(link) => {
                let mut effects = self.open_link(link.first, link.others, link.is_here);
                if let Some(version) = link.version.filter(|version| is_offered(version)) {
                    effects.extend(self.options_changed(|settings| settings.version = version));
                }
                effects
            }
            Err(problem) => {
                self.notify(NoticeKind::Link, strings::LINK_BROKEN, strings::sentence(&problem));
                self.leave_link()
            }
        }
    }

    fn open_link(&mut self, first: NewFile, others: Vec<NewFile>, is_here: bool) -> Vec<Effect> {
        let mut effects;
        if is_here {
            // Its name only: the address stays, so that a reload brings the link's text again, until it is changed.
            effects = self.call_shown(&first.name);
            self.empty = first.text.trim().is_empty() && others.is_empty();
        } else if self.files.len() > 1 {
            // Nobody's files make room for somebody else's.
            effects = self.add(vec![first]);
            self.notify(NoticeKind::Link, strings::LINK_OPENED, strings::LINK_BESIDE_TEXT);
            effects.extend(self.leave_link());
        } else {
            let was_empty = self.empty;
            effects = self.replace(&first.name, first.text.into(), None);
            if !was_empty {
                self.notify(NoticeKind::Replaced, strings::LINK_OPENED, strings::LINK_OPENED_TEXT);
            }
            effects.extend(self.leave_link());
        }
        effects.extend(self.put_beside(others));
        effects
    }

    /// Opens files without showing them.
    fn put_beside(&mut self, files: Vec<NewFile>) -> Vec<Effect> {
        if files.is_empty() {
            return Vec::new();
        }
        let route = std::mem::take(&mut self.route);
        let shown: Rc<str> = self.settings.file.as_str().into();
        self.empty = false;
        let mut effects = self.add(files);
        effects.extend(self.turn_to(&shown));
        self.route = route;
        effects
    }

    /// A reload must not bring the link's text back over what stands in the editor now.
    fn leave_link(&mut self) -> Vec<Effect> {
        if !matches!(self.route, Route::Shared(_)) {
            return Vec::new();
        }
        self.route = Route::Check;
        vec![Effect::Address(route::CHECK), Effect::KeepFiles]
    }

    pub(super) fn linked(&mut self, made: Result<String, String>) -> Vec<Effect> {
        if let Some(Dialog::Share { link, .. }) = &mut self.dialog {
            *link = Some(made);
        }
        Vec::new()
    }

    pub(super) fn copy_link(&mut self) -> Vec<Effect> {
        match &self.dialog {
            Some(Dialog::Share { link: Some(Ok(link)), .. }) => vec![Effect::Copy(link.clone())],
            _ => Vec::new(),
        }
    }

    pub(super) fn copied(&mut self, done: bool) -> Vec<Effect> {
        match &mut self.dialog {
            Some(Dialog::Share { copied, .. }) => *copied = Some(done),
            _ if done => self.said = Some(strings::REPORT_COPIED.to_owned()),
            _ => {}
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Action;
    use crate::engine::supervisor::{Fault, Told};

    fn state() -> AppState {
        AppState::new(Settings::default(), "2026-11-23".into(), false)
    }

    #[test]
    fn an_example_over_the_persons_text_is_said_and_one_over_nothing_is_not() {
        let mut state = state();
        let effects = state.reduce(Action::OpenExample("broken"));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Replace(text) if !text.is_empty())));
        assert_eq!(state.notices.first().map(|notice| notice.kind), Some(NoticeKind::Replaced));
        let mut fresh = AppState::new(Settings::default(), String::new(), true);
        fresh.reduce(Action::OpenExample("broken"));
        assert!(fresh.notices.is_empty());
        assert_eq!(fresh.settings.file, "broken.yaml");
    }

    #[test]
    fn a_broken_link_keeps_the_text_and_says_why() {
        let mut state = state();
        let effects = state.reduce(Action::LinkRead(Err("it is cut short".into())));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Replace(_))));
        assert_eq!(state.notices.first().map(|notice| notice.text.as_str()), Some("It is cut short"));
    }

    fn link(is_here: bool) -> LinkText {
        let first = NewFile { name: "a.yaml".into(), text: "kind: Pod".into() };
        LinkText { first, others: Vec::new(), version: Some("1.29".into()), is_here }
    }

    #[test]
    fn a_link_whose_text_is_here_replaces_nothing_and_keeps_its_address_until_the_text_changes() {
        let mut state = state();
        state.reduce(Action::Routed(Route::Shared("v1.x".into())));
        let effects = state.reduce(Action::LinkRead(Ok(link(true))));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Replace(_) | Effect::Address(_))));
        assert!(state.notices.is_empty());
        assert!(state.reduce(Action::TextChanged { typed: true }).contains(&Effect::Address("#/check")));
    }

    #[test]
    fn a_link_brings_its_version() {
        let mut state = state();
        let effects = state.reduce(Action::LinkRead(Ok(link(false))));
        assert!(effects.contains(&Effect::Changed { text: false, options: true }));
        assert_eq!(state.settings.minor(), Some(29));
    }

    #[test]
    fn a_change_brings_a_stopped_engine_back() {
        let mut state = state();
        state.reduce(Action::Engine(Told::GivenUp(Fault::Crashed)));
        assert_eq!((state.engine, state.notices.len()), (Engine::Stopped, 1));
        state.reduce(Action::TextChanged { typed: true });
        assert_eq!((state.engine, state.notices.len()), (Engine::Starting, 0));
    }

    #[test]
    fn choosing_the_version_that_is_chosen_checks_nothing() {
        let mut state = state();
        assert!(state.reduce(Action::SetVersion(37)).is_empty());
        let revision = state.revision;
        assert_eq!(state.reduce(Action::SetVersion(30)).len(), 2);
        assert_eq!(state.revision, revision + 1);
    }
}
