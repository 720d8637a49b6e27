//! `apparmor-profile-missing`: whether AppArmor confines the container is left to the node.

use plimsoll_source::order::{Order, hash};

use super::annotations::Annotation;
use super::apparmor_annotation_deprecated::{FIELD, PREFIX};
use super::ids::{Given, given};
use crate::places::{mapping, reviewable};
use crate::prelude::*;
use crate::wording::listed;

pub(crate) static RULE: Rule = Rule {
    id: "apparmor-profile-missing",
    title: "No AppArmor profile is named",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Opinion,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kubesec:ApparmorAny", "kics:8b36775e"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check<'a>(ctx: &Context<'a>, findings: &mut Findings) {
    for pod in ctx.pods().iter().filter(|pod| !pod.is_windows(ctx.version())) {
        let annotated = Annotated::of(pod);
        // A profile without a type is another rule's.
        let read = |one: &Container<'a>| {
            let profile = one.app_armor_profile_type();
            (profile.value.is_some() || !annotated.holds(one.name()) && !profile_is_written(pod, one))
                .then_some(profile)
        };
        for place in given(pod, &["appArmorProfile"], read).into_iter().filter(|place| place.value.is_none()) {
            let message = format!("no AppArmor profile is named for {}", listed(&place.containers));
            let mut finding = RULE.on(pod, place.field, message);
            for container in &place.containers {
                finding = finding.related(container.name_span(), "this container");
            }
            let edits = if ctx.version() < FIELD { annotations(pod, &place) } else { vec![field(&place)] };
            let note = "nodes without AppArmor refuse the Pod";
            findings.push(finding.fix(reviewable(Fix::needs_review("name the runtime's profile", note, edits))));
        }
    }
}

fn profile_is_written(pod: &Pod<'_>, container: &Container<'_>) -> bool {
    [pod.security_context(), container.security_context()].iter().any(|it| it.child(&["appArmorProfile"]).is_set())
}

fn field(place: &Given<'_, &str>) -> Edit {
    Edit::set(place.field.path(), mapping("type", "RuntimeDefault"))
}

fn annotations(pod: &Pod<'_>, place: &Given<'_, &str>) -> Vec<Edit> {
    let all = pod.metadata().child(&["annotations"]).path();
    let edit = |container: &Container<'_>| {
        let key = format!("{PREFIX}{}", container.name());
        Edit::set(all.clone().key(&key), "runtime/default")
    };
    place.containers.iter().map(edit).collect()
}

/// The containers to which annotations give a profile.
struct Annotated<'a> {
    names: Vec<&'a str>,
    by_name: Order,
}

impl<'a> Annotated<'a> {
    fn of(pod: &Pod<'a>) -> Self {
        let names: Vec<_> = Annotation::all(pod, PREFIX).iter().map(|annotation| annotation.name).collect();
        let by_name = Order::new(names.iter().map(|name| hash(name)));
        Self { names, by_name }
    }

    fn holds(&self, name: &str) -> bool {
        self.by_name.find(hash(name)).any(|place| self.names.get(place) == Some(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn fields_and_annotations_count() {
        check(
            &RULE,
            "
kind: Pod
metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: runtime/default}}
spec:
  containers:
  - name: a
  - name: b
    securityContext: {appArmorProfile: {type: Unconfined}}
  - name: c
#         ^ low: no AppArmor profile is named for `c`
---
kind: Pod
spec: {initContainers: [{name: a}], containers: [{name: b}]}
^^^^ low: no AppArmor profile is named for `a` and `b`
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {securityContext: {appArmorProfile: {}}, containers: [{name: a}]}\n");
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
    }

    #[test]
    fn before_the_field_there_were_annotations() {
        let text = "kind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n";
        let old = text.replace(
            "  name: a\nspec",
            "  name: a\n  annotations:\n    container.apparmor.security.beta.kubernetes.io/a: runtime/default\nspec",
        );
        assert_eq!(mended(&RULE, "1.29", text).0, old);
        let new = format!("{text}  securityContext:\n    appArmorProfile:\n      type: RuntimeDefault\n");
        assert_eq!(mended(&RULE, "1.30", text).0, new);
    }
}
