//! `hidden-line-break`: U+0085, U+2028 or U+2029, at which kubectl ends a line and an editor does not.

use plimsoll_source::SurpriseKind;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "hidden-line-break",
    title: "A character that few programs show ends a line",
    severity: Severity::High,
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
        let mut breaks: Vec<_> = part.surprises(SurpriseKind::LineBreak).collect();
        // One finding says it for the whole document, at the first; they are many where a program writes them.
        let Some(first) = breaks.iter().map(|surprise| surprise.span).min() else { continue };
        breaks.retain(|surprise| surprise.span != first);
        let character = first.of(part.source.text()).chars().next().map_or(0, u32::from);
        let mut finding = RULE.at(
            &ctx.place_at(part, first),
            first,
            part.path_at(first),
            format!("the character U+{character:04X} ends the line for kubectl, and most editors do not show it"),
        );
        for other in breaks.iter().take(OTHERS) {
            finding = finding.related(other.span, "here too");
        }
        findings.push(finding);
    }
}

/// How many more places a finding names.
const OTHERS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{environment, file, findings, quiet};

    #[test]
    fn what_ends_a_comment_a_text_or_a_block_is_told() {
        for (text, message) in [
            ("a: 1 # c\u{2028}b: 2\n", "U+2028"),
            ("a: 1 # c\u{2029}b: 2\n", "U+2029"),
            ("a: x\u{85}b: 2\n", "U+0085"),
            ("a: |\n  # x\u{2028}b: 2\n", "U+2028"),
        ] {
            let file = file("a.yaml", text);
            let found = findings(&RULE, &file, &environment("1.37"));
            assert_eq!(found.len(), 1, "{text:?}");
            assert!(found[0].message.contains(message), "{text:?}");
            assert!(file.root(0).unwrap().get("b").is_some(), "{text:?}");
        }
    }

    #[test]
    fn a_document_is_told_once_with_every_place() {
        let found = findings(&RULE, &file("a.yaml", "a: 1 #\u{2028}#\u{2028}#\n"), &environment("1.37"));
        assert_eq!((found.len(), found[0].related.len()), (1, 1));
    }

    #[test]
    fn within_quotes_they_are_text() {
        quiet(&RULE, "1.37", "a: \"x\u{2028}y\"\nb: \"\\u0085\"\nc: é\n");
    }
}
