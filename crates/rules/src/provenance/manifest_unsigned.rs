//! `manifest-unsigned`: nobody can tell whether it was changed on its way.

use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "manifest-unsigned",
    title: "A manifest carries no signature",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
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
    for pod in ctx.pods() {
        let object = pod.object();
        let signed = object.annotations().any(|entry| entry.key.scalar_text() == Some(SIGNATURE));
        if !signed {
            let message = format!("{} carries no signature", called(object.kind(), object.name()));
            findings.push(RULE.at(&pod.place(), object.name_span(), object.field(&["metadata"]).path(), message));
        }
    }
}

/// What `kubectl sigstore sign` and Kyverno's rules for manifests call it.
const SIGNATURE: &str = "cosign.sigstore.dev/signature";

#[cfg(test)]
#[test]
fn the_signature_is_an_annotation() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
metadata: {name: a}
#                ^ info: the Pod `a` carries no signature
spec: {containers: []}
---
kind: Pod
metadata: {name: b, annotations: {cosign.sigstore.dev/signature: MEUCIQ}}
spec: {containers: []}
",
    );
}
