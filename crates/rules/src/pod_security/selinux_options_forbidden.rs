//! `selinux-options-forbidden`: the container runs in a domain that is not made to contain it.

use plimsoll_source::Value;

use crate::places::last_key;
use crate::prelude::*;
use crate::wording::owner;

pub(crate) static RULE: Rule = Rule {
    id: "selinux-options-forbidden",
    title: "SELinux options lead out of the container domains",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "seLinuxOptions")],
    equivalents: elsewhere(&[
        "trivy:KSV-0025",
        "kyverno:pod-security/disallow-selinux",
        "psa:seLinuxOptions",
        "gatekeeper:pod-security-policy/selinux",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::SeLinuxOptions) {
        let path = violation.field.path();
        let option = last_key(&path).unwrap_or_default();
        let value = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        let (whose, name, label) = owner(pod, &violation.subject);
        let message = format!("{whose} sets the SELinux {option} `{value}`");
        let title = format!("leave the {option} to the runtime");
        let edits = [remove_alone(violation.field, &option)];
        let fix = if pod.is_windows(ctx.version()) {
            // The API server refuses a Windows Pod with these options, so none that works has them.
            Fix::safe(title, edits)
        } else {
            Fix::needs_review(
                title,
                "files and calls that the usual domain may not use are denied on nodes with SELinux",
                edits,
            )
        };
        findings.push(RULE.on(pod, violation.field, message).related(name, label).fix(fix));
    }
}

/// Removes one option, or the options where it is the only one.
fn remove_alone(field: Field<'_>, option: &str) -> Edit {
    let path = field.path();
    let options = field.value().and_then(Value::parent);
    let alone = options.is_some_and(|options| options.entries().all(|entry| entry.name() == option));
    Edit::remove(path.parent().filter(|_| alone).unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, mended};

    #[test]
    fn each_option_is_a_finding() {
        check_at(
            &RULE,
            "1.30",
            "
kind: Pod
spec:
  securityContext: {seLinuxOptions: {type: container_engine_t, user: '', role: r, level: s0}}
#                                          ^^^^^^^^^^^^^^^^^^ medium: the Pod sets the SELinux type `container_engine_t`
#                                                                              ^ medium: the Pod sets the SELinux role `r`
  containers:
  - {name: a, securityContext: {seLinuxOptions: {type: container_t, user: u}}}
#                                                                         ^ medium: container `a` sets the SELinux user `u`
",
        );
    }

    #[test]
    fn the_last_option_takes_the_options_along() {
        let text = "kind: Pod\nspec:\n  containers: [{name: a}]\n  securityContext:\n    fsGroup: 1\n    seLinuxOptions:\n      user: u\n      role: r\n";
        let after = "kind: Pod\nspec:\n  containers: [{name: a}]\n  securityContext:\n    fsGroup: 1\n";
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
