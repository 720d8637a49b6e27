//! Namespaces as boundaries: what is in which, what bounds and guards it, and what reaches across.

pub(crate) mod default_namespace;
mod guarded;
pub(crate) mod kube_system_namespace;
mod metadata_keys;
pub(crate) mod namespace_boundary_missing;
pub(crate) mod namespace_metadata_missing;
pub(crate) mod namespace_missing_from_bundle;
pub(crate) mod namespace_unprotected;
pub(crate) mod namespace_without_limit_range;
pub(crate) mod namespace_without_resource_quota;
pub(crate) mod tenant_cross_namespace_reference;
