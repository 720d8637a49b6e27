//! What a role can give away, a rule each.

use super::grant::{self, Power};
use crate::prelude::*;

/// What changes an object.
const WRITE: &[&str] = &["create", "update", "patch", "delete", "deletecollection"];
const RBAC: &str = "rbac.authorization.k8s.io";
const CERTIFICATES: &str = "certificates.k8s.io";

macro_rules! powers {
    ($(
        $name:ident $id:literal $title:literal $severity:ident $audience:ident
        [$($control:literal)?] [$($equivalent:literal)*] { $($group:expr => $scope:ident $resources:expr, $verbs:expr, $means:literal;)+ }
    )*) => { $(
        pub(crate) static $name: Rule = Rule {
            id: $id,
            title: $title,
            severity: Severity::$severity,
            confidence: Confidence::High,
            audience: Audience::$audience,
            strategy: Strategy::Rbac,
            controls: &[$(Control::cis("1.12", $control))?],
            equivalents: elsewhere(&[$($equivalent),*]),
            parameters: &[],
            fixable: false,
            since: "0.1.0",
            scope: Scope::Document,
            check: |ctx, findings| grant::check(&$name, &[$(Power {
                group: $group,
                resources: &$resources,
                verbs: &$verbs,
                of_cluster: powers!(@ $scope),
                means: $means,
            }),+], ctx, findings),
        };
    )* };
    (@ cluster) => { true };
    (@ namespace) => { false };
}

powers! {
    SECRETS_ACCESS "rbac-secrets-access" "A role may read Secrets" High Strict ["5.1.2"]
        ["trivy:KSV-0041" "trivy:KSV-0113" "kube-linter:access-to-secrets" "kubescape:C-0015" "kubescape:C-0186" "checkov:CKV2_K8S_5"
         "kyverno:other/restrict-secret-role-verbs" "kube-bench:cis-1.12/5.1.2" "kics:b7bca5c4" "kics:056ac60e"] {
            "" => namespace ["secrets"], ["get", "list", "watch"], "gives the values of all Secrets in its reach";
        }

    CREATE_PODS "rbac-create-pods" "A role may create Pods, or what makes Pods" Medium Strict ["5.1.4"]
        ["kube-linter:access-to-create-pods" "kubescape:C-0188" "kube-bench:cis-1.12/5.1.4" "kics:592ad21d" "trivy:KSV-0048"] {
            "" => namespace ["pods", "replicationcontrollers"], ["create", "update", "patch"], "gives the service accounts and Secrets of the namespace";
            "apps" => namespace ["deployments", "statefulsets", "daemonsets", "replicasets"], ["create", "update", "patch"], "gives the service accounts and Secrets of the namespace";
            "batch" => namespace ["jobs", "cronjobs"], ["create", "update", "patch"], "gives the service accounts and Secrets of the namespace";
        }

    POD_EXEC "rbac-pod-exec" "A role may run commands in Pods" High Strict []
        ["trivy:KSV-0053" "kubescape:C-0002" "polaris:clusterrolePodExecAttach" "polaris:rolePodExecAttach"
         "polaris:clusterrolebindingPodExecAttach" "polaris:rolebindingClusterRolePodExecAttach" "polaris:rolebindingRolePodExecAttach"
         "kics:c589f42c" "checkov:CKV2_K8S_2"] {
            "" => namespace ["pods/exec"], ["create", "get"], "gives what every container in its reach has";
        }

    POD_ATTACH "rbac-pod-attach" "A role may attach to running containers" High Strict []
        ["trivy:KSV-0054" "kics:d45330fd" "polaris:clusterrolePodExecAttach" "polaris:rolePodExecAttach"
         "polaris:clusterrolebindingPodExecAttach" "polaris:rolebindingClusterRolePodExecAttach" "polaris:rolebindingRolePodExecAttach"] {
            "" => namespace ["pods/attach"], ["create", "get"], "gives the input and output of their first processes";
        }

    POD_PORTFORWARD "rbac-pod-portforward" "A role may forward ports to Pods" Medium Strict []
        ["kubescape:C-0063" "kics:38fa11ef"] {
            "" => namespace ["pods/portforward"], ["create", "get"], "goes past every NetworkPolicy to the loopback address of Pods";
        }

    EPHEMERAL_CONTAINERS "rbac-ephemeral-containers" "A role may put debug containers into running Pods" Medium Strict [] [] {
            "" => namespace ["pods/ephemeralcontainers"], ["update", "patch"], "puts any image beside what runs";
        }

    IMPERSONATE "rbac-impersonate" "A role may act as somebody else" Critical Default ["5.1.8"]
        ["trivy:KSV-0043" "kubescape:C-0065" "kubescape:C-0191" "checkov:CKV2_K8S_3" "kube-bench:cis-1.12/5.1.8" "kics:9f85c3f6"
         "kyverno:other/restrict-escalation-verbs-roles"] {
            "" => cluster ["users", "groups"], ["impersonate"], "gives the permissions of whomever it names";
            "" => namespace ["serviceaccounts"], ["impersonate"], "gives the permissions of every service account in its reach";
            "authentication.k8s.io" => cluster ["uids", "userextras"], ["impersonate"], "gives what is told of other users";
        }

    BIND "rbac-bind" "A role may bind roles that it does not hold" High Default ["5.1.8"]
        ["checkov:CKV_K8S_157" "kubescape:C-0191" "kube-bench:cis-1.12/5.1.8" "kyverno:other/restrict-escalation-verbs-roles" "kics:8320826e"] {
            RBAC => namespace ["roles", "clusterroles"], ["bind"], "lets it give any of them to itself";
        }

    ESCALATE "rbac-escalate" "A role may write roles that allow more than itself" Critical Default ["5.1.8"]
        ["checkov:CKV_K8S_158" "kubescape:C-0191" "kube-bench:cis-1.12/5.1.8" "trivy:KSV-0050"
         "kyverno:other/restrict-escalation-verbs-roles" "kics:8320826e"] {
            RBAC => namespace ["roles", "clusterroles"], ["escalate"], "lets it write itself any permission";
        }

    MANAGE_RBAC "rbac-manage-rbac" "A role may change roles or bindings" High Strict []
        ["trivy:KSV-0050" "trivy:KSV-0051" "trivy:KSV-0052" "checkov:CKV2_K8S_1"] {
            RBAC => namespace ["roles", "clusterroles", "rolebindings", "clusterrolebindings"], WRITE, "hands on what it has, or takes from others";
        }

    NODES_PROXY "rbac-nodes-proxy" "A role reaches the kubelets through the API server" Critical Default ["5.1.10"]
        ["trivy:KSV-0047" "checkov:CKV2_K8S_2" "kubescape:C-0279" "kube-bench:cis-1.12/5.1.10" "kyverno:other/restrict-clusterrole-nodesproxy"] {
            "" => cluster ["nodes/proxy"], ["get", "create", "update", "patch", "delete"], "runs commands in every container of every node, past the audit log";
        }

    CSR_APPROVAL "rbac-csr-approval" "A role may approve or sign certificates" High Strict ["5.1.11"]
        ["checkov:CKV_K8S_156" "kubescape:C-0280" "kube-bench:cis-1.12/5.1.11" "kyverno:other/restrict-clusterrole-csr"] {
            CERTIFICATES => cluster ["signers"], ["approve", "sign"], "makes certificates of any user";
            CERTIFICATES => cluster ["certificatesigningrequests/approval", "certificatesigningrequests/status"], ["update", "patch"], "is half of what makes certificates of any user";
        }

    ADMISSION_WEBHOOKS "rbac-admission-webhooks" "A role may change what guards admission" High Strict ["5.1.12"]
        ["trivy:KSV-0114" "checkov:CKV_K8S_155" "kubescape:C-0281" "kube-bench:cis-1.12/5.1.12"
         "kyverno:other/restrict-clusterrole-mutating-validating-admission-webhooks"] {
            "admissionregistration.k8s.io" => cluster [
                "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "mutatingadmissionpolicies", "mutatingadmissionpolicybindings",
                "validatingadmissionpolicies", "validatingadmissionpolicybindings"
            ], WRITE, "sees and changes every object, or takes guards away";
        }

    TOKEN_CREATE "rbac-token-create" "A role may make tokens of service accounts" High Strict ["5.1.13"]
        ["kubescape:C-0282" "kube-bench:cis-1.12/5.1.13"] {
            "" => namespace ["serviceaccounts/token"], ["create"], "gives the permissions of every service account in its reach";
        }

    CREATE_PERSISTENTVOLUMES "rbac-create-persistentvolumes" "A role may create PersistentVolumes" High Strict ["5.1.9"]
        ["kubescape:C-0278" "kube-bench:cis-1.12/5.1.9"] {
            "" => cluster ["persistentvolumes"], ["create"], "reaches the files of nodes";
        }

    NODE_WRITE "rbac-node-write" "A role may change or delete nodes" High Strict [] [] {
            "" => cluster ["nodes"], WRITE, "decides which Pods land where";
            "" => cluster ["nodes/status"], ["update", "patch"], "decides which Pods land where";
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn the_word_that_names_the_resource_is_marked() {
        check(
            &SECRETS_ACCESS,
            "
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules:
- {apiGroups: ['', apps], resources: [pods, secrets], verbs: [get, list, create]}
#                                           ^^^^^^^ high: the ClusterRole `reader` allows `get`, `list` of `secrets`, which gives the values of all Secrets in its reach
- {apiGroups: ['*'], resources: ['*'], verbs: [get]}
#                                ^^^ high: the ClusterRole `reader` allows `get` of `*`, which gives the values of all Secrets in its reach
- {apiGroups: [''], resources: [secrets], verbs: ['*']}
#                               ^^^^^^^ high: the ClusterRole `reader` allows `*` of `secrets`, which gives the values of all Secrets in its reach
",
        );
    }

    #[test]
    fn stars_alone_other_groups_names_and_default_roles_are_not_told() {
        for (name, rule) in [
            ("a", "{apiGroups: ['*'], resources: ['*'], verbs: ['*']}"),
            ("a", "{apiGroups: [example.com], resources: [secrets], verbs: [get]}"),
            ("a", "{apiGroups: [''], resources: [secrets], verbs: [create]}"),
            ("a", "{apiGroups: [''], resources: [secrets], resourceNames: [x], verbs: [get]}"),
            ("a", "{apiGroups: [''], resources: [secrets/status, secret], verbs: [get]}"),
            ("a", "[]"),
            ("a", "secrets"),
            ("edit", "{apiGroups: [''], resources: [secrets], verbs: [get]}"),
            ("system:node", "{apiGroups: [''], resources: [secrets], verbs: [get]}"),
        ] {
            let head = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n";
            quiet(&SECRETS_ACCESS, "1.37", &format!("{head}metadata: {{name: '{name}'}}\nrules:\n- {rule}\n"));
        }
    }

    #[test]
    fn a_role_gives_nothing_that_has_no_namespace() {
        let text = |kind| {
            format!(
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: a}}\nrules:\n- {{apiGroups: [''], resources: ['*/proxy'], verbs: [get]}}\n"
            )
        };
        quiet(&NODES_PROXY, "1.37", &text("Role"));
        let found = crate::testing::findings(
            &NODES_PROXY,
            &crate::testing::file("a.yaml", &text("ClusterRole")),
            &crate::testing::environment("1.37"),
        );
        assert_eq!(found.len(), 1);
    }
}
