//! Secret management: credentials in manifests, Secrets and how workloads get them, tokens of service accounts.

pub(crate) mod automount_service_account_token;
mod credential;
mod hidden;
pub(crate) mod image_pull_secret_inline;
mod leak;
pub(crate) mod long_lived_sa_token;
mod parts;
pub(crate) mod projected_token_long_expiry;
pub(crate) mod secret_in_env_var;
pub(crate) mod secret_in_manifest;
pub(crate) mod secret_not_immutable;
pub(crate) mod secret_value_known_format;
pub(crate) mod secret_volume_mode;
pub(crate) mod secret_wrong_type_or_encoding;
pub(crate) mod sensitive_configmap;
pub(crate) mod sensitive_env_value;
mod settings;
pub(crate) mod storageclass_unencrypted;
#[cfg(test)]
mod tests;
pub(crate) mod workload_mounts_secret;

pub use hidden::hidden;
pub(crate) use leak::Leaks;
