//! `container-runtime-socket-mount`: who speaks to the runtime is root of the node.

use super::node_path::{Socket, is_named, socket, tell};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "container-runtime-socket-mount",
    title: "A volume gives access to the socket of the container runtime",
    severity: Severity::Critical,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "trivy:KSV-0006",
        "kube-linter:docker-sock",
        "checkov:CKV_K8S_27",
        "kubescape:C-0074",
        "kubesec:DockerSock",
        "kyverno:best-practices/disallow-container-sock-mounts",
        "kyverno:other/docker-socket-check",
        "kics:a6f34658",
    ]),
    parameters: &[Parameter::list("sockets", "Paths of further sockets that start containers or act as root.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let more = ctx.list(&RULE, "sockets");
    tell(&RULE, ctx, findings, |path| {
        Some(match socket(path) {
            None => is_named(more, path).then(|| ", a socket that your settings name".to_owned())?,
            Some(Socket::Is(runtime)) => format!(", the socket of {runtime}"),
            Some(Socket::Holds) => ", which holds the sockets of container runtimes".to_owned(),
        })
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings, quiet};

    #[test]
    fn a_directory_above_the_socket_gives_it_away() {
        check(
            &RULE,
            "
kind: DaemonSet
spec:
  template:
    spec:
      volumes:
      - {name: a, hostPath: {path: /var//run/docker.sock, type: Socket}}
#                                  ^^^^^^^^^^^^^^^^^^^^^ critical: volume `a` is `/var//run/docker.sock` of the node, the socket of Docker
      - {name: b, hostPath: {path: /run/containerd/}}
#                                  ^^^^^^^^^^^^^^^^ critical: volume `b` is `/run/containerd/` of the node, which holds the sockets of container runtimes
      - {name: c, hostPath: {path: /}}
#                                  ^ critical: volume `c` is `/` of the node, which holds the sockets of container runtimes
      - {name: d, hostPath: {path: /run/udev}}
      - {name: e, hostPath: {path: }}
      - {name: f, hostPath: /run/docker.sock}
",
        );
    }

    #[test]
    fn what_the_mounts_leave_out_is_not_reached() {
        let pod = |mounts: &str| {
            format!(
                "kind: Pod\nspec:\n  containers: [{{name: a, volumeMounts: [{mounts}]}}]\n  volumes: [{{name: v, hostPath: {{path: /var/run}}}}]\n"
            )
        };
        let udev = "{name: v, mountPath: /a, subPath: udev}";
        quiet(&RULE, "1.37", &pod(udev));
        for mounts in ["{name: v, mountPath: /a, subPath: ./docker.sock}", "{name: v, mountPath: /b, readOnly: true}"] {
            let both = format!("{udev}, {mounts}");
            let found = findings(&RULE, &file("a.yaml", &pod(&both)), &environment("1.37"));
            assert_eq!(found.len(), 1, "{mounts}");
        }
    }
}
