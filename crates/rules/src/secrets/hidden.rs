//! What an output that repeats lines of a file must not repeat.

use plimsoll_kube::{Field, Version, objects};
use plimsoll_source::{Entries, File, Span, Value};

use super::credential::name::promise;
use super::{sensitive_configmap, sensitive_env_value};
use crate::{Context, Environment, Findings, Parameters};

/// The places of a file that hold a secret, as far as anything tells: in order, and without overlaps. Whatever a person allowed
/// or turned off, a secret stays one.
pub fn hidden(file: &File) -> Vec<Span> {
    let environment = Environment { version: Version::LATEST, date: String::new(), parameters: Parameters::default() };
    let mut spans = Vec::new();
    for document in 0..file.documents().len() {
        let objects = objects(file, document);
        let number = u32::try_from(document).unwrap_or(u32::MAX);
        let context = Context::document(0, file, number, &objects, &environment);
        of_document(&context, &mut spans);
    }
    spans.sort_by_key(|span| span.number());
    spans.dedup_by(|next, before| {
        let joins = next.start <= before.end;
        before.end = if joins { before.end.max(next.end) } else { before.end };
        joins
    });
    spans
}

fn of_document(ctx: &Context<'_>, spans: &mut Vec<Span>) {
    for leak in ctx.leaks().iter() {
        // Of a key the finding marks the first line alone.
        let end = leak.value.filter(|_| leak.what == "private key").map_or(leak.span.end, |value| value.span().end);
        spans.push(Span::new(leak.span.start, end));
    }
    let mut findings = Findings::new();
    for rule in [&sensitive_env_value::RULE, &sensitive_configmap::RULE] {
        (rule.check)(ctx, &mut findings);
    }
    spans.extend(findings.as_slice().iter().map(|finding| finding.span));
    let whole = |value: Option<Value<'_>>, spans: &mut Vec<Span>| {
        spans.extend(Entries::of(value).map(|entry| entry.value.span()));
    };
    for object in ctx.objects().iter().filter(|object| object.kind() == "Secret") {
        whole(object.field(&["data"]).value(), spans);
        whole(object.field(&["stringData"]).value(), spans);
    }
    // A number is no text, and the API server refuses it, but it may be the password all the same.
    for (_, container) in ctx.containers() {
        for variable in container.field(&["env"]).items() {
            let name = Field::walk(variable, &["name"]).as_str().unwrap_or_default();
            let value = Field::walk(variable, &["value"]).value().filter(|value| value.as_str().is_none());
            spans.extend(value.filter(|_| promise(name).is_some()).map(Value::span));
        }
    }
}

#[cfg(test)]
#[test]
fn what_is_secret_is_hidden_whoever_looks() {
    let text = "\
kind: Secret
data: {a: aHVudGVyMg==, b: 5}
stringData:
  c: |
    hunter2
---
kind: Pod
spec: {containers: [{env: [{name: PASSWORD, value: hunter2}, {name: PASSWORD, value: 12345678}, {name: A, value: b}]}]}
---
kind: ConfigMap
data: {password: changeme, token: 'x1y2z3', url: 'redis://b:hunter2@c', e: f}
";
    let file = crate::testing::file("a.yaml", text);
    let hidden: Vec<_> = hidden(&file).into_iter().map(|span| span.of(text).trim()).collect();
    assert_eq!(hidden, ["aHVudGVyMg==", "5", "|\n    hunter2", "hunter2", "12345678", "'x1y2z3'", "hunter2"]);
}
