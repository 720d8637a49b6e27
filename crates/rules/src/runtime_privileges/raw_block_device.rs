//! `raw-block-device`: the container has a disk, not the files on it.

use plimsoll_kube::Object;

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "raw-block-device",
    title: "A container is given a raw block device",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        for device in container.field(&["volumeDevices"]).items() {
            let volume = Field::walk(device, &["name"]);
            let name = volume.as_str().unwrap_or_default();
            findings.push(
                RULE.on(pod, volume, format!("{} has volume `{name}` as a raw block device", named(&container)))
                    .related(container.name_span(), "this container"),
            );
        }
    }
    for object in ctx.objects() {
        if let Some(mode) = asks_for_block(object) {
            let message = "the claim asks for a raw block device";
            findings.push(
                RULE.at(&object.place(), mode.span(), mode.path(), message).related(object.name_span(), "this claim"),
            );
        }
    }
}

fn asks_for_block<'a>(object: &Object<'a>) -> Option<Field<'a>> {
    let is_claim = object.kind() == "PersistentVolumeClaim" && object.group().is_empty();
    let mode = is_claim.then(|| object.field(&["spec", "volumeMode"]))?;
    (mode.as_str() == Some("Block")).then_some(mode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn devices_and_claims_count() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers: [{name: a, volumeDevices: [{devicePath: /dev/xvda, name: disk}]}]
#                                                                      ^^^^ low: container `a` has volume `disk` as a raw block device
---
kind: PersistentVolumeClaim
metadata: {name: disk}
spec: {volumeMode: Block}
#                  ^^^^^ low: the claim asks for a raw block device
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: PersistentVolumeClaim\nspec: {volumeMode: Filesystem}\n---\nkind: PersistentVolume\nspec: {volumeMode: Block}\n",
        );
    }
}
