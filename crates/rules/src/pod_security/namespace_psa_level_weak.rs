//! `namespace-psa-level-weak`: the namespace asks Kubernetes to refuse little, or nothing.

use plimsoll_kube::psa::Mode;
use plimsoll_report::PodSecurityLevel;

use super::namespace_labels::{namespaces, on_label, wanted};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-psa-level-weak",
    title: "A namespace enforces a level of the Pod Security Standards that is too weak",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&["kyverno:psa/deny-privileged-profile"]),
    parameters: &[
        Parameter::text("level", "The weakest level that is strong enough: `baseline`, unless this is `restricted`."),
        Parameter::list("exempt-namespaces", "Names of namespaces that may enforce any level."),
    ],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let enough = wanted(ctx, &RULE, "level", PodSecurityLevel::Baseline);
    let exempt = ctx.list(&RULE, "exempt-namespaces");
    for namespace in namespaces(ctx).filter(|namespace| exempt.iter().all(|name| name != namespace.name())) {
        let label = Mode::Enforce.field(namespace);
        let Some(level) = label.as_str().and_then(PodSecurityLevel::parse).filter(|level| *level < enough) else {
            continue;
        };
        let refuses = match level {
            PodSecurityLevel::Privileged => "which refuses no Pod".to_owned(),
            _ => format!("which is weaker than `{enough}`"),
        };
        let message = format!("namespace `{}` enforces level `{level}`, {refuses}", namespace.name());
        findings.push(on_label(&RULE, namespace, label, message).fix(Fix::needs_review(
            format!("enforce level `{enough}`"),
            format!("a Pod that needs more than level `{enough}` no longer starts"),
            [Edit::set(label.path(), enough.as_str())],
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings, quiet};

    const BASELINE: &str = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {pod-security.kubernetes.io/enforce: baseline}}\n";

    #[test]
    fn privileged_is_told_where_it_stands() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {\"pod-security.kubernetes.io/enforce\": 'privileged'}}
#                                                                  ^^^^^^^^^^^^ medium: namespace `a` enforces level `privileged`, which refuses no Pod
",
        );
    }

    #[test]
    fn what_is_no_level_is_not_weak() {
        quiet(&RULE, "1.37", &BASELINE.replace("baseline", "Privileged"));
        quiet(&RULE, "1.37", BASELINE);
    }

    #[test]
    fn settings_ask_for_more_and_exempt() {
        let more = environment_with(&RULE, "level", ParameterValue::Text("restricted".to_owned()));
        let found = findings(&RULE, &file("a.yaml", BASELINE), &more);
        assert_eq!(found[0].message, "namespace `a` enforces level `baseline`, which is weaker than `restricted`");
        let exempt = environment_with(&RULE, "exempt-namespaces", ParameterValue::List(vec!["a".to_owned()]));
        assert!(findings(&RULE, &file("a.yaml", &BASELINE.replace("baseline", "privileged")), &exempt).is_empty());
    }
}
