//! `image-registry-deprecated`: nothing that is pulled from there will ever be mended.

use plimsoll_kube::image::deprecated_registry;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-registry-deprecated",
    title: "An image comes from a registry that takes no new images",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: elsewhere(&["kubescape:C-0253", "kyverno:other/restrict-deprecated-registry"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        let Some((old, new)) = image.reference().and_then(deprecated_registry) else { continue };
        let what = format!("comes from `{old}`, which takes no new images; they go to `{new}`");
        // Only this one was copied name by name.
        let moved = image.text.strip_prefix("k8s.gcr.io/").map(|rest| {
            let note =
                "nodes that may only reach the old registry, or a mirror that goes by its name, cannot pull the image";
            let edit = Edit::set(image.field().path(), format!("{new}/{rest}").as_str());
            Fix::needs_review(format!("pull from `{new}`"), note, [edit])
        });
        findings.push(image.finding(&RULE, pod, &what).fix(moved));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn only_what_was_copied_is_moved() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, image: gcr.io/google_containers/pause:3.1}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: image `gcr.io/google_containers/pause:3.1` of container `a` comes from `gcr.io/google_containers`, which takes no new images; they go to `registry.k8s.io`
  - {name: b, image: registry.k8s.io/pause:3.10}
",
        );
        let text = "kind: Pod\nspec: {containers: [{name: a, image: k8s.gcr.io/pause:3.9}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("k8s.gcr.io", "registry.k8s.io"));
    }
}
