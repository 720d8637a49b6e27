//! `env-reference-missing`: a ConfigMap, a Secret or an entry of one that a Pod waits for.

use plimsoll_kube::Known;
use plimsoll_kube::facts::{Reference, Referent, Role, has_entry};
use plimsoll_kube::references::mentions;
use plimsoll_source::order::{Order, hash};

use super::bundle::{ACROSS, Bundle, within};
use crate::prelude::*;
use crate::wording::{called, shown};

pub(crate) static RULE: Rule = Rule {
    id: "env-reference-missing",
    title: "A Pod needs a ConfigMap or a Secret that is not there",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    equivalents: elsewhere(&["kube-linter:env-value-from"]),
    check,
    ..ACROSS
};

/// What a reference lacks: its place among those of the Pod, whether it is the entry, the namespace and how sure it is.
struct Lack {
    place: usize,
    of_entry: bool,
    confidence: Confidence,
    /// The same for references that lack the same.
    number: u64,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut bundle = None;
    for known in ctx.index().workloads() {
        let Some(workload) = known.facts.workload() else { continue };
        if workload.references.is_empty() {
            continue;
        }
        let bundle = bundle.get_or_insert_with(|| Bundle::of(ctx));
        let namespace = &*known.facts.namespace;
        let lack = |(place, reference)| lack(bundle, &known, place, reference);
        let lacks: Vec<Lack> = workload.references.iter().enumerate().filter_map(lack).collect();
        if lacks.is_empty() {
            continue;
        }
        let Some(pod) = ctx.pod(&known) else { continue };
        let mentions = mentions(&pod);
        let repeated = Order::new(lacks.iter().map(|lack| lack.number)).repeated();
        for (lack, _) in lacks.iter().zip(repeated).filter(|(_, repeated)| !repeated) {
            let Some(mention) = mentions.get(lack.place) else { continue };
            let who = called(&known.facts.kind, &known.facts.name);
            let (kind, name) = (mention.to.kind(), shown(mention.name.scalar_text().unwrap_or_default()));
            let (at, message) = match mention.key.filter(|_| lack.of_entry) {
                Some(key) => {
                    let entry = shown(key.scalar_text().unwrap_or_default());
                    (key, format!("{who} needs the entry `{entry}` of {kind} `{name}`, which has none of that name"))
                }
                None => (mention.name, format!("{who} needs {kind} `{name}`, and there is none{}", within(namespace))),
            };
            findings.push(RULE.on(&pod, Field::of(at), message).confidence(lack.confidence));
        }
    }
}

fn lack(bundle: &Bundle<'_, '_>, known: &Known<'_>, place: usize, reference: &Reference) -> Option<Lack> {
    let Reference { to, name, key, optional } = reference;
    if *optional || *to == Referent::PersistentVolumeClaim || name.contains(['{', '$']) || **name == *CLUSTER_ROOT {
        return None;
    }
    let namespace = &*known.facts.namespace;
    let number = hash(name).rotate_left(7) ^ hash(to.kind());
    match bundle.index.in_namespace(to.kind(), namespace, name) {
        Some(found) => {
            let Role::Data(keys) = &found.facts.role else { return None };
            // What is empty is there for somebody else to fill.
            let is_missing = !key.is_empty() && !keys.is_empty() && !has_entry(keys, key);
            let confidence = if bundle.index.is_partly_read() { Confidence::Low } else { Confidence::Medium };
            is_missing.then(|| Lack { place, of_entry: true, confidence, number: number ^ hash(key).rotate_left(13) })
        }
        None if bundle.index.is_made(*to, namespace, name) => None,
        None => {
            let confidence = bundle.misses(to.kind(), namespace, known)?;
            // Many keep their Secrets out of the files.
            let confidence = if *to == Referent::Secret { Confidence::Low } else { confidence };
            Some(Lack { place, of_entry: false, confidence, number })
        }
    }
}

/// The ConfigMap that every namespace is given.
const CLUSTER_ROOT: &str = "kube-root-ca.crt";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    const DATA: &str = "apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {mode: fast}
---
apiVersion: v1
kind: Secret
metadata: {name: empty, namespace: shop}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: made, namespace: shop}
---
kind: Pod
metadata: {name: web, namespace: shop}
spec:
";

    #[test]
    fn what_is_named_must_be_there_with_its_entries() {
        check(
            &RULE,
            &format!(
                "{DATA}{}",
                "  volumes: [{name: v, configMap: {name: setings}}]
#                                       ^^^^^^^ medium: the Pod `web` needs ConfigMap `setings`, and there is none in namespace `shop`
  initContainers: [{name: i, envFrom: [{configMapRef: {name: setings}}, {secretRef: {name: keys}}]}]
#                                                                                          ^^^^ medium: the Pod `web` needs Secret `keys`, and there is none in namespace `shop`
  containers:
  - name: a
    env:
    - {name: A, valueFrom: {configMapKeyRef: {name: settings, key: speed}}}
#                                                                  ^^^^^ medium: the Pod `web` needs the entry `speed` of ConfigMap `settings`, which has none of that name
    - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: speed}}}
    - {name: C, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
"
            ),
        );
    }

    #[test]
    fn what_may_be_missing_or_is_made_is_not_told() {
        let of = |source: &str| format!("{DATA}  containers: [{{name: a, envFrom: [{source}]}}]\n");
        for fine in [
            "{configMapRef: {name: other, optional: true}}",
            "{configMapRef: {name: kube-root-ca.crt}}",
            "{configMapRef: {name: '{{ name }}'}}",
            "{secretRef: {name: made}}",
            "{secretRef: {name: empty}}",
            "{secretRef: {name: 5}}, {configMapRef: 5}, 5",
        ] {
            let text = of(fine);
            let text = if fine.contains("name: 5") { text.replace("name: empty", "name: '5'") } else { text };
            quiet(&RULE, "1.37", &text);
        }
        let elsewhere = of("{configMapRef: {name: other}}, {secretRef: {name: other}}");
        quiet(&RULE, "1.37", &elsewhere.replace("name: web, namespace: shop", "name: web, namespace: bar"));
    }
}
