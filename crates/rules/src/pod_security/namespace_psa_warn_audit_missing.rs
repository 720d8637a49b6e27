//! `namespace-psa-warn-audit-missing`: a controller whose Pods will be refused is accepted, and nobody is told.

use plimsoll_kube::psa::{Mode, Policy};
use plimsoll_report::PodSecurityLevel;

use super::namespace_labels::{enforced, namespaces, on_label};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-psa-warn-audit-missing",
    title: "A namespace refuses Pods at a level of which it neither warns nor keeps a record",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for namespace in namespaces(ctx) {
        let Some(labels) = namespace.field(&["metadata", "labels"]).value() else { continue };
        let policy = Policy::of(ctx.version(), |key| {
            let value = labels.get(key)?.value;
            Some(if value.is_null() { "" } else { value.scalar_text().unwrap_or_default() })
        });
        let Some(level) = enforced(namespace) else { continue };
        for mode in [Mode::Warn, Mode::Audit] {
            let label = mode.field(namespace);
            // What is no level is for another rule to tell.
            let is_level = label.value().is_none_or(|value| value.as_str().and_then(PodSecurityLevel::parse).is_some());
            if policy.demand(mode).level >= level || !is_level {
                continue;
            }
            let does = match (mode, label.is_set()) {
                (Mode::Warn, false) => "warns of nothing".to_owned(),
                (Mode::Warn, true) => format!("warns of level `{}` only", policy.warn.level),
                (_, false) => "keeps no record of what misses it".to_owned(),
                (_, true) => format!("keeps a record of level `{}` only", policy.audit.level),
            };
            let message = format!("namespace `{}` enforces level `{level}` and {does}", namespace.name());
            let fix =
                Fix::safe(format!("set `{}` to `{level}`", mode.as_str()), [Edit::set(label.path(), level.as_str())]);
            findings.push(
                on_label(&RULE, namespace, label, message)
                    .related(Mode::Enforce.field(namespace).span(), "enforced here")
                    .fix(fix),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_at, quiet};

    #[test]
    fn from_1_26_on_enforcing_is_warning() {
        let text = "
apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
# ^^^^^^ low: namespace `a` enforces level `baseline` and keeps no record of what misses it
    pod-security.kubernetes.io/enforce: baseline
";
        check(&RULE, text);
        let both = text.replace(
            "    pod-sec",
            "# ^^^^^^ low: namespace `a` enforces level `baseline` and warns of nothing\n    pod-sec",
        );
        check_at(&RULE, "1.25", &both);
    }

    #[test]
    fn a_weaker_warning_is_told_where_it_stands() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/warn: privileged
#                                    ^^^^^^^^^^ low: namespace `a` enforces level `restricted` and warns of level `privileged` only
    pod-security.kubernetes.io/audit: baseline
#                                     ^^^^^^^^ low: namespace `a` enforces level `restricted` and keeps a record of level `baseline` only
",
        );
    }

    #[test]
    fn stricter_warnings_and_nothing_enforced_are_fine() {
        let namespace = |labels| format!("apiVersion: v1\nkind: Namespace\nmetadata: {{labels: {{{labels}}}}}\n");
        for labels in [
            "pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/audit: restricted",
            "pod-security.kubernetes.io/enforce: privileged",
            "pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/audit: wrong",
            "pod-security.kubernetes.io/enforce: Baseline",
            "a: b",
        ] {
            quiet(&RULE, "1.37", &namespace(labels));
        }
    }
}
