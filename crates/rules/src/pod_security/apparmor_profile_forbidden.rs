//! `apparmor-profile-forbidden`: the second wall behind the capabilities is down.

use plimsoll_source::Value;

use crate::places::{REVIEWABLE, each_container_sets, reviewable, runtime_default, security_context};
use crate::prelude::*;
use crate::wording::owner;

pub(crate) static RULE: Rule = Rule {
    id: "apparmor-profile-forbidden",
    title: "An AppArmor profile is switched off or not allowed",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "appArmorProfile")],
    equivalents: elsewhere(&[
        "trivy:KSV-0002",
        "kyverno:pod-security/restrict-apparmor-profiles",
        "psa:appArmorProfile",
        "gatekeeper:pod-security-policy/apparmor",
        "kubesec:ApparmorUnconfined",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let violations = ctx.violations_of(pod, Check::AppArmorProfile);
        // Field and annotation must agree, so a Pod that writes both changes them together.
        let annotations = violations.iter().filter(|violation| is_annotation(pod, violation)).count();
        let windows = pod.is_windows(ctx.version());
        let both = annotations > 0 && annotations < violations.len() && !windows;
        let together = both.then_some(violations.as_slice());
        for violation in &violations {
            let (whose, name, label) = owner(pod, &violation.subject);
            let message = match violation.field.value().and_then(Value::scalar_text).unwrap_or_default() {
                "" => format!("{whose} has an AppArmor profile without a type"),
                profile => format!("{whose} has the AppArmor profile `{profile}`"),
            };
            let fix = fix(pod, violation, together, windows);
            findings.push(RULE.on(pod, violation.field, message).related(name, label).fix(fix));
        }
    }
}

fn fix(pod: &Pod<'_>, violation: &Violation<'_>, together: Option<&[Violation<'_>]>, windows: bool) -> Option<Fix> {
    let profile = profile(pod, violation);
    if !is_annotation(pod, violation) {
        let remove = [Edit::remove(profile.path())];
        if windows {
            // The API server refuses a Windows Pod with a profile, so none that works has one.
            return Some(Fix::safe("remove the profile", remove));
        }
        let on_pod = matches!(violation.subject, Subject::Pod);
        if on_pod && together.is_none() && each_container_sets(pod, &["appArmorProfile"]) {
            return Some(Fix::safe("remove the profile that no container takes over", remove));
        }
    }
    let places = together.unwrap_or(std::slice::from_ref(violation));
    // One more than can be reviewed is enough to know that there are too many.
    let edits = places.iter().take(REVIEWABLE + 1).flat_map(|one| edits(pod, one));
    let note = "what the runtime's profile denies fails, and nodes without AppArmor refuse the Pod";
    reviewable(Fix::needs_review("use the runtime's profile", note, edits))
}

fn profile<'a>(pod: &Pod<'a>, violation: &Violation<'a>) -> Field<'a> {
    security_context(pod, &violation.subject).child(&["appArmorProfile"])
}

fn is_annotation(pod: &Pod<'_>, violation: &Violation<'_>) -> bool {
    profile(pod, violation).child(&["type"]).span() != violation.field.span()
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
