//! `namespace-psa-label-invalid`: a label of Pod Security Admission that does not do what it was written for.

use plimsoll_kube::Object;
use plimsoll_kube::psa::{Mode, PREFIX, Pin};
use plimsoll_report::PodSecurityLevel;
use plimsoll_source::{Entry, Path};

use super::namespace_labels::{every_namespace, is_template, meant, nearest_level, nearest_version};
use crate::Finding;
use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-psa-label-invalid",
    title: "A label of Pod Security Admission is misspelt, misplaced, or has a value that is none",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// What a correction brings where the label refuses Pods.
const NOTE: &str = "the level takes effect as written, and Pods that miss it no longer start";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for namespace in every_namespace(ctx) {
        for entry in namespace.labels() {
            let key = entry.name();
            match meant(&key) {
                Some(meant) => findings.push(of_key(namespace, entry, meant)),
                None if key.starts_with(PREFIX) => {
                    of_value(namespace, entry, &key).into_iter().for_each(|finding| findings.push(finding));
                }
                None => {}
            }
        }
        for entry in namespace.annotations().filter(|entry| entry.name().starts_with(PREFIX)) {
            findings.push(of_annotation(namespace, entry));
        }
    }
}

fn of_key(namespace: &Located<Object<'_>>, entry: Entry<'_>, meant: &'static str) -> Finding {
    let key = entry.key;
    let message =
        format!("label `{}` is ignored: no label of Pod Security Admission has this key", shown(&entry.name()));
    let taken = key.parent().is_some_and(|labels| labels.get(meant).is_some());
    let fix = if taken {
        Fix::safe("remove the label", [Edit::remove(entry.value.path())])
    } else {
        Fix::needs_review(format!("write `{meant}`"), NOTE, [Edit::rename(key.path(), meant)])
    };
    RULE.at(&namespace.place(), key.span(), key.path(), message).fix(fix)
}

fn of_value(namespace: &Located<Object<'_>>, entry: Entry<'_>, key: &str) -> Option<Finding> {
    let text = if entry.value.is_null() { "" } else { entry.value.scalar_text()? };
    let mode = Mode::ALL.into_iter().find(|mode| [mode.label(), mode.version_label()].contains(&key))?;
    let is_level = key == mode.label();
    let is_valid = if is_level { PodSecurityLevel::parse(text).is_some() } else { Pin::parse(text).is_some() };
    if is_valid || is_template(text) {
        return None;
    }
    let (what, acts) = match (is_level, mode) {
        (true, Mode::Enforce) => ("level", "as level `restricted`"),
        (true, Mode::Audit | Mode::Warn) => ("level", "as level `privileged`, which tells of nothing"),
        (false, _) => ("version", "as `latest`"),
    };
    let message = format!(
        "`{}` is no {what} for `{}`: the API server refuses to create the namespace, and in one that has the label it acts {acts}",
        shown(text),
        key.strip_prefix(PREFIX).unwrap_or(key),
    );
    let path = entry.value.path();
    let correct = if is_level { nearest_level(text).map(str::to_owned) } else { Some(nearest_version(text)) };
    let fix = correct.map(|correct| {
        let (title, edits) = (format!("write `{correct}`"), [Edit::set(path.clone(), correct.as_str())]);
        Fix::safe_if(mode != Mode::Enforce, title, NOTE, edits)
    });
    // What cannot be guessed goes: the label then has the effect of none.
    let fix = fix.unwrap_or_else(|| {
        Fix::needs_review("remove the label", "the mode has no level of its own then", [Edit::remove(path.clone())])
    });
    Some(RULE.at(&namespace.place(), entry.value.span(), path, message).fix(fix))
}

fn of_annotation(namespace: &Located<Object<'_>>, entry: Entry<'_>) -> Finding {
    let name = entry.name().into_owned();
    let message = format!("annotation `{}` is ignored: Pod Security Admission reads labels", shown(&name));
    let mut finding = RULE.at(&namespace.place(), entry.key.span(), entry.key.path(), message);
    let labels = namespace.field(&["metadata", "labels"]);
    let known = Mode::ALL.into_iter().any(|mode| [mode.label(), mode.version_label()].contains(&name.as_str()));
    let is_free = labels.value().is_none_or(|labels| labels.get(&name).is_none());
    let annotations: Path = entry.value.path();
    let edits = match entry.value.as_str().filter(|_| known && is_free) {
        Some(value) => vec![Edit::remove(annotations), Edit::set(labels.path().key(&name), value)],
        None => vec![Edit::remove(annotations)],
    };
    let title = if edits.len() > 1 { "make it a label" } else { "remove the annotation" };
    finding = finding.fix(Fix::safe_if(edits.len() == 1, title, NOTE, edits));
    finding
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn keys_and_values_are_told_apart() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
    pod-security.kubernetes.io/enforced: baseline
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: label `pod-security.kubernetes.io/enforced` is ignored: no label of Pod Security Admission has this key
    podsecurity.kubernetes.io/warn: baseline
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: label `podsecurity.kubernetes.io/warn` is ignored: no label of Pod Security Admission has this key
    pod-security.kubernetes.io/enforce: Restricted
#                                       ^^^^^^^^^^ high: `Restricted` is no level for `enforce`: the API server refuses to create the namespace, and in one that has the label it acts as level `restricted`
    pod-security.kubernetes.io/audit: high
#                                     ^^^^ high: `high` is no level for `audit`: the API server refuses to create the namespace, and in one that has the label it acts as level `privileged`, which tells of nothing
    pod-security.kubernetes.io/warn-version: \"1.37\"
#                                            ^^^^^^ high: `1.37` is no version for `warn-version`: the API server refuses to create the namespace, and in one that has the label it acts as `latest`
  annotations: {pod-security.kubernetes.io/enforce: baseline}
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: annotation `pod-security.kubernetes.io/enforce` is ignored: Pod Security Admission reads labels
",
        );
    }

    #[test]
    fn what_is_right_or_not_known_yet_is_left_alone() {
        for labels in [
            "pod-security.kubernetes.io/enforce: baseline",
            "pod-security.kubernetes.io/enforce-version: v1.99",
            "pod-security.kubernetes.io/warn-version: latest",
            "pod-security.kubernetes.io/enforce: \"{{ .Values.level }}\"",
            "pod-security.kubernetes.io/enforce: ${LEVEL}",
            "pod-security.example.com/enforce: strict",
            "security.openshift.io/scc.podSecurityLabelSync: \"true\"",
        ] {
            quiet(
                &RULE,
                "1.37",
                &format!("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    {labels}\n"),
            );
        }
        quiet(&RULE, "1.37", "kind: Pod\nmetadata: {labels: {pod-security.kubernetes.io/enforced: x}}\nspec: {}\n");
    }

    #[test]
    fn slips_are_corrected() {
        for (written, meant, promise) in [
            ("enforce: Baseline", "enforce: baseline", NeedsReview),
            ("warn: restrictd", "warn: restricted", Safe),
            ("warn-version: v1.36.2", "warn-version: v1.36", Safe),
            ("enforce-version: \"1.30\"", "enforce-version: \"v1.30\"", NeedsReview),
            ("enforcement: baseline", "enforce: baseline", NeedsReview),
        ] {
            let text = |label| {
                format!(
                    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    pod-security.kubernetes.io/{label}\n"
                )
            };
            assert_eq!(mended(&RULE, "1.37", &text(written)), (text(meant), vec![promise]), "{written}");
        }
    }

    #[test]
    fn an_annotation_becomes_a_label() {
        let text = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  annotations:\n    pod-security.kubernetes.io/warn: baseline\n    b: c\n";
        let (after, _) = mended(&RULE, "1.37", text);
        assert_eq!(
            after,
            "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  annotations:\n    b: c\n  labels:\n    pod-security.kubernetes.io/warn: baseline\n"
        );
    }
}
