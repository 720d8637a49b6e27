//! Limits to what a process may do while it runs, beyond what the Pod Security Standards name.

mod annotations;
pub(crate) mod apparmor_annotation_deprecated;
pub(crate) mod capability_name_invalid;
pub(crate) mod container_runtime_socket_mount;
pub(crate) mod dangerous_capability;
pub(crate) mod hostpath_cloud_credentials;
pub(crate) mod hostpath_persistentvolume;
mod node_path;
pub(crate) mod seccomp_annotation_ignored;
pub(crate) mod sensitive_hostpath_mount;
pub(crate) mod sys_admin_capability;
pub(crate) mod writable_hostpath_mount;
pub(crate) mod writable_root_filesystem;
