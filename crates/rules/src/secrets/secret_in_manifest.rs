//! `secret-in-manifest`: base64 is a way of writing, not a lock.

use plimsoll_source::Entry;

use super::credential::base64::{Variant, decode};
use super::credential::placeholder::is_placeholder;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "secret-in-manifest",
    title: "A Secret is written with its values",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&["kics:b9c83569"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Types whose values the cluster makes itself, or that other rules tell of.
const OTHERS: [&str; 4] = [
    "kubernetes.io/service-account-token",
    "kubernetes.io/dockercfg",
    "kubernetes.io/dockerconfigjson",
    "helm.sh/release.v1",
];

/// How many keys a message names.
const NAMED: usize = 3;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let secrets = ctx.objects().iter().filter(|object| object.kind() == "Secret" && object.group().is_empty());
    for object in secrets {
        if object.field(&["type"]).as_str().is_some_and(|kind| OTHERS.contains(&kind)) {
            continue;
        }
        let entries = |field: Field<'_>, encoded: bool| {
            let entries = field.entries();
            let held = entries.filter(|entry| is_secret(entry, encoded) && !ctx.leaks().hold(entry.value));
            held.map(|entry| (entry.key.span(), entry.name().into_owned(), entry.value.path())).collect::<Vec<_>>()
        };
        let mut held = entries(object.field(&["stringData"]), false);
        held.extend(entries(object.field(&["data"]), true));
        let Some((span, _, path)) = held.first() else { continue };
        let names: Vec<_> = held.iter().take(NAMED).map(|(_, name, _)| format!("`{name}`")).collect();
        let others = match held.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message =
            format!("the Secret `{}` is written with its values: {}{others}", object.name(), names.join(", "));
        findings
            .push(RULE.at(&object.place(), *span, path.clone(), message).related(object.name_span(), "this Secret"));
    }
}

/// Whether a value is there and is one to hide: no placeholder, nothing that is encrypted or public.
fn is_secret(entry: &Entry<'_>, encoded: bool) -> bool {
    let Some(text) = entry.value.as_str() else { return false };
    if is_placeholder(text) || is_public(text) {
        return false;
    }
    let decoded = encoded.then(|| decode(text, Variant::Standard)).flatten();
    let plain = decoded.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
    !plain.is_some_and(|plain| is_placeholder(plain) || is_public(plain))
}

fn is_public(text: &str) -> bool {
    ["-----BEGIN CERTIFICATE", "-----BEGIN PUBLIC KEY"].iter().any(|start| text.trim_start().starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::super::credential::samples;
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn one_finding_names_the_keys() {
        check(
            &RULE,
            "
kind: Secret
metadata: {name: db}
data:
  password: aHVudGVyMg==
# ^^^^^^^^ medium: the Secret `db` is written with its values: `password`, `user`
  user: c2hvcA==
  ca.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
---
kind: Secret
metadata: {name: many}
stringData: {a: hunter2, b: hunter2, c: hunter2, d: hunter2}
#            ^ medium: the Secret `many` is written with its values: `a`, `b`, `c` and 1 more
",
        );
    }

    #[test]
    fn what_is_kept_elsewhere_is_not_accused() {
        quiet(
            &RULE,
            "1.37",
            "
kind: Secret
data: {password: 'ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]', b: Y2hhbmdlbWU=, c: '', d: '{{ .Values.d }}', e: }
sops: {version: 3.9.0}
---
kind: Secret
stringData: {password: '${PASSWORD}', b: <password>, c: 5}
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
spec: {encryptedData: {password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
spec: {data: [{secretKey: password, remoteRef: {key: shop/db}}]}
---
kind: Secret
type: helm.sh/release.v1
data: {release: aHVudGVyMg==}
",
        );
    }

    #[test]
    fn what_has_a_known_format_is_told_by_that() {
        let token = samples::encoded(&samples::github());
        quiet(&RULE, "1.37", &format!("kind: Secret\ndata: {{token: {token}}}\n"));
    }
}
