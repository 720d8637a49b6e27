//! What a process may do while it runs, beyond what the Pod Security Standards name.

pub(crate) mod writable_root_filesystem;
