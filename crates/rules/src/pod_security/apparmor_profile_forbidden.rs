//! `apparmor-profile-forbidden`: the second wall behind the capabilities is down.

use plimsoll_source::Value;

use super::places::{each_container_sets, runtime_default, security_context};
use super::wording::named;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "apparmor-profile-forbidden",
    title: "An AppArmor profile is switched off or not allowed",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "appArmorProfile")],
    equivalents: &[
        "trivy:KSV-0002",
        "kyverno:pod-security/restrict-apparmor-profiles",
        "psa:appArmorProfile",
        "gatekeeper:pod-security-policy/apparmor",
        "kubesec:ApparmorUnconfined",
    ],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let violations: Vec<_> = ctx.violations(Check::AppArmorProfile).collect();
    for (pod, violation) in &violations {
        let own = violations.iter().filter(|(other, _)| std::ptr::eq(*other, *pod)).map(|(_, violation)| violation);
        let own: Vec<_> = own.collect();
        let name = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        let whose = match &violation.subject {
            Subject::Container(container) => named(container),
            Subject::Pod | Subject::Volume(_) => "the Pod".to_owned(),
        };
        let message = match name {
            "" => format!("{whose} has an AppArmor profile without a type"),
            profile => format!("{whose} has the AppArmor profile `{profile}`"),
        };
        let mut finding = RULE.on(pod, violation.field, message);
        if let Subject::Container(container) = &violation.subject {
            finding = finding.related(container.name_span(), "this container");
        }
        findings.push(finding.fix(fix(ctx, pod, violation, &own)));
    }
}

fn fix(ctx: &Context<'_>, pod: &Located<Pod<'_>>, violation: &Violation<'_>, all: &[&Violation<'_>]) -> Fix {
    if !is_annotation(pod, violation) && pod.is_windows(ctx.version()) {
        // The API server refuses a Windows Pod with a profile, so none that works has one.
        return Fix::safe("remove the profile", [Edit::remove(profile(pod, violation).path())]);
    }
    // Field and annotation must agree, so a Pod that writes both changes them together.
    let both = all.iter().any(|one| is_annotation(pod, one)) && all.iter().any(|one| !is_annotation(pod, one));
    let edits: Vec<_> = if both { all.iter().flat_map(|one| edits(pod, one)).collect() } else { edits(pod, violation) };
    let on_pod = !both && matches!(violation.subject, Subject::Pod) && !is_annotation(pod, violation);
    let note = "what the runtime's profile denies fails, and nodes without AppArmor refuse the Pod";
    if on_pod && each_container_sets(pod, &["appArmorProfile"]) {
        return Fix::safe(
            "remove the profile that no container takes over",
            [Edit::remove(profile(pod, violation).path())],
        );
    }
    Fix::needs_review("use the runtime's profile", note, edits)
}

fn profile<'a>(pod: &Pod<'a>, violation: &Violation<'a>) -> Field<'a> {
    security_context(pod, &violation.subject).child(&["appArmorProfile"])
}

fn is_annotation(pod: &Pod<'_>, violation: &Violation<'_>) -> bool {
    pod.annotations().any(|annotation| annotation.value.span() == violation.field.span())
}

fn edits(pod: &Pod<'_>, violation: &Violation<'_>) -> Vec<Edit> {
    if is_annotation(pod, violation) {
        return vec![Edit::set(violation.field.path(), "runtime/default")];
    }
    runtime_default(profile(pod, violation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    const BOTH: &str = "
kind: Pod
metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: unconfined}}
spec: {containers: [{name: a, securityContext: {appArmorProfile: {type: Unconfined}}}]}
";

    #[test]
    fn fields_and_annotations_count() {
        check(
            &RULE,
            "
kind: Pod
metadata:
  annotations:
    container.apparmor.security.beta.kubernetes.io/a: localhost/a
    container.apparmor.security.beta.kubernetes.io/b: 'unconfined'
#                                                     ^^^^^^^^^^^^ medium: container `b` has the AppArmor profile `unconfined`
spec:
  securityContext: {appArmorProfile: {type: unconfined}}
#                                           ^^^^^^^^^^ medium: the Pod has the AppArmor profile `unconfined`
  containers: [{name: a}, {name: b}]
",
        );
        quiet(&RULE, "1.0", "kind: Pod\nspec: {containers: [{name: a}]}\n");
    }

    #[test]
    fn field_and_annotation_change_together() {
        let (after, promises) = mended(&RULE, "1.37", BOTH);
        assert_eq!(after, BOTH.replace("unconfined", "runtime/default").replace("Unconfined", "RuntimeDefault"));
        assert_eq!(promises.len(), 2);
    }
}
