//! Registries that settings name: those that may be pulled from, and those that may not.

use plimsoll_kube::image::Reference;

use crate::prelude::*;

/// Whether an image comes from below an entry: a registry, `*.` and the end of its name, or a registry with a path.
pub(super) fn lies_below(image: &Reference<'_>, entry: &str) -> bool {
    let entry = entry.trim().trim_end_matches('/');
    let (host, path) = entry.split_once('/').unwrap_or((entry, ""));
    let host_fits = match host.strip_prefix('*') {
        Some(end) => image.registry().ends_with(end),
        None => image.registry() == host,
    };
    let repository = image.repository();
    let own = repository.split_once('/').map_or("", |(_, path)| path);
    host_fits
        && (path.is_empty() || own.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

pub(crate) mod image_registry_untrusted {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "image-registry-untrusted",
        title: "An image comes from a registry that is not on your list",
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Default,
        strategy: Strategy::Provenance,
        controls: &[],
        equivalents: elsewhere(&[
            "trivy:KSV-0125",
            "trivy:KSV-0032",
            "trivy:KSV-0033",
            "trivy:KSV-0034",
            "trivy:KSV-0035",
            "kubescape:C-0078",
            "kyverno:best-practices/restrict-image-registries",
            "kyverno:other/advanced-restrict-image-registries",
            "kyverno:other/allowed-image-repos",
            "gatekeeper:general/allowedrepos",
            "gatekeeper:general/allowedreposv2",
            "kubescape:C-0304",
        ]),
        parameters: &[Parameter::list(
            "trusted",
            "Registries, or registries with a path, that images may come from; without it the rule is silent.",
        )],
        fixable: false,
        since: "0.1.0",
        scope: Scope::Document,
        check,
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let trusted = ctx.list(&RULE, "trusted");
        if trusted.is_empty() {
            return;
        }
        for (pod, image) in ctx.images() {
            let Some(reference) = image.reference() else { continue };
            if !trusted.iter().any(|entry| lies_below(reference, entry)) {
                let what =
                    format!("comes from `{}`, which is not on the list of trusted registries", reference.registry());
                findings.push(image.finding(&RULE, pod, &what));
            }
        }
    }
}

pub(crate) mod image_registry_blocked {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "image-registry-blocked",
        title: "An image comes from a registry that you block",
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Default,
        strategy: Strategy::Provenance,
        controls: &[],
        equivalents: elsewhere(&["kubescape:C-0001", "gatekeeper:general/disallowedrepos"]),
        parameters: &[Parameter::list(
            "blocked",
            "Registries, or registries with a path, that no image may come from; without it the rule is silent.",
        )],
        fixable: false,
        since: "0.1.0",
        scope: Scope::Document,
        check,
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let blocked = ctx.list(&RULE, "blocked");
        if blocked.is_empty() {
            return;
        }
        for (pod, image) in ctx.images() {
            let Some(reference) = image.reference() else { continue };
            if let Some(entry) = blocked.iter().find(|entry| lies_below(reference, entry)) {
                findings.push(image.finding(&RULE, pod, &format!("comes from `{entry}`, which is blocked")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{environment_with, file, findings};

    #[test]
    fn entries_end_at_a_slash() {
        let below = |image: &str, entry: &str| lies_below(&Reference::parse(image).unwrap(), entry);
        assert!(
            below("nginx", "docker.io")
                && below("nginx", "docker.io/library/")
                && below("nginx", "docker.io/library/nginx")
        );
        assert!(!below("nginx", "docker.io/lib") && !below("registry.example.com.evil.io/a", "registry.example.com"));
        assert!(below("1.dkr.ecr.eu-west-1.amazonaws.com/a", "*.dkr.ecr.eu-west-1.amazonaws.com"));
        assert!(!below("registry.example.com:5000/a", "registry.example.com"));
    }

    #[test]
    fn without_a_list_nothing_is_said() {
        let file =
            file("a.yaml", "kind: Pod\nspec: {containers: [{name: a, image: a:1}, {name: b, image: r.example/b:1}]}\n");
        let count = |rule, name, entry: &str| {
            let list = ParameterValue::List(vec![entry.to_owned()]);
            findings(rule, &file, &environment_with(rule, name, list)).len()
        };
        assert_eq!(count(&image_registry_untrusted::RULE, "trusted", "r.example"), 1);
        assert_eq!(count(&image_registry_blocked::RULE, "blocked", "r.example"), 1);
        assert_eq!(findings(&image_registry_untrusted::RULE, &file, &crate::testing::environment("1.37")).len(), 0);
    }
}
