//! `yaml-syntax`: text that kubectl would refuse.

use plimsoll_report::{Audience, Confidence, Severity, Strategy};
use plimsoll_source::{Path, SyntaxErrorKind as Kind};

use super::input_limit::is_limit;
use crate::{Context, Findings, Rule, Scope};

/// Text that kubectl would refuse.
pub static RULE: Rule = Rule {
    id: "yaml-syntax",
    title: "A document does not parse",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &["netpol-analyzer:malformed-yaml"],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents() {
        let errors = part.errors();
        // Where a template stands, what else is odd about its text is the template's doing.
        if errors.iter().any(|error| error.kind == Kind::Template) {
            continue;
        }
        for error in errors.into_iter().filter(|error| !is_limit(error.kind)) {
            findings.push(RULE.at(&part.place(), error.span, Path::root(), error.message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn a_broken_document_does_not_silence_the_others() {
        check(
            &RULE,
            "
kind: Pod
---
a: [1, 2
#  ^ high: `[` is not closed
---
b: *nowhere
#  ^^^^^^^^ high: `*nowhere` refers to an anchor that is not defined above it in this document
",
        );
    }

    #[test]
    fn templates_and_limits_are_other_rules() {
        quiet(&RULE, "1.37", "a: {{ .Values.a }}\n");
        quiet(&RULE, "1.37", &"[".repeat(300));
    }
}
