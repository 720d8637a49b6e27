//! `secret-volume-mode`: the files of a Secret can be read by every user of the container.

use plimsoll_source::Value;

use crate::places::reviewable;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "secret-volume-mode",
    title: "Files of a Secret can be read by others than their owner",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// What the API server puts where no mode is written.
const DEFAULT: i64 = 0o644;
const OWNER_ONLY: i64 = 0o400;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let source = volume.field(&["secret"]);
            if let Some(secret) = source.value() {
                report(pod, &volume.label(), source, &[secret], findings);
            }
            let source = volume.field(&["projected"]);
            let parts: Vec<_> =
                source.child(&["sources"]).items().filter_map(|part| Field::walk(part, &["secret"]).value()).collect();
            if !parts.is_empty() {
                report(pod, &volume.label(), source, &parts, findings);
            }
        }
    }
}

/// One finding for a volume: its default mode where a file gets it, and the modes of files that are open themselves.
fn report(
    pod: &Located<Pod<'_>>,
    label: &dyn std::fmt::Display,
    source: Field<'_>,
    secrets: &[Value<'_>],
    findings: &mut Findings,
) {
    let default = source.child(&["defaultMode"]);
    let mut open = Vec::new();
    if !is_closed(default) && secrets.iter().any(|secret| uses_default(*secret)) {
        open.push(default);
    }
    let items = secrets.iter().flat_map(|secret| Field::walk(*secret, &["items"]).items());
    let modes = items.map(|item| Field::walk(item, &["mode"])).filter(|mode| mode.is_set() && !is_closed(*mode));
    open.extend(modes);
    let Some(first) = open.first() else { return };
    let mode = match first.as_i64() {
        Some(mode) => format!("mode {mode:04o}"),
        None => format!("mode {DEFAULT:04o}, the default"),
    };
    let message = format!("volume `{label}` lets others than their owner read the files of a Secret: {mode}");
    let note = "programs that do not run as root can no longer read the files, unless the Pod has an `fsGroup`";
    let edits: Vec<_> = open.iter().map(|mode| Edit::set(mode.path(), OWNER_ONLY)).collect();
    // The kubelet gives the files to the group and lets it read them.
    let certain = pod.security_context().child(&["fsGroup"]).as_i64().is_some();
    let fix = Fix::safe_if(certain, "let only the owner read the files", note, edits);
    findings.push(RULE.on(pod, *first, message).fix(reviewable(fix)));
}

/// Whether a mode is written that lets nobody but the owner do anything. What is no number the API server refuses.
fn is_closed(mode: Field<'_>) -> bool {
    mode.value().is_some_and(|mode| mode.as_i64().is_none_or(|mode| mode & 0o077 == 0))
}

/// Whether some file has no mode of its own.
fn uses_default(secret: Value<'_>) -> bool {
    let mut items = Field::walk(secret, &["items"]).items().peekable();
    items.peek().is_none() || items.any(|item| !Field::walk(item, &["mode"]).is_set())
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn the_mode_that_each_file_gets_counts() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a, secret: {secretName: x}}
#             ^^^^^^ low: volume `a` lets others than their owner read the files of a Secret: mode 0644, the default
  - {name: b, secret: {secretName: x, defaultMode: 0440}}
#                                                  ^^^^ low: volume `b` lets others than their owner read the files of a Secret: mode 0440
  - {name: c, secret: {secretName: x, defaultMode: 256}}
  - {name: d, secret: {secretName: x, items: [{key: k, path: p, mode: 0400}, {key: l, path: q, mode: 0444}]}}
#                                                                                                    ^^^^ low: volume `d` lets others than their owner read the files of a Secret: mode 0444
  - {name: e, projected: {defaultMode: 0400, sources: [{secret: {name: x}}]}}
  - {name: f, projected: {sources: [{configMap: {name: x}}]}}
  - {name: g, projected: {sources: [{secret: {name: x}}]}}
#             ^^^^^^^^^ low: volume `g` lets others than their owner read the files of a Secret: mode 0644, the default
  - {name: h, secret: {secretName: x, defaultMode: \"0644\"}}
",
        );
    }

    #[test]
    fn a_group_of_the_pod_can_still_read() {
        let text = "kind: Pod\nspec: {securityContext: {fsGroup: 7}, volumes: [{name: a, secret: {secretName: x}}]}\n";
        let after = text.replace("secretName: x", "secretName: x, defaultMode: 256");
        assert_eq!(mended(&RULE, "1.37", text), (after.clone(), vec![Applicability::Safe]));
        let (without, after) = (text.replace("fsGroup: 7", ""), after.replace("fsGroup: 7", ""));
        assert_eq!(mended(&RULE, "1.37", &without), (after, vec![Applicability::NeedsReview]));
    }
}
