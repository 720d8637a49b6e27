//! `control-plane-toleration`: the Pod may run beside the API server and its keys.

use plimsoll_source::Value;

use crate::places::remove_item;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "control-plane-toleration",
    title: "A Pod tolerates the taint of the control plane",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/restrict-controlplane-scheduling"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The taints of the control plane, today's and the one that Kubernetes 1.24 set last.
const TAINTS: [&str; 2] = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for toleration in pod.field(&["tolerations"]).items() {
            let Some((place, what)) = tolerated(toleration) else { continue };
            let note = "the Pod no longer runs on nodes that are set aside by a taint";
            findings.push(
                RULE.on(pod, place, format!("the Pod tolerates {what}"))
                    .related(pod.object().name_span(), "this object")
                    .fix(Fix::needs_review("remove the toleration", note, [remove_item(toleration)])),
            );
        }
    }
}

/// Where a toleration lets Pods onto the control plane, and what it tolerates.
fn tolerated(toleration: Value<'_>) -> Option<(Field<'_>, String)> {
    let field = |path| Field::walk(toleration, path);
    let (key, operator) = (field(&["key"]), field(&["operator"]));
    let text = |field: Field<'_>| field.as_str().unwrap_or_default().to_owned();
    // The taint's effect is `NoSchedule`, and it has no value.
    let effect = text(field(&["effect"]));
    if !effect.is_empty() && effect != "NoSchedule" {
        return None;
    }
    match (text(key).as_str(), text(operator).as_str()) {
        ("", "Exists") => Some((operator, "every taint, that of the control plane included".to_owned())),
        (taint, "Exists") if TAINTS.contains(&taint) => Some((key, format!("the taint `{taint}`"))),
        (taint, "" | "Equal") if TAINTS.contains(&taint) => {
            text(field(&["value"])).is_empty().then(|| (key, format!("the taint `{taint}`")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn a_toleration_of_everything_counts() {
        check(
            &RULE,
            "
kind: DaemonSet
spec:
  template:
    spec:
      tolerations:
      - operator: Exists
#                 ^^^^^^ medium: the Pod tolerates every taint, that of the control plane included
      - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: the Pod tolerates the taint `node-role.kubernetes.io/control-plane`
      - {key: node-role.kubernetes.io/master, operator: Exists}
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: the Pod tolerates the taint `node-role.kubernetes.io/master`
",
        );
    }

    #[test]
    fn other_taints_effects_and_values_do_not_let_it_in() {
        for toleration in [
            "{key: dedicated, operator: Exists}",
            "{operator: Exists, effect: NoExecute}",
            "{key: node-role.kubernetes.io/control-plane, value: a}",
            "{operator: Equal}",
            "all",
        ] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{tolerations: [{toleration}]}}\n"));
        }
    }
}
