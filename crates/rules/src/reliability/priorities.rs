//! Priority classes: which Pods others make room for.

use super::amounts::{RELIABILITY, called, shown};
use crate::prelude::*;

pub(crate) mod priority_class_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "priority-class-missing",
        title: "A Pod has no priority class, or one that is not allowed",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kube-linter:priority-class-name",
            "polaris:priorityClassNotSet",
            "kyverno:other/require-pod-priorityclassname",
            "kyverno:other/allowed-podpriorities",
        ]),
        parameters: &[Parameter::list("allowed-classes", "The classes that Pods may have; any where it is not set.")],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let allowed = ctx.list(&RULE, "allowed-classes");
        for pod in ctx.pods() {
            let field = pod.field(&["priorityClassName"]);
            let message = match field.as_str().filter(|name| !name.is_empty()) {
                None => "the Pod has the priority of everybody who asks for none".to_owned(),
                Some(name) if allowed.is_empty() || allowed.iter().any(|class| class == name) => continue,
                Some(name) => format!("the priority class `{}` is not allowed", shown(name)),
            };
            findings.push(RULE.on(pod, field, message));
        }
    }
}

pub(crate) mod system_priority_class_misuse {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "system-priority-class-misuse",
        title: "A workload claims the priority of the cluster's own parts",
        severity: Severity::Medium,
        confidence: Confidence::Medium,
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let field = pod.field(&["priorityClassName"]);
            let Some(name) = field.as_str() else { continue };
            let object = pod.object();
            // Namespaces of operators and network plugins end like this; what has none written is applied to any.
            let of_system = object.namespace().ends_with("-system") || object.namespace() == "kube-system";
            if !matches!(name, "system-cluster-critical" | "system-node-critical") || of_system {
                continue;
            }
            let message = format!("{} makes room for itself as `{name}`", called(&object));
            let note = "other Pods may take its place when nodes are full";
            let fix = Fix::needs_review("leave out the class", note, [Edit::remove(field.path())]);
            let mut finding = RULE.on(pod, field, message).fix(fix);
            if object.namespace().is_empty() {
                finding = finding.confidence(Confidence::Low);
            }
            findings.push(finding);
        }
    }
}
