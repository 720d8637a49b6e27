//! What the edge of the page does with files: edits beyond the shown one, keeping, saving, and taking steps back.

use plimsoll_report::TextEdit;

use super::Shell;
use crate::action::Action;
use crate::desk::Last;
use crate::editor::Editor;
use crate::host;
use crate::share::SharedFile;
use crate::state::{AppState, Notice, NoticeKind};
use crate::strings;

impl Shell {
    /// Every file, the shown one first.
    pub(super) fn all_files(&self, state: &AppState) -> Vec<SharedFile> {
        let shown = SharedFile { path: state.settings.file.clone(), text: self.editor.text() };
        let others = state.files.iter().filter(|name| ***name != *state.settings.file);
        let others = others.map(|name| SharedFile { path: name.to_string(), text: self.desk.text(name).to_string() });
        std::iter::once(shown).chain(others).collect()
    }

    /// Makes edits in each file, as one step there.
    pub(super) fn edit(&mut self, edits: &[TextEdit], state: &AppState) -> Vec<Action> {
        let shown = &state.settings.file;
        let (here, there): (Vec<&TextEdit>, Vec<&TextEdit>) =
            edits.iter().partition(|edit| edit.file == *shown || !state.files.iter().any(|name| **name == *edit.file));
        let mut changed = Vec::new();
        for chunk in there.chunk_by(|one, other| one.file == other.file) {
            let Some(name) = chunk.first().map(|edit| edit.file.as_str()) else { continue };
            let text = self.desk.text(name);
            if let Some(text) = self.editor.edit_elsewhere(name, &text, chunk) {
                self.desk.put(name.into(), text.into());
                changed.push(name.into());
            }
        }
        let is_here = !here.is_empty();
        let is_there = !changed.is_empty();
        self.desk.last = Last::Edited(changed, is_here);
        if is_here {
            self.by_own_hand(|editor| editor.edit(&here));
        }
        if is_there {
            self.keep_files(state);
        }
        if is_there && !is_here { vec![Action::TextChanged { typed: false }] } else { Vec::new() }
    }

    /// Takes the last step back, in every file that it changed.
    pub(super) fn undo(&mut self, state: &AppState) -> Vec<Action> {
        match std::mem::take(&mut self.desk.last) {
            Last::Closed(name, text) => {
                self.desk.put(name.clone(), text);
                vec![Action::Reopened { name, place: state.files.len() }]
            }
            Last::Edited(others, is_here) => {
                for name in &others {
                    let text = self.desk.text(name);
                    if let Some(text) = self.editor.undo_elsewhere(name, &text) {
                        self.desk.put(name.clone(), text.into());
                    }
                }
                if is_here {
                    self.by_own_hand(Editor::undo);
                }
                if others.is_empty() { Vec::new() } else { vec![Action::TextChanged { typed: false }] }
            }
            Last::Nothing => {
                self.by_own_hand(Editor::undo);
                Vec::new()
            }
        }
    }

    pub(super) fn keep_files(&self, state: &AppState) {
        if state.route.is_own() {
            host::keep_files(&self.desk.kept(&state.files, &state.settings.file), &self.editor.text());
        }
    }

    pub(super) fn save(&self, all: bool, state: &AppState) {
        let mut files = self.all_files(state);
        if !all {
            files.truncate(1);
        }
        host::save(&files);
    }

    /// Another page of this browser has kept its files since these were read: said once.
    pub(super) fn conflict(&mut self) -> Option<Action> {
        if self.conflict_told || !host::storage_conflict() {
            return None;
        }
        self.conflict_told = true;
        let (title, text) = (strings::CONFLICT.to_owned(), strings::CONFLICT_TEXT.to_owned());
        Some(Action::Notify(Notice { id: 0, kind: NoticeKind::Conflict, title, text }))
    }
}
