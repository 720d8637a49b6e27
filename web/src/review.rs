//! What a person should know of a planned change before it is made: what may stop, what is left out, and why.

use plimsoll_report::Applicability;

use crate::state::{AppState, Plan};
use crate::strings;

/// Notes beside a planned change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Fixes that may stop something, each with what.
    pub notes: Vec<String>,
    /// Fixes that are not in it, each with why.
    pub left_out: Vec<String>,
}

/// The notes beside a plan of the shown report.
pub fn of(state: &AppState, plan: &Plan) -> Review {
    let (Plan::Ready(planned), Some(shown)) = (plan, &state.shown) else { return Review::default() };
    let mut notes: Vec<String> = Vec::new();
    for (finding, fix) in &planned.applied {
        let fix = shown.finding(*finding).and_then(|finding| finding.fixes.get(*fix as usize));
        let Some(fix) = fix.filter(|fix| fix.applicability != Applicability::Safe) else { continue };
        let note = fix.note.as_deref().map(strings::note).unwrap_or_default();
        let line = format!("{}. {note}", strings::sentence(&fix.title)).trim_end().to_owned();
        if !notes.contains(&line) {
            notes.push(line);
        }
    }
    let left_out = planned.refused.iter().map(|(finding, reason)| {
        let line = shown.finding(*finding).map(|finding| finding.location.start.line);
        let reason = strings::note(reason);
        line.map_or_else(
            || reason.clone(),
            |line| format!("{}: {reason}", strings::sentence(&strings::at_line(line as usize))),
        )
    });
    Review { notes, left_out: left_out.collect() }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use plimsoll_report::Severity;

    use super::*;
    use crate::sample;
    use crate::settings::Settings;
    use crate::shown::Shown;
    use crate::state::Planned;

    #[test]
    fn what_may_stop_is_said_once_and_what_is_left_out_has_its_line() {
        let mut report = sample::report(&[("a", Severity::High, 2), ("b", Severity::High, 4), ("c", Severity::Low, 9)]);
        for finding in &mut report.findings[..2] {
            finding.fixes[0].applicability = Applicability::NeedsReview;
            finding.fixes[0].note = Some("it may stop".into());
        }
        let mut state = AppState::new(Settings::default(), String::new(), false);
        state.shown = Some(Rc::new(Shown::new(1, 1, report)));
        let planned = Planned {
            applied: vec![(0, 0), (1, 0), (2, 0)],
            refused: vec![(2, "an alias is in the way".into())],
            ..Planned::default()
        };
        let review = of(&state, &Plan::Ready(Rc::new(planned)));
        assert_eq!(review.notes, ["Mend it. It may stop."]);
        assert_eq!(review.left_out, ["Line 9: An alias is in the way."]);
    }
}
