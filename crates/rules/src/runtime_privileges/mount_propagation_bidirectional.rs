//! `mount-propagation-bidirectional`: what the container mounts, the node has mounted.

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "mount-propagation-bidirectional",
    title: "A container passes its mounts on to the node",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        for mount in container.field(&["volumeMounts"]).items() {
            let propagation = Field::walk(mount, &["mountPropagation"]);
            if propagation.as_str() != Some("Bidirectional") {
                continue;
            }
            let fix = Fix::needs_review(
                "only receive the node's mounts",
                "what the container mounts is no longer seen by the node and by other Pods",
                [Edit::set(propagation.path(), "HostToContainer")],
            );
            let volume = Field::walk(mount, &["name"]);
            let name = volume.as_str().unwrap_or_default();
            findings.push(
                RULE.on(
                    pod,
                    propagation,
                    format!("{} passes what it mounts below volume `{name}` on to the node", named(&container)),
                )
                .related(volume.span(), "this volume")
                .fix(fix),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_mount_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers:
  - {name: a, volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}]}
#                                                                       ^^^^^^^^^^^^^ high: init container `a` passes what it mounts below volume `v` on to the node
  containers:
  - {name: b, volumeMounts: [{name: v, mountPath: /a, mountPropagation: HostToContainer}, {name: v, mountPropagation: }]}
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{name: b, volumeMounts: {mountPropagation: Bidirectional}}]}\n",
        );
    }
}
