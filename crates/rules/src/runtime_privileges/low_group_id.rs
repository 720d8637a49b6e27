//! `low-group-id`: files of the node may belong to the same number.

use plimsoll_report::Parameter;

use super::low_user_id::Low;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "low-group-id",
    title: "A container runs with a group that the node may have too",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "trivy:KSV-0021",
        "kubesec:RunAsGroup",
        "kube-score:container-security-context-user-group-id",
    ]),
    parameters: &[Parameter::number("minimum", "The lowest group that is high enough; 10000 where it is not given.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let what = Low {
        rule: &RULE,
        path: &["runAsGroup"],
        read: |one| one.run_as_group(),
        runs: "with group",
        unset: "with the group that the image names, or with root's",
    };
    what.check(ctx, findings);
}

#[cfg(test)]
#[test]
fn groups_are_judged_as_users_are() {
    crate::testing::check(
        &RULE,
        "
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        spec:
          securityContext: {runAsUser: 20000, fsGroup: 20000}
          containers: [{name: a}]
#                             ^ low: `a` runs with the group that the image names, or with root's
          initContainers:
          - {name: b, securityContext: {runAsGroup: 20000}}
          - {name: c, securityContext: {runAsGroup: 999}}
#                                                   ^^^ low: `c` runs with group 999, below 10000
",
    );
}
