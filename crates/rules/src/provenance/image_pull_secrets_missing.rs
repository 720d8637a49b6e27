//! `image-pull-secrets-missing`: it runs only where somebody else pulled it before.

use super::registries::lies_below;
use crate::images::Image;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-pull-secrets-missing",
    title: "An image of a private registry has no credentials to be pulled with",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/require-imagepullsecrets"]),
    parameters: &[Parameter::list(
        "private",
        "Registries, or registries with a path, that ask for credentials; without it the rule is silent.",
    )],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let private = ctx.list(&RULE, "private");
    if private.is_empty() {
        return;
    }
    for known in ctx.index().workloads() {
        let Some(pod) = ctx.pod(&known).filter(|pod| has_none(pod.field(&["imagePullSecrets"]))) else { continue };
        let own = |image: &Image<'_>| {
            image.reference().is_some_and(|reference| private.iter().any(|entry| lies_below(reference, entry)))
        };
        let Some(image) = pod.images().filter_map(Image::of).find(own) else { continue };
        let account = pod.service_account_name().value.unwrap_or("default");
        let account = ctx.index().in_namespace("ServiceAccount", &known.facts.namespace, account);
        let account = account.and_then(|account| ctx.object(&account));
        if account.as_ref().is_some_and(|account| !has_none(account.field(&["imagePullSecrets"]))) {
            continue;
        }
        let mut finding =
            image.finding(&RULE, &pod, "is private, and neither the Pod nor its service account names credentials");
        // An account that is not here may name some.
        if account.is_none() {
            finding.confidence = Some(Confidence::Low);
        }
        findings.push(finding);
    }
}

fn has_none(secrets: Field<'_>) -> bool {
    secrets.items().next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{environment_with, file, findings};

    #[test]
    fn the_service_account_may_name_them() {
        let pod = |rest: &str| {
            format!("apiVersion: v1\nkind: Pod\nspec: {{containers: [{{name: a, image: r.example/a:1}}]{rest}}}\n")
        };
        let account =
            |rest: &str| format!("---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: default}}\n{rest}");
        let list = ParameterValue::List(vec!["r.example".to_owned()]);
        let environment = environment_with(&RULE, "private", list);
        let told = |text: String| {
            findings(&RULE, &file("a.yaml", &text), &environment)
                .iter()
                .map(|finding| finding.confidence)
                .collect::<Vec<_>>()
        };
        assert_eq!(told(pod("")), [Some(Confidence::Low)]);
        assert_eq!(told(pod("") + &account("")), [None]);
        assert_eq!(told(pod("") + &account("imagePullSecrets: [{name: s}]\n")), []);
        assert_eq!(told(pod(", imagePullSecrets: [{name: s}]")), []);
    }
}
