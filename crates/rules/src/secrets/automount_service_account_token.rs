//! `automount-service-account-token`: every container gets a key to the API server, wanted or not.

use plimsoll_kube::Known;
use plimsoll_kube::facts::Role;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "automount-service-account-token",
    title: "A Pod is given a token for the API server",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Secrets,
    controls: &[Control::cis("1.12", "5.1.6")],
    equivalents: elsewhere(&[
        "trivy:KSV-0036",
        "polaris:automountServiceAccountToken",
        "checkov:CKV_K8S_38",
        "kubescape:C-0034",
        "kubescape:C-0190",
        "kubescape:C-0261",
        "kubesec:AutomountServiceAccountToken",
        "kyverno:other/restrict-automount-sa-token",
        "kyverno:other/restrict-sa-automount-sa-token",
        "kube-bench:cis-1.12/5.1.6",
        "gatekeeper:general/automount-serviceaccount-token",
        "kics:48471392",
    ]),
    parameters: &[Parameter::list("allowed-names", "Names of service accounts whose Pods need the API server.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let allowed = ctx.list(&RULE, "allowed-names");
    for known in ctx.index().workloads() {
        let Some(pod) = ctx.pod(&known) else { continue };
        let own = pod.automount_service_account_token();
        let account = pod.service_account_name().value.filter(|name| !name.is_empty()).unwrap_or("default");
        let of_account = automount(ctx, &known, account);
        // The Pod's word counts, then that of its service account; without either the token is mounted.
        if !own.value.or(of_account).unwrap_or(true) || allowed.iter().any(|allowed| allowed == account) {
            continue;
        }
        let message = format!("the Pod gets a token of service account `{account}` for the API server");
        let note = "a program that asks the API server, such as a controller, is refused";
        let fix = Fix::needs_review("mount no token", note, [Edit::set(own.path(), false)]);
        findings.push(RULE.on(&pod, own.field, message).fix(fix));
    }
}

/// What the service account of a workload says, where the workspace holds it.
fn automount(ctx: &Context<'_>, workload: &Known<'_>, account: &str) -> Option<bool> {
    let found = ctx.index().in_namespace("ServiceAccount", &workload.facts.namespace, account)?;
    match found.facts.role {
        Role::ServiceAccount { automount } => automount,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn without_a_word_the_token_is_mounted() {
        check(
            &RULE,
            "
kind: Pod
spec: {containers: [{name: a}]}
^^^^ medium: the Pod gets a token of service account `default` for the API server
---
kind: Deployment
spec: {template: {spec: {automountServiceAccountToken: true, serviceAccountName: web}}}
#                                                      ^^^^ medium: the Pod gets a token of service account `web` for the API server
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
",
        );
    }

    #[test]
    fn the_word_of_the_service_account_counts_where_the_pod_has_none() {
        let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\nautomountServiceAccountToken: false\n";
        let pod = "kind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {serviceAccountName: web}\n";
        quiet(&RULE, "1.37", &format!("{account}---\n{pod}"));
        quiet(&RULE, "1.37", "kind: Pod\nspec: {automountServiceAccountToken: false}\n");
        let elsewhere = account.replace("namespace: shop", "namespace: other");
        check(
            &RULE,
            &format!(
                "\n{elsewhere}---\n{pod}^^^^ medium: the Pod gets a token of service account `web` for the API server\n"
            ),
        );
    }
}
