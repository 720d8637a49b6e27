//! The document at the caret as the cluster sees it: asked for while its tab is open, again when the text or the document changes.

use std::rc::Rc;

use plimsoll_report::Decoded;

use crate::action::Effect;
use crate::engine::supervisor::Wish;
use crate::state::{AppState, Cursor, Tab};

impl AppState {
    pub(super) fn cursor_moved(&mut self, cursor: Cursor) -> Vec<Effect> {
        self.cursor = cursor;
        self.decode()
    }

    pub(super) fn decoded(&mut self, revision: u32, decoded: Rc<Decoded>) -> Vec<Effect> {
        if revision == self.revision {
            self.decoded = Some((revision, decoded));
        }
        // Whoever went to another document and came back meanwhile found the one that they had asked for first.
        if self.decoded_for == self.cursor.line { Vec::new() } else { self.decode() }
    }

    /// Asks for the document at the caret, if it is wanted and not here. A text that is yet to be checked brings a report, and that asks.
    pub(super) fn decode(&mut self) -> Vec<Effect> {
        let is_wanted = self.tab == Tab::Decoded && !self.empty && !self.is_stale();
        let is_here = self.decoded.as_ref().is_some_and(|(revision, decoded)| {
            let (first, last) = decoded.lines_of_file;
            *revision == self.revision && (first..=last).contains(&self.cursor.line)
        });
        if !is_wanted || is_here {
            return Vec::new();
        }
        self.decoded_for = self.cursor.line;
        vec![Effect::Wish(Wish::Decode(self.cursor.line))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Action;
    use crate::sample;
    use crate::settings::Settings;

    fn report(state: &mut AppState) -> Vec<Effect> {
        let revision = state.revision;
        state.reduce(Action::Reported { revision, report: Box::new(sample::report(&[])) })
    }

    #[test]
    fn the_document_is_asked_for_once_and_again_when_the_text_or_the_document_changes() {
        let wish = |line| Effect::Wish(Wish::Decode(line));
        let mut state = AppState::new(Settings::default(), "2026-11-23".into(), false);
        assert!(!report(&mut state).contains(&wish(1)));
        assert_eq!(state.reduce(Action::ShowTab(Tab::Decoded)), [wish(1)]);
        let decoded = Rc::new(Decoded { lines_of_file: (1, 4), ..Decoded::default() });
        state.reduce(Action::Decoded { revision: state.revision, decoded: decoded.clone() });
        let to = |line| Action::CursorMoved(Cursor { line, column: 1 });
        assert!(state.reduce(to(4)).is_empty());
        assert_eq!(state.reduce(to(5)), [wish(5)]);
        // Back before the answer to that: it is the wrong one by then, and the right one is asked for again.
        assert!(state.reduce(to(2)).is_empty());
        let other = Rc::new(Decoded { lines_of_file: (5, 9), ..Decoded::default() });
        let answer = Action::Decoded { revision: state.revision, decoded: other };
        assert_eq!(state.reduce(answer.clone()), [wish(2)]);
        // Where a line belongs to no document, nobody asks for ever.
        assert!(state.reduce(answer).is_empty());
        state.reduce(Action::Decoded { revision: state.revision, decoded: decoded.clone() });
        state.reduce(Action::TextChanged { typed: true });
        assert!(state.reduce(to(3)).is_empty());
        assert!(report(&mut state).contains(&wish(3)));
        state.reduce(Action::Decoded { revision: 1, decoded });
        assert_eq!(state.decoded.as_ref().map(|(revision, _)| *revision), Some(1));
    }
}
