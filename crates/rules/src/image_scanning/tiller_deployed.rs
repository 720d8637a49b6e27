//! `tiller-deployed`: whoever reaches its port installs what they like.

use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "tiller-deployed",
    title: "Helm 2's server Tiller is deployed",
    severity: Severity::Critical,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::ImageScanning,
    controls: &[],
    equivalents: elsewhere(&[
        "trivy:KSV-0102",
        "checkov:CKV_K8S_34",
        "checkov:CKV_K8S_44",
        "checkov:CKV_K8S_45",
        "kyverno:best-practices/disallow-helm-tiller",
        "kics:6d173be7",
        "kics:8b862ca9",
        "kics:e17fa86a",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut told = Vec::new();
    for (pod, image) in ctx.images() {
        if image.runs() && image.reference().is_some_and(|reference| reference.base_name() == "tiller") {
            told.push(pod.object().name_span());
            findings.push(image.finding(&RULE, pod, "is Tiller, the server of Helm 2, which ended in 2020"));
        }
    }
    for object in ctx.objects() {
        if !matches!(object.kind(), "Service" | "Deployment" | "Pod" | "ReplicaSet") {
            continue;
        }
        let named = object.name() == "tiller-deploy";
        let label =
            |key: &str| object.labels().find(|entry| entry.key.scalar_text() == Some(key)).map(|entry| entry.value);
        let is = |key: &str, wanted: &str| label(key).filter(|value| value.as_str() == Some(wanted));
        let labelled = is("name", "tiller").filter(|_| is("app", "helm").is_some());
        let field = match (labelled, named) {
            (Some(value), _) => Field::of(value),
            (None, true) => object.field(&["metadata", "name"]),
            (None, false) => continue,
        };
        if told.contains(&object.name_span()) {
            continue;
        }
        let message = format!(
            "{} belongs to Tiller, the server of Helm 2, which ended in 2020",
            called(object.kind(), object.name())
        );
        findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
    }
}

#[cfg(test)]
#[test]
fn image_labels_and_service_count_once_each() {
    crate::testing::check(
        &RULE,
        "
kind: Deployment
metadata: {name: tiller-deploy, labels: {app: helm, name: tiller}}
spec: {template: {spec: {containers: [{name: tiller, image: ghcr.io/helm/tiller:v2.17.0}]}}}
#                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ critical: image `ghcr.io/helm/tiller:v2.17.0` of container `tiller` is Tiller, the server of Helm 2, which ended in 2020
---
kind: Service
metadata: {name: tiller-deploy, labels: {app: helm, name: tiller}}
#                                                         ^^^^^^ critical: the Service `tiller-deploy` belongs to Tiller, the server of Helm 2, which ended in 2020
---
kind: Service
metadata: {name: helm, labels: {app: helm}}
",
    );
}
