//! The oracle of fixes: each changes the values it names and nothing else, twice is once, and all together come to an end.

use plimsoll_report::{Applicability, Audience, Finding, FixSelection};
use plimsoll_rules::testing::{environment, findings};
use plimsoll_source::edit::{self, Aliases, Edit};
use plimsoll_source::{File, Path, Step};

use crate::corpus::{all, apply, workspace};
use crate::oracle;

/// The edits that a rule gives for a fix of the report, with the number of their document.
fn symbolic(file: &File, finding: &Finding, fix: usize) -> Option<(usize, Vec<Edit>)> {
    let rule = plimsoll_rules::find(&finding.rule).unwrap();
    let is_meant = |raw: &&plimsoll_rules::Finding| {
        raw.span.start == finding.location.start.offset && raw.message == finding.message
    };
    let found = findings(rule, file, &environment("latest"));
    let raw = found.iter().find(is_meant)?;
    let (document, edits) = (raw.document as usize, raw.fixes.get(fix)?.edits.clone());
    let Some(aliases) = Aliases::of(file, document) else { return Some((document, edits)) };
    let (edits, also) = aliases.name_all(edits);
    // What a fix changes besides is told to whoever looks at it.
    let offered = &finding.fixes[fix];
    let told = |path: &Path| offered.note.as_ref().is_some_and(|note| note.contains(&format!("`{path}`")));
    assert!(also.iter().all(told), "{:?} of {also:?}", offered.note);
    assert!(also.is_empty() || offered.applicability != Applicability::Safe, "{}", offered.title);
    Some((document, edits))
}

/// Of findings of rules that say they mend, so many of a hundred are offered a fix that can be made.
const OFFERED: usize = 98;

/// Why a place is not for a fix to change: a field of another name shares it, or nobody knows what the document says.
const NOT_TO_MEND: [&str; 2] = ["has an anchor that an alias uses", "could not be read in full"];

#[test]
fn a_fix_is_offered_where_rules_say_so() {
    let (mut found, mut without) = (0, Vec::new());
    for manifest in all() {
        let mut workspace = workspace(&manifest.name, &manifest.text, Audience::Opinion);
        let report = workspace.check();
        for (number, finding) in (0..).zip(&report.findings) {
            if !plimsoll_rules::find(&finding.rule).unwrap().fixable {
                continue;
            }
            found += 1;
            let fixes = (0..finding.fixes.len()).map(|fix| (number, u32::try_from(fix).unwrap()));
            let mut reasons = Vec::new();
            let is_made = |place| {
                let plan = workspace.plan_fixes(&FixSelection::These(vec![place]));
                reasons.extend(plan.refused.into_iter().map(|refusal| refusal.reason));
                plan.applied.contains(&place)
            };
            if fixes.into_iter().any(is_made) {
                continue;
            }
            let start = finding.location.start;
            let (name, rule) = (&manifest.name, &finding.rule);
            without.push(format!("{name}:{}:{}: {rule} {reasons:?}", start.line, start.column));
        }
    }
    let offered = found - without.len();
    let list = without.join("\n");
    println!("{offered} of {found} findings of rules that mend are offered a fix; these are not:\n{list}");
    assert!(found > 500, "too little to be sure of: {found}");
    assert!(offered * 100 >= OFFERED * found, "{offered} of {found}:\n{list}");
}

#[test]
fn each_fix_changes_what_it_names_and_nothing_else() {
    let (mut proved, mut compared) = (0, 0);
    for manifest in all() {
        let mut workspace = workspace(&manifest.name, &manifest.text, Audience::Opinion);
        let before = File::read(&manifest.name, manifest.text.as_str().into());
        let report = workspace.check();
        for (number, finding) in (0..).zip(&report.findings) {
            for fix in 0..finding.fixes.len() {
                let which = format!("{}: {} at {:?}", manifest.name, finding.fixes[fix].title, finding.location.start);
                let place = (number, u32::try_from(fix).unwrap());
                let plan = workspace.plan_fixes(&FixSelection::These(vec![place]));
                let Some(changed) = plan.files.first() else {
                    assert!(!plan.refused.is_empty() && !plan.refused[0].reason.is_empty(), "{which}");
                    continue;
                };
                let after = apply(&manifest.text, &changed.edits);
                let (document, edits) = symbolic(&before, finding, fix).expect(&which);
                // Two readers that know nothing of each other: ours reads what the other one refuses.
                edit::prove(&before, document, &edits, &after).expect(&which);
                compared += usize::from(agrees(&manifest.text, &after, document, &edits, &which));
                let again = File::read(&manifest.name, after.as_str().into());
                let second = edit::plan(&again, document, &edits).expect(&which);
                assert!(
                    !is_once(&edits) || edit::apply(&after, &second).unwrap() == after,
                    "{which}: twice is not once"
                );
                proved += 1;
            }
        }
    }
    println!("{proved} fixes are proved, {compared} of them by two readers");
    assert!(proved > 700 && compared > 600, "too little to be sure of: {proved} fixes, {compared} compared");
}

/// Whether edits can be made twice without doing more: an item would be added again, and after a removal another one stands
/// in the place.
fn is_once(edits: &[Edit]) -> bool {
    edits.iter().all(|edit| match edit {
        Edit::Append { .. } => false,
        Edit::Remove { path } => !matches!(path.steps().last(), Some(Step::Index(_))),
        Edit::Set { .. } | Edit::Merge { .. } | Edit::RemoveOverridden { .. } | Edit::Rename { .. } => true,
    })
}

/// Whether the independent reader can judge; fails where it finds another difference than the edits.
fn agrees(before: &str, after: &str, document: usize, edits: &[Edit], which: &str) -> bool {
    let (Some(mut before), Some(mut after)) = (oracle::read(before), oracle::read(after)) else { return false };
    // Documents of nothing but comments are counted by this reader only.
    if before.iter().any(serde_yaml::Value::is_null) || before.len() <= document {
        return false;
    }
    before.iter_mut().chain(&mut after).for_each(oracle::merge);
    // Places in a list are those of before, so what goes last goes first.
    let (mut removals, others): (Vec<&Edit>, Vec<&Edit>) =
        edits.iter().partition(|edit| matches!(edit, Edit::Remove { .. }));
    removals.sort_by(|one, other| other.path().cmp(one.path()));
    others.into_iter().chain(removals).for_each(|edit| oracle::edit(&mut before[document], edit));
    assert_eq!(before, after, "{which}");
    true
}

#[test]
fn comments_stay() {
    for manifest in all() {
        let comments = |text: &str| {
            let file = File::read(&manifest.name, text.into());
            let documents = 0..file.documents().len();
            documents
                .flat_map(|document| {
                    file.comments(document).map(|one| (one.span, one.text.to_owned())).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        };
        let mut workspace = workspace(&manifest.name, &manifest.text, Audience::Opinion);
        let report = workspace.check();
        let open = |finding: &Finding| finding.suppressed.is_none() && !finding.fixes.is_empty();
        let fixes = (0..).zip(&report.findings).filter(|(_, finding)| open(finding));
        let plan = workspace.plan_fixes(&FixSelection::These(fixes.map(|(number, _)| (number, 0)).collect()));
        for file in &plan.files {
            let mut after = comments(&apply(&manifest.text, &file.edits)).into_iter().peekable();
            for (span, text) in comments(&manifest.text) {
                // What was said within a value goes with the value.
                let is_gone =
                    || file.edits.iter().any(|edit| edit.start.offset <= span.start && span.end <= edit.end.offset);
                let stays = after.next_if(|(_, left)| *left == text).is_some();
                assert!(stays || is_gone(), "{}: {text}", manifest.name);
            }
            assert!(after.next().is_none(), "{}", manifest.name);
        }
    }
}

/// A rule that wants what another one does not: nobody asks for both.
const CONTRARY: &str = "cpu-limit-present";

#[test]
fn all_fixes_together_come_to_an_end() {
    for manifest in all() {
        for to_review in [false, true] {
            let may = |applicability: Applicability| {
                applicability == Applicability::Safe || (to_review && applicability == Applicability::NeedsReview)
            };
            let mut text = manifest.text.clone();
            let mut rounds = 0;
            let left = loop {
                let mut workspace = workspace(&manifest.name, &text, Audience::Opinion);
                let report = workspace.check();
                let is_open = |finding: &Finding| finding.suppressed.is_none() && finding.rule != CONTRARY;
                let open = (0..).zip(&report.findings).filter(|(_, finding)| is_open(finding));
                let fixes: Vec<(u32, u32)> = open
                    .filter_map(|(number, finding)| {
                        let place = finding.fixes.iter().position(|fix| may(fix.applicability))?;
                        Some((number, u32::try_from(place).unwrap()))
                    })
                    .collect();
                let plan = workspace.plan_fixes(&FixSelection::These(fixes));
                let Some(file) = plan.files.first() else { break plan };
                text = apply(&text, &file.edits);
                rounds += 1;
                assert!(rounds <= 10, "{}: no end\n{text}", manifest.name);
            };
            // What is left stands where no fix may change anything.
            assert!(left.applied.is_empty(), "{}: {:?}", manifest.name, left.applied);
            let stays = |reason: &str| NOT_TO_MEND.iter().any(|known| reason.contains(known));
            assert!(left.refused.iter().all(|one| stays(&one.reason)), "{}: {:?}", manifest.name, left.refused);
        }
    }
}
