//! What a level would say of a Pod as a whole, and all single fixes as one.

use plimsoll_kube::pss::{self, Level};
use plimsoll_report::Applicability;

use crate::places::REVIEWABLE;
use crate::prelude::*;
use crate::table::RULES;

/// Pushes a finding about each Pod that `level` refuses.
pub(super) fn check<'a>(rule: &'static Rule, level: Level, ctx: &Context<'a>, findings: &mut Findings) {
    for (pod, evaluation) in ctx.evaluations() {
        if evaluation.level >= level {
            continue;
        }
        let stand_in_the_way = |violation: &&Violation<'a>| violation.level <= level;
        let violations: Vec<_> = evaluation.violations.iter().filter(stand_in_the_way).collect();
        let places = if violations.len() == 1 { "one place" } else { "places" };
        let count = if violations.len() == 1 { String::new() } else { format!("{} ", violations.len()) };
        let message = format!("level {} refuses the Pod for {count}{places}", level.as_str());
        let mut finding = rule.on(pod, pod.object().field(&["metadata", "name"]), message);
        for violation in violations.iter().take(REVIEWABLE) {
            finding = finding.related(violation.field.span(), violation.message.as_str());
        }
        findings.push(finding.fix(fix(level, ctx, pod, &violations)));
    }
}

/// The first fix of each finding of the rules that answer for the level's controls, but for those that take away what somebody
/// wrote, a volume or a capability: that is decided one by one.
fn fix<'a>(level: Level, ctx: &Context<'a>, pod: &Located<Pod<'a>>, violations: &[&Violation<'_>]) -> Option<Fix> {
    if violations.len() > REVIEWABLE {
        return None;
    }
    let (alone, mut found) = (ctx.alone(pod), Findings::new());
    let asks = |control: &Control| {
        pss::Control::parse(&control.id).is_some_and(|known| control.benchmark == "pss" && known.level() <= level)
    };
    for rule in RULES.iter().filter(|rule| rule.controls.iter().any(asks)) {
        (rule.check)(&alone, &mut found);
    }
    let (mut spans, mut edits, mut certain) = (Vec::new(), Vec::new(), true);
    for finding in found.into_vec() {
        let Some(fix) = finding.fixes.into_iter().next().filter(only_writes) else { continue };
        spans.push(finding.span);
        certain &= fix.applicability == Applicability::Safe;
        for edit in fix.edits {
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
    }
    let mended = violations.iter().filter(|violation| spans.contains(&violation.field.span())).count();
    let title = match violations.len() {
        _ if mended == 0 => return None,
        all if all == mended => format!("mend all that keeps it from level {}", level.as_str()),
        all => format!("mend {mended} of the {all} places that keep it from level {}", level.as_str()),
    };
    Some(Fix::safe_if(certain, title, NOTE, edits))
}

const NOTE: &str = "each edit may stop something; the findings of the single rules say what";

fn only_writes(fix: &Fix) -> bool {
    fix.applicability != Applicability::ShowOnly && !fix.edits.iter().any(|edit| matches!(edit, Edit::Remove { .. }))
}
