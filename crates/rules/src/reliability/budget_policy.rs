//! What a PodDisruptionBudget says of itself.

use plimsoll_kube::{IntOrPercent, Object, Version};

use super::amounts::RELIABILITY;
use super::bundle::{about, short};
use crate::prelude::*;

/// `pdb-without-policy`: it does not say how much must stay.
pub(crate) mod pdb_without_policy {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "pdb-without-policy",
        title: "A PodDisruptionBudget does not say what must stay",
        severity: Severity::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&["kube-score:poddisruptionbudget-has-policy"]),
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for object in budgets(ctx) {
            let name = short(object.value.name());
            let (minimum, maximum) =
                (object.field(&["spec", "minAvailable"]), object.field(&["spec", "maxUnavailable"]));
            let finding = match (minimum.is_set(), maximum.is_set()) {
                (false, false) => {
                    let message = format!("budget `{name}` sets neither `minAvailable` nor `maxUnavailable`");
                    about(&RULE, object, object.field(&["spec"]).child(&["maxUnavailable"]), message)
                }
                (true, true) => {
                    let message = format!(
                        "budget `{name}` sets `minAvailable` and `maxUnavailable`, and the API server takes only one"
                    );
                    about(&RULE, object, maximum, message).related(minimum.span(), "the other")
                }
                (is_minimum, _) => {
                    let (field, key) = if is_minimum { (minimum, "minAvailable") } else { (maximum, "maxUnavailable") };
                    if field
                        .value()
                        .and_then(IntOrPercent::read)
                        .is_none_or(|read| read.is_ok_and(IntOrPercent::is_valid))
                    {
                        continue;
                    }
                    let message =
                        format!("`{key}` of budget `{name}` is no number of Pods, nor a percentage up to 100");
                    about(&RULE, object, field, message)
                }
            };
            findings.push(finding);
        }
    }
}

/// `pdb-unhealthy-eviction-policy`: Pods that are broken keep their node.
pub(crate) mod pdb_unhealthy_eviction_policy {
    use super::*;

    /// The first version that reads the field unless told not to.
    const FIRST: Version = Version::new(27);

    pub(crate) static RULE: Rule = Rule {
        id: "pdb-unhealthy-eviction-policy",
        title: "A PodDisruptionBudget keeps broken Pods on their node",
        severity: Severity::Info,
        equivalents: elsewhere(&["kube-linter:pdb-unhealthy-pod-eviction-policy"]),
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        if ctx.version() < FIRST {
            return;
        }
        for object in budgets(ctx) {
            let field = object.field(&["spec", "unhealthyPodEvictionPolicy"]);
            if field.is_set() {
                continue;
            }
            let name = short(object.value.name());
            let message = format!(
                "budget `{name}` sets no `unhealthyPodEvictionPolicy`, so Pods that run and are not ready are kept"
            );
            let note = "a Pod that is not ready may be evicted even where too few others are";
            let fix = Fix::needs_review(
                "let Pods that are not ready be evicted",
                note,
                [Edit::set(field.path(), "AlwaysAllow")],
            );
            findings.push(about(&RULE, object, field, message).fix(fix));
        }
    }
}

fn budgets<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = &'c Located<Object<'a>>> {
    ctx.objects().iter().filter(|one| one.kind() == "PodDisruptionBudget" && !one.group().contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    fn budget(spec: &str) -> String {
        format!("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: b}}\nspec:\n{spec}")
    }

    #[test]
    fn exactly_one_limit_must_stand_there_and_be_one() {
        let rule = &pdb_without_policy::RULE;
        check(
            rule,
            "kind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {}\n^^^^ medium: budget `b` sets neither `minAvailable` nor `maxUnavailable`\n",
        );
        check(
            rule,
            &budget(
                "  minAvailable: 1\n  maxUnavailable: 1\n#                 ^ medium: budget `b` sets `minAvailable` and `maxUnavailable`, and the API server takes only one\n",
            ),
        );
        check(
            rule,
            &budget(
                "  minAvailable: '50'\n#               ^^^^ medium: `minAvailable` of budget `b` is no number of Pods, nor a percentage up to 100\n",
            ),
        );
        check(
            rule,
            &budget(
                "  maxUnavailable: -1\n#                 ^^ medium: `maxUnavailable` of budget `b` is no number of Pods, nor a percentage up to 100\n",
            ),
        );
        quiet(rule, "1.37", &budget("  maxUnavailable: 25%\n"));
    }

    #[test]
    fn old_versions_do_not_read_the_policy() {
        let rule = &pdb_unhealthy_eviction_policy::RULE;
        let text = budget("  maxUnavailable: 1\n");
        quiet(rule, "1.26", &text);
        quiet(rule, "1.37", &budget("  unhealthyPodEvictionPolicy: IfHealthyBudget\n"));
        assert_eq!(
            crate::testing::mended(rule, "1.27", &text).0,
            format!("{text}  unhealthyPodEvictionPolicy: AlwaysAllow\n")
        );
    }
}
