//! `capability-outside-baseline`: the container may do things that reach past it.

use crate::capability::{BASELINE, canonical};
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "capability-outside-baseline",
    title: "A container adds a capability outside the baseline set",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "capabilities_baseline")],
    equivalents: elsewhere(&[
        "trivy:KSV-0022",
        "psa:capabilities_baseline",
        "kyverno:pod-security/disallow-capabilities",
        "kyverno:psp-migration/psp-restrict-adding-capabilities",
        "kyverno:istio/service-mesh-disallow-capabilities",
        "checkov:CKV_K8S_25",
        "kics:19ebaa28",
        "gatekeeper:pod-security-policy/capabilities",
        "kube-bench:cis-1.11/5.2.9",
        "kubescape:C-0046",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::CapabilitiesBaseline) {
        let Subject::Container(container) = &violation.subject else { continue };
        let Some(item) = violation.field.value() else { continue };
        let name = item.scalar_text().unwrap_or_default();
        let (message, fix) = match canonical(name).filter(|known| BASELINE.contains(known)) {
            Some(known) => (
                format!("{} adds `{name}`, which Pod Security Admission knows as `{known}` only", named(container)),
                Fix::safe(format!("write `{known}`"), [Edit::set(item.path(), known)]),
            ),
            None => (
                format!("{} adds the capability `{name}`", named(container)),
                Fix::needs_review(
                    format!("do not add `{name}`"),
                    format!("what the program does with `{name}` fails"),
                    [remove_item(item)],
                ),
            ),
        };
        findings.push(RULE.on(pod, violation.field, message).related(container.name_span(), "this container").fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn names_are_compared_letter_by_letter() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    securityContext:
      capabilities:
        add: [CHOWN, ALL, cap_kill, NET_RAW]
#                    ^^^ medium: container `a` adds the capability `ALL`
#                         ^^^^^^^^ medium: container `a` adds `cap_kill`, which Pod Security Admission knows as `KILL` only
#                                   ^^^^^^^ medium: container `a` adds the capability `NET_RAW`
",
        );
    }

    #[test]
    fn a_spelling_is_corrected_and_the_last_capability_takes_the_list_along() {
        let text = "kind: Pod\nspec:\n  containers:\n  - name: a\n    securityContext:\n      capabilities:\n        drop: [ALL]\n        add: [NET_ADMIN, Kill]\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert_eq!(after, text.replace("NET_ADMIN, Kill", "KILL"));
        assert_eq!(promises, [Applicability::NeedsReview, Applicability::Safe]);
        let (after, _) = mended(&RULE, "1.37", &text.replace(", Kill", ""));
        assert_eq!(after, text.replace("        add: [NET_ADMIN, Kill]\n", ""));
    }
}
