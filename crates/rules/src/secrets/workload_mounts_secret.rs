//! `workload-mounts-secret`: an inventory of which workload reads which Secret.

use plimsoll_source::Value;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "workload-mounts-secret",
    title: "A Pod mounts a Secret",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&["kubescape:C-0255", "kyverno:other/no-secrets", "kyverno:other/restrict-secrets-by-name"]),
    parameters: &[Parameter::list("allowed-names", "Names of Secrets that any Pod may mount.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let allowed = ctx.list(&RULE, "allowed-names");
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let own = (volume.field(&["secret"]), &["secretName"] as &'static [&'static str]);
            let parts = volume.field(&["projected", "sources"]).items();
            let parts = parts.map(|part| (Field::walk(part, &["secret"]), &["name"] as &'static [&'static str]));
            for (source, key) in std::iter::once(own).chain(parts) {
                let Some(value) = source.value() else { continue };
                let name = source.child(key);
                let secret = name.value().and_then(Value::scalar_text).unwrap_or_default();
                if allowed.iter().any(|allowed| allowed == secret) {
                    continue;
                }
                let keys =
                    if value.get("items").is_some_and(|items| !items.value.is_null()) { "keys" } else { "all keys" };
                let message = format!("volume `{}` mounts {keys} of Secret `{secret}`", volume.label());
                findings.push(RULE.at(&pod.place(), name.span(), name.path(), message));
            }
        }
    }
}

#[cfg(test)]
#[test]
fn volumes_and_parts_of_projected_ones_count() {
    crate::testing::check(
        &RULE,
        "
kind: Deployment
spec: {template: {spec: {volumes: [
  {name: a, secret: {secretName: db}},
#                                ^^ info: volume `a` mounts all keys of Secret `db`
  {name: b, projected: {sources: [{secret: {name: api, items: [{key: k, path: p}]}}, {configMap: {name: c}}]}},
#                                                 ^^^ info: volume `b` mounts keys of Secret `api`
  {name: c, configMap: {name: d}}, {name: d, secret: }]}}}
",
    );
}
