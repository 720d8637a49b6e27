//! `proc-mount-unmasked-in-user-namespace`: baseline allows it there, restricted does not.

use super::proc_mount_unmasked::masked;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "proc-mount-unmasked-in-user-namespace",
    title: "The masks over /proc are off in a user namespace",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "procMount_restricted")],
    equivalents: elsewhere(&["psa:procMount_restricted"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::ProcMountRestricted) {
        let Subject::Container(container) = &violation.subject else { continue };
        // Without a user namespace the baseline control fails too, and its rule reports it.
        if pod.host_users() != Some(false) {
            continue;
        }
        findings.push(
            RULE.on(pod, violation.field, format!("{} mounts `/proc` unmasked", named(container)))
                .related(container.name_span(), "this container")
                .fix(masked(ctx, pod, violation.field)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn without_a_user_namespace_the_other_rule_speaks() {
        check(
            &RULE,
            "
kind: Pod
spec: {hostUsers: no, initContainers: [{name: a, securityContext: {procMount: Unmasked}}]}
#                                                                             ^^^^^^^^ low: init container `a` mounts `/proc` unmasked
",
        );
        let text =
            "kind: Pod\nspec: {hostUsers: true, containers: [{name: a, securityContext: {procMount: Unmasked}}]}\n";
        quiet(&RULE, "1.37", text);
        quiet(&RULE, "1.34", &text.replace("true", "false"));
    }
}
