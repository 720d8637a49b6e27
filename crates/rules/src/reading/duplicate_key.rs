//! `duplicate-key`: the same key twice, of which kubectl takes the last without a word.

use plimsoll_source::SurpriseKind;

use crate::prelude::*;

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

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        for surprise in part.surprises(SurpriseKind::DuplicateKey) {
            let path = part.path_at(surprise.span);
            let key = surprise.span.of(part.source.text());
            let mut finding = RULE.at(
                &ctx.place_at(part, surprise.span),
                surprise.span,
                path.clone(),
                format!("{} stands again further down, so this one does not count", quoted(key)),
            );
            if let Some(counts) = surprise.related {
                finding = finding.related(counts, "this one counts");
            }
            findings
                .push(finding.fix(Fix::safe("remove the entry that does not count", [Edit::remove_overridden(path)])));
        }
    }
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
    fn each_entry_that_is_lost_is_told() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: a}
spec:
  hostNetwork: false
# ^^^^^^^^^^^ medium: `hostNetwork` stands again further down, so this one does not count
  hostPID: false
  hostNetwork: false
# ^^^^^^^^^^^ medium: `hostNetwork` stands again further down, so this one does not count
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
        assert_eq!(promises, [plimsoll_report::Applicability::Safe; 2]);
    }
}
