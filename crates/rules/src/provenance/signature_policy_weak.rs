//! `signature-policy-weak`: whatever fails the check runs all the same.

use plimsoll_kube::Object;
use plimsoll_source::Value;

use super::signatures::verify_images;

use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "signature-policy-weak",
    title: "A policy for signatures lets unsigned images through",
    severity: Severity::Medium,
    confidence: Confidence::High,
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
    for object in ctx.objects() {
        let weak: Vec<(Field<'_>, String)> = match (object.group(), object.kind()) {
            ("kyverno.io", "ClusterPolicy" | "Policy") => kyverno(object),
            ("policies.kyverno.io", "ImageValidatingPolicy" | "NamespacedImageValidatingPolicy") => validating(object),
            ("policy.sigstore.dev", "ClusterImagePolicy") => sigstore(object),
            ("apiserver.config.k8s.io", "AdmissionConfiguration") => webhook(object),
            ("imagepolicy.k8s.io", "ImagePolicyWebhook") | ("", "ImagePolicyWebhook") => default_allow(object.value()),
            _ => continue,
        };
        for (field, what) in weak {
            let message = format!("{} {what}", called(object.kind(), object.name()));
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
        }
    }
}

type Weak<'a> = Vec<(Field<'a>, String)>;

/// The field, if it says what makes a policy weak.
fn says<'a>(value: Value<'a>, path: &'static [&'static str], word: &str) -> Option<Field<'a>> {
    let field = Field::walk(value, path);
    field.value().and_then(Value::scalar_text).filter(|text| text.eq_ignore_ascii_case(word)).map(|_| field)
}

fn kyverno<'a>(object: &Object<'a>) -> Weak<'a> {
    let mut weak = Vec::new();
    let mut entries = verify_images(object).into_iter().peekable();
    if entries.peek().is_none() {
        return weak;
    }
    let whole = object.value();
    if let Some(field) = says(whole, &["spec", "validationFailureAction"], "Audit") {
        weak.push((field, "only notes images that fail its check".to_owned()));
    }
    for path in [&["spec", "failurePolicy"], &["spec", "webhookConfiguration", "failurePolicy"] as &'static [_]] {
        weak.extend(
            says(whole, path, "Ignore")
                .map(|field| (field, "lets images through while it cannot be reached".to_owned())),
        );
    }
    for entry in entries {
        weak.extend(
            says(entry, &["failureAction"], "Audit")
                .map(|field| (field, "only notes images that fail its check".to_owned())),
        );
        weak.extend(
            says(entry, &["required"], "false")
                .map(|field| (field, "lets images without a signature through".to_owned())),
        );
        weak.extend(
            says(entry, &["mutateDigest"], "false")
                .map(|field| (field, "leaves the tag, which may name another image when it is pulled".to_owned())),
        );
        for attestor in Field::walk(entry, &["attestors"]).items() {
            for one in Field::walk(attestor, &["entries"]).items() {
                let keyless = Field::walk(one, &["keyless"]);
                anybody(keyless, &mut weak);
            }
        }
    }
    weak
}

fn validating<'a>(object: &Object<'a>) -> Weak<'a> {
    let whole = object.value();
    let mut weak: Weak<'a> = Vec::new();
    weak.extend(
        says(whole, &["spec", "failurePolicy"], "Ignore")
            .map(|field| (field, "lets images through while it cannot be reached".to_owned())),
    );
    let actions = object.field(&["spec", "validationActions"]);
    let denies = actions.items().any(|action| action.as_str() == Some("Deny"));
    if actions.is_set() && !denies {
        weak.push((actions, "only notes images that fail its check".to_owned()));
    }
    for attestor in object.field(&["spec", "attestors"]).items() {
        for identity in Field::walk(attestor, &["cosign", "keyless", "identities"]).items() {
            anybody(Field::of(identity), &mut weak);
        }
    }
    weak
}

fn sigstore<'a>(object: &Object<'a>) -> Weak<'a> {
    let mut weak: Weak<'a> = Vec::new();
    weak.extend(
        says(object.value(), &["spec", "mode"], "warn")
            .map(|field| (field, "only warns of images that fail its check".to_owned())),
    );
    for authority in object.field(&["spec", "authorities"]).items() {
        weak.extend(
            says(authority, &["static", "action"], "pass")
                .map(|field| (field, "passes every image that it looks at".to_owned())),
        );
        for identity in Field::walk(authority, &["keyless", "identities"]).items() {
            anybody(Field::of(identity), &mut weak);
        }
    }
    weak
}

fn webhook<'a>(object: &Object<'a>) -> Weak<'a> {
    let plugins = object.field(&["plugins"]);
    let own = plugins.items().filter(|plugin| Field::walk(*plugin, &["name"]).as_str() == Some("ImagePolicyWebhook"));
    own.filter_map(|plugin| Field::walk(plugin, &["configuration"]).value()).flat_map(default_allow).collect()
}

fn default_allow(configuration: Value<'_>) -> Weak<'_> {
    let found = says(configuration, &["imagePolicy", "defaultAllow"], "true");
    found
        .map(|field| (field, "lets images through while its webhook cannot be reached".to_owned()))
        .into_iter()
        .collect()
}

/// Identities that fit everybody who can log in somewhere.
fn anybody<'a>(identity: Field<'a>, weak: &mut Weak<'a>) {
    for path in [&["subject"], &["subjectRegExp"], &["issuer"], &["issuerRegExp"]] as [&'static [&'static str]; 4] {
        let field = identity.child(path);
        let all = ["*", ".*", "^.*$", ".+", "^.+$"];
        if field.as_str().is_some_and(|text| all.contains(&text)) {
            weak.push((field, "accepts the signature of anybody".to_owned()));
        }
    }
}

#[cfg(test)]
#[test]
fn each_way_through_is_a_finding() {
    crate::testing::check(
        &RULE,
        "
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: signed}
spec:
  validationFailureAction: Audit
#                          ^^^^^ medium: the ClusterPolicy `signed` only notes images that fail its check
  rules:
  - verifyImages:
    - imageReferences: ['*']
      mutateDigest: false
#                   ^^^^^ medium: the ClusterPolicy `signed` leaves the tag, which may name another image when it is pulled
      attestors: [{entries: [{keyless: {subject: '*', issuer: https://example.com}}]}]
#                                                ^^^ medium: the ClusterPolicy `signed` accepts the signature of anybody
---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: labels}
spec: {validationFailureAction: Audit, rules: [{validate: {message: m}}]}
---
apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: own}
spec: {mode: warn, authorities: [{static: {action: pass}}]}
#            ^^^^ medium: the ClusterImagePolicy `own` only warns of images that fail its check
#                                                  ^^^^ medium: the ClusterImagePolicy `own` passes every image that it looks at
",
    );
}
