//! The Pod Security Standards: one rule for each thing that one of their controls forbids or demands.

pub(crate) mod apparmor_profile_forbidden;
pub(crate) mod capabilities_not_dropped;
pub(crate) mod capability_added;
pub(crate) mod capability_outside_baseline;
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
pub(crate) mod privilege_escalation_allowed;
pub(crate) mod privileged_container;
pub(crate) mod probe_host_set;
pub(crate) mod proc_mount_unmasked;
pub(crate) mod proc_mount_unmasked_in_user_namespace;
pub(crate) mod run_as_non_root_contradiction;
pub(crate) mod run_as_user_zero;
pub(crate) mod runs_as_root;
pub(crate) mod seccomp_profile_missing;
pub(crate) mod seccomp_unconfined;
pub(crate) mod selinux_options_forbidden;
pub(crate) mod unsafe_sysctl;
pub(crate) mod volume_type_forbidden;
pub(crate) mod windows_host_process;
pub(crate) mod workload_violates_own_namespace_psa;
pub(crate) mod workload_warned_by_own_namespace_psa;

pub(crate) use runs_as_root::UNPRIVILEGED;
