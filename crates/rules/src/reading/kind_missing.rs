//! `kind-missing`: an object that says only half of what it is.

use plimsoll_source::{Kind, Value};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "kind-missing",
    title: "An object lacks its `kind` or `apiVersion`",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
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
        let is_list = root.get("kind").and_then(|entry| entry.value.as_str()) == Some("List");
        let items = root.get("items").filter(|_| is_list).map(|entry| entry.value);
        // The items of a typed list may leave out what they are.
        let objects = std::iter::once(root).filter(|_| items.is_none()).chain(items.into_iter().flat_map(Value::items));
        for object in objects {
            let Some(lacks) = lacks(object) else { continue };
            let Some(first) = object.entries().next() else { continue };
            let message = format!("{lacks} missing: kubectl refuses an object that does not say what it is");
            findings.push(RULE.at(&part.place(), first.key.span(), object.path(), message));
        }
    }
}

/// What an object does not say of itself; `None` where it says all, or may be the file of another program.
fn lacks(object: Value<'_>) -> Option<&'static str> {
    let is = |key, kind| object.get(key).is_some_and(|entry| entry.value.kind() == kind);
    let written = |key| is(key, Kind::String);
    let named = object.at(&["metadata", "name"]).is_some();
    let body = is("spec", Kind::Mapping) || is("data", Kind::Mapping);
    match (written("apiVersion"), written("kind")) {
        (true, false) if is("metadata", Kind::Mapping) || body => Some("`kind` is"),
        (false, true) if named && (body || is("metadata", Kind::Mapping)) => Some("`apiVersion` is"),
        (false, false) if named && body => Some("`apiVersion` and `kind` are"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn objects_that_say_half_of_what_they_are() {
        check(
            &RULE,
            "
apiVersion: v1
^^^^^^^^^^ medium: `kind` is missing: kubectl refuses an object that does not say what it is
metadata: {name: a}
---
kind: Pod
^^^^ medium: `apiVersion` is missing: kubectl refuses an object that does not say what it is
metadata: {name: a}
---
metadata: {name: a}
^^^^^^^^ medium: `apiVersion` and `kind` are missing: kubectl refuses an object that does not say what it is
spec: {}
---
apiVersion: v1
kind: List
items:
- kind: Pod
# ^^^^ medium: `apiVersion` is missing: kubectl refuses an object that does not say what it is
  metadata: {name: a}
",
        );
    }

    #[test]
    fn lists_with_a_type_and_files_of_other_programs_are_left_alone() {
        quiet(&RULE, "1.37", "apiVersion: v1\nkind: PodList\nitems: [{metadata: {name: a}, spec: {}}]\n");
        quiet(
            &RULE,
            "1.37",
            "resources: [a.yaml]\n---\napiVersion: v2\nname: chart\n---\nmetadata: {name: a}\n---\nspec: {}\n",
        );
    }
}
