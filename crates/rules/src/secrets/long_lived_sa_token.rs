//! `long-lived-sa-token`: a token of a service account that never expires.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "long-lived-sa-token",
    title: "A token of a service account never expires",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&[
        "kyverno:other/deny-secret-service-account-token-type",
        "kyverno:other/check-serviceaccount-secrets",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const TOKEN: &str = "kubernetes.io/service-account-token";
const ACCOUNT: &str = "kubernetes.io/service-account.name";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| object.group().is_empty()) {
        match object.kind() {
            "Secret" => {
                let kind = object.field(&["type"]);
                if kind.as_str() != Some(TOKEN) {
                    continue;
                }
                let account = object.field(&["metadata", "annotations"]).child(&[ACCOUNT]);
                let name = account.as_str().unwrap_or_default();
                let message = format!(
                    "the Secret `{}` holds a token of service account `{name}` that never expires",
                    object.name()
                );
                let finding = RULE.at(&object.place(), kind.span(), kind.path(), message);
                let finding = match account.value() {
                    Some(value) => finding.related(value.span(), "for this service account"),
                    None => finding,
                };
                findings.push(finding);
            }
            // Up to Kubernetes 1.23 the cluster made such a Secret for each service account, and listed it there.
            "ServiceAccount" => {
                for item in object.field(&["secrets"]).items() {
                    let name = Field::walk(item, &["name"]);
                    let Some(secret) = name.as_str().filter(|name| name.contains("-token")) else { continue };
                    let account = object.name();
                    let message =
                        format!("service account `{account}` lists Secret `{secret}`, whose token never expires");
                    let finding = RULE.at(&object.place(), name.span(), name.path(), message);
                    findings.push(finding.confidence(Confidence::Medium));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[test]
fn the_type_decides_and_the_list_of_old_clusters() {
    crate::testing::check(
        &RULE,
        "
kind: Secret
metadata: {name: a, annotations: {kubernetes.io/service-account.name: deployer}}
type: kubernetes.io/service-account-token
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: the Secret `a` holds a token of service account `deployer` that never expires
---
kind: ServiceAccount
metadata: {name: b}
secrets: [{name: b-token-x7k2p}, {name: registry}, {}]
#                ^^^^^^^^^^^^^ high: service account `b` lists Secret `b-token-x7k2p`, whose token never expires
imagePullSecrets: [{name: x-token-y}]
---
kind: Secret
type: Opaque
",
    );
}
