//! `rolling-update-missing`: an update that stops all replicas at once, or waits until somebody deletes them.

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "rolling-update-missing",
    title: "A workload is not updated by rolling",
    equivalents: elsewhere(&[
        "kube-linter:no-rolling-update-strategy",
        "kube-score:deployment-strategy",
        "kubescape:C-0305",
    ]),
    fixable: true,
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        let (strategy, other): (&'static [&'static str], _) = match (object.group(), object.kind()) {
            ("apps", "Deployment") => (&["spec", "strategy"], "Recreate"),
            ("apps", "DaemonSet" | "StatefulSet") => (&["spec", "updateStrategy"], "OnDelete"),
            _ => continue,
        };
        let strategy = object.field(strategy);
        let kind = strategy.child(&["type"]);
        if kind.as_str() != Some(other) {
            continue;
        }
        // A volume that one node mounts leaves a Deployment no other way.
        let claims = || object.pod().into_iter().flat_map(|pod| pod.volumes()).filter_map(|volume| volume.source());
        if other == "Recreate" && claims().any(|source| source.name() == "persistentVolumeClaim") {
            continue;
        }
        let (message, note) = if other == "Recreate" {
            let message = format!("an update stops all Pods of {} before it starts new ones", called(object));
            (message, "the old and the new version run side by side for a while")
        } else {
            let message = format!("{} is updated only where somebody deletes its Pods", called(object));
            (message, "every change of the template replaces Pods at once, one after the other")
        };
        let edits = [Edit::set(kind.path(), "RollingUpdate")];
        let fix = Fix::needs_review("update by rolling", note, edits);
        findings.push(RULE.at(&object.place(), kind.span(), kind.path(), message).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn a_volume_leaves_a_deployment_no_other_way() {
        let text = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec: {strategy: {type: Recreate}, template: {spec: {volumes: [{name: v, secret: {secretName: s}}]}}}
#                       ^^^^^^^^ low: an update stops all Pods of `a` before it starts new ones
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: b}
spec: {updateStrategy: {type: OnDelete}}
#                             ^^^^^^^^ low: `b` is updated only where somebody deletes its Pods
";
        check(&RULE, text);
        quiet(
            &RULE,
            "1.37",
            "apiVersion: apps/v1\nkind: Deployment\nspec: {strategy: {type: Recreate}, template: {spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}}}\n",
        );
        quiet(&RULE, "1.37", "apiVersion: apps/v1\nkind: Deployment\nspec: {strategy: {}}\n");
    }
}
