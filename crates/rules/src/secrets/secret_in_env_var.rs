//! `secret-in-env-var`: the environment of a process is inherited, dumped and printed.

use plimsoll_source::Value;

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "secret-in-env-var",
    title: "A Secret is handed over as environment variable",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Secrets,
    controls: &[Control::cis("1.12", "5.4.1")],
    equivalents: elsewhere(&[
        "kube-linter:read-secret-from-env-var",
        "checkov:CKV_K8S_35",
        "kubescape:C-0207",
        "kubesec:SecretsAsEnvironmentVariables",
        "kyverno:other/secrets-not-from-env-vars",
        "kyverno:other/no-secrets",
        "kube-bench:cis-1.12/5.4.1",
        "kics:3d658f8b",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        let mut report = |reference: Field<'_>, words: String| {
            let span = reference.child(&["name"]).span();
            let message = format!("{} gets {words} as environment", named(&container));
            let finding = RULE.at(&pod.place(), span, reference.path(), message);
            findings.push(finding.related(container.name_span(), "this container"));
        };
        for variable in container.field(&["env"]).items() {
            let reference = Field::walk(variable, &["valueFrom", "secretKeyRef"]);
            if reference.is_set() {
                report(
                    reference,
                    format!("the key `{}` of Secret `{}`", word(reference, &["key"]), word(reference, &["name"])),
                );
            }
        }
        for source in container.field(&["envFrom"]).items() {
            let reference = Field::walk(source, &["secretRef"]);
            if reference.is_set() {
                report(reference, format!("all keys of Secret `{}`", word(reference, &["name"])));
            }
        }
    }
}

fn word<'a>(field: Field<'a>, path: &'static [&'static str]) -> &'a str {
    field.child(path).value().and_then(Value::scalar_text).unwrap_or_default()
}

#[cfg(test)]
#[test]
fn single_keys_and_whole_secrets_count() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  initContainers:
  - name: a
    env:
    - {name: A, value: b}
    - {name: B, valueFrom: {secretKeyRef: {name: db, key: password}}}
#                                                ^^ low: init container `a` gets the key `password` of Secret `db` as environment
    - {name: C, valueFrom: {configMapKeyRef: {name: db, key: host}}}
    - {name: D, valueFrom: {secretKeyRef: }}
    envFrom:
    - secretRef: {name: api}
#                       ^^^ low: init container `a` gets all keys of Secret `api` as environment
    - configMapRef: {name: api}
",
    );
}
