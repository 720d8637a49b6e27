//! `sensitive-hostpath-mount`: of all directories of the node, one that gives it away.

use super::node_path::{Known, exact, is_named, known, tell, tree};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "sensitive-hostpath-mount",
    title: "A volume opens a directory that the node's security rests on",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "kube-linter:sensitive-host-mounts",
        "kics:5308a7a8",
        "trivy:KSV-0121",
        "kubesec:ProcMount",
    ]),
    parameters: &[Parameter::list(
        "paths",
        "Further paths of the node that Pods should not have, each without what lies below it.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const PROGRAMS: &str = "the programs that the node runs";
const UNITS: &str = "control over the services of the node";

/// What lies where. The home directories, logs and programs of a node are not a tree: agents read single files of them.
static SENSITIVE: &[Known] = &[
    exact("/", "every file of the node"),
    exact("/bin", PROGRAMS),
    tree("/boot", "the kernel that the node starts"),
    exact("/dev", "the disks and the memory of the node"),
    tree("/dev/mem", "the memory of the node"),
    tree("/dev/kmem", "the memory of the node"),
    exact("/etc", "password hashes, keys, and what runs at which hour"),
    tree("/etc/cron.d", "what the node runs at which hour"),
    tree("/etc/crontab", "what the node runs at which hour"),
    tree("/etc/kubernetes/manifests", "the Pods that the kubelet starts on its own"),
    tree("/etc/ld.so.preload", PROGRAMS),
    tree("/etc/pam.d", "who may log in to the node"),
    tree("/etc/passwd", "who may log in to the node"),
    tree("/etc/shadow", "the password hashes of the node"),
    tree("/etc/ssh", "the keys of the node"),
    tree("/etc/sudoers", "who may become root of the node"),
    tree("/etc/sudoers.d", "who may become root of the node"),
    tree("/etc/systemd", UNITS),
    exact("/home", "the keys of the people who administer the node"),
    exact("/lib", PROGRAMS),
    exact("/lib64", PROGRAMS),
    exact("/opt", PROGRAMS),
    exact("/proc", "the memory and the environment of every process of the node"),
    tree("/proc/1", "the memory and the environment of the first process of the node"),
    tree("/proc/kcore", "the memory of the node"),
    tree("/proc/sys", "the settings of the node's kernel"),
    tree("/proc/sysrq-trigger", "the power switch of the node"),
    tree("/root", "the keys of the people who administer the node"),
    exact("/run/dbus", UNITS),
    exact("/run/systemd", UNITS),
    exact("/sbin", PROGRAMS),
    exact("/sys", "the devices and the kernel of the node"),
    exact("/sys/fs/cgroup", "the limits of every container of the node"),
    tree("/sys/kernel/debug", "what the kernel of the node does"),
    tree("/sys/kernel/security", "the security modules of the node's kernel"),
    exact("/usr", PROGRAMS),
    exact("/usr/bin", PROGRAMS),
    exact("/usr/lib", PROGRAMS),
    exact("/usr/local", PROGRAMS),
    exact("/usr/local/bin", PROGRAMS),
    exact("/usr/sbin", PROGRAMS),
    exact("/var", "the files of every Pod of the node, secrets included"),
    exact("/var/lib", "the files of every Pod of the node, secrets included"),
    exact("/var/lib/containerd", "the files of every container of the node"),
    exact("/var/lib/containers", "the files of every container of the node"),
    exact("/var/lib/docker", "the files of every container of the node"),
    tree("/var/lib/etcd", "every object of the cluster, secrets included"),
    exact("/var/lib/kubelet", "the secrets of every Pod of the node"),
    exact("/var/lib/kubelet/pods", "the secrets of every Pod of the node"),
    exact("/var/log", "the logs of every Pod, and links in them that the kubelet follows as root"),
    tree("/var/spool/cron", "what the node runs at which hour"),
    exact("/c:", "every file of the node"),
    exact("/c:/windows", PROGRAMS),
    exact("/c:/windows/system32", PROGRAMS),
    exact("/c:/programdata", "the files of every service of the node"),
    exact("/c:/users", "the keys of the people who administer the node"),
    exact("/c:/var/lib/kubelet", "the secrets of every Pod of the node"),
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let more = ctx.list(&RULE, "paths");
    tell(&RULE, ctx, findings, |path| match known(SENSITIVE, path) {
        Some(known) => Some(known.words()),
        None => is_named(more, path).then(|| ": a path that your settings name".to_owned()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn what_a_directory_gives_away_is_said() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a, hostPath: {path: /etc/}}
#                              ^^^^^ high: volume `a` is `/etc/` of the node: password hashes, keys, and what runs at which hour
  - {name: b, hostPath: {path: /proc/1/root/}}
#                              ^^^^^^^^^^^^^ high: volume `b` is `/proc/1/root/` of the node: every file of the node
  - {name: c, hostPath: {path: 'C:\\Windows'}}
#                              ^^^^^^^^^^^^ high: volume `c` is `C:\\Windows` of the node: the programs that the node runs
  - {name: d, hostPath: {path: /root/.ssh}}
#                              ^^^^^^^^^^ high: volume `d` is `/root/.ssh` of the node: the keys of the people who administer the node
",
        );
    }

    #[test]
    fn single_files_that_agents_read_are_not_meant() {
        for path in
            ["/etc/localtime", "/etc/ssl/certs", "/var/log/nginx", "/lib/modules", "/dev/kvm", "/srv", "etc", "", "~"]
        {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{volumes: [{{name: a, hostPath: {{path: {path}}}}}]}}\n"));
        }
    }
}
