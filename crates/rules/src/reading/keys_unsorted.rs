//! `keys-unsorted`: mappings whose keys do not stand in the order of the alphabet.

use plimsoll_source::{Entry, Value};

use crate::prelude::*;
use crate::wording::{called, shown};

pub(crate) static RULE: Rule = Rule {
    id: "keys-unsorted",
    title: "Keys are not in the order of the alphabet",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: elsewhere(&["kube-linter:sorted-keys"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        let mut unsorted = Unsorted::default();
        unsorted.visit(object.value());
        let Some((key, before)) = unsorted.first else { continue };
        let who = called(object.kind(), object.name());
        let more = match unsorted.count {
            1 => String::new(),
            2 => ", and one more mapping is out of order".to_owned(),
            count => format!(", and {} more mappings are out of order", count - 1),
        };
        let message = format!("in {who} `{}` stands after `{}`{more}", shown(&key.name()), shown(&before.name()));
        // One finding says it for the whole object: sorting is done by a program.
        findings.push(RULE.at(&object.place(), key.key.span(), key.key.path(), message));
    }
}

/// What is out of order in an object.
#[derive(Default)]
struct Unsorted<'a> {
    /// The first key that goes before the one above it, and that one.
    first: Option<(Entry<'a>, Entry<'a>)>,
    /// How many mappings have such a key.
    count: usize,
}

impl<'a> Unsorted<'a> {
    fn visit(&mut self, value: Value<'a>) {
        let mut before: Option<Entry<'a>> = None;
        let mut is_told = false;
        for entry in value.written() {
            // Where merges stand matters, so they are left where they are.
            if !entry.is_merge() {
                if let Some(before) = before.filter(|before| !is_told && entry.name() < before.name()) {
                    is_told = true;
                    self.count += 1;
                    self.first = self.first.or(Some((entry, before)));
                }
                before = Some(entry);
            }
            self.enter(entry.value);
        }
        value.items().for_each(|item| self.enter(item));
    }

    /// What stands behind an alias is looked at where it is written.
    fn enter(&mut self, value: Value<'a>) {
        if !value.is_shared() {
            self.visit(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn the_first_key_out_of_order_is_told_and_the_rest_counted() {
        check(
            &RULE,
            "
kind: Pod
apiVersion: v1
^^^^^^^^^^ info: in the Pod `a` `apiVersion` stands after `kind`, and 2 more mappings are out of order
metadata: {name: a, labels: {b: x, c: y}}
spec:
  containers: [{name: a, image: b}, {image: c, name: d}]
",
        );
    }

    #[test]
    fn what_is_sorted_or_stands_behind_an_alias_is_fine() {
        quiet(&RULE, "1.37", "apiVersion: v1\nkind: Pod\nspec: {a: &x {b: 1}, c: *x, d: {<<: *x, a: 1}}\n");
        quiet(&RULE, "1.37", "b: 1\na: 2\n");
    }
}
