//! Where images come from, and whether they are what they seem.

pub(crate) mod image_name_lookalike;
pub(crate) mod image_not_pinned_by_digest;
pub(crate) mod image_pull_secrets_missing;
pub(crate) mod image_reference_invalid;
pub(crate) mod image_registry_deprecated;
pub(crate) mod image_registry_implicit;
pub(crate) mod image_registry_insecure;
pub(crate) mod image_registry_prefix_open;
pub(crate) mod image_signature_policy_missing;
pub(crate) mod image_tag_latest;
pub(crate) mod manifest_unsigned;
pub(crate) mod pull_policy;
pub(crate) mod registries;
#[cfg(feature = "full")]
pub(crate) mod signature_policy_weak;
mod signatures;
