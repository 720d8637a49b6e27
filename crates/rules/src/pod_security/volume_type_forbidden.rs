//! `volume-type-forbidden`: the Pod tells the node what to mount from where.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "volume-type-forbidden",
    title: "A volume has a type that the restricted level forbids",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "restrictedVolumes")],
    equivalents: elsewhere(&[
        "trivy:KSV-0028",
        "kyverno:pod-security/restrict-volume-types",
        "psa:restrictedVolumes",
        "gatekeeper:pod-security-policy/volumes",
    ]),
    parameters: &[Parameter::list(
        "allowed-types",
        "Types of volumes that may be used besides those of the level: `nfs`.",
    )],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::RestrictedVolumes) {
        let Subject::Volume(volume) = &violation.subject else { continue };
        let kind = volume.source().and_then(|source| source.key.scalar_text()).unwrap_or_default();
        if ctx.list(&RULE, "allowed-types").iter().any(|allowed| allowed == kind) {
            continue;
        }
        findings.push(
            RULE.on(pod, violation.field, format!("volume `{}` is of the type `{kind}`", volume.label()))
                .related(pod.object().name_span(), "this object"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn paths_of_the_node_are_among_them() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a, hostPath: {path: /a}}
#                       ^^^^^^^^^^ low: volume `a` is of the type `hostPath`
  - {name: b, image: {reference: b}}
  - name: c
    gitRepo: {repository: c}
#            ^^^^^^^^^^^^^^^ low: volume `c` is of the type `gitRepo`
  - {name: d}
",
        );
        quiet(&RULE, "1.0", "kind: Pod\nspec: {volumes: [{name: a, csi: {driver: a}}, {name: b, hostPath: }]}\n");
    }
}
