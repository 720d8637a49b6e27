//! `image-tag-latest`: nobody can say which program runs.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-tag-latest",
    title: "An image has the tag latest, or no tag",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: elsewhere(&[
        "trivy:KSV-0013",
        "kube-linter:latest-tag",
        "kube-score:container-image-tag",
        "polaris:tagNotSpecified",
        "checkov:CKV_K8S_14",
        "kyverno:best-practices/disallow-latest-tag",
        "gatekeeper:general/disallowedtags",
        "kics:583053b7",
        "kubescape:C-0304",
    ]),
    parameters: &[Parameter::list("forbidden-tags", "Tags that count as `latest` does: `main`, `stable`.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        let Some(reference) = image.reference().filter(|reference| reference.digest().is_none()) else { continue };
        let what = match reference.tag() {
            None => "has no tag, which stands for `latest`".to_owned(),
            Some("latest") => "has the tag `latest`".to_owned(),
            Some(tag) if ctx.list(&RULE, "forbidden-tags").iter().any(|forbidden| forbidden == tag) => {
                format!("has the forbidden tag `{tag}`")
            }
            Some(_) => continue,
        };
        findings.push(image.finding(&RULE, pod, &what));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings};

    #[test]
    fn a_port_is_no_tag_and_a_digest_needs_none() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers:
  - {name: a, image: registry.example.com:5000/a}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: image `registry.example.com:5000/a` of init container `a` has no tag, which stands for `latest`
  containers:
  - {name: b, image: \"b:latest\"}
#                    ^^^^^^^^^^ medium: image `b:latest` of container `b` has the tag `latest`
  - {name: c, image: c@sha256:74c0f62947d1081de9e663e7b9e7712740f2c4093141eb6cf549a88b6992c80a}
  - {name: d, image: d:1.0-latest}
  - {name: e, image: '{{ .Values.image }}'}
  - {name: f, image: [x]}
  volumes:
  - {name: g, image: {reference: g}}
#                                ^ medium: image `g` of volume `g` has no tag, which stands for `latest`
",
        );
    }

    #[test]
    fn more_tags_can_be_forbidden() {
        let forbidden = ParameterValue::List(vec!["main".to_owned()]);
        let file = file("a.yaml", "kind: Pod\nspec: {containers: [{name: a, image: a:main}]}\n");
        assert_eq!(findings(&RULE, &file, &environment_with(&RULE, "forbidden-tags", forbidden)).len(), 1);
    }
}
