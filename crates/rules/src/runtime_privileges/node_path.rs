//! Paths of the node as the kubelet and the kernel resolve them, and what lies there.

use plimsoll_kube::Field;

use crate::mounts::{Mounts, NodeVolume};
use crate::{Context, Findings, Rule};

/// A path of the node that is worth an attack.
pub(super) struct Known {
    path: &'static str,
    /// Whether what lies below counts too.
    below: bool,
    gives: &'static str,
}

/// A path and what it gives away.
pub(super) const fn exact(path: &'static str, gives: &'static str) -> Known {
    Known { path, below: false, gives }
}

/// A directory of which every part gives that away.
pub(super) const fn tree(path: &'static str, gives: &'static str) -> Known {
    Known { path, below: true, gives }
}

impl Known {
    /// The end of a message.
    pub(super) fn words(&self) -> String {
        format!(": {}", self.gives)
    }
}

/// What of a table lies at a resolved path.
pub(super) fn known(table: &'static [Known], resolved: &str) -> Option<&'static Known> {
    table.iter().find(|known| match resolved.strip_prefix(known.path) {
        Some("") => true,
        Some(rest) => known.below && rest.starts_with('/'),
        None => false,
    })
}

/// Whether settings name a resolved path.
pub(super) fn is_named(paths: &[String], resolved: &str) -> bool {
    paths.iter().any(|path| resolve(path).is_some_and(|path| path == resolved))
}

/// The places where the sockets of container runtimes lie, with the name of the runtime.
const SOCKETS: [(&str, &str); 13] = [
    ("/run/containerd/containerd.sock", "containerd"),
    ("/run/docker.sock", "Docker"),
    ("/run/crio/crio.sock", "CRI-O"),
    ("/run/podman/podman.sock", "Podman"),
    ("/run/cri-dockerd.sock", "Docker"),
    ("/run/dockershim.sock", "Docker"),
    ("/run/docker/containerd/containerd.sock", "containerd"),
    ("/run/k3s/containerd/containerd.sock", "containerd"),
    ("/run/k0s/containerd.sock", "containerd"),
    ("/var/snap/microk8s/common/run/containerd.sock", "containerd"),
    ("/run/buildkit/buildkitd.sock", "BuildKit"),
    ("/pipe/docker_engine", "Docker"),
    ("/pipe/containerd-containerd", "containerd"),
];

/// What of a container runtime a path shows.
pub(super) enum Socket {
    /// The socket itself, with the name of the runtime.
    Is(&'static str),
    /// A directory with such sockets.
    Holds,
}

/// Whether a resolved path is the socket of a container runtime, or a directory that holds one.
pub(super) fn socket(resolved: &str) -> Option<Socket> {
    if let Some((_, runtime)) = SOCKETS.iter().find(|(socket, _)| *socket == resolved) {
        return Some(Socket::Is(runtime));
    }
    let holds = |socket: &str| socket.strip_prefix(resolved).is_some_and(|rest| rest.starts_with('/'));
    // In `/var` of nearly every node there is but a link to `/run`, which leads nowhere in a container.
    let found = resolved == "/" || (resolved != "/var" && SOCKETS.iter().any(|(socket, _)| holds(socket)));
    found.then_some(Socket::Holds)
}

/// A finding for each volume that opens a path of which there is something to say; `says` is given the resolved path.
pub(super) fn tell(
    rule: &'static Rule,
    ctx: &Context<'_>,
    findings: &mut Findings,
    says: impl Fn(&str) -> Option<String>,
) {
    for pod in ctx.pods() {
        let Some(mounts) = Mounts::of_node_paths(pod) else { continue };
        for volume in mounts.node_volumes(pod) {
            let paths = reached(&volume);
            let Some((path, words)) = paths.iter().find_map(|path| Some((path, says(&path.resolved)?))) else {
                continue;
            };
            let message = format!("volume `{}` is `{}` of the node{words}", volume.label(), path.shown);
            findings.push(volume.finding(rule, pod, volume.field.child(&["path"]), message));
        }
    }
}

/// A path that containers can reach through a volume.
struct Reached {
    /// The path, for a message.
    shown: String,
    resolved: String,
}

/// The paths that a volume opens: its own, or those below it that all its mounts confine themselves to.
fn reached(volume: &NodeVolume<'_, '_>) -> Vec<Reached> {
    let mut paths = Vec::new();
    for mount in volume.mounts {
        let part = [mount.field(&["subPath"]), mount.field(&["subPathExpr"])].into_iter().find_map(Field::as_str);
        match part.filter(|part| !part.is_empty()) {
            Some(part) => paths.extend(
                resolve(&format!("{}/{part}", volume.path))
                    .map(|resolved| Reached { shown: resolved.clone(), resolved }),
            ),
            None => {
                paths.clear();
                break;
            }
        }
    }
    if paths.is_empty() {
        paths.extend(resolve(volume.path).map(|resolved| Reached { shown: volume.path.to_owned(), resolved }));
    }
    paths
}

/// Without `//`, `.` and `..`, and through the links that nodes have: `/var/run` is `/run`, and `/proc/1/root` is `/`.
/// Paths of Windows become such paths too: `C:\k` is `/c:/k`. None for a relative path, which no runtime mounts.
pub(super) fn resolve(path: &str) -> Option<String> {
    let windows = path.as_bytes().get(1) == Some(&b':') || path.starts_with('\\');
    if !windows && !path.starts_with('/') {
        return None;
    }
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split(|letter| letter == '/' || (windows && letter == '\\')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
        match steps.as_slice() {
            ["var", "run"] => steps = vec!["run"],
            ["proc", "1" | "self" | "thread-self", "root"] => steps.clear(),
            _ => {}
        }
    }
    let resolved = format!("/{}", steps.join("/"));
    Some(if windows { resolved.to_ascii_lowercase() } else { resolved })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_as_on_a_node() {
        for (path, resolved) in [
            ("/", "/"),
            ("//var//run/", "/run"),
            ("/var/run/docker.sock", "/run/docker.sock"),
            ("/srv/../var/./run/x", "/run/x"),
            ("/../..", "/"),
            ("/var/running", "/var/running"),
            ("/proc/1/root/etc", "/etc"),
            ("C:\\k\\", "/c:/k"),
            ("\\\\.\\pipe\\Docker_Engine", "/pipe/docker_engine"),
        ] {
            assert_eq!(resolve(path).as_deref(), Some(resolved), "{path}");
        }
        assert!(resolve("var/run").is_none() && resolve("").is_none() && resolve("ö:").is_none());
    }

    #[test]
    fn directories_above_a_socket_hold_it() {
        for path in ["/", "/run", "/run/containerd", "/var/snap/microk8s/common"] {
            assert!(matches!(socket(path), Some(Socket::Holds)), "{path}");
        }
        assert!(matches!(socket("/run/docker.sock"), Some(Socket::Is("Docker"))));
        for path in ["/var", "/run/contain", "/run/docker.sock/x", "/srv"] {
            assert!(socket(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_tree_counts_with_what_lies_below() {
        static TABLE: [Known; 2] = [exact("/a", "a"), tree("/b", "b")];
        let gives = |path| known(&TABLE, path).map(|known| known.gives);
        assert_eq!(["/a", "/a/x", "/b", "/b/x", "/bx"].map(gives), [Some("a"), None, Some("b"), Some("b"), None]);
    }
}
