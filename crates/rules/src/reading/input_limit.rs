//! `input-limit`: more than any manifest holds, or no text at all.

use plimsoll_report::{Audience, Confidence, Severity, Strategy};
use plimsoll_source::{Path, SyntaxErrorKind as Kind};

use crate::{Context, Findings, Rule, Scope};

/// More than any manifest holds, or no text at all. Looks at whole files, so it is of scope `Workspace`.
pub static RULE: Rule = Rule {
    id: "input-limit",
    title: "A file is beyond what is read",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (place, source) in ctx.files() {
        for error in source.errors() {
            findings.push(RULE.at(&place, error.span, Path::root(), error.message.clone()));
        }
    }
    for part in ctx.documents().iter().filter(|part| part.is_partly_read()) {
        for error in part.errors().into_iter().filter(|error| is_limit(error.kind)) {
            findings.push(RULE.at(&part.place(), error.span, Path::root(), error.message));
        }
    }
}

/// Whether it was not the grammar that kept something from being read.
pub(super) fn is_limit(kind: Kind) -> bool {
    match kind {
        Kind::TooDeep | Kind::TooManyNodes | Kind::TooLarge | Kind::TooManyDocuments | Kind::Binary => true,
        Kind::Syntax
        | Kind::TabIndentation
        | Kind::Indentation
        | Kind::UnclosedQuote
        | Kind::UnclosedFlow
        | Kind::MissingColon
        | Kind::Alias
        | Kind::Merge
        | Kind::Key
        | Kind::Value
        | Kind::ControlCharacter
        | Kind::DocumentStart
        | Kind::Template
        | Kind::Json
        | Kind::Dockerfile => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings};

    #[test]
    fn what_is_too_deep_is_told_where_it_is() {
        let deep = "[".repeat(201) + &"]".repeat(201);
        let found = findings(&RULE, &file("a.yaml", &deep), &environment("1.37"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.start, 200);
    }

    #[test]
    fn a_zero_byte_is_no_text() {
        check(&RULE, "kind: \0\n#     ^ high: the file holds a zero byte, so it is not a text\n");
    }
}
