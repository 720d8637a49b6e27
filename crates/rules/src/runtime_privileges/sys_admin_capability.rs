//! `sys-admin-capability`: the one capability that is nearly all of root.

use crate::capability::means;
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "sys-admin-capability",
    title: "A container adds the capability SYS_ADMIN",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0005", "checkov:CKV_K8S_39", "kubesec:CapSysAdmin", "kics:235236ee"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers().filter(|(pod, _)| !pod.is_windows(ctx.version())) {
        for item in container.capabilities_add().items() {
            let name = item.scalar_text().unwrap_or_default();
            if !means(name, "SYS_ADMIN") {
                continue;
            }
            let message = format!("{} adds `{name}`, which is nearly all of root's power", named(&container));
            findings.push(
                RULE.on(pod, Field::of(item), message)
                    .related(container.name_span(), "this container")
                    .fix(Fix::needs_review(format!("do not add `{name}`"), NOTE, [remove_item(item)])),
            );
        }
    }
}

const NOTE: &str = "mounting, new namespaces, and whatever else the program does with it fail";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn every_spelling_that_a_runtime_reads_counts() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, securityContext: {capabilities: {add: [KILL, sys_admin]}}}
#                                                          ^^^^^^^^^ high: container `a` adds `sys_admin`, which is nearly all of root's power
  ephemeralContainers:
  - {name: b, securityContext: {capabilities: {add: [CAP_SYS_ADMIN], drop: [ALL]}}}
#                                                    ^^^^^^^^^^^^^ high: ephemeral container `b` adds `CAP_SYS_ADMIN`, which is nearly all of root's power
  - {name: c, securityContext: {capabilities: {drop: [SYS_ADMIN]}}}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{securityContext: {capabilities: {add: SYS_ADMIN}}}]}\n");
    }

    #[test]
    fn the_last_of_a_list_takes_the_list_along() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {capabilities: {add: [SYS_ADMIN], drop: [ALL]}}}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("add: [SYS_ADMIN], ", ""));
    }
}
