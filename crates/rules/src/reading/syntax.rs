//! The rules of text that does not parse, but for the limits and templates. One pass each over a document's errors, by kind.

use plimsoll_source::{Path, SyntaxErrorKind as Kind};

use crate::prelude::*;

/// A rule that tells the errors of some kinds.
const fn rule(id: &'static str, title: &'static str, check: fn(&Context<'_>, &mut Findings)) -> Rule {
    Rule {
        id,
        title,
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
    }
}

/// Tells the errors of some kinds in the name of a rule.
pub(super) fn tell(rule: &'static Rule, kinds: &[Kind], ctx: &Context<'_>, findings: &mut Findings) {
    for part in ctx.documents().iter().filter(|part| part.is_partly_read()) {
        let errors = part.errors();
        // Where a template stands, what else is odd about its text is the template's doing.
        if errors.iter().any(|error| error.kind == Kind::Template) {
            continue;
        }
        for error in errors.into_iter().filter(|error| kinds.contains(&error.kind)) {
            findings.push(rule.at(&part.place(), error.span, Path::root(), error.message));
        }
    }
}

pub(crate) mod json_syntax {
    use super::*;

    pub(crate) static RULE: Rule =
        rule("json-syntax", "A JSON file is not JSON", |ctx, findings| tell(&RULE, &[Kind::Json], ctx, findings));
}

pub(crate) mod missing_colon {
    use super::*;

    pub(crate) static RULE: Rule = rule("missing-colon", "A line lacks the colon of its key", |ctx, findings| {
        tell(&RULE, &[Kind::MissingColon], ctx, findings);
    });
}

pub(crate) mod tab_indentation {
    use super::*;

    pub(crate) static RULE: Rule = rule("tab-indentation", "A tab indents a line", |ctx, findings| {
        tell(&RULE, &[Kind::TabIndentation], ctx, findings);
    });
}

pub(crate) mod unclosed_bracket {
    use super::*;

    pub(crate) static RULE: Rule = rule("unclosed-bracket", "A bracket or brace is not closed", |ctx, findings| {
        tell(&RULE, &[Kind::UnclosedFlow], ctx, findings);
    });
}

pub(crate) mod unclosed_quote {
    use super::*;

    pub(crate) static RULE: Rule = rule("unclosed-quote", "A quote is not closed", |ctx, findings| {
        tell(&RULE, &[Kind::UnclosedQuote], ctx, findings);
    });
}

pub(crate) mod unknown_alias {
    use super::*;

    pub(crate) static RULE: Rule = rule("unknown-alias", "An alias refers to nothing above it", |ctx, findings| {
        tell(&RULE, &[Kind::Alias], ctx, findings);
    });
}

pub(crate) mod unusable_key {
    use super::*;

    pub(crate) static RULE: Rule = rule("unusable-key", "A key is empty, too long, or no text", |ctx, findings| {
        tell(&RULE, &[Kind::Key], ctx, findings);
    });
}

pub(crate) mod wrong_indentation {
    use super::*;

    pub(crate) static RULE: Rule =
        rule("wrong-indentation", "A line is not indented like the lines it belongs with", |ctx, findings| {
            tell(&RULE, &[Kind::Indentation], ctx, findings);
        });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings};
    use crate::{RULES, find};

    #[test]
    fn each_error_has_one_rule() {
        for (name, text, id) in [
            ("a.yaml", "a:\n\tb: 1\n", "tab-indentation"),
            ("a.yaml", "a: 'b\n", "unclosed-quote"),
            ("a.yaml", "a: [b\n", "unclosed-bracket"),
            ("a.yaml", "a: b}\nc: ]\n", "unclosed-bracket"),
            ("a.yaml", "a: 1\n  b: 2\n", "wrong-indentation"),
            ("a.yaml", "a:\n  b: 1\n c: 2\n", "wrong-indentation"),
            ("a.yaml", "a: 1\nb\n", "missing-colon"),
            ("a.yaml", "a: *b\n", "unknown-alias"),
            ("a.yaml", "a: &b [*b]\n", "unknown-alias"),
            ("a.yaml", "~: 1\n", "unusable-key"),
            ("a.yaml", "? [a]\n: 1\n", "unusable-key"),
            ("a.json", "{\"a\": 1,}", "json-syntax"),
            ("a.json", "{\"a\": 1} // b", "json-syntax"),
            ("a.yaml", "a: b: c\n", "yaml-syntax"),
            ("a.yaml", "a: !!int x\n", "yaml-syntax"),
            ("a.yaml", "a: \u{7}\n", "yaml-syntax"),
            ("a.yaml", "--- a\n", "yaml-syntax"),
            ("a.yaml", "a: {{ b }}\n", "unrendered-template"),
            ("a.yaml", "<<: 1\n", "yaml-syntax"),
        ] {
            let file = file(name, text);
            let syntax = RULES.iter().filter(|rule| plimsoll_report::is_syntax(rule.id) || rule.id == id);
            let told: Vec<_> = syntax.filter(|rule| !findings(rule, &file, &environment("1.37")).is_empty()).collect();
            assert_eq!(told.iter().map(|rule| rule.id).collect::<Vec<_>>(), [id], "{text:?}");
        }
    }

    #[test]
    fn the_report_knows_which_rules_tell_of_syntax() {
        for id in plimsoll_report::SYNTAX_RULES {
            assert!(find(id).is_some(), "{id}");
        }
    }

    #[test]
    fn the_place_is_the_one_to_mend() {
        check(
            &unclosed_quote::RULE,
            "a: 1\nb: \"c\n#  ^^ high: the quote that opens here is not closed\n---\nd: 'e'\n",
        );
    }
}
