//! `user-namespace-disabled`: root in the container is root on the node.

use super::ids::USER_NAMESPACES;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "user-namespace-disabled",
    title: "A Pod shares the users of the node",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kubesec:HostUsers"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() < USER_NAMESPACES {
        return;
    }
    for pod in ctx.pods() {
        if pod.host_users() == Some(false) || pod.is_windows(ctx.version()) || cannot(pod) {
            continue;
        }
        let field = pod.field(&["hostUsers"]);
        let finding = RULE.on(pod, field, "the users of the Pod are those of the node");
        findings.push(finding.related(pod.object().name_span(), "this object").fix(Fix::needs_review(
            "give it users of its own",
            NOTE,
            [Edit::set(field.path(), false)],
        )));
    }
}

const NOTE: &str = "nodes, runtimes and file systems of volumes that cannot map users refuse the Pod, and what needs root's rights on the node fails";

/// The API server refuses users of its own for a Pod that shares another namespace of the node, or has a raw block device.
fn cannot(pod: &Pod<'_>) -> bool {
    [pod.host_network(), pod.host_pid(), pod.host_ipc()].iter().any(|shared| shared.value == Some(true))
        || pod.containers().any(|container| container.field(&["volumeDevices"]).items().next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn only_false_gives_it_users_of_its_own() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: a}
spec: {hostUsers: true, containers: [{name: a}]}
#                 ^^^^ low: the users of the Pod are those of the node
---
kind: Pod
spec: {containers: [{name: a}]}
^^^^ low: the users of the Pod are those of the node
",
        );
        for spec in [
            "hostUsers: false",
            "hostNetwork: true",
            "hostPID: true",
            "os: {name: windows}",
            "containers: [{volumeDevices: [{name: a}]}]",
        ] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{{spec}}}\n"));
        }
        quiet(&RULE, "1.32", "kind: Pod\nspec: {containers: [{name: a}]}\n");
    }

    #[test]
    fn the_setting_stands_on_the_pod() {
        let text = "kind: Job\nspec:\n  template:\n    spec:\n      containers: []\n";
        assert_eq!(mended(&RULE, "1.37", text).0, format!("{text}      hostUsers: false\n"));
    }
}
