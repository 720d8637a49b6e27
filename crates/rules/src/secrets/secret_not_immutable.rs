//! `secret-not-immutable`: whoever may write a Secret or ConfigMap changes what running programs read.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "secret-not-immutable",
    title: "A Secret or ConfigMap can be changed in place",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Types that controllers and Helm write.
const WRITTEN: [&str; 3] =
    ["kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token", "helm.sh/release.v1"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let kinds = |object: &&Located<plimsoll_kube::Object<'_>>| {
        matches!(object.kind(), "Secret" | "ConfigMap") && object.group().is_empty()
    };
    for object in ctx.objects().iter().filter(kinds) {
        let immutable = object.field(&["immutable"]);
        let is_written = object.field(&["type"]).as_str().is_some_and(|kind| WRITTEN.contains(&kind));
        if immutable.as_bool() == Some(true) || is_written || object.name() == "kube-root-ca.crt" {
            continue;
        }
        let span = if immutable.is_set() { immutable.span() } else { object.name_span() };
        let message = format!("the {} `{}` can be changed in place", object.kind(), object.name());
        let note = "a change needs an object with a new name from then on, and the Pods that use it need that name";
        let mut finding = RULE.at(&object.place(), span, immutable.path(), message);
        if object.partly_read && !immutable.is_set() {
            finding.confidence = Some(Confidence::Low);
        }
        findings.push(finding.fix(Fix::needs_review("make it immutable", note, [Edit::set(immutable.path(), true)])));
    }
}

#[cfg(test)]
#[test]
fn secrets_and_config_maps_are_asked() {
    crate::testing::check(
        &RULE,
        "
kind: Secret
metadata: {name: a}
#                ^ info: the Secret `a` can be changed in place
---
kind: ConfigMap
metadata: {name: b}
immutable: false
#          ^^^^^ info: the ConfigMap `b` can be changed in place
---
kind: ConfigMap
immutable: true
---
kind: Secret
type: kubernetes.io/service-account-token
",
    );
}
