//! `sandbox-runtime-missing`: nothing but the node's kernel stands between the container and the node.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "sandbox-runtime-missing",
    title: "A Pod runs without a sandboxed runtime",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:psp-migration/restrict-runtimeclass", "kubescape:C-0297"]),
    parameters: &[Parameter::list(
        "allowed-classes",
        "The RuntimeClasses that isolate enough. Without it, any RuntimeClass is taken for one.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Kinds of the agent sandbox project, which exist to isolate what they run.
const SANDBOXES: [(&str, &str); 2] =
    [("agents.x-k8s.io", "Sandbox"), ("extensions.agents.x-k8s.io", "SandboxTemplate")];

/// The class that most clusters with a sandbox have.
const USUAL: &str = "gvisor";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let allowed = ctx.list(&RULE, "allowed-classes");
    for object in ctx.objects() {
        let class = match object.pod() {
            // No sandbox is made for Windows.
            Some(pod) if pod.is_windows(ctx.version()) => continue,
            Some(pod) => pod.field(&["runtimeClassName"]),
            None if SANDBOXES.contains(&(object.group(), object.kind())) => {
                object.field(&["spec", "podTemplate", "spec", "runtimeClassName"])
            }
            None => continue,
        };
        let name = class.as_str().unwrap_or_default();
        let message = match name {
            "" => "the Pod runs in the node's default runtime".to_owned(),
            name if allowed.is_empty() || allowed.iter().any(|allowed| allowed == name) => continue,
            name => format!("the Pod runs in the RuntimeClass `{name}`, which is not among those allowed"),
        };
        let fix = match allowed.first() {
            Some(first) => Fix::needs_review(
                format!("run in the RuntimeClass `{first}`"),
                "programs that need devices or rare system calls stop, and the others run slower",
                [Edit::set(class.path(), first.as_str())],
            ),
            None => Fix::show_only("name a RuntimeClass of your cluster", [Edit::set(class.path(), USUAL)]),
        };
        let mut finding = RULE
            .at(&object.place(), class.span(), class.path(), message)
            .related(object.name_span(), "this object")
            .fix(fix);
        if object.partly_read && !class.is_set() {
            finding.confidence = Some(Confidence::Low);
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn sandboxes_of_agents_count() {
        check(
            &RULE,
            "
apiVersion: extensions.agents.x-k8s.io/v1alpha1
kind: SandboxTemplate
metadata: {name: python}
spec: {podTemplate: {spec: {containers: []}}}
#                    ^^^^ info: the Pod runs in the node's default runtime
---
kind: Pod
spec: {runtimeClassName: ''}
#                        ^^ info: the Pod runs in the node's default runtime
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {runtimeClassName: kata}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}}\n---\nkind: Sandbox\nspec: {}\n");
    }
}
