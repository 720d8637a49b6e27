use super::*;
use crate::testing::{check, quiet};

fn bundle(replicas: &str, budget: &str, more: &str) -> String {
    format!(
        "
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec: {{{replicas}template: {{metadata: {{labels: {{app: web}}}}, spec: {{}}}}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: b}}
spec:
  selector: {{matchLabels: {{app: web}}}}
{budget}{more}"
    )
}

fn scaled(bounds: &str) -> String {
    format!(
        "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: h}}\nspec: {{{bounds}, scaleTargetRef: {{kind: Deployment, name: web}}}}\n"
    )
}

#[test]
fn what_never_allows_anything_is_told_alone() {
    let rule = &pdb_blocks_eviction::RULE;
    let alone = |budget: &str| {
        format!("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: b}}\nspec:\n{budget}")
    };
    let none = "budget `b` lets no Pod be unavailable, so that no node drains";
    check(rule, &alone(&format!("  maxUnavailable: 0\n#                 ^ medium: {none}\n")));
    check(rule, &alone(&format!("  maxUnavailable: 0%\n#                 ^^ medium: {none}\n")));
    check(
        rule,
        &alone(
            "  minAvailable: 100%\n#               ^^^^ medium: budget `b` wants all Pods available, so that no node drains\n",
        ),
    );
    for fine in ["  maxUnavailable: 5%\n", "  minAvailable: 5\n", "  minAvailable: x\n", "  {}\n"] {
        quiet(rule, "1.37", &alone(fine));
    }
}

#[test]
fn what_must_stay_is_counted_against_the_replicas() {
    let rule = &pdb_blocks_eviction::RULE;
    let blocked = |replicas: &str, minimum: &str, words: &str| {
        let carets = "^".repeat(minimum.len());
        let line = format!(
            "  minAvailable: {minimum}\n#               {carets} medium: budget `b` wants {words}, so that no node drains\n"
        );
        check(rule, &bundle(replicas, &line, ""));
    };
    blocked("replicas: 2, ", "2", "2 available of the 2 Pods");
    blocked("replicas: 2, ", "3", "3 available of the 2 Pods");
    // A share is rounded up, so that half of one is one, and 99 of a hundred of two are two.
    blocked("replicas: 1, ", "50%", "1 available of the 1 Pod");
    blocked("replicas: 2, ", "99%", "2 available of the 2 Pods");
    blocked("", "1", "1 available of the 1 Pod");
    quiet(rule, "1.37", &bundle("replicas: 3, ", "  minAvailable: 2\n", ""));
    quiet(rule, "1.37", &bundle("replicas: 0, ", "  minAvailable: 2\n", ""));
    quiet(rule, "1.37", &bundle("replicas: 1, ", "  minAvailable: 1\n", &scaled("minReplicas: 2")));
    quiet(rule, "1.37", &bundle("replicas: 1, ", "  minAvailable: 3\n", &scaled("minReplicas: 2")));
}

#[test]
fn the_fewest_of_an_autoscaler_must_be_enough() {
    let rule = &pdb_above_hpa_minimum::RULE;
    let line = "  minAvailable: 3\n#               ^ medium: budget `b` wants 3 Pods available, and the autoscaler may leave 1\n";
    check(rule, &bundle("", line, &scaled("maxReplicas: 9")));
    let line = "  minAvailable: 150%\n#               ^^^^ medium: budget `b` wants 6 Pods available, and the autoscaler may leave 4\n";
    check(rule, &bundle("", line, &scaled("minReplicas: 4")));
    quiet(rule, "1.37", &bundle("", "  minAvailable: 4\n", &scaled("minReplicas: 4")));
    quiet(rule, "1.37", &bundle("", "  minAvailable: 50%\n", &scaled("minReplicas: 1")));
    quiet(rule, "1.37", &bundle("", "  minAvailable: 4\n", ""));
}

#[test]
fn one_pod_needs_no_budget() {
    let rule = &pdb_missing::RULE;
    let deployment = |replicas: &str| {
        format!(
            "kind: Deployment\nmetadata: {{namespace: x, name: web}}\nspec: {{{replicas}template: {{metadata: {{labels: {{app: web}}}}, spec: {{}}}}}}\n"
        )
    };
    let carets =
        "#                              ^^^ low: no PodDisruptionBudget selects the Pods of Deployment `web`, which";
    let told = |replicas: &str, words: &str| {
        let text = deployment(replicas);
        let (head, rest) = text.split_once("\nspec").unwrap();
        check(rule, &format!("{head}\n{carets} {words}\nspec{rest}"));
    };
    told("replicas: 2, ", "has 2 replicas");
    told("", "leaves its replicas to others");
    quiet(rule, "1.37", &deployment("replicas: 1, "));
    let budget = |namespace: &str| {
        format!(
            "---\nkind: PodDisruptionBudget\nmetadata: {{name: b, namespace: {namespace}}}\nspec: {{selector: {{}}}}\n"
        )
    };
    quiet(rule, "1.37", &format!("{}{}", deployment("replicas: 2, "), budget("x")));
    quiet(rule, "1.37", &format!("{}{}", deployment("replicas: 2, "), budget("")));
    check(
        rule,
        &format!("{}{}", deployment("replicas: 2, "), budget("y")).replacen(
            "\nspec",
            &format!("\n{carets} has 2 replicas\nspec"),
            1,
        ),
    );
}
