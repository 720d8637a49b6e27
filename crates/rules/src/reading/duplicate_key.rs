//! `duplicate-key`: the same key twice, of which kubectl takes the last without a word.

use plimsoll_source::order::by_number;
use plimsoll_source::{Surprise, SurpriseKind};

use crate::prelude::*;
use crate::{DocumentRef, Finding};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-key",
    title: "A key stands twice in one mapping",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Entries that are named beside the first. A key that stands more often is no slip of a person.
const MOST: usize = 8;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        let mut lost: Vec<Surprise> = part.surprises(SurpriseKind::DuplicateKey).collect();
        by_number(&mut lost, |surprise| surprise.related.unwrap_or(surprise.span).number());
        for key in lost.chunk_by(|one, next| one.related == next.related) {
            told(ctx, part, key).into_iter().for_each(|finding| findings.push(finding));
        }
    }
}

/// The entries of one key that do not count, as one finding, because one fix mends them all.
fn told<'a>(ctx: &Context<'a>, part: &DocumentRef<'a>, lost: &[Surprise]) -> Option<Finding> {
    let (first, others) = lost.split_first()?;
    let key = quoted(first.span.of(part.source.text()));
    let path = part.path_at(first.span);
    let (message, title) = match others.len() {
        0 => (
            format!("{key} stands again further down, so this one does not count"),
            "remove the entry that does not count",
        ),
        _ => (
            format!("{key} stands again further down, so only the last one counts"),
            "remove the entries that do not count",
        ),
    };
    let fix = Fix::safe(title, [Edit::remove_overridden(path.clone())]);
    let mut finding = RULE.at(&ctx.place_at(part, first.span), first.span, path, message).fix(fix);
    for other in others.iter().take(MOST) {
        finding = finding.related(other.span, "this one does not count either");
    }
    if let Some(counts) = first.related {
        finding = finding.related(counts, "this one counts");
    }
    Some(finding)
}

/// A key in backticks, its own quotes left out.
pub(super) fn quoted(key: &str) -> String {
    format!("`{}`", key.trim_matches(['"', '\'', '`']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn the_entries_of_a_key_are_told_at_the_first() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: a}
spec:
  hostNetwork: false
# ^^^^^^^^^^^ medium: `hostNetwork` stands again further down, so only the last one counts
  hostPID: false
  hostNetwork: false
  \"hostNetwork\": true
",
        );
    }

    #[test]
    fn keys_with_one_meaning_are_one_key() {
        check(&RULE, "data:\n  y: 1\n# ^ medium: `y` stands again further down, so this one does not count\n  on: 2\n");
        quiet(&RULE, "1.37", "a: {b: 1}\nc: {b: 1}\nd: [{b: 1}, {b: 1}]\n---\na: 1\n");
    }

    #[test]
    fn only_what_counts_is_left() {
        let (after, promises) = mended(&RULE, "1.37", "kind: List\nitems:\n- a: 1\n  b: 2\n  a: 3\n  a: 4 # c\n");
        assert_eq!(after, "kind: List\nitems:\n- b: 2\n  a: 4 # c\n");
        assert_eq!(promises, [plimsoll_report::Applicability::Safe]);
    }
}
