//! `document-not-an-object`: objects in a bare list, or a text that was meant to be one, which kubectl refuses.

use plimsoll_source::{Kind, Path, Span, Value};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "document-not-an-object",
    title: "A document is a list or a text instead of an object",
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
        let Some(root) = part.root().filter(|_| !part.is_partly_read()) else { continue };
        let message = match root.kind() {
            Kind::Sequence if root.items().any(is_object) => {
                "kubectl refuses a bare list: put `---` before each object, or all of them in `items` of a `List`"
            }
            Kind::String if root.scalar_text().is_some_and(|text| text.contains("kind:")) => {
                "kubectl refuses a text: a `:` needs a blank after it, and entries a line each"
            }
            _ => continue,
        };
        // The first line is enough to show.
        let text = root.span().of(part.source.text());
        let line = text.split(['\n', '\r']).next().map_or(0, str::len);
        let start = root.span().start;
        let span = Span::new(start, start + u32::try_from(line).unwrap_or(0));
        findings.push(RULE.at(&part.place(), span, Path::root(), message));
    }
}

/// Whether this is meant for Kubernetes: files of other programs are none of our business.
fn is_object(value: Value<'_>) -> bool {
    value.get("kind").is_some() && value.get("apiVersion").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn bare_lists_and_texts_are_told() {
        check(
            &RULE,
            "
- apiVersion: v1
^^^^^^^^^^^^^^^^ medium: kubectl refuses a bare list: put `---` before each object, or all of them in `items` of a `List`
  kind: Pod
---
apiVersion:v1 kind:Pod
^^^^^^^^^^^^^^^^^^^^^^ medium: kubectl refuses a text: a `:` needs a blank after it, and entries a line each
",
        );
    }

    #[test]
    fn files_of_other_programs_are_left_alone() {
        quiet(&RULE, "1.37", "- hosts: all\n  tasks: []\n---\nsome text\n---\n[1, 2]\n---\n~\n---\nkind: Pod\n");
    }
}
