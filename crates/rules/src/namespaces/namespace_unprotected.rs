//! `namespace-unprotected`: one command deletes the namespace, and the data with it.

use plimsoll_kube::is_built_in_namespace;
use plimsoll_source::order::{Order, hash};

use super::guarded::on_namespace;
use super::metadata_keys::has_key;
use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-unprotected",
    title: "A namespace that holds data is not kept from deletion",
    severity: Severity::Info,
    // What protects it may be a policy of the cluster.
    confidence: Confidence::Low,
    audience: Audience::Opinion,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::list(
        "protecting",
        "Further keys of labels or annotations that keep a namespace from deletion.",
    )],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

/// Keys by which the usual tools are told not to delete an object, and policies which objects to guard.
const PROTECTING: [&str; 6] = [
    "argocd.argoproj.io/sync-options",
    "client.lifecycle.config.k8s.io/deletion",
    "confirmation.gardener.cloud/deletion",
    "helm.sh/resource-policy",
    "kustomize.toolkit.fluxcd.io/prune",
    "protected",
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let index = ctx.index();
    let kinds = ["PersistentVolumeClaim", "StatefulSet"];
    let holders =
        || kinds.into_iter().flat_map(|kind| index.of_kind(kind)).filter(|known| !known.facts.namespace.is_empty());
    let of_namespaces = Order::new(holders().map(|known| hash(&known.facts.namespace)));
    let more = ctx.list(&RULE, "protecting");
    for namespace in index.of_kind("Namespace") {
        let name = &namespace.facts.name;
        let holds_data = of_namespaces.contains(hash(name));
        if !holds_data || !namespace.facts.group.is_empty() || is_built_in_namespace(name) {
            continue;
        }
        let Some(object) = ctx.object(&namespace) else { continue };
        if has_key(&object, |key| PROTECTING.contains(&key) || more.iter().any(|known| known == key)) {
            continue;
        }
        let message = format!("namespace `{}` holds data, and nothing keeps it from being deleted", shown(name));
        on_namespace(ctx, &RULE, &namespace, message).into_iter().for_each(|finding| findings.push(finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    const CLAIM: &str = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\n---\n";

    #[test]
    fn data_is_what_is_claimed() {
        check(
            &RULE,
            &format!(
                "{CLAIM}apiVersion: v1
kind: Namespace
metadata: {{name: shop}}
#                ^^^^ info: namespace `shop` holds data, and nothing keeps it from being deleted
---
apiVersion: v1
kind: Namespace
metadata: {{name: other}}
"
            )
            .replace("metadata: {name: shop}\n#                ^", "metadata: {name: shop}\n#                ^"),
        );
    }

    #[test]
    fn words_to_the_usual_tools_protect() {
        for metadata in [
            "annotations: {helm.sh/resource-policy: keep}",
            "annotations: {argocd.argoproj.io/sync-options: \"Delete=false\"}",
            "labels: {protected: \"true\"}",
        ] {
            quiet(
                &RULE,
                "1.37",
                &format!("{CLAIM}apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, {metadata}}}\n"),
            );
        }
    }
}
