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
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

use super::duplicate_key::quoted;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        for surprise in part.surprises(SurpriseKind::OverriddenByMerge) {
            let key = surprise.span.of(part.source.text());
            let mut finding = RULE.at(
                &ctx.place_at(part, surprise.span),
                surprise.span,
                part.path_at(surprise.span),
                format!("{} does not count: a `<<` below it brings another value", quoted(key)),
            );
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
    use crate::testing::{check, quiet};

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
    fn a_merge_that_comes_first_or_says_the_same_is_fine() {
        quiet(&RULE, "1.37", "a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}\nc: {x: 1, <<: *a}\nd: {z: 1, <<: *a}\n");
    }
}
