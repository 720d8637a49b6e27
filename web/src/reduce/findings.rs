//! Reports, and walking, opening and closing findings.

use std::rc::Rc;

use plimsoll_report::{FixSelection, Report};

use crate::action::{Effect, Origin, Purpose};
use crate::engine::supervisor::Wish;
use crate::prose;
use crate::shown::{FindingKey, Shown};
use crate::state::{AppState, Open, Plan, Tab};

impl AppState {
    pub(super) fn reported(&mut self, revision: u32, report: Report) -> Vec<Effect> {
        if revision != self.revision {
            return Vec::new();
        }
        self.reports += 1;
        let shown = Rc::new(Shown::new(self.reports, revision, report));
        if self.typed && shown.has_new_syntax_errors(self.shown.as_deref()) {
            self.held = Some(shown);
            return vec![Effect::Hold(revision)];
        }
        self.show(&shown)
    }

    pub(super) fn hold_over(&mut self, revision: u32) -> Vec<Effect> {
        // A text that changed since then brings a report of its own.
        match self.held.take_if(|held| held.revision == revision && revision == self.revision) {
            Some(held) => self.show(&held),
            None => Vec::new(),
        }
    }

    fn show(&mut self, shown: &Rc<Shown>) -> Vec<Effect> {
        self.held = None;
        self.restarted = false;
        self.shown = Some(shown.clone());
        let mut effects = vec![Effect::Marks];
        match self.open.take().and_then(|open| Some((shown.number(open.key)?, open))) {
            Some((number, open)) => {
                effects.extend(self.opened(number, open.fix));
            }
            None => effects.push(Effect::OpenMark(None)),
        }
        effects.extend(self.plan_dialog_again());
        effects.extend(self.decode());
        if let Some(place) = self.refocus.take() {
            let listed = self.listed();
            let next = listed.get(place.min(listed.len().saturating_sub(1))).and_then(|number| shown.key(*number));
            effects.push(next.map_or(Effect::FocusResults, |key| Effect::Reveal { key, focus: true }));
        }
        effects
    }

    pub(super) fn open_finding(&mut self, key: FindingKey, origin: Origin) -> Vec<Effect> {
        if origin == Origin::List && self.open.as_ref().is_some_and(|open| open.key == key) {
            self.open = None;
            return vec![Effect::OpenMark(None)];
        }
        let Some(number) = self.shown.as_ref().and_then(|shown| shown.number(key)) else { return Vec::new() };
        self.tab = Tab::Findings;
        self.uncover(number);
        let mut effects = self.opened(number, 0);
        match origin {
            Origin::List => effects.extend(self.go_to(number)),
            Origin::Editor => effects.push(Effect::Reveal { key, focus: false }),
            Origin::Ladder => {
                effects.extend(self.go_to(number));
                effects.push(Effect::Reveal { key, focus: true });
            }
        }
        effects
    }

    /// The next finding in the order of the text: after the open one, else after the caret. Walks in a ring.
    pub(super) fn walk(&mut self, forwards: bool, in_editor: bool) -> Vec<Effect> {
        let Some(shown) = self.shown.clone() else { return Vec::new() };
        let is_walked = |number: &u32| {
            shown
                .finding(*number)
                .is_some_and(|finding| finding.suppressed.is_none() && !self.hidden.contains(&finding.severity))
        };
        let order: Vec<u32> = (0..u32::try_from(shown.findings.len()).unwrap_or(u32::MAX)).filter(is_walked).collect();
        let open = self.open.as_ref().and_then(|open| shown.number(open.key));
        let rank = |file: &str| shown.files.iter().position(|other| other.path == file);
        let caret = (rank(&self.settings.file), self.cursor.line, self.cursor.column);
        let start = |number: u32| {
            let finding = shown.finding(number)?;
            let start = finding.location.start;
            Some((rank(&finding.file), start.line, start.column))
        };
        let is_after = |number: &u32| open.map_or_else(|| start(*number) > Some(caret), |open| *number > open);
        let is_before = |number: &u32| open.map_or_else(|| start(*number) < Some(caret), |open| *number < open);
        let next = if forwards {
            order.iter().find(|number| is_after(number)).or(order.first())
        } else {
            order.iter().rev().find(|number| is_before(number)).or(order.last())
        };
        let Some((number, key)) = next.and_then(|number| Some((*number, shown.key(*number)?))) else {
            return Vec::new();
        };
        self.tab = Tab::Findings;
        self.uncover(number);
        let mut effects = self.opened(number, 0);
        effects.extend(self.go_to(number));
        effects.push(Effect::Reveal { key, focus: !in_editor });
        effects
    }

    /// Opens the finding: its page, its plan, its mark.
    fn opened(&mut self, number: u32, fix: u32) -> Vec<Effect> {
        let Some(shown) = self.shown.clone() else { return Vec::new() };
        let (Some(finding), Some(key)) = (shown.finding(number), shown.key(number)) else { return Vec::new() };
        let fix = if (fix as usize) < finding.fixes.len() { fix } else { 0 };
        let can_mend = finding.suppressed.is_none() && !finding.fixes.is_empty();
        self.open = Some(Open { key, fix, plan: if can_mend { Plan::Asked } else { Plan::None } });
        let mut effects = vec![Effect::OpenMark(Some((key, prose::plain(&finding.message))))];
        if can_mend {
            effects.push(Effect::Wish(Wish::Plan(Purpose::Finding, FixSelection::These(vec![(number, fix)]))));
        }
        effects.extend(self.load_page(&Rc::from(finding.rule.as_ref())));
        effects.extend(self.load_index());
        effects
    }

    pub(super) fn choose_fix(&mut self, fix: u32) -> Vec<Effect> {
        let number = self.open.as_ref().and_then(|open| self.shown.as_ref()?.number(open.key));
        number.map(|number| self.opened(number, fix)).unwrap_or_default()
    }

    /// Shows the place of a finding, in its file.
    fn go_to(&mut self, number: u32) -> Vec<Effect> {
        let Some(finding) = self.shown.as_ref().and_then(|shown| shown.finding(number)).cloned() else {
            return Vec::new();
        };
        let start = finding.location.start;
        let mut effects = self.turn_to(&finding.file);
        let is_turned = !effects.is_empty();
        effects.push(Effect::GoTo { line: start.line, column: start.column, focus: false });
        if is_turned && let Some(open) = &self.open {
            effects.push(Effect::OpenMark(Some((open.key, prose::plain(&finding.message)))));
        }
        effects
    }

    /// Sees to it that a finding has a row: takes its severity out of the filter, shows more rows.
    fn uncover(&mut self, number: u32) {
        if let Some(finding) = self.shown.as_ref().and_then(|shown| shown.finding(number)) {
            let severity = finding.severity;
            self.hidden.retain(|hidden| *hidden != severity);
        }
        if let Some(place) = self.listed().iter().position(|listed| *listed == number) {
            while self.rows <= place {
                self.rows += crate::state::MORE_ROWS;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Severity;

    use super::*;
    use crate::action::Action;
    use crate::sample;
    use crate::settings::Settings;

    fn state(findings: &[(&str, Severity, u32)]) -> AppState {
        let mut state = AppState::new(Settings::default(), "2026-11-23".into(), false);
        state.reduce(Action::Reported { revision: 1, report: Box::new(sample::report(findings)) });
        state
    }

    fn report(state: &mut AppState, findings: &[(&str, Severity, u32)]) -> Vec<Effect> {
        let revision = state.revision;
        state.reduce(Action::Reported { revision, report: Box::new(sample::report(findings)) })
    }

    fn open_rule(state: &AppState) -> Option<String> {
        let shown = state.shown.as_ref()?;
        let number = shown.number(state.open.as_ref()?.key)?;
        shown.finding(number).map(|finding| finding.rule.to_string())
    }

    const THREE: &[(&str, Severity, u32)] =
        &[("a", Severity::Low, 1), ("b", Severity::Critical, 5), ("c", Severity::Medium, 9)];

    #[test]
    fn an_answer_to_an_older_text_is_dropped() {
        let mut state = state(THREE);
        state.reduce(Action::TextChanged { typed: true });
        let effects = state.reduce(Action::Reported { revision: 1, report: Box::new(sample::report(&[])) });
        assert!(effects.is_empty());
        assert_eq!(state.shown.as_ref().map(|shown| shown.findings.len()), Some(3));
        assert!(state.is_stale());
    }

    #[test]
    fn new_syntax_errors_wait_while_typing_and_are_dropped_when_mended() {
        let mut state = state(THREE);
        state.reduce(Action::TextChanged { typed: true });
        assert_eq!(report(&mut state, &[("yaml-syntax", Severity::High, 3)]), [Effect::Hold(2)]);
        assert_eq!(state.shown.as_ref().map(|shown| shown.findings.len()), Some(3));
        state.reduce(Action::TextChanged { typed: true });
        assert!(state.reduce(Action::HoldOver(2)).is_empty());
        report(&mut state, THREE);
        assert!(state.held.is_none() && !state.is_stale());
        state.reduce(Action::TextChanged { typed: true });
        report(&mut state, &[("yaml-syntax", Severity::High, 3)]);
        assert!(state.reduce(Action::HoldOver(4)).contains(&Effect::Marks));
        assert_eq!(state.shown.as_ref().map(|shown| shown.findings.len()), Some(1));
    }

    #[test]
    fn syntax_errors_of_a_text_that_nobody_types_are_shown_at_once() {
        let mut state = state(THREE);
        state.reduce(Action::TextChanged { typed: false });
        assert!(report(&mut state, &[("yaml-syntax", Severity::High, 3)]).contains(&Effect::Marks));
    }

    #[test]
    fn walking_goes_by_place_from_the_caret_and_round() {
        let mut state = state(THREE);
        state.cursor.line = 4;
        for expected in ["b", "c", "a"] {
            state.reduce(Action::Walk { forwards: true, in_editor: true });
            assert_eq!(open_rule(&state).as_deref(), Some(expected));
        }
        state.reduce(Action::Walk { forwards: false, in_editor: true });
        assert_eq!(open_rule(&state).as_deref(), Some("c"));
        state.reduce(Action::ToggleSeverity(Severity::Critical));
        state.reduce(Action::Walk { forwards: false, in_editor: true });
        assert_eq!(open_rule(&state).as_deref(), Some("a"));
    }

    #[test]
    fn opening_asks_for_the_page_and_the_plan_and_a_new_report_asks_again() {
        let mut state = state(THREE);
        let key = state.shown.as_ref().map(|shown| shown.keys[1]).expect("a key");
        let effects = state.reduce(Action::Open(key, Origin::List));
        let plan = |number| Effect::Wish(Wish::Plan(Purpose::Finding, FixSelection::These(vec![(number, 0)])));
        assert!(effects.contains(&plan(1)) && effects.contains(&Effect::LoadPage("b".into())));
        assert!(effects.contains(&Effect::GoTo { line: 5, column: 3, focus: false }));
        state.reduce(Action::TextChanged { typed: true });
        assert!(report(&mut state, &THREE[1..]).contains(&plan(0)));
        assert!(state.reduce(Action::Open(key, Origin::List)).contains(&Effect::OpenMark(None)));
        assert_eq!(state.open, None);
    }

    #[test]
    fn a_mark_opens_its_row_even_where_it_was_filtered_out_or_beyond_the_rows() {
        let many: Vec<(String, Severity, u32)> =
            (0..450).map(|number| (format!("r{number}"), Severity::Low, number + 1)).collect();
        let many: Vec<(&str, Severity, u32)> =
            many.iter().map(|(rule, severity, line)| (rule.as_str(), *severity, *line)).collect();
        let mut state = state(&many);
        state.reduce(Action::ToggleSeverity(Severity::Low));
        let key = state.shown.as_ref().map(|shown| shown.keys[430]).expect("a key");
        assert!(state.reduce(Action::Open(key, Origin::Editor)).contains(&Effect::Reveal { key, focus: false }));
        assert!(state.hidden.is_empty());
        assert_eq!(state.rows, 460);
    }
}
