//! `podsecuritypolicy-removed`: a guard that left, and nobody noticed.

use plimsoll_kube::Version;

use super::api::UPDATES;
use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "podsecuritypolicy-removed",
    title: "A PodSecurityPolicy guards a cluster that knows none",
    equivalents: elsewhere(&["pluto:removed"]),
    check,
    ..UPDATES
};

/// The first version without them.
const REMOVED: Version = Version::new(25);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() < REMOVED {
        return;
    }
    for object in ctx.objects() {
        if object.kind() != "PodSecurityPolicy" || !matches!(object.group(), "policy" | "extensions") {
            continue;
        }
        let kind = object.field(&["kind"]);
        let who = called("PodSecurityPolicy", object.name());
        let message =
            format!("{who} guards nothing since Kubernetes {REMOVED}: label namespaces for Pod Security Admission");
        findings.push(
            RULE.at(&object.place(), kind.span(), kind.path(), message).related(object.name_span(), "this object"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn both_groups_that_had_it_count() {
        check(
            &RULE,
            "
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
#     ^^^^^^^^^^^^^^^^^ medium: the PodSecurityPolicy `a` guards nothing since Kubernetes 1.25: label namespaces for Pod Security Admission
metadata: {name: a}
---
apiVersion: extensions/v1beta1
kind: PodSecurityPolicy
#     ^^^^^^^^^^^^^^^^^ medium: the PodSecurityPolicy guards nothing since Kubernetes 1.25: label namespaces for Pod Security Admission
",
        );
        quiet(&RULE, "1.24", "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n");
        quiet(&RULE, "1.37", "apiVersion: example.com/v1\nkind: PodSecurityPolicy\n");
    }
}
