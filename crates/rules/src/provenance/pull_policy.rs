//! When the kubelet asks the registry for an image, and when it should.

use plimsoll_kube::image::moves;

use crate::images::{Image, PullPolicy};
use crate::prelude::*;

/// Where the pull policy stands, or would.
fn policy<'a>(image: &Image<'a>) -> Field<'a> {
    image.used.pull_policy()
}

fn found<'a>(rule: &'static Rule, pod: &Located<Pod<'a>>, image: &Image<'a>, message: String) -> crate::Finding {
    rule.on(pod, policy(image), message).related(image.field().span(), "this image")
}

fn always(image: &Image<'_>) -> Fix {
    let note = "the Pod does not start while the registry cannot be reached, nor with an image that only the node has";
    Fix::needs_review("ask the registry at every start", note, [Edit::set(policy(image).path(), "Always")])
}

pub(crate) mod image_pull_policy_not_always {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "image-pull-policy-not-always",
        title: "The registry is not asked at every start of a container",
        severity: Severity::Low,
        confidence: Confidence::High,
        audience: Audience::Opinion,
        strategy: Strategy::Provenance,
        controls: &[],
        equivalents: elsewhere(&[
            "kube-score:container-image-pull-policy",
            "polaris:pullPolicyNotAlways",
            "checkov:CKV_K8S_15",
            "kyverno:other/imagepullpolicy-always",
            "kics:caa3479d",
            "kube-linter:template/image-pull-policy",
        ]),
        parameters: &[],
        fixable: true,
        since: "0.1.0",
        scope: Scope::Document,
        check,
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for (pod, image) in ctx.images() {
            let says = match (image.pull_policy(), policy(image).is_set()) {
                (Some(PullPolicy::IfNotPresent), true) => "says `IfNotPresent`",
                (Some(PullPolicy::IfNotPresent), false) => "is left at `IfNotPresent`",
                (Some(PullPolicy::Never), _) => "says `Never`",
                (Some(PullPolicy::Always) | None, _) => continue,
            };
            let key = if image.runs() { "imagePullPolicy" } else { "pullPolicy" };
            let message = format!("`{key}` of {} {says}", image.holder());
            findings.push(found(&RULE, pod, image, message).fix(always(image)));
        }
    }
}

pub(crate) mod image_pull_policy_with_latest {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "image-pull-policy-with-latest",
        title: "An image whose tag moves is not pulled again",
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Default,
        strategy: Strategy::Provenance,
        controls: &[],
        equivalents: elsewhere(&["kubescape:C-0075"]),
        parameters: &[],
        fixable: true,
        since: "0.1.0",
        scope: Scope::Document,
        check,
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for (pod, image) in ctx.images() {
            let Some(reference) = image.reference().filter(|reference| reference.digest().is_none()) else { continue };
            let Some(tag) = reference.effective_tag().filter(|tag| moves(tag)) else { continue };
            let says = match image.pull_policy() {
                Some(PullPolicy::IfNotPresent) => "IfNotPresent",
                Some(PullPolicy::Never) => "Never",
                Some(PullPolicy::Always) | None => continue,
            };
            let (who, runs) = (image.holder(), image.verb());
            let message = format!("{who} {runs} the `{tag}` that its node pulled first, since its policy is `{says}`");
            findings.push(found(&RULE, pod, image, message).fix(always(image)));
        }
    }
}

pub(crate) mod image_pull_policy_never {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "image-pull-policy-never",
        title: "An image is never pulled",
        severity: Severity::Low,
        confidence: Confidence::High,
        audience: Audience::Strict,
        strategy: Strategy::Provenance,
        controls: &[],
        equivalents: &[],
        parameters: &[],
        fixable: true,
        since: "0.1.0",
        scope: Scope::Document,
        check,
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for (pod, image) in ctx.images().filter(|(_, image)| image.pull_policy() == Some(PullPolicy::Never)) {
            let (who, runs) = (image.holder(), image.verb());
            let message =
                format!("{who} {runs} what lies on its node under the name of its image, or the Pod does not start");
            let note = "a node without the image pulls what a registry has under this name";
            let edit = Edit::set(policy(image).path(), "IfNotPresent");
            let fix = Fix::needs_review("pull the image where it is missing", note, [edit]);
            findings.push(found(&RULE, pod, image, message).fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_is_not_written_depends_on_the_tag() {
        check(
            &image_pull_policy_not_always::RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, image: a:1}
#          ^ low: `imagePullPolicy` of container `a` is left at `IfNotPresent`
  - {name: b, image: b}
  - {name: c, image: c:latest}
  - {name: d, image: d:1, imagePullPolicy: Never}
#                                          ^^^^^ low: `imagePullPolicy` of container `d` says `Never`
  - {name: e, image: e:latest, imagePullPolicy: IfNotPresent}
#                                               ^^^^^^^^^^^^ low: `imagePullPolicy` of container `e` says `IfNotPresent`
  - {name: f, image: f:1, imagePullPolicy: Sometimes}
  - {name: g, image: g@sha256:74c0f62947d1081de9e663e7b9e7712740f2c4093141eb6cf549a88b6992c80a}
#          ^ low: `imagePullPolicy` of container `g` is left at `IfNotPresent`
",
        );
    }

    #[test]
    fn volumes_have_a_policy_of_their_own() {
        check(
            &image_pull_policy_not_always::RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a, image: {reference: a:1}}
#             ^^^^^ low: `pullPolicy` of volume `a` is left at `IfNotPresent`
  - {name: b, image: {reference: b}}
  - {name: c, image: {reference: c:1, pullPolicy: Never}}
#                                                 ^^^^^ low: `pullPolicy` of volume `c` says `Never`
",
        );
        let text = "kind: Pod\nspec: {volumes: [{name: a, image: {reference: a:1, pullPolicy: Never}}]}\n";
        assert_eq!(mended(&image_pull_policy_never::RULE, "1.37", text).0, text.replace("Never", "IfNotPresent"));
    }

    #[test]
    fn a_moving_tag_is_more_than_latest() {
        check(
            &image_pull_policy_with_latest::RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, image: a, imagePullPolicy: IfNotPresent}
#                                        ^^^^^^^^^^^^ medium: container `a` runs the `latest` that its node pulled first, since its policy is `IfNotPresent`
  - {name: b, image: b:main}
#          ^ medium: container `b` runs the `main` that its node pulled first, since its policy is `IfNotPresent`
  - {name: c, image: c:latest}
  volumes:
  - {name: d, image: {reference: d, pullPolicy: IfNotPresent}}
#                                               ^^^^^^^^^^^^ medium: volume `d` holds the `latest` that its node pulled first, since its policy is `IfNotPresent`
",
        );
        quiet(&image_pull_policy_never::RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a, image: a}]}\n");
    }
}
