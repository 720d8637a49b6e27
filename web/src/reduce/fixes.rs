//! Changes that are shown before they are made: of the open finding, of a dialog.

use std::rc::Rc;

use plimsoll_report::FixSelection;

use crate::action::{Ask, Effect, Purpose};
use crate::engine::supervisor::Wish;
use crate::state::{AppState, Dialog, FixDialog, Plan, Planned, lift};
use crate::{prose, strings};

impl AppState {
    pub(super) fn planned(
        &mut self,
        purpose: Purpose,
        revision: u32,
        planned: Result<Rc<Planned>, String>,
    ) -> Vec<Effect> {
        if revision != self.revision {
            return Vec::new();
        }
        let plan = planned.map_or_else(Plan::Failed, Plan::Ready);
        match (purpose, &mut self.open, &mut self.dialog) {
            (Purpose::Finding, Some(open), _) => open.plan = plan,
            (Purpose::Dialog, _, Some(Dialog::Fix(dialog))) => dialog.plan = plan,
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn open_dialog(&mut self, ask: &Ask) -> Vec<Effect> {
        match ask {
            Ask::Share => {
                self.dialog = Some(Dialog::Share { link: None, copied: None });
                vec![Effect::MakeLink]
            }
            Ask::Examples | Ask::Rename | Ask::Forget => {
                self.dialog = Some(match ask {
                    Ask::Rename => Dialog::Rename,
                    Ask::Forget => Dialog::Forget,
                    _ => Dialog::Examples,
                });
                Vec::new()
            }
            Ask::Allow => {
                let number = self.open.as_ref().and_then(|open| self.shown.as_ref()?.number(open.key));
                self.dialog = number.map(Dialog::Allow);
                Vec::new()
            }
            Ask::FixSafe | Ask::Lift(_) | Ask::FixOne(_) => match self.fix_dialog(ask) {
                Some((title, selection)) => {
                    self.dialog =
                        Some(Dialog::Fix(FixDialog { title, selection: selection.clone(), plan: Plan::Asked }));
                    vec![Effect::Wish(Wish::Plan(Purpose::Dialog, selection))]
                }
                None => Vec::new(),
            },
        }
    }

    fn fix_dialog(&self, ask: &Ask) -> Option<(String, FixSelection)> {
        let shown = self.shown.as_ref()?;
        match ask {
            Ask::FixSafe => Some((strings::fix_safe_title(shown.safe_fixes()), FixSelection::Safe)),
            Ask::Lift(level) => {
                let (_, workload) = self.chosen_workload()?;
                let fixes = lift(workload, shown, *level);
                Some((strings::lift_title(&workload.resource.name, *level), FixSelection::These(fixes)))
            }
            Ask::FixOne(number) => {
                let fix = shown.finding(*number)?.fixes.first()?;
                Some((strings::sentence(&prose::plain(&fix.title)), FixSelection::These(vec![(*number, 0)])))
            }
            Ask::Share | Ask::Examples | Ask::Allow | Ask::Rename | Ask::Forget => None,
        }
    }

    /// A dialog that was open while the text changed shows the change of the new text. Its fixes are named by the numbers
    /// of a report that is gone, so only a selection without numbers can be asked for again.
    pub(super) fn plan_dialog_again(&mut self) -> Vec<Effect> {
        match &self.dialog {
            Some(Dialog::Fix(FixDialog { selection: FixSelection::Safe, plan: Plan::Asked, .. })) => {
                vec![Effect::Wish(Wish::Plan(Purpose::Dialog, FixSelection::Safe))]
            }
            Some(Dialog::Fix(FixDialog { plan: Plan::Asked, .. }) | Dialog::Allow(_)) => {
                self.dialog = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn apply_open(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let Plan::Ready(planned) = &open.plan else { return Vec::new() };
        let planned = planned.clone();
        let number = self.shown.as_ref().and_then(|shown| shown.number(open.key));
        self.refocus = number.and_then(|number| self.listed().iter().position(|listed| *listed == number));
        self.apply(&planned)
    }

    pub(super) fn apply_dialog(&mut self) -> Vec<Effect> {
        let Some(Dialog::Fix(FixDialog { plan: Plan::Ready(planned), .. })) = &self.dialog else { return Vec::new() };
        let planned = planned.clone();
        self.dialog = None;
        let mut effects = self.apply(&planned);
        effects.push(Effect::FocusResults);
        effects
    }

    fn apply(&mut self, planned: &Planned) -> Vec<Effect> {
        if planned.edits.is_empty() {
            return Vec::new();
        }
        self.said = Some(strings::applied(planned.applied.len()));
        vec![Effect::Edit(planned.edits.clone())]
    }

    pub(super) fn allow(&mut self, reason: &str) -> Vec<Effect> {
        let Some(Dialog::Allow(number)) = self.dialog.take() else { return Vec::new() };
        let Some(finding) = self.shown.as_ref().and_then(|shown| shown.finding(number)) else { return Vec::new() };
        let line = finding.location.start.line;
        let comment = allow_comment(&finding.rule, reason);
        let file = finding.file.clone();
        let mut effects = self.turn_to(&file);
        self.said = Some(strings::COMMENT_INSERTED.to_owned());
        effects.push(Effect::Comment { line, comment });
        effects
    }
}

/// The comment that allows a rule. The reason is one line without the parentheses that end it.
fn allow_comment(rule: &str, reason: &str) -> String {
    let words: Vec<&str> = reason.split_whitespace().collect();
    let reason = words.join(" ").replace('(', "[").replace(')', "]");
    if reason.is_empty() { format!("# plimsoll: allow {rule}") } else { format!("# plimsoll: allow {rule} ({reason})") }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::{PodSecurityLevel, Position, Severity, TextEdit};

    use super::*;
    use crate::action::{Action, Origin};
    use crate::sample;
    use crate::settings::Settings;

    fn state() -> AppState {
        let mut state = AppState::new(Settings::default(), "2026-11-23".into(), false);
        let mut report = sample::report(&[("a", Severity::High, 2), ("b", Severity::Low, 4)]);
        report.pod_security = vec![sample::workload("agent", 1, 1)];
        state.reduce(Action::Reported { revision: 1, report: Box::new(report) });
        state
    }

    fn planned() -> Rc<Planned> {
        let at = Position::default();
        let edit = TextEdit { file: "a.yaml".into(), start: at, end: at, text: "x".into() };
        Rc::new(Planned { edits: [edit].into(), applied: vec![(0, 0)], ..Planned::default() })
    }

    #[test]
    fn the_diff_comes_before_the_change_and_the_focus_goes_to_what_stands_next() {
        let mut state = state();
        let key = state.shown.as_ref().map(|shown| shown.keys[0]).expect("a key");
        state.reduce(Action::Open(key, Origin::List));
        assert!(state.reduce(Action::ApplyOpen).is_empty());
        state.reduce(Action::Planned { purpose: Purpose::Finding, revision: 1, planned: Ok(planned()) });
        assert_eq!(state.reduce(Action::ApplyOpen), [Effect::Edit(planned().edits.clone())]);
        state.reduce(Action::TextChanged { typed: false });
        let report = Box::new(sample::report(&[("b", Severity::Low, 4)]));
        let effects = state.reduce(Action::Reported { revision: 2, report });
        let next = state.shown.as_ref().map(|shown| shown.keys[0]).expect("a key");
        assert!(effects.contains(&Effect::Reveal { key: next, focus: true }));
        assert_eq!(state.open, None);
    }

    #[test]
    fn a_plan_of_an_older_text_is_dropped() {
        let mut state = state();
        state.reduce(Action::OpenDialog(Ask::FixSafe));
        state.reduce(Action::TextChanged { typed: true });
        state.reduce(Action::Planned { purpose: Purpose::Dialog, revision: 1, planned: Ok(planned()) });
        assert!(state.reduce(Action::ApplyDialog).is_empty());
        let report = Box::new(sample::report(&[("a", Severity::High, 2)]));
        let effects = state.reduce(Action::Reported { revision: 2, report });
        assert!(effects.contains(&Effect::Wish(Wish::Plan(Purpose::Dialog, FixSelection::Safe))));
    }

    #[test]
    fn a_lift_takes_each_finding_once() {
        let mut state = state();
        let effects = state.reduce(Action::OpenDialog(Ask::Lift(PodSecurityLevel::Restricted)));
        assert_eq!(effects, [Effect::Wish(Wish::Plan(Purpose::Dialog, FixSelection::These(vec![(0, 0)])))]);
    }

    #[test]
    fn a_reason_cannot_break_out_of_its_comment() {
        assert_eq!(allow_comment("a", " why (not)\nnow "), "# plimsoll: allow a (why [not] now)");
        assert_eq!(allow_comment("a", "  "), "# plimsoll: allow a");
    }
}
