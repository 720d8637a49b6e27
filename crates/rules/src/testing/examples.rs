//! Runs the examples of a rule's page: what is bad is found, what is good is not, and fixes lead from bad to fixed.

use plimsoll_report::Applicability;
use plimsoll_source::{File, edit};

use super::page::{Example, Page, Role};
use super::{environment, file, findings};
use crate::Rule;

/// Fixes are applied one after the other; more rounds than this and they go in circles.
const ROUNDS: usize = 10;

/// Runs the examples of a rule's page.
pub fn run_page(rule: &'static Rule) {
    let page = Page::of(rule);
    let mut before: Option<&Example> = None;
    for example in &page.examples {
        // Settings are read by the engine, whose tests run these.
        if before.is_some_and(|before| before.role == Role::Settings) {
            before = Some(example);
            continue;
        }
        match example.role {
            Role::Bad => {
                assert_eq!(count(rule, example), example.count, "`{}` on its bad example:\n{}", rule.id, example.text);
            }
            Role::Good => {
                assert_eq!(count(rule, example), 0, "`{}` on its good example:\n{}", rule.id, example.text);
            }
            Role::Fixed => {
                let bad = before.filter(|before| before.role == Role::Bad);
                let bad = bad.unwrap_or_else(|| panic!("`{}`: no bad example stands before its fixed form", rule.id));
                assert_eq!(fixed(rule, bad), example.text, "`{}`: fixes on\n{}", rule.id, bad.text);
                assert_eq!(count(rule, example), 0, "`{}` on its fixed example:\n{}", rule.id, example.text);
            }
            Role::Settings | Role::Plain => {}
        }
        before = Some(example);
    }
}

fn count(rule: &'static Rule, example: &Example) -> usize {
    let found = findings(rule, &file(&example.file, &example.text), &environment(&example.kubernetes));
    for finding in &found {
        well_worded(&finding.message);
        assert!(finding.fixes.is_empty() || rule.fixable, "`{}` says that it has no fixes", rule.id);
        for fix in &finding.fixes {
            well_worded(&fix.title);
            fix.note.iter().for_each(|note| well_worded(note));
            let to_review = fix.applicability == Applicability::NeedsReview;
            assert_eq!(
                to_review,
                fix.note.is_some(),
                "a fix to review, and no other, says what may stop: {}",
                fix.title
            );
            assert!(!fix.edits.is_empty(), "a fix changes something: {}", fix.title);
        }
    }
    found.len()
}

/// Lower case, no full stop, backticks in pairs.
fn well_worded(words: &str) {
    let start = words.chars().next().is_some_and(|first| first.is_lowercase() || first == '`');
    let pairs = words.matches('`').count().is_multiple_of(2);
    assert!(start && pairs && !words.ends_with('.'), "{words}");
}

fn fixed(rule: &'static Rule, example: &Example) -> String {
    mend(rule, &example.kubernetes, file(&example.file, &example.text))
}

/// A text after the first fix of each finding, and with which promises the first round of fixes came.
pub fn mended(rule: &'static Rule, version: &str, text: &str) -> (String, Vec<Applicability>) {
    let file = file("manifest.yaml", text);
    let found = findings(rule, &file, &environment(version));
    let promises = found.iter().filter_map(|finding| Some(finding.fixes.first()?.applicability)).collect();
    (mend(rule, version, file), promises)
}

/// Applies the first fix of one finding at a time, until nothing is left to fix.
fn mend(rule: &'static Rule, version: &str, mut file: File) -> String {
    let environment = environment(version);
    for _ in 0..ROUNDS {
        let found = findings(rule, &file, &environment);
        let Some((finding, fix)) = found.iter().find_map(|finding| Some((finding, finding.fixes.first()?))) else {
            return file.text().to_owned();
        };
        file = applied(&file, finding.document as usize, &fix.edits);
    }
    panic!("`{}`: after {ROUNDS} rounds there is still something to fix:\n{}", rule.id, file.text());
}

fn applied(before: &File, document: usize, edits: &[edit::Edit]) -> File {
    let planned = edit::plan(before, document, edits).unwrap_or_else(|refusal| panic!("{edits:?}: {}", refusal.reason));
    let after = edit::apply(before.text(), &planned).expect("planned edits do not overlap");
    edit::prove(before, document, edits, &after)
        .unwrap_or_else(|refusal| panic!("{edits:?}: {}\n{after}", refusal.reason))
}
