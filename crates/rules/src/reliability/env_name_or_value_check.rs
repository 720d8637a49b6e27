//! `env-name-or-value-check`: environment variables against what settings forbid.

use plimsoll_source::Value;

use super::amounts::{RELIABILITY, shown};
use super::patterns::is_like;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "env-name-or-value-check",
    title: "An environment variable breaks a rule of yours",
    severity: Severity::Info,
    audience: Audience::Opinion,
    equivalents: elsewhere(&["kyverno:other/check-env-vars"]),
    parameters: &[
        Parameter::list("forbidden-names", "Names that no variable may have; `*` stands for any text."),
        Parameter::list("forbidden-values", "Values, as `NAME=VALUE`, that none may have; `*` stands for any text."),
    ],
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let (names, values) = (ctx.list(&RULE, "forbidden-names"), ctx.list(&RULE, "forbidden-values"));
    if names.is_empty() && values.is_empty() {
        return;
    }
    for (pod, container) in ctx.containers() {
        for variable in container.field(&["env"]).items() {
            let (name, value) = (Field::walk(variable, &["name"]), Field::walk(variable, &["value"]));
            let text = |field: Field<'_>| field.value().and_then(Value::scalar_text).unwrap_or_default().to_owned();
            let written = text(name);
            if names.iter().any(|pattern| is_like(&written, pattern)) {
                let message =
                    format!("{} has a variable `{}`, which your settings forbid", named(&container), shown(&written));
                findings.push(RULE.on(pod, name, message));
            } else if value.is_set()
                && values.iter().any(|pattern| is_like(&format!("{written}={}", text(value)), pattern))
            {
                let message =
                    format!("`{}` of {} has a value that your settings forbid", shown(&written), named(&container));
                findings.push(RULE.on(pod, value, message).related(name.span(), "this variable"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue::List;
    use crate::testing::{environment_with, file, findings};

    #[test]
    fn names_and_values_are_compared_with_patterns() {
        let file = file(
            "a.yaml",
            "kind: Pod\nspec: {containers: [{env: [{name: DEBUG, value: '1'}, {name: LOG_LEVEL, value: debug}, {name: DEBUG_X}]}]}\n",
        );
        let count = |name, pattern: &str| {
            findings(&RULE, &file, &environment_with(&RULE, name, List(vec![pattern.to_owned()]))).len()
        };
        assert_eq!(
            (
                count("forbidden-names", "DEBUG*"),
                count("forbidden-names", "DEBUG"),
                count("forbidden-values", "LOG_LEVEL=debug")
            ),
            (2, 1, 1)
        );
    }
}
