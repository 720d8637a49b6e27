//! `unrendered-template`: text that becomes a manifest only when Helm has read it.

use plimsoll_report::{Audience, Confidence, Severity, Strategy};
use plimsoll_source::{Path, SyntaxErrorKind as Kind};

use crate::{Context, Findings, Rule, Scope};

/// Text that becomes a manifest only when Helm has read it.
pub static RULE: Rule = Rule {
    id: "unrendered-template",
    title: "A file is a template that was not rendered",
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
        let template = part.errors().into_iter().filter(|error| error.kind == Kind::Template);
        // A chart has hundreds of braces: the first of each document says it all.
        if let Some(first) = template.min_by_key(|error| error.span) {
            findings.push(RULE.at(&part.place(), first.span, Path::root(), first.message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_document_is_told_once() {
        check(
            &RULE,
            "
kind: Pod
name: {{ .Values.a }}
#     ^^^^^^^^^^^^^^^ high: this is a Helm template: render it with `helm template` and paste the result
other: {{ .Values.b }}
",
        );
    }

    #[test]
    fn braces_in_a_text_are_a_text() {
        quiet(&RULE, "1.37", "a: \"{{ b }}\"\nc: |\n  {{ d }}\ne: {f: {g: h}}\n");
    }
}
