//! `capability-added`: a process that was taken over has this part of root's power too.

use plimsoll_source::Value;

use crate::capability::{BASELINE, canonical};
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "capability-added",
    title: "A container adds a capability other than NET_BIND_SERVICE",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("restricted", "capabilities_restricted")],
    equivalents: elsewhere(&[
        "trivy:KSV-0106",
        "psa:capabilities_restricted",
        "kyverno:pod-security/disallow-capabilities-strict",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::CapabilitiesRestricted) {
        let Subject::Container(container) = &violation.subject else { continue };
        let Some(item) = violation.field.value() else { continue };
        // The control also demands that `ALL` is dropped; that is another rule's.
        if violation.field.span() == container.capabilities_drop().span() {
            continue;
        }
        let name = item.scalar_text().unwrap_or_default();
        let fix = if canonical(name) == Some(ALLOWED) {
            Fix::safe(format!("write `{ALLOWED}`"), [Edit::set(item.path(), ALLOWED)])
        } else {
            Fix::needs_review(format!("do not add `{name}`"), note(container, name), [remove_item(item)])
        };
        findings.push(
            RULE.on(pod, violation.field, format!("{} adds the capability `{name}`", named(container)))
                .related(container.name_span(), "this container")
                .fix(fix),
        );
    }
}

const ALLOWED: &str = "NET_BIND_SERVICE";

/// Linux has fewer capabilities than this; a longer list is not looked at to its end for each of its neighbours.
const LOOKED_AT: usize = 100;

/// Which capabilities a runtime gives by default is its own setting, so even one of the usual set is not promised to remain.
fn note(container: &Container<'_>, name: &str) -> String {
    let drops =
        |item: Value<'_>| item.scalar_text().is_some_and(|drop| drop.eq_ignore_ascii_case("ALL") || drop == name);
    if BASELINE.contains(&name) && !container.capabilities_drop().items().take(LOOKED_AT).any(drops) {
        return format!(
            "most runtimes give `{name}` by default; where yours does not, or once `ALL` is dropped, what needs it fails"
        );
    }
    format!("what the program does with `{name}` fails")
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

    use super::*;
    use crate::testing::{check_at, mended, quiet};

    #[test]
    fn what_is_not_dropped_is_not_its_business() {
        check_at(
            &RULE,
            "1.22",
            "
kind: Pod
spec:
  containers:
  - {name: a, securityContext: {capabilities: {add: [NET_BIND_SERVICE, SETUID]}}}
#                                                                      ^^^^^^ low: container `a` adds the capability `SETUID`
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a}]}\n");
        quiet(&RULE, "1.21", "kind: Pod\nspec: {containers: [{securityContext: {capabilities: {add: [SETUID]}}}]}\n");
    }

    #[test]
    fn even_a_default_capability_is_not_promised_to_remain() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {capabilities: {add: [CHOWN, net_bind_service]}}}]}\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert_eq!(after, text.replace("CHOWN, net_bind_service", "NET_BIND_SERVICE"));
        assert_eq!(promises, [Applicability::NeedsReview, Applicability::Safe]);
    }
}
