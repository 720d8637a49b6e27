//! `pod-os-unset`: the Pod runs on Windows, and admission is not told.

use plimsoll_kube::Version;

use super::windows::{of_linux, selected};
use crate::places::reviewable;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "pod-os-unset",
    title: "A Pod for Windows nodes does not say so in its os",
    severity: Severity::Info,
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

/// The first version whose admission asks for the field.
const ASKED: Version = Version::new(25);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() < ASKED {
        return;
    }
    for pod in ctx.pods() {
        let name = pod.field(&["os", "name"]);
        let Some(label) = selected(pod).filter(|_| !name.is_set()) else { continue };
        let mut edits = vec![Edit::set(name.path(), "windows")];
        edits.extend(of_linux(pod).map(|field| Edit::remove(field.path())));
        let fix = Fix::safe_if(
            edits.len() == 1,
            "say that the Pod is for Windows",
            "the fields that only Linux knows go in the same step, since the API server refuses them in such a Pod",
            edits,
        );
        findings.push(
            RULE.on(pod, name, "the Pod asks for Windows nodes, and `os.name` does not say so")
                .related(label.span(), "it asks for them here")
                .fix(reviewable(fix)),
        );
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn labels_and_affinities_ask_for_windows() {
        check(
            &RULE,
            "
kind: Pod
spec:
^^^^ info: the Pod asks for Windows nodes, and `os.name` does not say so
  nodeSelector: {kubernetes.io/os: windows}
---
kind: Pod
spec:
^^^^ info: the Pod asks for Windows nodes, and `os.name` does not say so
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [windows]}]}]
",
        );
        for os in [
            "nodeSelector: {kubernetes.io/os: linux}",
            "os: {name: windows}, nodeSelector: {kubernetes.io/os: windows}",
            "nodeSelector: windows",
        ] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{{os}}}\n"));
        }
        quiet(&RULE, "1.24", "kind: Pod\nspec: {nodeSelector: {kubernetes.io/os: windows}}\n");
    }

    #[test]
    fn a_term_that_any_node_meets_asks_for_nothing() {
        let terms =
            "[{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [windows]}]}, {matchExpressions: []}]";
        quiet(
            &RULE,
            "1.37",
            &format!(
                "kind: Pod\nspec: {{affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: {terms}}}}}}}}}\n"
            ),
        );
    }

    #[test]
    fn what_the_api_server_would_refuse_goes() {
        let text = "kind: Pod\nspec:\n  nodeSelector: {kubernetes.io/os: windows}\n  containers:\n  - name: a\n    securityContext: {runAsNonRoot: true, privileged: false}\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert!(
            !after.contains("privileged") && after.contains("runAsNonRoot: true") && after.contains("name: windows"),
            "{after}"
        );
        assert_eq!(promises, [NeedsReview]);
        assert_eq!(mended(&RULE, "1.37", &text.replace(", privileged: false", "")).1, [Safe]);
    }
}
