//! `privilege-escalation-allowed`: a setuid program is a way from any user to root.

use super::places::{remove_items, unprivileged};
use super::wording::named;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "privilege-escalation-allowed",
    title: "A process may gain privileges that it was not started with",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "allowPrivilegeEscalation"), Control::cis("1.12", "5.2.6")],
    equivalents: &[
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
    ],
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
    let admin = remove_items([container.capabilities_add().field], |item| item.as_str() == Some("CAP_SYS_ADMIN"));
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
    edits.extend(admin);
    let title = format!("forbid privilege escalation, and take {power} away");
    let note = format!("the API server refuses the setting beside {power}: what needs that power stops, and {SETUID}");
    Fix::needs_review(title, note, edits)
}

const SETUID: &str = "programs that start through `sudo`, `ping` or another setuid helper fail";
