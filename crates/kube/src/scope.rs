//! Which objects stand in a namespace, and which namespaces every cluster has.

use crate::Object;

/// The namespaces that are Kubernetes' own.
pub const SYSTEM_NAMESPACES: [&str; 3] = ["kube-node-lease", "kube-public", "kube-system"];

/// Whether a namespace is there in every cluster, without anybody creating it.
pub fn is_built_in_namespace(name: &str) -> bool {
    name == "default" || SYSTEM_NAMESPACES.contains(&name)
}

/// Kinds of Kubernetes' own groups that stand in a namespace, with their group.
const NAMESPACED: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "ConfigMap",
            "Endpoints",
            "LimitRange",
            "PersistentVolumeClaim",
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "ResourceQuota",
            "Secret",
            "Service",
            "ServiceAccount",
        ],
    ),
    ("apps", &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
    ("autoscaling", &["HorizontalPodAutoscaler"]),
    ("batch", &["CronJob", "Job"]),
    ("coordination.k8s.io", &["Lease", "LeaseCandidate"]),
    ("discovery.k8s.io", &["EndpointSlice"]),
    ("extensions", &["DaemonSet", "Deployment", "Ingress", "NetworkPolicy", "ReplicaSet"]),
    ("networking.k8s.io", &["Ingress", "NetworkPolicy"]),
    ("policy", &["PodDisruptionBudget"]),
    ("rbac.authorization.k8s.io", &["Role", "RoleBinding"]),
    ("resource.k8s.io", &["ResourceClaim", "ResourceClaimTemplate"]),
    ("storage.k8s.io", &["CSIStorageCapacity"]),
];

/// Whether objects of a kind stand in a namespace, as far as Kubernetes' own kinds go.
pub fn is_namespaced(group: &str, kind: &str) -> bool {
    NAMESPACED.iter().any(|(known, kinds)| *known == group && kinds.contains(&kind))
}

impl Object<'_> {
    /// Whether it is a `Namespace`.
    pub fn is_namespace(&self) -> bool {
        self.kind() == "Namespace" && self.group().is_empty()
    }
}
