//! `hostpath-cloud-credentials`: what lies there opens the cluster or the account of the cloud.

use super::node_path::{Known, exact, known, tell, tree};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "hostpath-cloud-credentials",
    title: "A volume opens credentials of the node for the cloud or the cluster",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kubescape:C-0020"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const ADMINISTRATOR: &str = "credentials of the cluster's administrator";
const AUTHORITY: &str = "the certificates and keys of the cluster";
const KUBELET: &str = "the kubelet's credentials";
const REGISTRY: &str = "credentials for image registries";

static CREDENTIALS: &[Known] = &[
    exact("/etc/kubernetes", ADMINISTRATOR),
    exact("/etc/kubernetes/admin.conf", ADMINISTRATOR),
    exact("/etc/kubernetes/azure.json", "the node's credentials for Azure"),
    exact("/etc/kubernetes/bootstrap-kubelet.conf", KUBELET),
    exact("/etc/kubernetes/cloud-config", "the node's credentials for the cloud"),
    exact("/etc/kubernetes/cloud.conf", "the node's credentials for the cloud"),
    exact("/etc/kubernetes/controller-manager.conf", "credentials of the controller manager"),
    exact("/etc/kubernetes/kubelet.conf", KUBELET),
    tree("/etc/kubernetes/pki", AUTHORITY),
    exact("/etc/kubernetes/scheduler.conf", "credentials of the scheduler"),
    exact("/etc/kubernetes/super-admin.conf", ADMINISTRATOR),
    exact("/etc/rancher/k3s/k3s.yaml", ADMINISTRATOR),
    exact("/etc/rancher/rke2/rke2.yaml", ADMINISTRATOR),
    tree("/etc/srv/kubernetes", AUTHORITY),
    tree("/var/lib/k0s/pki", AUTHORITY),
    exact("/var/lib/kubelet/bootstrap-kubeconfig", KUBELET),
    exact("/var/lib/kubelet/config.json", REGISTRY),
    exact("/var/lib/kubelet/kubeconfig", KUBELET),
    tree("/var/lib/kubelet/pki", KUBELET),
    tree("/var/lib/rancher/k3s/server", AUTHORITY),
    tree("/var/lib/rancher/rke2/server", AUTHORITY),
    tree("/var/lib/waagent", "the node's credentials for Azure"),
];

/// Directories of tools, in whatever home they lie.
static OF_TOOLS: &[Known] = &[
    tree("/.aws", "credentials for Amazon Web Services"),
    tree("/.azure", "credentials for Azure"),
    tree("/.config/gcloud", "credentials for Google Cloud"),
    tree("/.docker", REGISTRY),
    tree("/.kube", "credentials for a cluster"),
    tree("/.oci", "credentials for Oracle Cloud"),
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    tell(&RULE, ctx, findings, |path| {
        let hidden = || path.find("/.").and_then(|start| known(OF_TOOLS, path.get(start..)?));
        known(CREDENTIALS, path).or_else(hidden).map(Known::words)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn the_homes_of_tools_count_wherever_they_lie() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - {name: a, hostPath: {path: /home/dev/.aws/credentials}}
#                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ high: volume `a` is `/home/dev/.aws/credentials` of the node: credentials for Amazon Web Services
  - {name: b, hostPath: {path: /etc/kubernetes/pki/ca.key}}
#                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ high: volume `b` is `/etc/kubernetes/pki/ca.key` of the node: the certificates and keys of the cluster
  - {name: c, hostPath: {path: 'C:\\Users\\dev\\.Kube'}}
#                              ^^^^^^^^^^^^^^^^^^^^ high: volume `c` is `C:\\Users\\dev\\.Kube` of the node: credentials for a cluster
",
        );
    }

    #[test]
    fn other_files_in_the_same_directories_are_not_meant() {
        for path in
            ["/etc/kubernetes/audit.yaml", "/var/lib/kubelet/plugins", "/home/dev/.cache", "/srv/kube", "/.config"]
        {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{volumes: [{{name: a, hostPath: {{path: {path}}}}}]}}\n"));
        }
    }
}
