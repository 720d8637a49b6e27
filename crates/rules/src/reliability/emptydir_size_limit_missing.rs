//! `emptydir-size-limit-missing`: an `emptyDir` that may fill the disk, or the memory, of the node.

use super::amounts::RELIABILITY;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "emptydir-size-limit-missing",
    title: "An emptyDir volume has no size limit",
    equivalents: elsewhere(&["kyverno:other/require-emptydir-requests-and-limits"]),
    parameters: &[Parameter::text("default", "The size that the fix writes.")],
    fixable: true,
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let is_empty_dir = match volume.source() {
                None => true,
                Some(entry) => entry.name() == "emptyDir",
            };
            let limit = volume.field(&["emptyDir", "sizeLimit"]);
            if !is_empty_dir || limit.is_set() {
                continue;
            }
            let memory = volume.field(&["emptyDir", "medium"]).as_str() == Some("Memory");
            let what = if memory { "memory" } else { "disk" };
            let size = ctx.text(&RULE, "default").unwrap_or(if memory { "64Mi" } else { "1Gi" });
            let fix = Fix::show_only("limit the volume: measure what it holds", [Edit::set(limit.path(), size)]);
            let message = format!("volume `{}` may take all {what} of the node", volume.label());
            findings.push(RULE.on(pod, limit, message).fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn what_has_no_source_is_an_empty_dir_too() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a}
#          ^ low: volume `a` may take all disk of the node
  - {name: b, emptyDir: {medium: Memory, sizeLimit: }}
#                                        ^^^^^^^^^ low: volume `b` may take all memory of the node
  - {name: c, emptyDir: {sizeLimit: 1Gi}}
  - {name: d, secret: {secretName: s}}
",
        );
    }
}
