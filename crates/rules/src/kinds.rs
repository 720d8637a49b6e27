//! Which kinds of objects the rules of a strategy look at, so that nobody takes silence for praise where nobody looked.

use plimsoll_kube::is_namespaced;
use plimsoll_report::Strategy;

/// Kinds that hold no Pod, and the strategies whose rules look at them. That an object stands in a namespace is looked at as well.
const KINDS: &[(&str, &[Strategy])] = &[
    ("AdmissionConfiguration", &[Strategy::PodSecurity]),
    ("Certificate", &[Strategy::Updates]),
    ("ClusterConfiguration", &[Strategy::Updates]),
    ("ClusterPolicy", &[Strategy::Provenance]),
    ("ClusterRole", &[Strategy::Rbac]),
    ("ClusterRoleBinding", &[Strategy::Rbac]),
    ("ConfigMap", &[Strategy::Secrets]),
    ("ExternalSecret", &[Strategy::Updates]),
    ("Gateway", &[Strategy::Namespaces]),
    ("HTTPRoute", &[Strategy::Reliability]),
    ("HorizontalPodAutoscaler", &[Strategy::Reliability, Strategy::Updates]),
    ("Ingress", &[Strategy::Reliability]),
    ("K8sAllowedRepos", &[Strategy::Provenance]),
    ("Namespace", &[Strategy::Namespaces, Strategy::PodSecurity]),
    ("NetworkPolicy", &[Strategy::Reliability]),
    ("PersistentVolume", &[Strategy::RuntimePrivileges]),
    ("PersistentVolumeClaim", &[Strategy::Reliability]),
    ("PodDisruptionBudget", &[Strategy::Reliability]),
    ("PodSecurityPolicy", &[Strategy::PodSecurity, Strategy::Updates]),
    ("ReferenceGrant", &[Strategy::Namespaces]),
    ("Role", &[Strategy::Rbac, Strategy::Updates]),
    ("RoleBinding", &[Strategy::Rbac]),
    ("Sandbox", &[Strategy::RuntimePrivileges]),
    ("Secret", &[Strategy::Secrets]),
    ("SecurityContextConstraints", &[Strategy::PodSecurity]),
    ("Service", &[Strategy::ImageScanning, Strategy::Reliability, Strategy::RuntimePrivileges]),
    ("StorageClass", &[Strategy::Reliability, Strategy::Secrets]),
    ("VerticalPodAutoscaler", &[Strategy::Reliability]),
];

/// Whether rules of a strategy look at what is in an object of a kind, beyond how its text is read.
pub fn looks_at(strategy: Strategy, group: &str, kind: &str, holds_pod: bool) -> bool {
    match strategy {
        Strategy::Reading => false,
        Strategy::Namespaces if is_namespaced(group, kind) => true,
        _ if holds_pod => true,
        _ => KINDS.iter().any(|(known, strategies)| *known == kind && strategies.contains(&strategy)),
    }
}

/// Kinds that only rules on demand look at: what the first module of the engine would say of them is not all there is to say.
const ON_DEMAND: &[&str] = &[
    "AdmissionConfiguration",
    "ClusterImagePolicy",
    "ClusterPolicy",
    "ClusterRole",
    "ClusterRoleBinding",
    "ImagePolicyWebhook",
    "ImageValidatingPolicy",
    "NamespacedImageValidatingPolicy",
    "PodSecurityConfiguration",
    "PodSecurityPolicy",
    "Policy",
    "Role",
    "RoleBinding",
    "SecurityContextConstraints",
];

/// Whether the rules for this kind are in the full engine only.
pub fn is_kind_on_demand(kind: &str) -> bool {
    ON_DEMAND.contains(&kind)
}
