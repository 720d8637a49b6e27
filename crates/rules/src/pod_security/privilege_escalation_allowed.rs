//! `privilege-escalation-allowed`: a setuid program is a way from any user to root.

use crate::places::{remove_items, unprivileged};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "privilege-escalation-allowed",
    title: "A process may gain privileges that it was not started with",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "allowPrivilegeEscalation"), Control::cis("1.12", "5.2.6")],
    equivalents: elsewhere(&[
        "trivy:KSV-0001",
        "kube-linter:privilege-escalation-container",
        "polaris:privilegeEscalationAllowed",
        "checkov:CKV_K8S_20",
        "kubescape:C-0016",
        "kubesec:AllowPrivilegeEscalation",
        "kyverno:pod-security/disallow-privilege-escalation",
        "psa:allowPrivilegeEscalation",
        "kube-bench:cis-1.12/5.2.6",
        "gatekeeper:pod-security-policy/allow-privilege-escalation",
        "kics:5572cc5e",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::AllowPrivilegeEscalation) {
        let Subject::Container(container) = &violation.subject else { continue };
        findings.push(
            RULE.on(pod, violation.field, format!("{} may gain privileges by setuid programs", named(container)))
                .related(container.name_span(), "this container")
                .fix(fix(container, violation.field)),
        );
    }
}

/// The API server refuses `false` beside `privileged: true` and beside `CAP_SYS_ADMIN`, so those have to go as well.
fn fix(container: &Container<'_>, field: Field<'_>) -> Fix {
    let forbid = Edit::set(field.path(), false);
    let added = container.capabilities_add();
    let admin: Vec<_> = added.items().filter(|item| item.as_str() == Some("CAP_SYS_ADMIN")).collect();
    let privileged = container.privileged().value == Some(true);
    if !privileged && admin.is_empty() {
        return Fix::needs_review("forbid privilege escalation", SETUID, [forbid]);
    }
    let power = match (privileged, admin.is_empty()) {
        (true, true) => "`privileged: true`",
        (true, false) => "`privileged: true` and `CAP_SYS_ADMIN`",
        (false, _) => "`CAP_SYS_ADMIN`",
    };
    let mut edits = if privileged { unprivileged(container) } else { Vec::new() };
    edits.push(forbid);
    edits.extend(remove_items(added.field, &admin));
    let title = format!("forbid privilege escalation, and take {power} away");
    let note = format!("the API server refuses the setting beside {power}: what needs that power stops, and {SETUID}");
    Fix::needs_review(title, note, edits)
}

const SETUID: &str = "programs that need a setuid helper such as `sudo` or `su` fail";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, mended, quiet};

    #[test]
    fn a_missing_value_allows() {
        check_at(
            &RULE,
            "1.8",
            "
kind: Pod
spec:
  containers:
  - {image: a, name: a}
#                    ^ medium: container `a` may gain privileges by setuid programs
  - {name: b, securityContext: {allowPrivilegeEscalation: true}}
#                                                         ^^^^ medium: container `b` may gain privileges by setuid programs
  - {name: c, securityContext: {allowPrivilegeEscalation: no}}
",
        );
        quiet(&RULE, "1.7", "kind: Pod\nspec: {containers: [{name: a}]}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
    }

    #[test]
    fn what_the_server_refuses_beside_it_goes_too() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {privileged: true, capabilities: {add: [CAP_SYS_ADMIN, KILL]}}}]}\n";
        let after = "kind: Pod\nspec: {containers: [{name: a, securityContext: {privileged: false, capabilities: {add: [KILL]}, allowPrivilegeEscalation: false}}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
