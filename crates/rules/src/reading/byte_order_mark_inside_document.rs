//! `byte-order-mark-inside-document`: U+FEFF that is no mark of the start, so that it belongs to a key, a value or a comment.

use plimsoll_source::SurpriseKind;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "byte-order-mark-inside-document",
    title: "A byte-order mark stands inside a document",
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

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        for mark in part.surprises(SurpriseKind::ByteOrderMark) {
            let path = part.path_at(mark.span);
            findings.push(RULE.at(
                &ctx.place_at(part, mark.span),
                mark.span,
                path,
                "a byte-order mark inside a document is text, though nothing shows it: take it away",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{environment, file, findings, quiet};

    #[test]
    fn in_a_key_and_in_a_value_it_is_text() {
        let text = "# c\n\u{FEFF}kind: Pod\nmetadata:\n  name: \u{FEFF}a\n";
        let found = findings(&RULE, &file("a.yaml", text), &environment("1.37"));
        let places: Vec<_> = found.iter().map(|finding| finding.path.to_string()).collect();
        assert_eq!(places.len(), 2);
        assert_eq!(places[1], "metadata.name");
    }

    #[test]
    fn in_a_comment_it_may_cost_other_lines_a_character() {
        let text = "kind: Pod # \u{FEFF}\n";
        assert_eq!(findings(&RULE, &file("a.yaml", text), &environment("1.37")).len(), 1);
    }

    #[test]
    fn at_the_start_it_does_nothing() {
        quiet(&RULE, "1.37", "\u{FEFF}kind: Pod\n---\n\u{FEFF}kind: Job\n");
    }
}
