//! `capability-name-invalid`: a name that some reader of the list does not know.

use plimsoll_source::Value;

use crate::capability::{names, without_prefix};
use crate::nearest::distance;
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "capability-name-invalid",
    title: "A capability is not spelt as its readers expect",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers().filter(|(pod, _)| !pod.is_windows(ctx.version())) {
        let lists = [(container.capabilities_add(), true), (container.capabilities_drop(), false)];
        for (item, adds) in lists.iter().flat_map(|(list, adds)| list.items().map(move |item| (item, *adds))) {
            let name = item.scalar_text().unwrap_or_default();
            if name.is_empty() || item.is_null() || names().any(|known| known == name) {
                continue;
            }
            let (what, fix) = judge(item, name, adds);
            let message = format!("{} {} `{name}`, {what}", named(&container), if adds { "adds" } else { "drops" });
            let finding = RULE.on(pod, Field::of(item), message);
            findings.push(finding.related(container.name_span(), "this container").fix(fix));
        }
    }
}

/// What is wrong with a name, and how to mend it. Runtimes put a name into capitals; containerd puts `CAP_` before it, others do
/// so where it is missing.
fn judge(item: Value<'_>, name: &str, adds: bool) -> (String, Fix) {
    let spelt = |word: &str| names().find(|known| known.eq_ignore_ascii_case(word));
    if let Some(known) = spelt(name) {
        let fix = Fix::safe(format!("write `{known}`"), [Edit::set(item.path(), known)]);
        return (format!("which Pod Security Admission knows as `{known}` only"), fix);
    }
    let effect = if adds { "gets" } else { "loses" };
    if let Some(known) = without_prefix(name).and_then(spelt) {
        let note =
            format!("where the runtime did not know the name, the container {effect} the capability from now on");
        let fix = Fix::needs_review(format!("write `{known}`"), note, [Edit::set(item.path(), known)]);
        return (format!("a name that containerd does not know: it is called `{known}`"), fix);
    }
    let near = names().filter(|_| name.len() <= LONGEST).map(|known| (distance(name, known), known)).min();
    if let Some((_, known)) = near.filter(|(slips, _)| *slips <= SLIPS) {
        let note = format!("the container {effect} the capability from now on");
        let fix = Fix::needs_review(format!("write `{known}`"), note, [Edit::set(item.path(), known)]);
        return (format!("which is no capability: `{known}` is"), fix);
    }
    let fix = Fix::needs_review(
        "remove the entry",
        "a kernel that knows the name treats the container differently",
        [remove_item(item)],
    );
    ("which is no capability of Linux".to_owned(), fix)
}

/// With more slips than this another name may have been meant.
const SLIPS: usize = 2;

/// No name is near one that is longer, and measuring it would take long.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn each_reader_has_its_own_demands() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    securityContext:
      capabilities:
        add: [chown, CHOWN, NET_BIND_SERVCE, CAP_KILL]
#             ^^^^^ low: container `a` adds `chown`, which Pod Security Admission knows as `CHOWN` only
#                           ^^^^^^^^^^^^^^^ low: container `a` adds `NET_BIND_SERVCE`, which is no capability: `NET_BIND_SERVICE` is
#                                            ^^^^^^^^ low: container `a` adds `CAP_KILL`, a name that containerd does not know: it is called `KILL`
        drop: [ALL, cap_all, ROOT_POWERS]
#                   ^^^^^^^ low: container `a` drops `cap_all`, a name that containerd does not know: it is called `ALL`
#                            ^^^^^^^^^^^ low: container `a` drops `ROOT_POWERS`, which is no capability of Linux
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{securityContext: {capabilities: {add: [~, '', [a]], drop: ALL}}}]}\n",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {os: {name: windows}, containers: [{securityContext: {capabilities: {add: [all]}}}]}\n",
        );
    }

    #[test]
    fn only_what_changes_nothing_is_safe() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {capabilities: {drop: [all, CAP_KILL, KIL, Z]}}}]}\n";
        let after = text.replace("all, CAP_KILL, KIL, Z", "ALL, KILL, KILL");
        assert_eq!(mended(&RULE, "1.37", text), (after, vec![Safe, NeedsReview, NeedsReview, NeedsReview]));
    }

    #[test]
    fn a_very_long_name_is_measured_no_further_than_needed() {
        let text = format!(
            "kind: Pod\nspec: {{containers: [{{securityContext: {{capabilities: {{add: [{}]}}}}}}]}}\n",
            "é".repeat(100_000)
        );
        assert_eq!(mended(&RULE, "1.37", &text).1, [NeedsReview]);
    }
}
