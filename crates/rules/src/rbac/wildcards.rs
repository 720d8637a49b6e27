//! `rbac-wildcard-verbs` and `rbac-wildcard-resources`: what is allowed is not said, and grows.

use plimsoll_kube::rbac::ALL;

use super::grant::words;
use super::is_own_role;
use crate::prelude::*;
use crate::wording::called;

pub(crate) static VERBS: Rule = Rule {
    id: "rbac-wildcard-verbs",
    title: "A role allows every verb",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Rbac,
    controls: &[Control::cis("1.12", "5.1.3")],
    equivalents: elsewhere(&[
        "trivy:KSV-0045",
        "trivy:KSV-0044",
        "kube-linter:wildcard-in-rules",
        "checkov:CKV_K8S_49",
        "kubescape:C-0187",
        "kyverno:other/restrict-wildcard-verbs",
        "kube-bench:cis-1.12/5.1.3",
        "kics:6b896afb",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check: |ctx, findings| {
        check(&VERBS, &["verbs"], "every verb, also `escalate`, `bind` and `impersonate`", ctx, findings);
    },
};

pub(crate) static RESOURCES: Rule = Rule {
    id: "rbac-wildcard-resources",
    title: "A role reaches every resource, API group or URL",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Rbac,
    controls: &[Control::cis("1.12", "5.1.3")],
    equivalents: elsewhere(&[
        "trivy:KSV-0046",
        "trivy:KSV-0112",
        "trivy:KSV-0044",
        "kube-linter:wildcard-in-rules",
        "checkov:CKV_K8S_49",
        "kubescape:C-0187",
        "kyverno:other/restrict-wildcard-resources",
        "kube-bench:cis-1.12/5.1.3",
        "kics:6b896afb",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check: |ctx, findings| {
        check(
            &RESOURCES,
            &["resources", "apiGroups", "nonResourceURLs"],
            "everything, also what is installed later",
            ctx,
            findings,
        );
    },
};

/// One finding for each rule of a role: a star in one list seldom stands without one in the next.
fn check(rule: &'static Rule, lists: &[&'static str], what: &str, ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| is_own_role(&object.value)) {
        for written in object.field(&["rules"]).items() {
            let is_star = |word: &str| word == ALL || word.starts_with("*/");
            let star = lists.iter().find_map(|list| words(written, list).find(|(_, word)| is_star(word)));
            let Some((value, word)) = star else { continue };
            let message = format!("{} says `{word}`: {what}", called(object.kind(), object.name()));
            let field = Field::of(value);
            findings.push(rule.at(&object.place(), field.span(), field.path(), message));
        }
    }
}
