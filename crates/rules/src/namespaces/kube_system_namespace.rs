//! `kube-system-namespace`: a workload of somebody's own among the parts of the cluster.

use plimsoll_kube::SYSTEM_NAMESPACES;

use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "kube-system-namespace",
    title: "A workload is in a namespace of Kubernetes' own",
    severity: Severity::Medium,
    // What the cluster's operator adds to the cluster may belong there.
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0037", "kics:611ab018"]),
    parameters: &[Parameter::list("exempt", "Names of workloads that may be there.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let exempt = ctx.list(&RULE, "exempt");
    for pod in ctx.pods() {
        let object = pod.object();
        let field = object.field(&["metadata", "namespace"]);
        let Some(namespace) = field.as_str().filter(|name| SYSTEM_NAMESPACES.contains(name)) else { continue };
        let name = object.name();
        // Parts of the cluster say so: what they do must not wait for anybody else.
        let class = pod.field(&["priorityClassName"]).as_str().unwrap_or_default();
        if class.starts_with("system-") || exempt.iter().any(|allowed| allowed == name) {
            continue;
        }
        let message = format!("{} is in namespace `{namespace}`", called(object.kind(), name));
        let finding = RULE.at(&pod.place(), field.span(), field.path(), message);
        findings.push(finding.related(object.name_span(), "this workload"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings, quiet};

    const TEXT: &str = "kind: Pod\nmetadata: {name: web, namespace: kube-system}\nspec: {containers: [{name: a}]}\n";

    #[test]
    fn each_namespace_of_kubernetes_is_known() {
        check(
            &RULE,
            "
kind: CronJob
metadata: {name: backup, namespace: kube-public}
#                                   ^^^^^^^^^^^ medium: the CronJob `backup` is in namespace `kube-public`
spec: {jobTemplate: {spec: {template: {spec: {containers: []}}}}}
---
kind: Pod
metadata:
  namespace: kube-node-lease
#            ^^^^^^^^^^^^^^^ medium: the Pod is in namespace `kube-node-lease`
spec: {priorityClassName: high}
",
        );
    }

    #[test]
    fn parts_of_the_cluster_and_other_things_are_left_alone() {
        quiet(&RULE, "1.37", &TEXT.replace("spec: {", "spec: {priorityClassName: system-cluster-critical, "));
        quiet(&RULE, "1.37", &TEXT.replace("kube-system", "kube-system-tools"));
        quiet(&RULE, "1.37", &TEXT.replace("Pod", "ConfigMap"));
    }

    #[test]
    fn settings_exempt_names() {
        let environment = environment_with(&RULE, "exempt", ParameterValue::List(vec!["web".to_owned()]));
        assert!(findings(&RULE, &file("a.yaml", TEXT), &environment).is_empty());
    }
}
