//! Whether a cluster of the dialled version takes what is written, and how old what runs is.

mod api;
pub(crate) mod api_replacement_unavailable;
pub(crate) mod api_version_deprecated;
pub(crate) mod api_version_openshift_deprecated;
pub(crate) mod api_version_removed;
pub(crate) mod podsecuritypolicy_removed;
pub(crate) mod third_party_api_removed;
