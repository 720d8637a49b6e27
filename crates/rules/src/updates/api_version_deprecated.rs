//! `api-version-deprecated`: the API server still knows the object, and warns.

use plimsoll_kube::api::State;

use super::api::{UPDATES, fates};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "api-version-deprecated",
    title: "The API of an object is deprecated",
    severity: Severity::Low,
    equivalents: elsewhere(&[
        "pluto:deprecated",
        "trivy:KSV-0107",
        "kube-score:stable-version",
        "kics:94b76ea5",
        "kyverno:best-practices/check-deprecated-apis",
        "gatekeeper:general/verifydeprecatedapi",
    ]),
    fixable: true,
    check,
    ..UPDATES
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for fate in fates(ctx).filter(|fate| fate.lifecycle.state(ctx.version()) == State::Deprecated) {
        let Some(deprecated) = fate.lifecycle.deprecated else { continue };
        let ends = fate.lifecycle.removed.map(|removed| format!(" and goes with {removed}")).unwrap_or_default();
        let what = format!("is deprecated since Kubernetes {deprecated}{ends}{}", fate.advice(ctx.version()));
        findings.push(fate.finding(&RULE, &what));
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::Safe;

    use super::*;
    use crate::testing::{check_at, mended, quiet};

    #[test]
    fn it_is_told_from_the_warning_to_the_end() {
        let text = "
apiVersion: resource.k8s.io/v1beta2
#           ^^^^^^^^^^^^^^^^^^^^^^^ low: `ResourceClaim` of `resource.k8s.io/v1beta2` is deprecated since Kubernetes 1.36 and goes with 1.39; use `resource.k8s.io/v1`
kind: ResourceClaim
";
        check_at(&RULE, "1.36", text);
        check_at(&RULE, "1.38", text);
        let plain = "apiVersion: resource.k8s.io/v1beta2\nkind: ResourceClaim\n";
        quiet(&RULE, "1.35", plain);
        quiet(&RULE, "1.39", plain);
        let after = plain.replace("v1beta2", "v1");
        assert_eq!(mended(&RULE, "1.37", plain), (after, vec![Safe]));
    }

    #[test]
    fn another_kind_may_take_its_place_or_none() {
        check_at(
            &RULE,
            "1.37",
            "
apiVersion: v1
#           ^^ low: `Endpoints` of `v1` is deprecated since Kubernetes 1.33; use `EndpointSlice` of `discovery.k8s.io/v1`, where addresses and ports stand in `endpoints` and `ports` of a slice for each family of addresses
kind: Endpoints
---
apiVersion: coordination.k8s.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: `LeaseCandidate` of `coordination.k8s.io/v1beta1` is deprecated since Kubernetes 1.36 and goes with 1.39; nothing takes its place
kind: LeaseCandidate
",
        );
        quiet(&RULE, "1.32", "apiVersion: v1\nkind: Endpoints\n");
    }
}
