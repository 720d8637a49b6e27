//! The open files: which of them is shown, and how they come, go and are called.

use std::rc::Rc;

use crate::action::Effect;
use crate::files::{self, Intake, MOST_FILES, NewFile};
use crate::state::{AppState, NoticeKind};
use crate::strings;

impl AppState {
    /// The files that were open last time, by name.
    pub fn open_with(&mut self, names: Vec<Rc<str>>, shown: &str) {
        if names.iter().any(|name| **name == *shown) {
            self.files = names;
            shown.clone_into(&mut self.settings.file);
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.files.iter().any(|file| **file == *name)
    }

    /// A name that no open file has.
    fn unused(&self, name: &str) -> String {
        files::unused(&files::clean(name), |name| self.is_open(name))
    }

    /// Gives the shown file another name.
    pub(super) fn call_shown(&mut self, name: &str) -> Vec<Effect> {
        let before = std::mem::take(&mut self.settings.file);
        let place = self.files.iter().position(|file| **file == *before);
        self.files.retain(|file| **file != *before);
        self.settings.file = self.unused(name);
        let name: Rc<str> = self.settings.file.as_str().into();
        self.files.insert(place.unwrap_or(self.files.len()), name);
        vec![Effect::SaveSettings, Effect::KeepFiles]
    }

    /// Turns to a file. To a name that no file has, or to the one that is shown, there is nothing to do.
    pub(super) fn turn_to(&mut self, name: &str) -> Vec<Effect> {
        if name == self.settings.file || !self.is_open(name) {
            return Vec::new();
        }
        let from: Rc<str> = std::mem::take(&mut self.settings.file).into();
        name.clone_into(&mut self.settings.file);
        self.cursor = crate::state::Cursor::default();
        self.decoded = None;
        let mut effects = vec![Effect::Turn { from, to: name.into() }, Effect::Marks];
        effects.extend([Effect::SaveSettings, Effect::KeepFiles]);
        effects.extend(self.decode());
        effects
    }

    pub(super) fn new_file(&mut self, text: String) -> Vec<Effect> {
        self.add(vec![NewFile { name: strings::UNTITLED.to_owned(), text }])
    }

    pub(super) fn pasted(&mut self, text: Option<String>) -> Vec<Effect> {
        match text {
            Some(text) => self.new_file(text),
            None => {
                self.notify(NoticeKind::LeftOut, strings::NO_CLIPBOARD, strings::NO_CLIPBOARD_TEXT);
                Vec::new()
            }
        }
    }

    pub(super) fn took_in(&mut self, intake: Intake) -> Vec<Effect> {
        let Intake { files, mut left_out } = intake;
        let room = MOST_FILES.saturating_sub(self.files.len());
        if files.len() > room {
            left_out.push(strings::too_many_files(files.len() - room, MOST_FILES));
        }
        let effects = self.add(files.into_iter().take(room).collect());
        if !left_out.is_empty() {
            self.notify(NoticeKind::LeftOut, strings::LEFT_OUT_FILES, left_out.join(" "));
        }
        effects
    }

    /// Opens files beside those that are open, and shows the first of them. An only file without a text makes room.
    pub(super) fn add(&mut self, new: Vec<NewFile>) -> Vec<Effect> {
        if new.is_empty() || self.files.len() >= MOST_FILES {
            return Vec::new();
        }
        let blank = (self.empty && self.files.len() == 1).then(|| self.settings.file.clone());
        let mut put = Vec::new();
        for file in new {
            let taken = |name: &str| self.is_open(name) && blank.as_deref() != Some(name);
            let name: Rc<str> = files::unused(&files::clean(&file.name), taken).into();
            if !self.is_open(&name) {
                self.files.push(name.clone());
            }
            put.push((name, Rc::from(file.text)));
        }
        let Some((first, _)) = put.first().cloned() else { return Vec::new() };
        let mut effects = Vec::new();
        if let Some(blank) = blank.clone().filter(|blank| **blank == *first) {
            // The same name: its text, as a step that can be undone.
            let text = put.remove(0).1;
            effects.push(Effect::Put(put));
            self.settings.file = blank;
            effects.push(Effect::Replace(text));
            effects.push(Effect::KeepFiles);
        } else {
            effects.push(Effect::Put(put));
            effects.extend(self.turn_to(&first));
            if let Some(blank) = &blank {
                effects.extend(self.let_go(blank));
            }
            effects.extend(self.files_changed());
        }
        self.empty = false;
        self.open = None;
        effects
    }

    fn let_go(&mut self, name: &str) -> Vec<Effect> {
        self.files.retain(|file| **file != *name);
        vec![Effect::LetGo(name.into()), Effect::KeepFiles]
    }

    /// What is checked is another set of files.
    pub(super) fn files_changed(&mut self) -> Vec<Effect> {
        self.text_changed(false)
    }

    pub(super) fn close_file(&mut self, name: &str) -> Vec<Effect> {
        let Some(place) = self.files.iter().position(|file| **file == *name) else { return Vec::new() };
        let mut effects = Vec::new();
        if self.files.len() == 1 {
            self.files.push(files::unused(strings::UNTITLED, |other| other == name).into());
        }
        if name == self.settings.file {
            let next = if place + 1 < self.files.len() { place + 1 } else { place.saturating_sub(1) };
            let next = self.files.get(next).cloned();
            effects.extend(next.map(|next| self.turn_to(&next)).unwrap_or_default());
        }
        effects.extend(self.let_go(name));
        effects.extend(self.files_changed());
        self.said = Some(strings::closed(name));
        effects
    }

    /// A closed file is back, in its place.
    pub(super) fn reopened(&mut self, name: &str, place: usize) -> Vec<Effect> {
        if self.is_open(name) {
            return Vec::new();
        }
        self.files.insert(place.min(self.files.len()), name.into());
        let mut effects = self.turn_to(name);
        effects.extend(self.files_changed());
        effects
    }

    pub(super) fn rename_file(&mut self, name: &str) -> Vec<Effect> {
        self.dialog = None;
        if files::clean(name) == self.settings.file {
            return Vec::new();
        }
        let mut effects = self.call_shown(name);
        effects.extend(self.files_changed());
        effects
    }

    /// Moves the shown file's tab by so many places.
    pub(super) fn move_file(&mut self, by: isize) -> Vec<Effect> {
        let Some(from) = self.files.iter().position(|file| **file == *self.settings.file) else { return Vec::new() };
        let to = from.saturating_add_signed(by).min(self.files.len().saturating_sub(1));
        let name = self.files.remove(from);
        self.files.insert(to, name);
        vec![Effect::KeepFiles]
    }

    pub(super) fn forget_everything(&mut self) -> Vec<Effect> {
        self.dialog = None;
        let names: Vec<Rc<str>> = self.files.iter().filter(|name| ***name != *self.settings.file).cloned().collect();
        let mut effects: Vec<Effect> = names.into_iter().map(Effect::LetGo).collect();
        self.files.retain(|name| **name == *self.settings.file);
        self.call_shown(strings::UNTITLED);
        self.empty = true;
        effects.extend([Effect::Replace("".into()), Effect::Forget]);
        self.notify(NoticeKind::LeftOut, strings::FORGOTTEN, strings::FORGOTTEN_TEXT);
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Action;
    use crate::settings::Settings;

    fn state(names: &[&str], empty: bool) -> AppState {
        let mut state = AppState::new(Settings::default(), "2026-11-23".into(), empty);
        state.open_with(names.iter().map(|name| Rc::from(*name)).collect(), names[0]);
        state
    }

    fn names(state: &AppState) -> Vec<&str> {
        state.files.iter().map(|name| &**name).collect()
    }

    fn file(name: &str) -> NewFile {
        NewFile { name: name.into(), text: "kind: Pod\n".into() }
    }

    fn take(state: &mut AppState, names: &[&str]) -> Vec<Effect> {
        let files = names.iter().map(|name| file(name)).collect();
        state.reduce(Action::TookIn(Intake { files, left_out: Vec::new() }))
    }

    #[test]
    fn files_come_beside_the_open_ones_and_none_takes_anothers_name() {
        let mut state = state(&["a.yaml"], false);
        let effects = take(&mut state, &["a.yaml", "b.yaml", "a.yaml"]);
        assert_eq!(names(&state), ["a.yaml", "a-2.yaml", "b.yaml", "a-3.yaml"]);
        assert_eq!(state.settings.file, "a-2.yaml");
        assert!(effects.contains(&Effect::Turn { from: "a.yaml".into(), to: "a-2.yaml".into() }));
        assert!(effects.contains(&Effect::Changed { text: true, options: false }));
    }

    #[test]
    fn an_only_file_without_a_text_makes_room() {
        let mut first = state(&["untitled.yaml"], true);
        let effects = take(&mut first, &["b.yaml", "c.yaml"]);
        assert_eq!(names(&first), ["b.yaml", "c.yaml"]);
        assert!(effects.contains(&Effect::LetGo("untitled.yaml".into())));
        let mut same = state(&["untitled.yaml"], true);
        let effects = take(&mut same, &["untitled.yaml"]);
        assert_eq!(names(&same), ["untitled.yaml"]);
        assert!(effects.contains(&Effect::Replace("kind: Pod\n".into())));
    }

    #[test]
    fn what_is_too_many_is_said() {
        let mut state = state(&["a.yaml"], false);
        let many: Vec<String> = (0..MOST_FILES + 7).map(|number| format!("{number}.yaml")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        take(&mut state, &many);
        assert_eq!(state.files.len(), MOST_FILES);
        assert!(state.notices.iter().any(|notice| notice.text.contains("8 files")));
    }

    #[test]
    fn closing_turns_to_the_neighbour_and_the_last_one_leaves_an_empty_file() {
        let mut state = state(&["a.yaml", "b.yaml", "c.yaml"], false);
        state.reduce(Action::ShowFile("c.yaml".into()));
        state.reduce(Action::CloseFile("c.yaml".into()));
        assert_eq!((names(&state), state.settings.file.as_str()), (vec!["a.yaml", "b.yaml"], "b.yaml"));
        state.reduce(Action::Reopened { name: "c.yaml".into(), place: 2 });
        assert_eq!((names(&state).len(), state.settings.file.as_str()), (3, "c.yaml"));
        for name in ["c.yaml", "b.yaml", "a.yaml"] {
            state.reduce(Action::CloseFile(name.into()));
        }
        assert_eq!(names(&state), ["untitled.yaml"]);
    }

    #[test]
    fn a_tab_moves_and_takes_a_name_that_is_free() {
        let mut state = state(&["a.yaml", "b.yaml", "c.yaml"], false);
        state.reduce(Action::MoveFile(1));
        assert_eq!(names(&state), ["b.yaml", "a.yaml", "c.yaml"]);
        state.reduce(Action::MoveFile(-5));
        assert_eq!(names(&state), ["a.yaml", "b.yaml", "c.yaml"]);
        state.reduce(Action::RenameFile("c.yaml".into()));
        assert_eq!((names(&state)[0], state.settings.file.as_str()), ("c-2.yaml", "c-2.yaml"));
    }
}
