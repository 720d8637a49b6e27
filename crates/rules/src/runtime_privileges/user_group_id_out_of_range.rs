//! `user-group-id-out-of-range`: a number that the Pod cannot have, or that the team does not allow.

use plimsoll_report::Parameter;

use super::ids::has_own_users;
use crate::prelude::*;
use crate::range::covers;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "user-group-id-out-of-range",
    title: "The number of a user or group is out of range",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "gatekeeper:pod-security-policy/users",
        "gatekeeper:pod-security-policy/fsgroup",
        "kyverno:other/validate-userid-groupid-fsgroup",
        "kyverno:psp-migration/psp-check-supplemental-groups",
    ]),
    parameters: &[
        Parameter::list(USERS, "Numbers and ranges that `runAsUser` may have, as in `10000-20000`."),
        Parameter::list(GROUPS, "Numbers and ranges that `runAsGroup` may have."),
        Parameter::list(SUPPLEMENTAL, "Numbers and ranges that `supplementalGroups` may have."),
        Parameter::list(FILES, "Numbers and ranges that `fsGroup` may have."),
    ],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const USERS: &str = "users";
const GROUPS: &str = "groups";
const SUPPLEMENTAL: &str = "supplemental-groups";
const FILES: &str = "fs-groups";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods().iter().filter(|pod| !pod.is_windows(ctx.version())) {
        let mut judge = |field: Field<'_>, whose: &str, what: &str, parameter: &str| {
            let Some(id) = field.as_i64() else { return };
            let Some((reason, confidence)) = refusal(ctx, pod, id, parameter) else { return };
            let finding = RULE.on(pod, field, format!("the {what} {id} of {whose} {reason}"));
            findings.push(finding.confidence(confidence));
        };
        let of_pod = pod.security_context();
        judge(of_pod.child(&["runAsUser"]), "the Pod", "user", USERS);
        judge(of_pod.child(&["runAsGroup"]), "the Pod", "group", GROUPS);
        judge(of_pod.child(&["fsGroup"]), "the Pod's volumes", "group", FILES);
        for item in pod.supplemental_groups().items() {
            judge(Field::of(item), "the Pod", "supplementary group", SUPPLEMENTAL);
        }
        for container in pod.containers() {
            let own = container.security_context();
            let ids = [(own.child(&["runAsUser"]), "user", USERS), (own.child(&["runAsGroup"]), "group", GROUPS)];
            for (field, what, parameter) in ids.into_iter().filter(|(field, ..)| field.is_set()) {
                judge(field, &named(&container), what, parameter);
            }
        }
    }
}

/// The last number that the API server takes.
const LAST: i64 = 2_147_483_647;

/// The last number that a user namespace has, unless the configuration of the kubelet says otherwise.
const LAST_OF_NAMESPACE: i64 = 65_535;

/// Why a number cannot be, after the words that name it.
fn refusal(ctx: &Context<'_>, pod: &Pod<'_>, id: i64, parameter: &str) -> Option<(String, Confidence)> {
    if !(0..=LAST).contains(&id) {
        return Some((format!("is refused by the API server: numbers go from 0 to {LAST}"), Confidence::High));
    }
    if id > LAST_OF_NAMESPACE && has_own_users(pod, ctx.version()) {
        let reason = format!("is not in the Pod's user namespace, which ends at {LAST_OF_NAMESPACE}");
        return Some((reason, Confidence::Medium));
    }
    let allowed = ctx.list(&RULE, parameter);
    let refused = !allowed.is_empty() && !allowed.iter().any(|range| covers(range, id));
    refused.then(|| (format!("is not among those that the settings allow in `{parameter}`"), Confidence::High))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, check_at, environment_with, file, findings, quiet};

    #[test]
    fn some_numbers_no_pod_can_have() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {runAsUser: -1, supplementalGroups: [0, 2147483648]}
#                              ^^ low: the user -1 of the Pod is refused by the API server: numbers go from 0 to 2147483647
#                                                          ^^^^^^^^^^ low: the supplementary group 2147483648 of the Pod is refused by the API server: numbers go from 0 to 2147483647
  containers: [{name: a, securityContext: {runAsUser: 2147483647, runAsGroup: many}}]
",
        );
    }

    #[test]
    fn a_user_namespace_is_small() {
        check_at(
            &RULE,
            "1.33",
            "
kind: Pod
spec:
  hostUsers: false
  securityContext: {fsGroup: 65536}
#                            ^^^^^ low: the group 65536 of the Pod's volumes is not in the Pod's user namespace, which ends at 65535
  initContainers: [{name: a, securityContext: {runAsUser: 65535, runAsGroup: 100000}}]
#                                                                            ^^^^^^ low: the group 100000 of init container `a` is not in the Pod's user namespace, which ends at 65535
",
        );
        quiet(&RULE, "1.32", "kind: Pod\nspec: {hostUsers: false, securityContext: {fsGroup: 65536}}\n");
    }

    #[test]
    fn settings_allow_ranges() {
        let text = "kind: Pod\nspec: {securityContext: {runAsUser: 5, runAsGroup: 5}, containers: [{securityContext: {runAsUser: 12}}]}\n";
        let list = ["1-4", "12", "nonsense"].map(str::to_owned).to_vec();
        let environment = environment_with(&RULE, USERS, ParameterValue::List(list));
        let found = findings(&RULE, &file("a.yaml", text), &environment);
        let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["the user 5 of the Pod is not among those that the settings allow in `users`"]);
    }
}
