//! `api-replacement-unavailable`: the API of tomorrow, on the cluster of today.

use plimsoll_kube::api::State;

use super::api::{UPDATES, fates};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "api-replacement-unavailable",
    title: "The cluster does not serve an API yet",
    severity: Severity::Info,
    equivalents: elsewhere(&["pluto:replacement-unavailable"]),
    check,
    ..UPDATES
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let version = ctx.version();
    for fate in fates(ctx) {
        let what = match (fate.lifecycle.introduced, fate.replacement) {
            (Some(introduced), _) if introduced > version => format!("comes with Kubernetes {introduced}"),
            (_, Some(next)) if fate.lifecycle.state(version) > State::Served => match next.introduced {
                Some(introduced) if introduced > version => {
                    format!("gives way to `{}`, which comes with Kubernetes {introduced}", next.api_version)
                }
                _ => continue,
            },
            _ => continue,
        };
        findings.push(fate.finding(&RULE, &what));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, quiet};

    #[test]
    fn what_is_written_or_takes_its_place_must_be_there() {
        check_at(
            &RULE,
            "1.33",
            "
apiVersion: resource.k8s.io/v1
#           ^^^^^^^^^^^^^^^^^^ info: `ResourceClaim` of `resource.k8s.io/v1` comes with Kubernetes 1.34
kind: ResourceClaim
---
apiVersion: resource.k8s.io/v1beta1
kind: ResourceClaim
",
        );
        check_at(
            &RULE,
            "1.32",
            "
apiVersion: storage.k8s.io/v1alpha1
#           ^^^^^^^^^^^^^^^^^^^^^^^ info: `VolumeAttributesClass` of `storage.k8s.io/v1alpha1` gives way to `storage.k8s.io/v1`, which comes with Kubernetes 1.34
kind: VolumeAttributesClass
",
        );
        for text in [
            "apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\n",
            "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n",
        ] {
            quiet(&RULE, "1.34", text);
        }
        quiet(&RULE, "1.34", "apiVersion: storage.k8s.io/v1alpha1\nkind: VolumeAttributesClass\n");
    }
}
