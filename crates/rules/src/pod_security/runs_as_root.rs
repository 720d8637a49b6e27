//! `runs-as-root`: nothing keeps the container from being user 0 of the node.

use plimsoll_kube::Origin;

use crate::places::{UNPRIVILEGED, reviewable};
use crate::prelude::*;
use crate::wording::{listed, named};

pub(crate) static RULE: Rule = Rule {
    id: "runs-as-root",
    title: "A container is allowed to run as root",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "runAsNonRoot"), Control::cis("1.12", "5.2.7")],
    equivalents: elsewhere(&[
        "trivy:KSV-0012",
        "kube-linter:run-as-non-root",
        "polaris:runAsRootAllowed",
        "checkov:CKV_K8S_23",
        "kubescape:C-0013",
        "kubesec:RunAsNonRoot",
        "kyverno:pod-security/require-run-as-nonroot",
        "kyverno:istio/service-mesh-require-run-as-nonroot",
        "kyverno:pod-security/require-run-as-non-root-user",
        "psa:runAsNonRoot",
        "kube-bench:cis-1.12/5.2.7",
        "gatekeeper:pod-security-policy/users",
        "kics:cf34805e",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::RunAsNonRoot) {
        let concerned = concerned(pod, &violation);
        let mut finding = RULE.on(pod, violation.field, message(&violation, &concerned));
        for container in &concerned {
            finding = finding.related(container.name_span(), "this container");
        }
        findings.push(finding.fix(fix(ctx, pod, violation.field, &concerned)));
    }
}

/// The containers whose effective setting this is.
fn concerned<'a>(pod: &Pod<'a>, violation: &Violation<'a>) -> Vec<Container<'a>> {
    match &violation.subject {
        Subject::Container(container) => vec![*container],
        Subject::Pod | Subject::Volume(_) => {
            // A word or a number there is no setting: the API server refuses it.
            let own = |one: &Container<'_>| one.security_context().child(&["runAsNonRoot"]).value()?.as_bool();
            pod.containers().filter(|one| own(one).is_none()).collect()
        }
    }
}

fn message(violation: &Violation<'_>, concerned: &[Container<'_>]) -> String {
    if violation.field.is_set() {
        return match &violation.subject {
            Subject::Container(container) => format!("{} is allowed to run as root", named(container)),
            Subject::Pod | Subject::Volume(_) => "the Pod allows its containers to run as root".to_owned(),
        };
    }
    let by_image = concerned.iter().all(|container| container.run_as_user().value.is_none());
    match (by_image, concerned.len()) {
        (true, 1) => format!("{} runs as its image's user, which may be root", listed(concerned)),
        (true, _) => format!("{} run as their images' users, which may be root", listed(concerned)),
        (false, 1) => format!("{} is not required to run as a user other than root", listed(concerned)),
        (false, _) => format!("{} are not required to run as a user other than root", listed(concerned)),
    }
}

/// The kubelet starts no container that is told both to be user 0 and not to be root, so user 0 goes in the same step. Where a
/// user is set that is not 0, or nothing inherits the value, the kubelet's check passes as before.
fn fix(ctx: &Context<'_>, pod: &Located<Pod<'_>>, field: Field<'_>, concerned: &[Container<'_>]) -> Option<Fix> {
    let mut edits = vec![Edit::set(field.path(), true)];
    let mut of_pod = None;
    for user in concerned.iter().map(Container::run_as_user).filter(|user| user.value == Some(0)) {
        let replace = Edit::set(user.path(), UNPRIVILEGED);
        match user.origin {
            Origin::Inherited => of_pod = Some(replace),
            Origin::Set | Origin::Absent => edits.push(replace),
        }
    }
    edits.extend(of_pod);
    if edits.len() > 1 {
        let note = format!(
            "what only root may read, write or bind is refused to user {UNPRIVILEGED}; put your image's own user there"
        );
        return reviewable(Fix::needs_review(format!("run as user {UNPRIVILEGED}, never as root"), note, edits));
    }
    let certain = concerned.iter().all(|container| container.run_as_user().value.is_some_and(|user| user != 0));
    let windows = pod.is_windows(ctx.version());
    let certain = certain && !windows && pod.containers().next().is_some();
    let note = if windows {
        "containers whose user is `ContainerAdministrator` do not start"
    } else {
        "containers whose image names root, or names its user by a word, do not start"
    };
    Some(Fix::safe_if(certain, "never run as root", note, edits))
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, check_at, environment, file, findings, mended, quiet};

    #[test]
    fn what_the_pod_could_say_for_all_is_one_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
^^^^ medium: `a`, `b` and `c` run as their images' users, which may be root
  initContainers: [{name: a}]
  containers: [{name: b}, {name: c}]
",
        );
    }

    #[test]
    fn what_is_missing_where_not_all_was_read_is_a_guess() {
        let text = "kind: Pod\nspec:\n  containers:\n  - name: a\n  note: \"open\n";
        let found = findings(&RULE, &file("a.yaml", text), &environment("1.37"));
        assert_eq!(found.iter().map(|finding| finding.confidence).collect::<Vec<_>>(), [Some(Confidence::Low)]);
    }

    #[test]
    fn every_false_is_reported_where_it_stands() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {runAsNonRoot: false}
#                                 ^^^^^ medium: the Pod allows its containers to run as root
  containers:
  - {name: a, securityContext: {runAsNonRoot: true}}
  - {name: b, securityContext: {runAsNonRoot: no}}
#                                             ^^ medium: container `b` is allowed to run as root
",
        );
    }

    #[test]
    fn users_of_their_own_are_enough_from_1_35_on() {
        let text = "kind: Pod\nspec: {hostUsers: false, containers: [{name: a}]}\n";
        quiet(&RULE, "1.35", text);
        check_at(
            &RULE,
            "1.34",
            "
kind: Pod
spec: {hostUsers: false, containers: [{name: a}]}
^^^^ medium: `a` runs as its image's user, which may be root
",
        );
    }

    #[test]
    fn a_word_is_no_setting() {
        check(
            &RULE,
            "
kind: Pod
spec: {containers: [{name: a, securityContext: {runAsNonRoot: \"true\"}}]}
^^^^ medium: `a` runs as its image's user, which may be root
",
        );
    }

    #[test]
    fn a_user_that_is_set_makes_the_fix_safe() {
        let text = "kind: Pod\nspec: {securityContext: {runAsUser: 1}, containers: [{name: a}]}\n";
        let after = text.replace("runAsUser: 1", "runAsUser: 1, runAsNonRoot: true");
        assert_eq!(mended(&RULE, "1.37", text), (after, vec![Safe]));
        let overridden = "kind: Pod\nspec: {securityContext: {runAsNonRoot: false}, containers: [{securityContext: {runAsNonRoot: true}}]}\n";
        assert_eq!(mended(&RULE, "1.37", overridden), (overridden.replace("false", "true"), vec![Safe]));
    }

    #[test]
    fn user_zero_goes_in_the_same_step() {
        let text = "kind: Pod\nspec: {securityContext: {runAsUser: 0}, containers: [{name: a}, {name: b}]}\n";
        let after = text.replace("runAsUser: 0", "runAsUser: 65532, runAsNonRoot: true");
        assert_eq!(mended(&RULE, "1.37", text), (after, vec![NeedsReview]));
    }
}
