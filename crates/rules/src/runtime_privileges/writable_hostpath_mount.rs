//! `writable-hostpath-mount`: what a container writes there, the node reads.

use super::node_path::{Socket, resolve, socket};
use crate::mounts::{Mount, Mounts};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "writable-hostpath-mount",
    title: "A container can write to a directory of the node",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "kube-linter:writable-host-mount",
        "kubescape:C-0045",
        "kyverno:other/ensure-readonly-hostpath",
        "kics:b7652612",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let Some(mounts) = Mounts::of_node_paths(pod) else { continue };
        for volume in mounts.node_volumes(pod) {
            // A socket answers whoever connects, however it is mounted.
            let is_socket = |path: String| matches!(socket(&path), Some(Socket::Is(_)));
            let declared = volume.field.child(&["type"]).as_str() == Some("Socket");
            if declared || resolve(volume.path).is_some_and(is_socket) {
                continue;
            }
            for mount in volume.mounts.iter().filter(|mount| is_writable(mount)) {
                let read_only = mount.field(&["readOnly"]);
                let message = format!("{} can write to {} of the node", named(&mount.container), volume.place());
                let note = format!("programs can no longer write to {} of the node", volume.place());
                findings.push(
                    RULE.on(pod, read_only, message)
                        .related(volume.field.child(&["path"]).span(), "this path")
                        .fix(Fix::needs_review("mount it read-only", note, [Edit::set(read_only.path(), true)])),
                );
            }
        }
    }
}

/// Devices have no such setting.
fn is_writable(mount: &Mount<'_>) -> bool {
    mount.field(&["readOnly"]).as_bool() != Some(true) && !mount.field(&["devicePath"]).is_set()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_mount_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers:
  - name: a
    volumeMounts:
    - {mountPath: /a, name: v}
#                           ^ high: init container `a` can write to `/srv` of the node
  containers:
  - name: b
    volumeMounts:
    - {name: v, mountPath: /b, readOnly: false}
#                                        ^^^^^ high: container `b` can write to `/srv` of the node
    - {name: v, mountPath: /c, readOnly: true}
    - {name: other, mountPath: /d}
  volumes: [{name: v, hostPath: {path: /srv}}, {name: other, emptyDir: {}}]
",
        );
    }

    #[test]
    fn sockets_are_never_written_to() {
        for path in ["{path: /var/run/docker.sock}", "{path: /run/a.sock, type: Socket}"] {
            quiet(
                &RULE,
                "1.37",
                &format!(
                    "kind: Pod\nspec: {{containers: [{{name: a, volumeMounts: [{{name: v, mountPath: /v}}]}}], volumes: [{{name: v, hostPath: {path}}}]}}\n"
                ),
            );
        }
    }
}
