//! `secret-wrong-type-or-encoding`: a Secret that the API server refuses, or that holds something else than it seems to.

use plimsoll_kube::Object;
use plimsoll_source::Entry;

use super::credential::base64::{Variant, decode, decode_text, encode};
use super::credential::placeholder::is_placeholder;
use super::image_pull_secret_inline::is_configuration;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "secret-wrong-type-or-encoding",
    title: "A Secret is not what its type or field asks for",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The keys that a type needs: one of each group.
const NEEDED: [(&str, &[&[&str]]); 5] = [
    ("kubernetes.io/tls", &[&["tls.crt"], &["tls.key"]]),
    ("kubernetes.io/ssh-auth", &[&["ssh-privatekey"]]),
    ("kubernetes.io/basic-auth", &[&["username", "password"]]),
    ("kubernetes.io/dockerconfigjson", &[&[".dockerconfigjson"]]),
    ("kubernetes.io/dockercfg", &[&[".dockercfg"]]),
];
const CONFIGURATIONS: [&str; 2] = [".dockerconfigjson", ".dockercfg"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let secrets = ctx.objects().iter().filter(|object| object.kind() == "Secret" && object.group().is_empty());
    for object in secrets {
        keys(object, findings);
        for entry in object.field(&["data"]).entries() {
            encoding(object, &entry, findings);
        }
        for entry in object.field(&["stringData"]).entries() {
            if let Some(text) = entry.value.as_str() {
                configuration(object, &entry, text, findings);
            }
        }
    }
}

fn keys(object: &Located<Object<'_>>, findings: &mut Findings) {
    let kind = object.field(&["type"]);
    let name = kind.as_str().unwrap_or_default();
    let Some((_, groups)) = NEEDED.iter().find(|(known, _)| *known == name) else { return };
    let parts = [object.field(&["data"]).value(), object.field(&["stringData"]).value()];
    let has = |key: &str| parts.iter().flatten().any(|part| part.get(key).is_some());
    let missing = groups.iter().find(|group| !group.iter().any(|key| has(key)));
    if let Some(missing) = missing {
        let wanted: Vec<_> = missing.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("the Secret `{}` of type `{name}` has no {}", object.name(), wanted.join(" and no "));
        let mut finding = RULE.at(&object.place(), kind.span(), kind.path(), message);
        if object.partly_read {
            finding.confidence = Some(Confidence::Low);
        }
        findings.push(finding);
    }
}

fn encoding(object: &Located<Object<'_>>, entry: &Entry<'_>, findings: &mut Findings) {
    let Some(text) = entry.value.as_str().filter(|text| !text.is_empty()) else { return };
    let (name, key) = (object.name(), entry.name());
    let report = |message: String| RULE.at(&object.place(), entry.value.span(), entry.value.path(), message);
    // The API server takes no blanks; those at the ends come of writing the text over several lines.
    let Some(bytes) = decode(text, Variant::Standard) else {
        if !is_placeholder(text) {
            let message =
                format!("the value of `{key}` in Secret `{name}` is not base64, and `data` takes nothing else");
            let fix = (!entry.value.is_shared()).then(|| {
                Fix::safe("encode the value", [Edit::set(entry.value.path(), encode(text.as_bytes()).as_str())])
            });
            findings.push(report(message).fix(fix));
        }
        return;
    };
    let Ok(inner) = String::from_utf8(bytes) else { return };
    if let Some(twice) = encoded_again(&inner) {
        let message = format!("the value of `{key}` in Secret `{name}` is base64 of base64");
        let note = "a program that decodes the value itself gets something else";
        let fix = Fix::needs_review("encode the value once", note, [Edit::set(entry.value.path(), twice)]);
        findings.push(report(message).confidence(Confidence::Medium).fix(fix));
        return;
    }
    configuration(object, entry, &inner, findings);
}

/// The shortest text whose base64 is hardly met by accident.
const SHORTEST: usize = 8;

/// The inner base64 where a text is that of another text.
fn encoded_again(inner: &str) -> Option<&str> {
    let inner = inner.trim_end();
    let text = decode_text(inner, Variant::Standard)?;
    let is_plain = |one: char| !one.is_control() || matches!(one, '\n' | '\r' | '\t');
    (text.len() >= SHORTEST && text.is_ascii() && text.chars().all(is_plain)).then_some(inner)
}

fn configuration(object: &Located<Object<'_>>, entry: &Entry<'_>, json: &str, findings: &mut Findings) {
    let key = entry.name();
    if CONFIGURATIONS.contains(&&*key) && !is_placeholder(json) && !is_configuration(json) {
        let message = format!("the value of `{key}` in Secret `{}` is no JSON object", object.name());
        findings.push(RULE.at(&object.place(), entry.value.span(), entry.value.path(), message));
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::super::credential::samples::encoded;
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_the_api_server_refuses_is_told() {
        check(
            &RULE,
            "
kind: Secret
metadata: {name: a}
type: kubernetes.io/tls
#     ^^^^^^^^^^^^^^^^^ low: the Secret `a` of type `kubernetes.io/tls` has no `tls.key`
data: {tls.crt: YQ==, b: hunter2, c: aHVudGVyMg==, d: '', e: '{{ .Values.e }}', f: }
#                        ^^^^^^^ low: the value of `b` in Secret `a` is not base64, and `data` takes nothing else
---
kind: Secret
metadata: {name: b}
type: kubernetes.io/basic-auth
#     ^^^^^^^^^^^^^^^^^^^^^^^^ low: the Secret `b` of type `kubernetes.io/basic-auth` has no `username` and no `password`
---
kind: Secret
metadata: {name: c}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: 'no json'}
#                               ^^^^^^^^^ low: the value of `.dockerconfigjson` in Secret `c` is no JSON object
",
        );
        quiet(&RULE, "1.37", "kind: Secret\ntype: kubernetes.io/basic-auth\nstringData: {password: a}\n");
        quiet(&RULE, "1.37", "kind: Secret\ndata:\n  a: |\n    aHVu\n    dGVyMg==\n  b: 5\n  c: cGFzc3dvcmQ=\n");
    }

    #[test]
    fn a_value_is_encoded_once() {
        let text = "kind: Secret\ndata: {a: not base64}\n";
        let once = text.replace("not base64", &encoded("not base64"));
        assert_eq!(mended(&RULE, "1.37", text), (once.clone(), vec![Safe]));
        let twice = text.replace("not base64", &encoded(&encoded("not base64")));
        assert_eq!(mended(&RULE, "1.37", &twice), (once, vec![NeedsReview]));
    }
}
