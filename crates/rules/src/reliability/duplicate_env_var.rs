//! `duplicate-env-var`: an environment variable is set twice, and the first value never counts.

use plimsoll_source::Value;
use plimsoll_source::order::{Order, hash};

use super::amounts::{RELIABILITY, shown};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-env-var",
    title: "An environment variable is set twice",
    audience: Audience::Default,
    equivalents: elsewhere(&[
        "kube-linter:duplicate-env-var",
        "kube-score:environment-variable-key-duplication",
        "kubescape:C-0295",
    ]),
    fixable: true,
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        let variables: Vec<_> = container.field(&["env"]).items().collect();
        let order = Order::new(variables.iter().map(|variable| hash(name(*variable))));
        let sorted: Vec<_> = order.places().filter_map(|place| Some((place, *variables.get(place)?))).collect();
        for ((place, earlier), (next, later)) in sorted.iter().zip(sorted.iter().skip(1)) {
            let variable = name(*later);
            if variable.is_empty() || name(*earlier) != variable || extends(*later, variable) {
                continue;
            }
            let field = Field::walk(*later, &["name"]);
            let message = format!(
                "`{}` of {} is set again, and the earlier value does not count",
                shown(variable),
                named(&container)
            );
            // What stands between the two may use the earlier value.
            let between = variables.get(place + 1..=*next).unwrap_or_default().iter().take(BETWEEN + 1);
            let used = between.clone().count() > BETWEEN || between.clone().any(|one| mentions(*one, variable));
            let fix = Fix::safe("remove the earlier value", [Edit::remove(earlier.path())]);
            findings.push(
                RULE.on(pod, field, message)
                    .related(Field::walk(*earlier, &["name"]).span(), "set here before")
                    .fix((!used).then_some(fix)),
            );
        }
    }
}

/// So many variables are looked at for a use of the earlier value.
const BETWEEN: usize = 100;

fn name(variable: Value<'_>) -> &str {
    Field::walk(variable, &["name"]).as_str().unwrap_or_default()
}

/// Whether a variable's value mentions another, as `$(NAME)`.
fn mentions(variable: Value<'_>, name: &str) -> bool {
    let value = Field::walk(variable, &["value"]).as_str().unwrap_or_default();
    value.contains("$(") && value.contains(&format!("$({name})"))
}

/// Whether a variable adds to its earlier value, as in `$(PATH):/opt/bin`: the API server does not warn of it either.
fn extends(variable: Value<'_>, name: &str) -> bool {
    let value = Field::walk(variable, &["value"]).as_str().unwrap_or_default();
    mentions(variable, name) && value.len() > name.len() + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn the_last_one_counts() {
        let text = "
kind: Pod
spec:
  containers:
  - name: a
    env:
    - {name: A, value: x}
    - {name: B, value: x}
    - {name: A, value: y}
#            ^ low: `A` of container `a` is set again, and the earlier value does not count
    - {name: B, value: $(B)y}
    - {value: }
    - {value: }
";
        check(&RULE, text);
        let before = "kind: Pod\nspec:\n  containers:\n  - env:\n    - {name: A, value: x}\n    - {name: A}\n";
        let after = "kind: Pod\nspec:\n  containers:\n  - env:\n    - {name: A}\n";
        assert_eq!(mended(&RULE, "1.37", before).0, after);
        let used = "kind: Pod\nspec: {containers: [{env: [{name: A, value: x}, {name: B, value: $(A)}, {name: A}]}]}\n";
        assert_eq!(mended(&RULE, "1.37", used).0, used);
    }
}
