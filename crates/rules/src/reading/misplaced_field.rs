//! `misplaced-field`: a container's setting at the Pod, or the other way round, which sets nothing.

use super::shape::{self, Shape};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "misplaced-field",
    title: "A field stands where it is no field",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The mappings that are mistaken for one another, the nearest home of a field first.
static HOMES: [&Shape; 4] = [&shape::SECURITY, &shape::POD_SECURITY, &shape::CONTAINER, &shape::POD_SPEC];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.is_regular() {
        return;
    }
    for object in ctx.objects() {
        shape::walk(&object.value, &mut |seen| {
            if seen.known.is_some() {
                return;
            }
            let name = seen.entry.name();
            let Some(home) = home(seen.shape, &name) else { return };
            let key = seen.entry.key;
            let message = format!("`{name}` is no field of {}: it belongs in {}", seen.shape.name, home.name);
            findings.push(RULE.at(&object.place(), key.span(), key.path(), message));
        });
    }
}

/// Where a field belongs that is none of `shape`.
pub(super) fn home(shape: &'static Shape, name: &str) -> Option<&'static Shape> {
    let mistaken = HOMES.iter().any(|home| std::ptr::eq(*home, shape));
    if shape.find(name).is_some() || !mistaken {
        return None;
    }
    HOMES.into_iter().find(|home| home.find(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_of_the_four_places_is_told_from_the_others() {
        check(
            &RULE,
            "
kind: Pod
spec:
  privileged: true
# ^^^^^^^^^^ high: `privileged` is no field of the Pod's `spec`: it belongs in a container's `securityContext`
  fsGroup: 1
# ^^^^^^^ high: `fsGroup` is no field of the Pod's `spec`: it belongs in the Pod's `securityContext`
  securityContext: {capabilities: {drop: [ALL]}, hostPID: false}
#                   ^^^^^^^^^^^^ high: `capabilities` is no field of the Pod's `securityContext`: it belongs in a container's `securityContext`
#                                                ^^^^^^^ high: `hostPID` is no field of the Pod's `securityContext`: it belongs in the Pod's `spec`
  containers:
  - runAsNonRoot: true
#   ^^^^^^^^^^^^ high: `runAsNonRoot` is no field of a container: it belongs in a container's `securityContext`
    hostNetwork: true
#   ^^^^^^^^^^^ high: `hostNetwork` is no field of a container: it belongs in the Pod's `spec`
    securityContext: {fsGroup: 1, image: x}
#                     ^^^^^^^ high: `fsGroup` is no field of a container's `securityContext`: it belongs in the Pod's `securityContext`
#                                 ^^^^^ high: `image` is no field of a container's `securityContext`: it belongs in a container
",
        );
    }

    #[test]
    fn other_places_and_other_kinds_are_left_alone() {
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{resources: {image: 1}}], volumes: [{image: {}}]}\n");
        quiet(&RULE, "1.37", "kind: Widget\nspec: {privileged: true}\n");
    }
}
