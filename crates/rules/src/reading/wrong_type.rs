//! `wrong-type`: a text for a number, a number for a text, or one value for a list, which the API server rejects.

use plimsoll_kube::Object;
use plimsoll_source::edit::Literal;
use plimsoll_source::{Kind, Value};

use super::shape::{self, Type};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "wrong-type",
    title: "A value has another type than its field",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.is_regular() {
        return;
    }
    for object in ctx.objects() {
        shape::walk(&object.value, &mut |seen| {
            let Some(known) = seen.known else { return };
            let name = seen.entry.name();
            let mut report = |value, known| judge(object, &name, value, known, findings);
            let value = seen.entry.value;
            report(value, known);
            match known {
                Type::Texts => value.items().for_each(|item| report(item, Type::Text)),
                Type::Numbers => value.items().for_each(|item| report(item, Type::Number)),
                Type::List(shape) => value.items().for_each(|item| report(item, Type::One(shape))),
                Type::Map => value.entries().for_each(|entry| {
                    judge(object, &entry.name(), entry.value, Type::Text, findings);
                }),
                _ => {}
            }
        });
    }
}

fn judge(object: &Located<Object<'_>>, name: &str, value: Value<'_>, known: Type, findings: &mut Findings) {
    let Some(wanted) = known.wants(value) else { return };
    let kind = value.kind();
    let is = match kind {
        Kind::Bool => "a truth value",
        Kind::Int | Kind::Float => "a number",
        Kind::Sequence => "a list",
        Kind::Mapping => "a mapping",
        _ => "a text",
    };
    // A long number may be a password that lacks its quotes.
    let written =
        value.scalar_text().filter(|text| kind != Kind::String && text.len() <= NUMBER && !text.contains('`'));
    let what = if name.len() < SHOWN && !name.contains('`') { format!("`{name}`") } else { "this".to_owned() };
    let message = match written {
        Some(written) => format!("{what} must be {wanted}, and `{written}` is {is}"),
        None => format!("{what} must be {wanted}, and this is {is}"),
    };
    findings.push(RULE.at(&object.place(), value.span(), value.path(), message).fix(mend(value, known)));
}

/// The longest name that a message shows, and the longest number or truth value.
const SHOWN: usize = 64;
const NUMBER: usize = 5;

/// The value with the right type, where what is meant is plain. Safe: the API server takes none of the object as it is.
fn mend(value: Value<'_>, known: Type) -> Option<Fix> {
    let text = value.scalar_text()?;
    let quoted = value.kind() == Kind::String;
    let (title, literal) = match known {
        Type::Text if !quoted => ("put the value in quotes", Literal::from(text)),
        Type::Flag if quoted => {
            ("write a truth value", Literal::from(matches!(text, "true" | "false").then_some(text == "true")?))
        }
        Type::Number if quoted => ("write a number", Literal::from(decimal(text)?)),
        Type::Texts if quoted => ("write a list", Literal::Sequence(vec![Literal::from(text)])),
        _ => return None,
    };
    Some(Fix::safe(title, [Edit::set(value.path(), literal)]))
}

/// A number that everybody reads in the same way.
fn decimal(text: &str) -> Option<i64> {
    let plain = text == "0" || !text.starts_with(['0', '+', '-']);
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn scalars_of_the_wrong_type_are_told() {
        check(
            &RULE,
            "
kind: CronJob
metadata: {name: 5, labels: {on: off}}
#                ^ high: `name` must be a text, and `5` is a number
#                                ^^^ high: `true` must be a text, and `off` is a truth value
spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{
  image: 1.10,
# ^^^^ high: `image` must be a text, and `1.10` is a number
  args: [8080, x, ~],
#        ^^^^ high: `args` must be a text, and `8080` is a number
  env: [{name: A, value: yes}],
#                        ^^^ high: `value` must be a text, and `yes` is a truth value
  securityContext: {runAsUser: '0', privileged: 1, capabilities: {drop: ALL}}}]}}}}}
#                              ^^^ high: `runAsUser` must be a whole number, and this is a text
#                                               ^ high: `privileged` must be `true` or `false`, and `1` is a number
#                                                                       ^^^ high: `drop` must be a list, and this is a text
"
            .replace("  image: 1.10,\n# ^^^^ ", "  image: 1.10,\n#        ^^^^ ")
            .as_str(),
        );
    }

    #[test]
    fn the_shapes_of_collections_count_too() {
        check(&RULE, "
kind: Pod
spec: {containers: [{env: {A: b}, securityContext: []}], nodeSelector: [a]}
#                         ^^^^^^ high: `env` must be a list, and this is a mapping
#                                                  ^^ high: `securityContext` must be a mapping, and this is a list
#                                                                      ^^^ high: `nodeSelector` must be a mapping, and this is a list
");
        check(
            &RULE,
            "kind: ConfigMap\ndata: {port: 80}\n#            ^^ high: `port` must be a text, and `80` is a number\n",
        );
        quiet(&RULE, "1.37", "kind: Service\napiVersion: serving.knative.dev/v1\nspec: {selector: [1]}\n");
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {priority: 1e3, terminationGracePeriodSeconds: 0x10, hostNetwork: yes, os: }\n",
        );
    }

    #[test]
    fn what_is_meant_is_written() {
        let before = "kind: Pod\nspec:\n  hostPID: 'false'\n  containers:\n  - image: 1.10\n    securityContext:\n      runAsUser: \"0\"\n      capabilities:\n        drop: ALL\n";
        let (after, _) = mended(&RULE, "1.37", before);
        let expected = before.replace("'false'", "false").replace("1.10", "\"1.10\"").replace("\"0\"", "0");
        assert_eq!(after, expected.replace("drop: ALL", "drop:\n        - ALL"));
        let (after, promises) = mended(&RULE, "1.37", "kind: Pod\nspec: {priority: '010', hostIPC: 1}\n");
        assert_eq!((after.as_str(), promises.len()), ("kind: Pod\nspec: {priority: '010', hostIPC: 1}\n", 0));
    }
}
