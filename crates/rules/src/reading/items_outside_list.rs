//! `items-outside-list`: `items` in an object of another kind, or in an item of a list.

use plimsoll_source::{Kind, Value};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "items-outside-list",
    title: "An object that is no list has `items`",
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
        let Some(root) = part.root() else { continue };
        let written = |key| root.get(key).and_then(|entry| entry.value.as_str());
        let (Some(kind), Some(_), Some(items)) = (written("kind"), written("apiVersion"), root.get("items")) else {
            continue;
        };
        let mut report = |key: Value<'_>, message: String| {
            findings.push(RULE.at(&part.place(), key.span(), key.path(), message));
        };
        if !kind.ends_with("List") {
            let kind = if kind.contains('`') { "this kind" } else { kind };
            let message = match items.value.kind() {
                Kind::Sequence if items.value.items().next().is_some() => {
                    format!("`{kind}` is no list, but kubectl creates what stands in `items`, and not this object")
                }
                Kind::Sequence | Kind::Null => {
                    format!("`{kind}` is no list, but kubectl takes it for one that is empty, and creates nothing")
                }
                _ => format!("`{kind}` is no list, and kubectl refuses an object whose `items` is none"),
            };
            report(items.key, message);
        }
        for inner in items.value.items().filter_map(|item| item.get("items")) {
            if inner.value.kind() == Kind::Sequence {
                report(inner.key, "kubectl refuses a list in a list: move its items to the outer one".to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn items_make_a_list_of_any_kind() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
items: [{apiVersion: v1, kind: Pod}]
^^^^^ high: `Namespace` is no list, but kubectl creates what stands in `items`, and not this object
---
apiVersion: v1
kind: Pod
items:
^^^^^ high: `Pod` is no list, but kubectl takes it for one that is empty, and creates nothing
---
apiVersion: v1
kind: Pod
items: {}
^^^^^ high: `Pod` is no list, and kubectl refuses an object whose `items` is none
",
        );
    }

    #[test]
    fn a_list_in_a_list_is_refused() {
        check(
            &RULE,
            "
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: List, items: []}
#                              ^^^^^ high: kubectl refuses a list in a list: move its items to the outer one
",
        );
        quiet(
            &RULE,
            "1.37",
            "apiVersion: v1\nkind: List\nitems: [{kind: Pod, spec: {items: []}}]\n---\nkind: x\nitems: []\n",
        );
    }
}
