//! `proc-mount-unmasked`: files of the kernel that a runtime hides lie open.

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "proc-mount-unmasked",
    title: "The masks over /proc are off",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "procMount")],
    equivalents: elsewhere(&[
        "trivy:KSV-0027",
        "kube-linter:unsafe-proc-mount",
        "polaris:procMount",
        "kyverno:pod-security/disallow-proc-mount",
        "psa:procMount",
        "psa:procMount_restricted",
        "gatekeeper:pod-security-policy/proc-mount",
        "kics:f922827f",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::ProcMount) {
        let Subject::Container(container) = &violation.subject else { continue };
        findings.push(
            RULE.on(pod, violation.field, format!("{} mounts `/proc` unmasked", named(container)))
                .related(container.name_span(), "this container")
                .fix(masked(ctx, pod, violation.field)),
        );
    }
}

/// What every container has that says nothing of it.
pub(super) fn masked(ctx: &Context<'_>, pod: &Pod<'_>, field: Field<'_>) -> Fix {
    if pod.is_windows(ctx.version()) {
        // The API server refuses a Windows Pod with this setting, so none that works has it.
        return Fix::safe("remove the setting", [Edit::remove(field.path())]);
    }
    let note = "programs that start containers within the container, or that need the hidden files, fail";
    Fix::needs_review("mask `/proc`", note, [Edit::set(field.path(), "Default")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, quiet};

    #[test]
    fn a_user_namespace_excuses_it_from_1_35_on() {
        let text =
            "kind: Pod\nspec: {hostUsers: false, containers: [{name: a, securityContext: {procMount: Unmasked}}]}\n";
        quiet(&RULE, "1.35", text);
        check_at(
            &RULE,
            "1.34",
            "
kind: Pod
spec: {hostUsers: false, containers: [{name: a, securityContext: {procMount: Unmasked}}]}
#                                                                            ^^^^^^^^ medium: container `a` mounts `/proc` unmasked
",
        );
    }
}
