//! `namespace-psa-version-unpinned`: what is refused changes with the version of the cluster.

use plimsoll_kube::Version;
use plimsoll_kube::psa::{Mode, Pin};
use plimsoll_report::PodSecurityLevel;

use super::namespace_labels::{enforced, namespaces, on_label};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-psa-version-unpinned",
    title: "A namespace enforces the newest version of the Pod Security Standards, whichever that is",
    severity: Severity::Info,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::text(
        "version",
        "The version that the fix writes: that of the cluster, unless this is another, as `v1.36`.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for namespace in namespaces(ctx).filter(|namespace| enforced(namespace) > Some(PodSecurityLevel::Privileged)) {
        let label = Mode::Enforce.version_field(namespace);
        let message = match label.value() {
            None => format!(
                "namespace `{}` names no version of the level it enforces, so the newest counts",
                namespace.name()
            ),
            Some(text) if text.as_str().and_then(Pin::parse) == Some(Pin::Latest) => {
                format!("namespace `{}` enforces the `latest` version of its level", namespace.name())
            }
            Some(_) => continue,
        };
        let version = match ctx.text(&RULE, "version").and_then(Version::parse) {
            Some(version) => version,
            None => ctx.version(),
        };
        findings.push(on_label(&RULE, namespace, label, message).fix(Fix::needs_review(
            format!("enforce the level as of version 1.{}", version.minor()),
            "what later versions allow or forbid counts only once the label is raised",
            [Edit::set(label.path(), format!("v{version}").as_str())],
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn missing_and_latest_are_told() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
# ^^^^^^ info: namespace `a` names no version of the level it enforces, so the newest counts
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: v1
kind: Namespace
metadata: {name: b, labels: {pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: latest}}
#                                                                                                                      ^^^^^^ info: namespace `b` enforces the `latest` version of its level
",
        );
    }

    #[test]
    fn where_nothing_is_enforced_no_version_is_wanted() {
        for labels in
            ["pod-security.kubernetes.io/enforce: privileged", "pod-security.kubernetes.io/warn: baseline", "a: b"]
        {
            quiet(&RULE, "1.37", &format!("apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n    {labels}\n"));
        }
    }
}
