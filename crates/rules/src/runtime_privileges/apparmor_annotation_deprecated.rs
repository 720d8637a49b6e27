//! `apparmor-annotation-deprecated`: a profile stands where the next reader will not look for it.

use plimsoll_kube::Version;

use super::annotations::{Annotation, Profile, remove, text};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "apparmor-annotation-deprecated",
    title: "An AppArmor profile is given by an annotation",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

pub(super) const PREFIX: &str = "container.apparmor.security.beta.kubernetes.io/";

/// The first version with a field for the profile.
pub(super) const FIELD: Version = Version::new(30);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() < FIELD {
        return;
    }
    for pod in ctx.pods().iter().filter(|pod| !pod.is_windows(ctx.version())) {
        for annotation in Annotation::all(pod, PREFIX) {
            let message = match &annotation.container {
                Some(container) => format!("an annotation gives {} its AppArmor profile", named(container)),
                None => format!(
                    "an annotation gives an AppArmor profile to `{}`, which is no container of the Pod",
                    annotation.name
                ),
            };
            let mut finding = RULE.on(pod, Field::of(annotation.entry.value), message);
            if let Some(container) = &annotation.container {
                finding = finding.related(container.name_span(), "this container");
            }
            findings.push(finding.fix(fix(&annotation)));
        }
    }
}

/// The API server copies the annotation into a field that is not written, and refuses a Pod where the two differ, and one whose
/// annotation names no container.
fn fix(annotation: &Annotation<'_>) -> Fix {
    let removed = remove(&annotation.entry);
    let Some(container) = &annotation.container else { return Fix::safe("remove the annotation", [removed]) };
    let field = container.security_context().child(&["appArmorProfile"]);
    if field.is_set() {
        return Fix::safe("remove the annotation beside the field", [removed]);
    }
    match Profile::read(text(&annotation.entry)) {
        Some(profile) => {
            Fix::safe("write it as `appArmorProfile`", [removed, Edit::set(field.path(), profile.literal())])
        }
        None => Fix::needs_review("remove the annotation", "no profile is named any more", [removed]),
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn each_annotation_of_the_template_counts() {
        let text = "
kind: Deployment
metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: unconfined}}
spec:
  template:
    metadata:
      annotations:
        other: x
        container.apparmor.security.beta.kubernetes.io/a: localhost/p
#                                                         ^^^^^^^^^^^ info: an annotation gives init container `a` its AppArmor profile
        container.apparmor.security.beta.kubernetes.io/b: unconfined
#                                                         ^^^^^^^^^^ info: an annotation gives an AppArmor profile to `b`, which is no container of the Pod
    spec: {initContainers: [{name: a}]}
";
        check(&RULE, text);
        let plain = "kind: Pod\nmetadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: unconfined}}\nspec: {containers: [{name: a}]}\n";
        quiet(&RULE, "1.29", plain);
        quiet(&RULE, "1.30", &plain.replace("{containers", "{os: {name: windows}, containers"));
    }

    #[test]
    fn the_field_says_the_same() {
        let text = "\
kind: Pod
metadata:
  annotations:
    container.apparmor.security.beta.kubernetes.io/a: localhost/p
    container.apparmor.security.beta.kubernetes.io/b: runtime/default
    container.apparmor.security.beta.kubernetes.io/c: odd
spec:
  containers:
  - name: a
  - name: b
    securityContext: {appArmorProfile: {type: RuntimeDefault}}
  - name: c
";
        let after = "\
kind: Pod
metadata: {}
spec:
  containers:
  - name: a
    securityContext:
      appArmorProfile:
        type: Localhost
        localhostProfile: p
  - name: b
    securityContext: {appArmorProfile: {type: RuntimeDefault}}
  - name: c
";
        assert_eq!(mended(&RULE, "1.37", text), (after.to_owned(), vec![Safe, Safe, NeedsReview]));
    }
}
