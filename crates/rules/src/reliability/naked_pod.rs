//! `naked-pod`: a Pod that nothing makes again.

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "naked-pod",
    title: "A Pod has no controller",
    equivalents: elsewhere(&["kubescape:C-0073", "kyverno:other/prevent-bare-pods"]),
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods().iter().filter(|pod| pod.object().kind() == "Pod") {
        let object = pod.object();
        let is_owned = object.field(&["metadata", "ownerReferences"]).items().next().is_some();
        // Helm's hooks and tests end; static Pods are made by their kubelet.
        let marks = ["helm.sh/hook", "kubernetes.io/config.mirror", "kubernetes.io/config.source"];
        let is_marked = object.annotations().any(|entry| marks.contains(&&*entry.name()));
        let is_static = object.namespace() == "kube-system"
            && object.labels().any(|entry| entry.name() == "tier" && entry.value.as_str() == Some("control-plane"));
        if is_owned || is_marked || is_static {
            continue;
        }
        let message = format!("nothing makes {} again when its node goes", called(&object));
        findings.push(RULE.on(pod, object.field(&["kind"]), message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn who_is_made_by_something_is_not_naked() {
        check(
            &RULE,
            "
kind: Pod
#     ^^^ low: nothing makes `a` again when its node goes
metadata: {name: a}
spec: {}
",
        );
        for metadata in [
            "ownerReferences: [{kind: ReplicaSet}]",
            "annotations: {helm.sh/hook: test}",
            "namespace: kube-system, labels: {tier: control-plane}",
        ] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nmetadata: {{{metadata}}}\nspec: {{}}\n"));
        }
    }
}
