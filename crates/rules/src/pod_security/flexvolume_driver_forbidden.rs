//! `flexvolume-driver-forbidden`: a program on the node mounts, as root, whatever the Pod names.

use plimsoll_report::Parameter;
use plimsoll_source::Value;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "flexvolume-driver-forbidden",
    title: "A volume is mounted by a FlexVolume driver",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&["gatekeeper:pod-security-policy/flexvolume-drivers"]),
    parameters: &[Parameter::list("allowed-drivers", "Drivers that Pods may name, as in `example.com/lvm`.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let field = volume.field(&["flexVolume"]);
            if !field.is_set() {
                continue;
            }
            let driver = field.child(&["driver"]);
            let name = driver.value().and_then(Value::scalar_text).unwrap_or_default();
            if ctx.list(&RULE, "allowed-drivers").iter().any(|allowed| allowed == name) {
                continue;
            }
            let by = if name.is_empty() {
                "a FlexVolume driver".to_owned()
            } else {
                format!("the FlexVolume driver `{name}`")
            };
            let message = format!("volume `{}` is mounted by {by}", volume.label());
            findings.push(RULE.on(pod, driver, message).related(pod.object().name_span(), "this object"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings};

    const TEXT: &str = "kind: Pod\nspec: {volumes: [{name: a, flexVolume: {driver: b/c}}]}\n";

    #[test]
    fn each_volume_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a, flexVolume: {driver: example.com/lvm}}
#                                  ^^^^^^^^^^^^^^^ medium: volume `a` is mounted by the FlexVolume driver `example.com/lvm`
  - {name: b, flexVolume: {}}
#             ^^^^^^^^^^ medium: volume `b` is mounted by a FlexVolume driver
  - {name: c, flexVolume: ~}
",
        );
    }

    #[test]
    fn a_team_allows_drivers() {
        let with = |driver: &str| {
            let list = ParameterValue::List(vec![driver.to_owned()]);
            findings(&RULE, &file("a.yaml", TEXT), &environment_with(&RULE, "allowed-drivers", list)).len()
        };
        assert_eq!((with("b/c"), with("b/d")), (0, 1));
    }
}
