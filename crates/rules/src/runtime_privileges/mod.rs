//! Limits to what a process may do while it runs, beyond what the Pod Security Standards name.

pub(crate) mod container_runtime_socket_mount;
pub(crate) mod hostpath_cloud_credentials;
pub(crate) mod hostpath_persistentvolume;
mod node_path;
pub(crate) mod sensitive_hostpath_mount;
pub(crate) mod writable_hostpath_mount;
pub(crate) mod writable_root_filesystem;
