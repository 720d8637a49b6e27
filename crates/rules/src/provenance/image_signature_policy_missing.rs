//! `image-signature-policy-missing`: the cluster runs what it is given, whoever made it.

use super::signatures::{Policy, may_verify};
use crate::images::Image;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-signature-policy-missing",
    title: "No policy verifies the signatures of a workload's images",
    severity: Severity::Medium,
    confidence: Confidence::Low,
    audience: Audience::Strict,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let index = ctx.index();
    let candidates = index.objects().iter().filter(|known| may_verify(&known.facts.kind, &known.facts.group));
    let policies: Vec<_> =
        candidates.filter_map(|known| ctx.object(known).and_then(|object| Policy::of(&object))).collect();
    // An admission plugin that asks a service for each image may verify what it likes.
    if index.of_kind("ImageReview").next().is_some() {
        return;
    }
    // One policy is written for all images of a registry, so each is told once.
    let mut told: Vec<String> = Vec::new();
    for known in index.workloads().filter(|known| known.facts.workload().is_some_and(|workload| !workload.is_owned)) {
        let Some(pod) = ctx.pod(&known) else { continue };
        for image in pod.images().filter_map(Image::of) {
            let Some(reference) = image.reference() else { continue };
            let full = reference.in_full();
            let looked_at = policies.iter().any(|policy| policy.looks_at(&full, &known.facts.namespace));
            if looked_at || told.iter().any(|registry| registry == reference.registry()) {
                continue;
            }
            if policies.is_empty() {
                findings.push(image.finding(
                    &RULE,
                    &pod,
                    "may be anybody's: nothing here verifies the signatures of images",
                ));
                return;
            }
            let what = "is looked at by none of the policies here that verify signatures";
            let mut finding = image.finding(&RULE, &pod, what);
            // Where policies stand, those that are missing are missing; where none does, they may stand in another repository.
            finding.confidence = Some(Confidence::Medium);
            findings.push(finding);
            told.push(reference.registry().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn without_any_policy_it_is_said_once() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Pod
spec:
  containers:
  - {name: a, image: a:1}
#                    ^^^ medium: image `a:1` of container `a` may be anybody's: nothing here verifies the signatures of images
---
apiVersion: v1
kind: Pod
spec: {containers: [{name: b, image: b:1}]}
",
        );
    }

    #[test]
    fn policies_look_at_what_their_patterns_name() {
        check(
            &RULE,
            "
apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata: {name: own}
spec: {images: [{glob: registry.example.com/**}]}
---
apiVersion: v1
kind: Pod
spec:
  containers:
  - {name: a, image: registry.example.com/a:1}
  - {name: b, image: docker.io/library/b:1}
#                    ^^^^^^^^^^^^^^^^^^^^^ medium: image `docker.io/library/b:1` of container `b` is looked at by none of the policies here that verify signatures
  - {name: c, image: grafana/c:1}
  - {name: d, image: quay.io/d:1}
#                    ^^^^^^^^^^^ medium: image `quay.io/d:1` of container `d` is looked at by none of the policies here that verify signatures
---
apiVersion: v1
kind: Pod
spec: {containers: [{name: e, image: quay.io/e:1}]}
",
        );
        quiet(&RULE, "1.37", "kind: Service\n");
    }

    #[test]
    fn some_policies_look_at_their_own_namespace_only() {
        check(
            &RULE,
            "
apiVersion: kyverno.io/v1
kind: Policy
metadata: {name: own, namespace: shop}
spec: {rules: [{verifyImages: [{imageReferences: ['*']}]}]}
---
apiVersion: v1
kind: Pod
metadata: {namespace: shop}
spec: {containers: [{name: a, image: a:1}]}
---
apiVersion: v1
kind: Pod
metadata: {namespace: bank}
spec: {containers: [{name: b, image: b:1}]}
#                                    ^^^ medium: image `b:1` of container `b` is looked at by none of the policies here that verify signatures
",
        );
    }
}
