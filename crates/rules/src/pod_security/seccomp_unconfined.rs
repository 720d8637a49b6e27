//! `seccomp-unconfined`: the filter over system calls is switched off by name.

use plimsoll_source::Value;

use super::seccomp_profile_missing::NOTE;
use crate::places::{each_container_sets, runtime_default, security_context};
use crate::prelude::*;
use crate::wording::owner;

pub(crate) static RULE: Rule = Rule {
    id: "seccomp-unconfined",
    title: "A seccomp profile is explicitly Unconfined",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "seccompProfile_baseline")],
    equivalents: elsewhere(&[
        "trivy:KSV-0104",
        "kubesec:SeccompUnconfined",
        "kyverno:pod-security/restrict-seccomp",
        "psa:seccompProfile_baseline",
        "gatekeeper:pod-security-policy/seccompv2",
        "gatekeeper:pod-security-policy/seccomp",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::SeccompProfileBaseline) {
        let (whose, name, label) = owner(pod, &violation.subject);
        let message = match violation.field.value().and_then(Value::scalar_text).unwrap_or_default() {
            "" => format!("{whose} has a seccomp profile without a type"),
            profile => format!("{whose} has the seccomp profile `{profile}`"),
        };
        findings.push(RULE.on(pod, violation.field, message).related(name, label).fix(fix(ctx, pod, &violation)));
    }
}

fn fix(ctx: &Context<'_>, pod: &Located<Pod<'_>>, violation: &Violation<'_>) -> Fix {
    let profile = security_context(pod, &violation.subject).child(&["seccompProfile"]);
    if violation.field.path() != profile.child(&["type"]).path() {
        let edit = Edit::set(violation.field.path(), "runtime/default");
        return Fix::needs_review("use the runtime's profile", NOTE, [edit]);
    }
    if pod.is_windows(ctx.version()) {
        // The API server refuses a Windows Pod with a seccomp profile, so none that works has one.
        return Fix::safe("remove the profile", [Edit::remove(profile.path())]);
    }
    let on_pod = !matches!(violation.subject, Subject::Container(_));
    let certain = on_pod && each_container_sets(pod, &["seccompProfile"]);
    Fix::safe_if(certain, "use the runtime's profile", NOTE, runtime_default(profile))
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, check_at, mended, quiet};

    #[test]
    fn fields_count_from_1_19_on_and_annotations_before() {
        check(
            &RULE,
            "
kind: Pod
metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}}
spec:
  securityContext: {seccompProfile: {type: Unconfined}}
#                                          ^^^^^^^^^^ high: the Pod has the seccomp profile `Unconfined`
",
        );
        check_at(
            &RULE,
            "1.18",
            "
kind: Pod
metadata: {annotations: {container.seccomp.security.alpha.kubernetes.io/a: unconfined}}
#                                                                          ^^^^^^^^^^ high: container `a` has the seccomp profile `unconfined`
spec: {containers: [{name: a, securityContext: {seccompProfile: {type: Unconfined}}}]}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a}]}\n");
    }

    #[test]
    fn a_profile_that_no_container_takes_over_changes_safely() {
        let text = "kind: Pod\nspec: {securityContext: {seccompProfile: {type: Unconfined}}, containers: [{securityContext: {seccompProfile: {type: RuntimeDefault}}}]}\n";
        assert_eq!(mended(&RULE, "1.37", text), (text.replace("Unconfined", "RuntimeDefault"), vec![Safe]));
        let inherited = text.replace("}]}", "}, {name: b}]}");
        assert_eq!(mended(&RULE, "1.37", &inherited).1, [NeedsReview]);
    }
}
