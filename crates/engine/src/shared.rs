//! Fixes of what an alias or a `<<` shares: they name every place that they change, and are to be looked at.

use plimsoll_report::Applicability;
use plimsoll_rules::{Finding, Fix};
use plimsoll_source::edit::Aliases;

use crate::workspace::Held;

/// Names in the fixes of findings of one document what they change besides.
pub(crate) fn name_all(aliases: Option<&Aliases<'_>>, findings: &mut [Finding]) {
    let Some(aliases) = aliases else { return };
    findings.iter_mut().flat_map(|finding| &mut finding.fixes).for_each(|fix| name(aliases, fix));
}

/// The same for findings of rules that look at everything.
pub(crate) fn name_wide(files: &[Held], findings: &mut [Finding]) {
    let mut known: Vec<((u32, u32), Option<Aliases<'_>>)> = Vec::new();
    for finding in findings.iter_mut().filter(|finding| !finding.fixes.is_empty()) {
        let place = (finding.file, finding.document);
        let at = known.partition_point(|(known, _)| *known < place);
        if known.get(at).is_none_or(|(known, _)| *known != place) {
            let held = files.get(finding.file as usize);
            let aliases = held.and_then(|held| Aliases::of(&held.file, finding.document as usize));
            known.insert(at, (place, aliases));
        }
        let aliases = known.get(at).and_then(|(_, aliases)| aliases.as_ref());
        name_all(aliases, std::slice::from_mut(finding));
    }
}

fn name(aliases: &Aliases<'_>, fix: &mut Fix) {
    let (edits, also) = aliases.name_all(std::mem::take(&mut fix.edits));
    fix.edits = edits;
    if also.is_empty() {
        return;
    }
    let places: Vec<String> = also.iter().map(|path| format!("`{path}`")).collect();
    let shared = format!("the value is shared: with it change {}", places.join(", "));
    fix.note = Some(match fix.note.take() {
        Some(note) => format!("{note}; {shared}"),
        None => shared,
    });
    if fix.applicability == Applicability::Safe {
        fix.applicability = Applicability::NeedsReview;
    }
}
