//! `node-selection-forbidden`: the Pod, not the scheduler, chooses its node.

use plimsoll_source::Value;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "node-selection-forbidden",
    title: "A Pod chooses the nodes that it runs on",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/restrict-node-selection", "kyverno:other/restrict-node-affinity"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Labels that say which images a node can run at all.
const OF_IMAGES: [&str; 4] =
    ["kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let name = pod.field(&["nodeName"]);
        // In an object that came from a cluster, the scheduler wrote it.
        let from_cluster = pod.object().field(&["metadata", "uid"]).is_set();
        if let Some(node) = name.as_str().filter(|node| !node.is_empty() && !from_cluster) {
            push(pod, name, name, format!("the Pod names its node `{node}` itself, past the scheduler"), findings);
        }
        let selector = pod.field(&["nodeSelector"]);
        let labels = selector.entries();
        if let Some(label) = labels.map(|entry| entry.key).find(|key| chooses(*key)) {
            push(pod, Field::of(label), selector, asks_for(label), findings);
        }
        let affinity = pod.field(&["affinity", "nodeAffinity"]);
        if let Some(key) = first_key(affinity) {
            push(pod, Field::of(key), affinity, asks_for(key), findings);
        }
    }
}

fn push(pod: &Located<Pod<'_>>, place: Field<'_>, whole: Field<'_>, message: String, findings: &mut Findings) {
    let note = "the scheduler chooses among all nodes, also those that lack what the Pod needs";
    let fix = Fix::needs_review("leave the choice to the scheduler", note, [Edit::remove(whole.path())]);
    let mut finding = RULE.on(pod, place, message).related(pod.object().name_span(), "this object").fix(fix);
    finding.path = whole.path();
    findings.push(finding);
}

fn asks_for(label: Value<'_>) -> String {
    format!("the Pod asks for nodes by the label `{}`", label.scalar_text().unwrap_or_default())
}

fn chooses(label: Value<'_>) -> bool {
    label.scalar_text().is_none_or(|label| !OF_IMAGES.contains(&label))
}

/// The first label or field of nodes that an affinity asks for, other than for the sake of the image.
fn first_key(affinity: Field<'_>) -> Option<Value<'_>> {
    let required = affinity.child(&["requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"]).items();
    let preferred = affinity.child(&["preferredDuringSchedulingIgnoredDuringExecution"]).items();
    let terms = required.chain(preferred.filter_map(|one| Field::walk(one, &["preference"]).value()));
    let lists: [&'static [&'static str]; 2] = [&["matchExpressions"], &["matchFields"]];
    let mut keys = terms
        .flat_map(|term| lists.into_iter().flat_map(move |list| Field::walk(term, list).items()))
        .filter_map(|expression| Field::walk(expression, &["key"]).value());
    keys.find(|key| chooses(*key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn each_way_to_choose_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  nodeName: n1
#           ^^ low: the Pod names its node `n1` itself, past the scheduler
  nodeSelector: {kubernetes.io/os: linux, disk: ssd}
#                                         ^^^^ low: the Pod asks for nodes by the label `disk`
  affinity:
    nodeAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
      - preference: {matchExpressions: [{key: kubernetes.io/arch, operator: Exists}, {key: zone, operator: Exists}]}
#                                                                                          ^^^^ low: the Pod asks for nodes by the label `zone`
",
        );
    }

    #[test]
    fn what_the_image_needs_or_the_scheduler_wrote_is_no_choice() {
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {nodeSelector: {kubernetes.io/os: windows}, affinity: {podAffinity: {}}}\n",
        );
        quiet(&RULE, "1.37", "kind: Pod\nmetadata: {uid: a}\nspec: {nodeName: n1, nodeSelector: [a]}\n");
    }

    #[test]
    fn the_whole_choice_goes() {
        let text = "kind: Pod\nspec:\n  nodeName: n1\n  nodeSelector:\n    disk: ssd\n  containers: []\n";
        assert_eq!(mended(&RULE, "1.37", text).0, "kind: Pod\nspec:\n  containers: []\n");
    }
}
