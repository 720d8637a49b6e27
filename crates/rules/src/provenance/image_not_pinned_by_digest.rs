//! `image-not-pinned-by-digest`: what a tag means can change between two starts of a container.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-not-pinned-by-digest",
    title: "An image is not pinned by its digest",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: elsewhere(&[
        "checkov:CKV_K8S_43",
        "kubescape:C-0306",
        "kyverno:other/require-image-checksum",
        "gatekeeper:general/imagedigests",
        "kics:7c81d34c",
        "kubescape:C-0304",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        if image.reference().is_some_and(|reference| reference.digest().is_none()) {
            findings.push(image.finding(&RULE, pod, "is not pinned by a digest"));
        }
    }
}

#[cfg(test)]
#[test]
fn every_tag_can_move() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: a:1.2.3}
#                    ^^^^^^^ low: image `a:1.2.3` of container `a` is not pinned by a digest
  - {name: b, image: b:1@sha256:74c0f62947d1081de9e663e7b9e7712740f2c4093141eb6cf549a88b6992c80a}
  - {name: c, image: c@sha256:74c0}
  volumes:
  - {name: d, image: {reference: d:1}}
#                                ^^^ low: image `d:1` of volume `d` is not pinned by a digest
  - {name: e, image: {}}
",
    );
}
