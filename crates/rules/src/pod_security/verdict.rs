//! What a level would say of a Pod as a whole, and all single fixes as one.

use plimsoll_kube::pss::{self, Level};
use plimsoll_report::Applicability;

use crate::Finding;
use crate::places::REVIEWABLE;
use crate::prelude::*;
use crate::table::RULES;

/// Pushes a finding about each Pod that `level` refuses.
pub(super) fn check<'a>(rule: &'static Rule, level: Level, ctx: &Context<'a>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let evaluation = pss::evaluate(pod, ctx.version());
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

/// The first fix of each finding of the rules that answer for the level's controls. None where one place is left without: what
/// the level still refuses would be no remedy. None either where something goes that somebody wrote, a volume or a capability:
/// that is decided one by one.
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
    let found = found.into_vec();
    let mends =
        |finding: &&Finding| finding.fixes.first().is_some_and(|it| it.applicability != Applicability::ShowOnly);
    let is_mended =
        |violation: &&&Violation<'_>| found.iter().filter(mends).any(|finding| finding.span == violation.field.span());
    if !violations.iter().all(|violation| is_mended(&violation)) {
        return None;
    }
    let fixes: Vec<_> = found.iter().filter(mends).filter_map(|finding| finding.fixes.first()).collect();
    let mut edits: Vec<Edit> = Vec::new();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        if matches!(edit, Edit::Remove { .. }) {
            return None;
        }
        if !edits.contains(edit) {
            edits.push(edit.clone());
        }
    }
    let certain = fixes.iter().all(|fix| fix.applicability == Applicability::Safe);
    Some(Fix::safe_if(certain, format!("mend all that keeps it from level {}", level.as_str()), NOTE, edits))
}

const NOTE: &str = "each edit may stop something; the findings of the single rules say what";
