//! `linux-hardening-missing`: not one of the kernel's walls stands around the container.

use plimsoll_source::Value;
use plimsoll_source::order::Order;

use super::annotations::{Annotation, Profile, text};
use super::apparmor_annotation_deprecated::PREFIX;
use crate::places::{mapping, reviewable, runtime_default};
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "linux-hardening-missing",
    title: "A container uses none of the kernel's means of confinement",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["polaris:linuxHardening", "kubescape:C-0055"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods().iter().filter(|pod| !pod.is_windows(ctx.version())) {
        let confines = |one: &Annotation<'_>| Profile::read(text(&one.entry)).is_some_and(|it| it.kind != "Unconfined");
        let annotated = Annotation::all(pod, PREFIX);
        let place = |one: &Container<'_>| u64::from(one.value().span().start);
        let annotated = annotated.iter().filter(|one| confines(one)).filter_map(|one| one.container.as_ref());
        let annotated = Order::new(annotated.map(place));
        let open: Vec<_> = pod
            .containers()
            .filter(|one| !is_confined(pod, one))
            .filter(|one| !annotated.contains(place(one)))
            .collect();
        let Some(first) = open.first() else { continue };
        let alone = open.len() == 1 && pod.containers().nth(1).is_some();
        let context = if alone { first.security_context() } else { pod.security_context() };
        let message =
            format!("no seccomp, AppArmor or SELinux setting and no dropped capability confines {}", listed(&open));
        let mut finding = RULE.on(pod, context.child(&["seccompProfile"]), message);
        for container in &open {
            finding = finding.related(container.name_span(), "this container");
        }
        let fix =
            Fix::needs_review("use the runtime's seccomp profile and drop all capabilities", NOTE, edits(pod, &open));
        findings.push(finding.fix(reviewable(fix)));
    }
}

const NOTE: &str = "system calls outside the profile fail, and so does what a program does with the capabilities";

fn is_confined(pod: &Pod<'_>, container: &Container<'_>) -> bool {
    let guards = |kind: Option<&str>| matches!(kind, Some("RuntimeDefault" | "Localhost"));
    let [own, of_pod] = [container.security_context(), pod.security_context()].map(|it| it.child(&["seLinuxOptions"]));
    let selinux = if own.is_set() { own } else { of_pod };
    guards(container.seccomp_profile_type().value)
        || guards(container.app_armor_profile_type().value)
        || selinux.value().is_some_and(|options| options.entries().any(|option| !option.value.is_null()))
        || drops(container)
}

/// What is dropped beside `ALL` in `add` counts for nothing: Docker's engine gives everything then.
fn drops(container: &Container<'_>) -> bool {
    let is_all = |item: Value<'_>| item.scalar_text().is_some_and(|name| name.eq_ignore_ascii_case("ALL"));
    container.capabilities_drop().items().next().is_some() && !container.capabilities_add().items().any(is_all)
}

fn edits(pod: &Pod<'_>, open: &[Container<'_>]) -> Vec<Edit> {
    let of_pod = pod.security_context().child(&["seccompProfile"]);
    let (mut edits, mut from_pod) = (Vec::new(), false);
    for container in open {
        let own = container.security_context().child(&["seccompProfile"]);
        if own.is_set() {
            edits.extend(runtime_default(own));
        } else {
            from_pod = true;
        }
        let drop = container.capabilities_drop();
        if drop.items().next().is_none() {
            edits.push(Edit::set(drop.path(), vec!["ALL"]));
        }
    }
    if from_pod && of_pod.is_set() {
        edits.extend(runtime_default(of_pod));
    } else if from_pod {
        edits.push(Edit::set(of_pod.path(), mapping("type", "RuntimeDefault")));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn one_wall_is_enough() {
        check(
            &RULE,
            "
kind: Pod
metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/f: localhost/f, container.apparmor.security.beta.kubernetes.io/a: unconfined}}
spec:
^^^^ medium: no seccomp, AppArmor or SELinux setting and no dropped capability confines `a` and `g`
  containers:
  - {name: a, securityContext: {seccompProfile: {type: Unconfined}, seLinuxOptions: {}}}
  - {name: b, securityContext: {seccompProfile: {type: Localhost}}}
  - {name: c, securityContext: {appArmorProfile: {type: RuntimeDefault}}}
  - {name: d, securityContext: {seLinuxOptions: {level: s0}}}
  - {name: e, securityContext: {capabilities: {drop: [KILL]}}}
  - {name: f}
  - {name: g, securityContext: {capabilities: {drop: [ALL], add: [all]}}}
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {securityContext: {seccompProfile: {type: RuntimeDefault}}, containers: [{name: a}]}\n",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: {name: a}}\n");
    }

    #[test]
    fn the_fix_builds_two_walls() {
        let text = "kind: Pod\nspec: {securityContext: {seccompProfile: {type: Unconfined}}, containers: [{name: a, securityContext: {}}]}\n";
        let after = text
            .replace("Unconfined", "RuntimeDefault")
            .replace("securityContext: {}}]", "securityContext: {capabilities: {drop: [ALL]}}}]");
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
