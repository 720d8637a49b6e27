//! `key-overridden-by-merge`: a `<<` below a key, which kubectl merges over it.

use plimsoll_source::SurpriseKind;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "key-overridden-by-merge",
    title: "A merge overrides a key that stands before it",
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

use super::duplicate_key::quoted;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        for surprise in part.surprises(SurpriseKind::OverriddenByMerge) {
            let key = surprise.span.of(part.source.text());
            let path = part.path_at(surprise.span);
            // The other way, with the `<<` first, would change what the cluster does, and for other keys too.
            let fix = Fix::safe("remove the key that does not count", [Edit::remove_overridden(path.clone())]);
            let message = format!("{} does not count: a `<<` below it brings another value", quoted(key));
            let mut finding = RULE.at(&ctx.place_at(part, surprise.span), surprise.span, path, message).fix(fix);
            if let Some(counts) = surprise.related {
                finding = finding.related(counts, "this one counts");
            }
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn merges_apply_in_the_order_of_the_text() {
        check(
            &RULE,
            "
base: &base {privileged: true, runAsUser: 0}
one:
  privileged: false
# ^^^^^^^^^^ medium: `privileged` does not count: a `<<` below it brings another value
  <<: *base
  runAsUser: 1000
",
        );
    }

    #[test]
    fn what_the_merge_brings_stays() {
        let text = "base: &base {x: 1, y: 2}\none:\n  x: 3\n  z: 4\n  <<: *base\ntwo: {x: 5, <<: *base, y: 6}\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert_eq!(after, "base: &base {x: 1, y: 2}\none:\n  z: 4\n  <<: *base\ntwo: {<<: *base, y: 6}\n");
        assert_eq!(promises, [plimsoll_report::Applicability::Safe, plimsoll_report::Applicability::Safe]);
    }

    #[test]
    fn a_merge_that_comes_first_or_says_the_same_is_fine() {
        quiet(&RULE, "1.37", "a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}\nc: {x: 1, <<: *a}\nd: {z: 1, <<: *a}\n");
    }
}
