//! `shared-user-id`: to the node two workloads are one person.

use plimsoll_source::order::Order;

use super::ids::has_own_users;
use crate::prelude::*;
use crate::{Finding, Related};

pub(crate) static RULE: Rule = Rule {
    id: "shared-user-id",
    title: "Two workloads run as the same user",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/require-unique-uid-per-workload"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut users = Vec::new();
    for known in ctx.index().workloads() {
        let Some(facts) = known.facts.workload().filter(|facts| !facts.is_owned && !facts.users.is_empty()) else {
            continue;
        };
        let Some(pod) = ctx.pod(&known) else { continue };
        if pod.is_windows(ctx.version()) || has_own_users(&pod, ctx.version()) {
            continue;
        }
        // Root is reported for what it is.
        for user in facts.users.iter().copied().filter(|user| *user != 0) {
            let place = pod.containers().map(|one| one.run_as_user()).find(|one| one.value == Some(user));
            users.extend(place.map(|place| (user, RULE.on(&pod, place.field, ""))));
        }
    }
    let by_user = Order::new(users.iter().map(|(user, _)| user.cast_unsigned()));
    let others: Vec<_> = users
        .iter()
        .map(|(user, finding)| {
            let first = by_user.find(user.cast_unsigned()).next()?;
            let (_, other) = users.get(first)?;
            // The same object once more is another version of it.
            (other.resource != finding.resource).then(|| related(other))
        })
        .collect();
    for ((user, mut finding), other) in users.into_iter().zip(others) {
        let Some(other) = other else { continue };
        finding.message = format!("user {user} is also that of {}", other.label);
        let label = format!("{} runs as it too", other.label);
        finding.related.push(Related { label, ..other });
        findings.push(finding);
    }
}

/// The place of the first workload with a user; the label is what it is called.
fn related(other: &Finding) -> Related {
    let name = other.resource.as_ref().map(|it| format!("{} `{}`", it.kind, it.name)).unwrap_or_default();
    Related { file: other.file, span: other.span, label: name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_workload_after_the_first_is_told() {
        check(
            &RULE,
            "
kind: Pod
metadata: {name: a}
spec: {securityContext: {runAsUser: 1000}, containers: [{name: a}, {name: b, securityContext: {runAsUser: 2000}}]}
---
kind: Deployment
metadata: {name: b}
spec: {template: {spec: {containers: [{name: a, securityContext: {runAsUser: 2000}}]}}}
#                                                                            ^^^^ info: user 2000 is also that of Pod `a`
---
kind: Job
metadata: {name: c}
spec: {template: {spec: {securityContext: {runAsUser: 1000}, containers: [{name: a}, {name: b}]}}}
#                                                     ^^^^ info: user 1000 is also that of Pod `a`
",
        );
    }

    #[test]
    fn root_versions_and_user_namespaces_are_left_alone() {
        let twice = |one: &str, other: &str| quiet(&RULE, "1.37", &format!("{one}---\n{other}"));
        let pod = |name: &str, spec: &str| {
            format!("kind: Pod\nmetadata: {{name: {name}}}\nspec: {{{spec}, containers: [{{name: a}}]}}\n")
        };
        let user = "securityContext: {runAsUser: 5}";
        twice(&pod("a", user), &pod("a", user));
        twice(&pod("a", user), &pod("b", &format!("hostUsers: false, {user}")));
        twice(&pod("a", "securityContext: {runAsUser: 0}"), &pod("b", "securityContext: {runAsUser: 0}"));
        twice("kind: Pod\nspec: {securityContext: {runAsUser: 5}}\n", &pod("b", user));
    }
}
