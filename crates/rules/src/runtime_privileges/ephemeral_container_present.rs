//! `ephemeral-container-present`: somebody added a container to a Pod that runs.

use plimsoll_kube::ContainerList;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "ephemeral-container-present",
    title: "A Pod has an ephemeral container",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/block-ephemeral-containers"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for container in pod.containers_in(ContainerList::EphemeralContainers) {
            let mut finding = RULE.on(
                pod,
                container.field(&["name"]),
                format!("ephemeral container `{}` is not part of what was deployed", container.label()),
            );
            let target = container.field(&["targetContainerName"]);
            if target.is_set() {
                finding = finding.related(target.span(), "it sees the processes of this container");
            }
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers: [{name: a}]
  ephemeralContainers:
  - {image: busybox, name: debug}
#                          ^^^^^ medium: ephemeral container `debug` is not part of what was deployed
  - image: busybox
#   ^^^^^ medium: ephemeral container `ephemeralContainers[1]` is not part of what was deployed
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a}], ephemeralContainers: []}\n");
    }
}
