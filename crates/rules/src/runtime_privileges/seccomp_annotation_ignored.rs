//! `seccomp-annotation-ignored`: the profile that somebody wrote is not the one in effect.

use plimsoll_kube::Version;
use plimsoll_source::Entry;

use super::annotations::{Annotation, Profile, remove, text};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "seccomp-annotation-ignored",
    title: "A seccomp profile is given by an annotation that nothing reads",
    severity: Severity::Medium,
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

const OF_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const PREFIX: &str = "container.seccomp.security.alpha.kubernetes.io/";

/// The first version that takes no notice of them.
const IGNORES: Version = Version::new(27);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() < IGNORES {
        return;
    }
    for pod in ctx.pods().iter().filter(|pod| !pod.is_windows(ctx.version())) {
        for entry in pod.annotations().filter(|entry| entry.key.scalar_text() == Some(OF_POD)) {
            push(findings, pod, &entry, "the Pod", Some(pod.security_context()));
        }
        for annotation in Annotation::all(pod, PREFIX) {
            let whose = annotation.container.as_ref().map_or_else(|| format!("`{}`", annotation.name), named);
            let context = annotation.container.map(|one| one.security_context());
            push(findings, pod, &annotation.entry, &whose, context);
        }
    }
}

fn push(findings: &mut Findings, pod: &Located<Pod<'_>>, entry: &Entry<'_>, whose: &str, context: Option<Field<'_>>) {
    let message = format!("this annotation is ignored since {IGNORES}: it gives {whose} no seccomp profile");
    findings.push(RULE.on(pod, Field::of(entry.value), message).fix(fix(entry, context)));
}

/// Removing what nothing reads is safe. Writing it where it is read may stop something for the first time.
fn fix(entry: &Entry<'_>, context: Option<Field<'_>>) -> Fix {
    let removed = remove(entry);
    let field = context.map(|context| context.child(&["seccompProfile"])).filter(|field| !field.is_set());
    match (field, Profile::read(text(entry))) {
        (Some(field), Some(profile)) if profile.kind != "Unconfined" => {
            let edits = [removed, Edit::set(field.path(), profile.literal())];
            Fix::needs_review(
                "write it as `seccompProfile`",
                "system calls outside the profile fail from now on",
                edits,
            )
        }
        _ => Fix::safe("remove the annotation", [removed]),
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check_at, mended, quiet};

    const TEXT: &str = "\
kind: Pod
metadata:
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: docker/default
    container.seccomp.security.alpha.kubernetes.io/a: unconfined
    container.seccomp.security.alpha.kubernetes.io/b: localhost/b.json
    container.seccomp.security.alpha.kubernetes.io/z: runtime/default
spec:
  containers:
  - name: a
  - name: b
";

    #[test]
    fn all_of_them_are_ignored_since_1_27() {
        quiet(&RULE, "1.26", TEXT);
        check_at(
            &RULE,
            "1.27",
            "
kind: Pod
metadata:
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: runtime/default
#                                             ^^^^^^^^^^^^^^^ medium: this annotation is ignored since 1.27: it gives the Pod no seccomp profile
    container.seccomp.security.alpha.kubernetes.io/a: unconfined
#                                                     ^^^^^^^^^^ medium: this annotation is ignored since 1.27: it gives container `a` no seccomp profile
    container.seccomp.security.alpha.kubernetes.io/b: localhost/b
#                                                     ^^^^^^^^^^^ medium: this annotation is ignored since 1.27: it gives `b` no seccomp profile
spec: {containers: [{name: a}]}
",
        );
    }

    #[test]
    fn what_confines_is_kept_as_a_field() {
        let after = "\
kind: Pod
metadata: {}
spec:
  containers:
  - name: a
  - name: b
    securityContext:
      seccompProfile:
        type: Localhost
        localhostProfile: b.json
  securityContext:
    seccompProfile:
      type: RuntimeDefault
";
        assert_eq!(mended(&RULE, "1.37", TEXT), (after.to_owned(), vec![NeedsReview, Safe, NeedsReview, Safe]));
    }
}
