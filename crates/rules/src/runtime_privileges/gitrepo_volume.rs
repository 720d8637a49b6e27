//! `gitrepo-volume`: the kubelet runs `git` as root on what somebody else wrote.

use plimsoll_kube::Version;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "gitrepo-volume",
    title: "A volume has the kubelet clone a Git repository",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The first version whose kubelets refuse such volumes and cannot be told otherwise.
const REFUSED: Version = Version::new(36);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let repository = volume.field(&["gitRepo"]);
            if !repository.is_set() {
                continue;
            }
            let refused = if ctx.version() >= REFUSED { ", which it refuses since Kubernetes 1.36" } else { "" };
            let message = format!("volume `{}` has the kubelet clone a Git repository{refused}", volume.label());
            findings.push(
                RULE.on(pod, repository, message)
                    .related(repository.child(&["repository"]).span(), "this repository")
                    .related(pod.object().name_span(), "this object"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, quiet};

    #[test]
    fn what_becomes_of_it_depends_on_the_version() {
        check_at(
            &RULE,
            "1.35",
            "
kind: Pod
spec:
  volumes:
  - name: a
    gitRepo: {repository: b}
#            ^^^^^^^^^^^^^^^ high: volume `a` has the kubelet clone a Git repository
",
        );
        check_at(
            &RULE,
            "1.36",
            "
kind: Pod
spec: {volumes: [{name: a, gitRepo: {}}]}
#                                   ^^ high: volume `a` has the kubelet clone a Git repository, which it refuses since Kubernetes 1.36
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {volumes: [{name: a, gitRepo: }]}\n");
    }
}
