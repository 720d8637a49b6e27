//! The Pod Security Standards: one rule for each thing that one of their controls forbids or demands, and rules about those who hold to them.

pub(crate) mod apparmor_profile_forbidden;
pub(crate) mod below_pss_baseline;
pub(crate) mod below_pss_restricted;
pub(crate) mod capabilities_not_dropped;
pub(crate) mod capability_added;
pub(crate) mod capability_outside_baseline;
pub(crate) mod flexvolume_driver_forbidden;
pub(crate) mod host_ipc;
pub(crate) mod host_network;
pub(crate) mod host_path_volume;
pub(crate) mod host_pid;
pub(crate) mod host_port;
mod namespace_labels;
pub(crate) mod namespace_psa_enforce_missing;
pub(crate) mod namespace_psa_label_invalid;
pub(crate) mod namespace_psa_level_weak;
pub(crate) mod namespace_psa_version_unpinned;
pub(crate) mod namespace_psa_warn_audit_missing;
pub(crate) mod net_raw_capability;
mod own_namespace;
#[cfg(feature = "full")]
pub(crate) mod podsecuritypolicy_permissive;
pub(crate) mod privilege_escalation_allowed;
pub(crate) mod privileged_container;
pub(crate) mod probe_host_set;
pub(crate) mod proc_mount_unmasked;
pub(crate) mod proc_mount_unmasked_in_user_namespace;
#[cfg(feature = "full")]
pub(crate) mod psa_exemptions_broad;
pub(crate) mod run_as_non_root_contradiction;
pub(crate) mod run_as_user_zero;
pub(crate) mod runs_as_root;
#[cfg(feature = "full")]
pub(crate) mod scc_allows_privileged;
pub(crate) mod seccomp_profile_missing;
pub(crate) mod seccomp_unconfined;
pub(crate) mod security_context_missing;
pub(crate) mod selinux_options_forbidden;
pub(crate) mod unsafe_sysctl;
mod verdict;
pub(crate) mod volume_type_forbidden;
pub(crate) mod windows_host_process;
pub(crate) mod workload_violates_own_namespace_psa;
pub(crate) mod workload_warned_by_own_namespace_psa;
