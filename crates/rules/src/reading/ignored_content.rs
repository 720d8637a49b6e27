//! `ignored-content`: text that kubectl does not read, since its document has ended before.

use plimsoll_source::{Path, Span, SurpriseKind};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "ignored-content",
    title: "Text after the end of a document is ignored",
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
        for ignored in part.surprises(SurpriseKind::Ignored) {
            // The first line is enough to show.
            let text = ignored.span.of(part.source.text());
            let line = text.split(['\n', '\r']).next().map_or(0, |line| line.trim_end().len());
            let span = Span::new(ignored.span.start, ignored.span.start + u32::try_from(line).unwrap_or(0));
            findings.push(RULE.at(
                &part.place(),
                span,
                Path::root(),
                "kubectl does not read this: the document has ended above it, and no `---` begins another",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn after_the_end_nothing_is_read() {
        check(
            &RULE,
            "
kind: Pod
...
kind: Job
^^^^^^^^^ high: kubectl does not read this: the document has ended above it, and no `---` begins another
metadata: {}
---
{kind: Pod}
kind: Job
^^^^^^^^^ high: kubectl does not read this: the document has ended above it, and no `---` begins another
---
  kind: Pod
spec: {}
^^^^^^^^ high: kubectl does not read this: the document has ended above it, and no `---` begins another
",
        );
    }

    #[test]
    fn comments_and_the_next_document_may_follow() {
        quiet(&RULE, "1.37", "kind: Pod\n...\n# c\n---\nkind: Job\n...\n");
    }
}
