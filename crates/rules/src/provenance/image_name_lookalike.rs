//! `image-name-lookalike`: a slip of the finger reaches somebody else's image.

use plimsoll_kube::image::look_alike;

use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "image-name-lookalike",
    title: "The name of an image resembles a well-known one",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        let Some((written, known)) = image.reference().and_then(look_alike) else { continue };
        let what = format!("names `{}`, which differs from the well-known `{known}` by a letter", shown(written));
        findings.push(image.finding(&RULE, pod, &what));
    }
}

#[cfg(test)]
#[test]
fn registries_publishers_and_images_count() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: ngnix:1.30}
#                    ^^^^^^^^^^ medium: image `ngnix:1.30` of container `a` names `ngnix`, which differs from the well-known `nginx` by a letter
  - {name: b, image: ghrc.io/team/app:1}
#                    ^^^^^^^^^^^^^^^^^^ medium: image `ghrc.io/team/app:1` of container `b` names `ghrc.io`, which differs from the well-known `ghcr.io` by a letter
  - {name: c, image: registry.example.com/ngnix:1}
",
    );
}
