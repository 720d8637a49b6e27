//! `workload-violates-own-namespace-psa`: the bundle creates a namespace and something that it refuses.

use super::own_namespace::each_case;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "workload-violates-own-namespace-psa",
    title: "A workload's Pods are refused by the level that its own namespace enforces",
    severity: Severity::High,
    // A webhook may mend the Pods, and the API server may exempt the namespace.
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    each_case(ctx, |case| {
        let demand = case.namespace.policy.enforce;
        let kind = case.pod.object().kind();
        // Nothing makes Pods of a template that stands alone.
        if kind == "PodTemplate" {
            return;
        }
        let misses = case.misses(demand);
        if misses.is_empty() {
            return;
        }
        let what = match kind {
            "Pod" => format!("{} is refused", case.workload()),
            _ => format!("{} is accepted and its Pods are refused", case.workload()),
        };
        let message = format!("{what}: {} enforces {}", case.namespace(), case.why(demand, &misses));
        findings.push(case.finding(&RULE, demand, &misses, message));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings, quiet};

    fn namespace(labels: &str) -> String {
        format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{{labels}}}}}\n---\n")
    }

    const POD: &str = "kind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {hostPID: true, hostIPC: true}\n";

    #[test]
    fn a_pod_is_refused_and_a_controller_is_let_in_without_its_pods() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: v1.30}
---
kind: Pod
metadata: {name: web, namespace: shop}
#                ^^^ high: the Pod `web` is refused: namespace `shop` enforces level `baseline` of version 1.30: the Pod shares the processes of the node
spec: {hostPID: true}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
#                ^^^ high: the Deployment `api` is accepted and its Pods are refused: namespace `shop` enforces level `baseline` of version 1.30: `a` is privileged, and there is one place more
spec: {template: {spec: {containers: [
  {name: a, securityContext: {privileged: true}}, {name: b, securityContext: {privileged: true}}]}}}
",
        );
    }

    #[test]
    fn other_namespaces_and_none_are_not_known() {
        let labels = namespace("pod-security.kubernetes.io/enforce: baseline");
        quiet(&RULE, "1.37", &format!("{labels}{}", POD.replace("shop", "web")));
        quiet(&RULE, "1.37", &format!("{labels}{}", POD.replace(", namespace: shop", "")));
        quiet(
            &RULE,
            "1.37",
            &format!(
                "{labels}kind: PodTemplate\nmetadata: {{namespace: shop}}\ntemplate: {{spec: {{hostPID: true}}}}\n"
            ),
        );
    }

    #[test]
    fn a_word_that_is_no_level_refuses_what_restricted_refuses() {
        let pod = "kind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: a}]}\n";
        let found = |labels: &str| {
            let text = format!("{}{pod}", namespace(labels));
            findings(&RULE, &file("a.yaml", &text), &environment("1.37")).len()
        };
        assert_eq!(found("pod-security.kubernetes.io/enforce: high"), 1);
        assert_eq!(found("pod-security.kubernetes.io/warn: restricted"), 0);
        assert_eq!(found("pod-security.kubernetes.io/enforce: privileged"), 0);
    }

    #[test]
    fn the_label_and_the_places_are_pointed_at() {
        let text = format!("{}{POD}", namespace("pod-security.kubernetes.io/enforce: baseline"));
        let found = findings(&RULE, &file("a.yaml", &text), &environment("1.37"));
        let related: Vec<_> = found[0].related.iter().map(|related| related.span.of(&text)).collect();
        assert_eq!(related, ["baseline", "true", "true"]);
        assert_eq!(found[0].path.to_string(), "metadata.name");
    }

    #[test]
    fn of_two_namespaces_of_one_name_it_is_a_guess_which_is_meant() {
        let strict = namespace("pod-security.kubernetes.io/enforce: baseline");
        let loose = namespace("pod-security.kubernetes.io/enforce: privileged");
        let found = findings(&RULE, &file("a.yaml", &format!("{strict}{loose}{POD}")), &environment("1.37"));
        assert_eq!(found.len(), 1, "the one in the same file, and the first of them, counts");
    }
}
