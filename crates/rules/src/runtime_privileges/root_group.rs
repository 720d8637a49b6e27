//! `root-group`: not root, and yet among those who may read root's files.

use super::ids::{Given, given, has_own_users};
use crate::places::UNPRIVILEGED;
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "root-group",
    title: "A container runs with the root group",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0116", "kyverno:other/require-non-root-groups", "kube-linter:run-as-non-root"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        if pod.is_windows(ctx.version()) || has_own_users(pod, ctx.version()) {
            continue;
        }
        // Where neither is written, the image decides.
        for place in given(pod, &["runAsGroup"], |one| {
            Some(one.run_as_group())
                .filter(|group| group.value.is_some() || one.run_as_user().value.is_some_and(|user| user > 0))
        }) {
            match place.value {
                Some(0) => primary(pod, &place, findings),
                Some(_) => {}
                None => unset(pod, &place, findings),
            }
        }
        for item in pod.supplemental_groups().items().filter(|item| item.as_i64() == Some(0)) {
            let fix = Fix::needs_review("do not add it", NOTE, [remove_item(item)]);
            findings.push(RULE.on(pod, Field::of(item), "the Pod adds the root group to its processes").fix(fix));
        }
        let files = pod.fs_group();
        if files.value == Some(0) {
            let message = "the volumes of the Pod belong to the root group, and its processes as well";
            let note = format!(
                "the kubelet gives the volumes to group {UNPRIVILEGED}, and others lose them; put your own number there"
            );
            let fix = Fix::needs_review(
                format!("give them to group {UNPRIVILEGED}"),
                note,
                [Edit::set(files.path(), UNPRIVILEGED)],
            );
            findings.push(RULE.on(pod, files.field, message).fix(fix));
        }
    }
}

const NOTE: &str = "files that only root's group may read or write are refused";

fn primary(pod: &Located<Pod<'_>>, place: &Given<'_, i64>, findings: &mut Findings) {
    let runs = if place.containers.len() == 1 { "runs" } else { "run" };
    push(pod, place, format!("{} {runs} with the root group", listed(&place.containers)), UNPRIVILEGED, None, findings);
}

/// A user alone leaves the group to the image's list of users, and to root where the user is not on it.
fn unset(pod: &Located<Pod<'_>>, place: &Given<'_, i64>, findings: &mut Findings) {
    let mut users = place.containers.iter().filter_map(|one| one.run_as_user().value);
    let Some(user) = users.next() else { return };
    let group = if users.all(|other| other == user) { user } else { UNPRIVILEGED };
    let has = if place.containers.len() == 1 { "has" } else { "have" };
    let message = format!(
        "{} {has} a user and no group, which is root's unless the image knows the user",
        listed(&place.containers)
    );
    push(pod, place, message, group, Some(Confidence::Low), findings);
}

fn push(
    pod: &Located<Pod<'_>>,
    place: &Given<'_, i64>,
    message: String,
    group: i64,
    confidence: Option<Confidence>,
    findings: &mut Findings,
) {
    let mut finding = RULE.on(pod, place.field, message);
    for container in &place.containers {
        finding = finding.related(container.name_span(), "this container");
    }
    finding.confidence = finding.confidence.or(confidence);
    let fix = Fix::needs_review(format!("run with group {group}"), NOTE, [Edit::set(place.field.path(), group)]);
    findings.push(finding.fix(fix));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn every_way_into_the_group_counts() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext:
    runAsGroup: 0
#               ^ low: `a` and `b` run with the root group
    fsGroup: 0
#            ^ low: the volumes of the Pod belong to the root group, and its processes as well
    supplementalGroups: [5, 0]
#                           ^ low: the Pod adds the root group to its processes
  containers:
  - {name: a}
  - {name: b}
  - {name: c, securityContext: {runAsGroup: 7}}
---
kind: Pod
spec:
  containers:
  - {name: a, securityContext: {runAsUser: 7}}
#             ^^^^^^^^^^^^^^^ low: `a` has a user and no group, which is root's unless the image knows the user
  - {name: b, securityContext: {runAsUser: 7, runAsGroup: 7}}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a}]}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {hostUsers: false, securityContext: {fsGroup: 0}}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {securityContext: {fsGroup: '0', supplementalGroups: 0}}\n");
    }

    #[test]
    fn the_user_s_number_becomes_the_group_s() {
        let text =
            "kind: Pod\nspec: {securityContext: {runAsUser: 7, supplementalGroups: [0]}, containers: [{name: a}]}\n";
        let after = text.replace("runAsUser: 7, supplementalGroups: [0]", "runAsUser: 7, runAsGroup: 7");
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
