//! `yaml-syntax`: text that kubectl would refuse.

use plimsoll_report::{Audience, Confidence, Severity, Strategy};
use plimsoll_source::SyntaxErrorKind as Kind;

use super::syntax::tell;
use crate::rule::elsewhere;
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
    equivalents: elsewhere(&["netpol-analyzer:malformed-yaml"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The errors that no rule of their own tells.
const KINDS: &[Kind] = &[Kind::Syntax, Kind::Merge, Kind::Value, Kind::ControlCharacter, Kind::DocumentStart];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    tell(&RULE, KINDS, ctx, findings);
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
a: b: c
#   ^ high: a value that holds `: ` must be in quotes
---
b: @nowhere
#  ^ high: no value can start with `@`: put it in quotes
",
        );
    }

    #[test]
    fn templates_and_limits_are_other_rules() {
        quiet(&RULE, "1.37", "a: {{ .Values.a }}\n");
        quiet(&RULE, "1.37", &"[".repeat(300));
    }
}
