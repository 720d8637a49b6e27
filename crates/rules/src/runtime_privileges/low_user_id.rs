//! `low-user-id`: outside of the container the same number may be somebody.

use plimsoll_kube::Effective;
use plimsoll_report::Parameter;

use super::ids::{given, has_own_users};
use crate::places::UNPRIVILEGED;
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "low-user-id",
    title: "A container runs as a user that the node may have too",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "trivy:KSV-0020",
        "kubesec:RunAsUser",
        "checkov:CKV_K8S_40",
        "kics:02323c00",
        "kube-score:container-security-context-user-group-id",
    ]),
    parameters: &[Parameter::number("minimum", "The lowest user that is high enough; 10000 where it is not given.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let what = Low {
        rule: &RULE,
        path: &["runAsUser"],
        read: |one| one.run_as_user(),
        runs: "as user",
        unset: "as whatever user the image names",
    };
    what.check(ctx, findings);
}

/// Users and groups are judged alike.
pub(super) struct Low {
    pub rule: &'static Rule,
    pub path: &'static [&'static str],
    pub read: for<'c, 'a> fn(&'c Container<'a>) -> Effective<'a, i64>,
    pub runs: &'static str,
    pub unset: &'static str,
}

/// Below this, distributions give numbers to their own services and to people.
const MINIMUM: i64 = 10_000;

impl Low {
    pub(super) fn check(&self, ctx: &Context<'_>, findings: &mut Findings) {
        let minimum = ctx.number(self.rule, "minimum").unwrap_or(MINIMUM);
        for pod in ctx.pods() {
            if pod.is_windows(ctx.version()) || has_own_users(pod, ctx.version()) {
                continue;
            }
            for place in given(pod, self.path, |one| Some((self.read)(one))) {
                let runs = if place.containers.len() == 1 { "runs" } else { "run" };
                let message = match place.value {
                    Some(id) if id >= minimum => continue,
                    Some(id) => format!("{} {runs} {} {id}, below {minimum}", listed(&place.containers), self.runs),
                    None => format!("{} {runs} {}", listed(&place.containers), self.unset),
                };
                let mut finding = self.rule.on(pod, place.field, message);
                for container in &place.containers {
                    finding = finding.related(container.name_span(), "this container");
                }
                let id = UNPRIVILEGED.max(minimum);
                let note = format!(
                    "what belongs to the present one is out of reach for {id}; put your image's own number there"
                );
                let edit = Edit::set(place.field.path(), id);
                findings.push(finding.fix(Fix::needs_review(format!("run {} {id}", self.runs), note, [edit])));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings, mended, quiet};

    const TEXT: &str = "kind: Pod\nspec: {securityContext: {runAsUser: 10000}, containers: [{name: a}]}\n";

    #[test]
    fn each_place_that_gives_a_user_is_one_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {runAsUser: 1000}
#                              ^^^^ low: `a` and `b` run as user 1000, below 10000
  initContainers: [{name: a}]
  containers:
  - {name: b}
  - {name: c, securityContext: {runAsUser: 0}}
#                                          ^ low: `c` runs as user 0, below 10000
  - {name: d, securityContext: {runAsUser: 10000}}
---
kind: Pod
spec:
^^^^ low: `a` and `b` run as whatever user the image names
  containers: [{name: a}, {name: b}, {name: c, securityContext: {runAsUser: 20000}}]
---
kind: Pod
spec:
  securityContext: {runAsUser: 7}
  containers:
  - {name: a, securityContext: {runAsUser: 20000}}
",
        );
        quiet(&RULE, "1.33", "kind: Pod\nspec: {hostUsers: false, containers: [{name: a}]}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
    }

    #[test]
    fn a_team_has_its_own_minimum() {
        let with = |minimum| {
            let environment = environment_with(&RULE, "minimum", ParameterValue::Int(minimum));
            findings(&RULE, &file("a.yaml", TEXT), &environment).len()
        };
        assert_eq!((with(10_000), with(10_001), with(1)), (0, 1, 0));
    }

    #[test]
    fn one_edit_mends_what_one_place_gives() {
        let text = "kind: Pod\nspec: {containers: [{name: a}, {name: b}], securityContext: {fsGroup: 1}}\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert_eq!((after, promises.len()), (text.replace("fsGroup: 1", "fsGroup: 1, runAsUser: 65532"), 1));
    }
}
