//! `cr8escape-sysctl-value`: a value that old versions of CRI-O took for more sysctls, of the node.

use plimsoll_source::Value;

use crate::places::remove_item;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "cr8escape-sysctl-value",
    title: "The value of a sysctl holds a plus or an equals sign",
    severity: Severity::High,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/prevent-cr8escape"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for sysctl in pod.sysctls().items() {
            let value = Field::walk(sysctl, &["value"]);
            let text = value.value().and_then(Value::scalar_text).unwrap_or_default();
            let Some(sign) = text.chars().find(|letter| ['+', '='].contains(letter)) else { continue };
            let name = Field::walk(sysctl, &["name"]);
            let message = format!("the value of the sysctl `{}` holds a `{sign}`", name.as_str().unwrap_or_default());
            let fix =
                Fix::needs_review("remove the sysctl", "programs run with the node's value", [remove_item(sysctl)]);
            findings.push(RULE.on(pod, value, message).related(name.span(), "this sysctl").fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn either_sign_is_enough() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext:
    sysctls:
    - {name: kernel.shm_rmid_forced, value: \"1+kernel.core_pattern=|/x\"}
#                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: the value of the sysctl `kernel.shm_rmid_forced` holds a `+`
    - {name: a, value: +1}
#                      ^^ high: the value of the sysctl `a` holds a `+`
    - {name: b, value: \"1\"}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {securityContext: {sysctls: {value: a=b}}}\n");
    }
}
