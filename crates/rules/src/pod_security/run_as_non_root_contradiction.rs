//! `run-as-non-root-contradiction`: the kubelet is told both to start root and never to.

use plimsoll_kube::Origin;

use crate::Finding;
use crate::places::UNPRIVILEGED;
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "run-as-non-root-contradiction",
    title: "A container is told to be root and not to be root",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&["kube-linter:run-as-non-root"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let refused =
            |one: &Container<'_>| one.run_as_non_root().value == Some(true) && one.run_as_user().value == Some(0);
        // On Windows the field is no user, and the API server refuses it.
        if pod.is_windows(ctx.version()) {
            continue;
        }
        let (of_pod, own): (Vec<_>, Vec<_>) =
            pod.containers().filter(refused).partition(|one| one.run_as_user().origin == Origin::Inherited);
        for together in own.chunks(1).chain(of_pod.chunks(of_pod.len().max(1))) {
            if let Some(finding) = finding(pod, together) {
                findings.push(finding);
            }
        }
    }
}

/// About containers that take their user from one place.
fn finding(pod: &Located<Pod<'_>>, together: &[Container<'_>]) -> Option<Finding> {
    let user = together.first()?.run_as_user();
    let does = if together.len() == 1 { "does" } else { "do" };
    let message = format!("{} {does} not start: `runAsNonRoot: true` stands against `runAsUser: 0`", listed(together));
    let mut finding = RULE.on(pod, user.field, message);
    let mut told = None;
    for container in together {
        let forbids = container.run_as_non_root().span();
        if told.replace(forbids) != Some(forbids) {
            finding = finding.related(forbids, "this forbids it");
        }
        finding = finding.related(container.name_span(), "this container");
    }
    let note = format!(
        "the container starts, and what only root may read, write or bind is refused to it; put your image's own user in the place of {UNPRIVILEGED}"
    );
    Some(finding.fix(Fix::needs_review(
        format!("run as user {UNPRIVILEGED}"),
        note,
        [Edit::set(user.path(), UNPRIVILEGED)],
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_is_in_effect_is_compared() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {runAsUser: 0, runAsNonRoot: true}
#                              ^ medium: `a` and `b` do not start: `runAsNonRoot: true` stands against `runAsUser: 0`
  initContainers: [{name: a}]
  containers:
  - {name: b, securityContext: {runAsNonRoot: true}}
  - {name: c, securityContext: {runAsNonRoot: false}}
  - {name: d, securityContext: {runAsUser: 1}}
  - {name: e, securityContext: {runAsUser: 0}}
#                                          ^ medium: `e` does not start: `runAsNonRoot: true` stands against `runAsUser: 0`
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {securityContext: {runAsUser: 0, runAsNonRoot: true}}\n");
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {os: {name: windows}, securityContext: {runAsUser: 0, runAsNonRoot: true}, containers: [{name: a}]}\n",
        );
    }

    #[test]
    fn one_edit_mends_all_that_share_the_user() {
        let text = "kind: Pod\nspec: {securityContext: {runAsUser: 0, runAsNonRoot: true}, containers: [{name: a}, {name: b}]}\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert_eq!((after, promises.len()), (text.replace("runAsUser: 0", "runAsUser: 65532"), 1));
    }
}
