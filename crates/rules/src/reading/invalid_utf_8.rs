//! `invalid-utf-8`: bytes that no decoder understood, so that U+FFFD stands in their place.

use plimsoll_source::Span;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "invalid-utf-8",
    title: "A file holds bytes that are not UTF-8",
    severity: Severity::Low,
    confidence: Confidence::Medium,
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

/// How many more places a finding names.
const OTHERS: usize = 20;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        let document = part.span();
        let text = document.of(part.source.text());
        if text.is_ascii() {
            continue;
        }
        let mut places = text.match_indices('\u{FFFD}').map(|(index, character)| {
            let start = document.start + u32::try_from(index).unwrap_or(u32::MAX - document.start);
            Span::new(start, start.saturating_add(u32::try_from(character.len()).unwrap_or(0)))
        });
        let Some(first) = places.next() else { continue };
        let mut finding = RULE.at(
            &ctx.place_at(part, first),
            first,
            part.path_at(first),
            "this is U+FFFD, which kubectl reads where the bytes of a file are not UTF-8",
        );
        for place in places.take(OTHERS) {
            finding = finding.related(place, "here too");
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings, quiet};

    #[test]
    fn a_document_is_told_once_with_every_place() {
        check(
            &RULE,
            "
a: x\u{FFFD}y
#   ^ low: this is U+FFFD, which kubectl reads where the bytes of a file are not UTF-8
b: ü\u{FFFD}
---
c: \u{FFFD}
#  ^ low: this is U+FFFD, which kubectl reads where the bytes of a file are not UTF-8
",
        );
        let found = findings(&RULE, &file("a.yaml", "a: \u{FFFD}\nb: \u{FFFD}\n"), &environment("1.37"));
        assert_eq!((found.len(), found[0].related.len()), (1, 1));
        quiet(&RULE, "1.37", "a: é\nb: 語\n");
    }
}
