//! `unsafe-sysctl`: its effect is not confined to the Pod.

use plimsoll_source::Value;

use crate::places::remove_item;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "unsafe-sysctl",
    title: "A Pod sets a sysctl outside the safe set",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "sysctls")],
    equivalents: elsewhere(&[
        "trivy:KSV-0026",
        "kube-linter:unsafe-sysctls",
        "kyverno:pod-security/restrict-sysctls",
        "psa:sysctls",
        "gatekeeper:pod-security-policy/forbidden-sysctls",
        "kics:9127f0d9",
    ]),
    parameters: &[Parameter::list("allowed-sysctls", "Names of sysctls that may be set besides the safe ones.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::Sysctls) {
        let name = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        if ctx.list(&RULE, "allowed-sysctls").iter().any(|allowed| allowed == name) {
            continue;
        }
        let message = match name {
            "" => "a sysctl of the Pod has no name".to_owned(),
            name => format!("the Pod sets the sysctl `{name}`, which is not safe in Kubernetes {}", ctx.version()),
        };
        let fix = sysctl(violation.field).map(|sysctl| {
            let note = "programs run with the node's value instead";
            Fix::needs_review("remove the sysctl", note, [remove_item(sysctl)])
        });
        findings.push(RULE.on(pod, violation.field, message).related(pod.object().name_span(), "this object").fix(fix));
    }
}

/// The item of the list that a name belongs to.
fn sysctl(name: Field<'_>) -> Option<Value<'_>> {
    name.value()?.parent()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, mended, quiet};

    #[test]
    fn what_is_safe_depends_on_the_version() {
        check_at(
            &RULE,
            "1.26",
            "
kind: Pod
spec:
  securityContext:
    sysctls:
    - {name: net.ipv4.ip_local_reserved_ports, value: '1'}
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: the Pod sets the sysctl `net.ipv4.ip_local_reserved_ports`, which is not safe in Kubernetes 1.26
    - {value: '1', name: kernel.shm_rmid_forced}
",
        );
        quiet(
            &RULE,
            "1.27",
            "kind: Pod\nspec: {securityContext: {sysctls: [{name: net.ipv4.ip_local_reserved_ports}]}}\n",
        );
    }

    #[test]
    fn the_last_sysctl_takes_the_list_along() {
        let text = "kind: Pod\nspec:\n  securityContext:\n    fsGroup: 1\n    sysctls:\n    - name: kernel.msgmax\n      value: '1'\n";
        let after = "kind: Pod\nspec:\n  securityContext:\n    fsGroup: 1\n";
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
