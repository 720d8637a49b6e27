//! `image-registry-implicit`: which registry is asked is settled on the node.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-registry-implicit",
    title: "An image names no registry",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        let Some(reference) = image.reference().filter(|reference| reference.host().is_none()) else { continue };
        let rest = image.text.strip_prefix(reference.path()).unwrap_or_default();
        let full = format!("{}{rest}", reference.repository());
        let note = "nodes that are set up to ask another registry for short names ask Docker Hub from now on";
        let fix = Fix::needs_review("name the registry", note, [Edit::set(image.field().path(), full.as_str())]);
        findings.push(image.finding(&RULE, pod, "names no registry, so the node decides which one is asked").fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn an_organisation_is_no_registry() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, image: grafana/grafana:12.1.0}
#                    ^^^^^^^^^^^^^^^^^^^^^^ info: image `grafana/grafana:12.1.0` of container `a` names no registry, so the node decides which one is asked
  - {name: b, image: localhost/b}
",
        );
    }

    #[test]
    fn tag_and_digest_stay() {
        let text = "kind: Pod\nspec: {containers: [{name: a, image: nginx:1.30}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("nginx", "docker.io/library/nginx"));
    }
}
