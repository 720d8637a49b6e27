//! Kubernetes as the API server reads it: objects, Pods, containers, effective settings with where they come from, and
//! the Pod Security Standards. Knows no rules: what it says is what the cluster does, never an opinion.

pub mod api;
mod container;
mod effective;
pub mod facts;
mod field;
pub mod image;
mod index;
mod int_or_percent;
mod labelled;
pub mod network;
mod object;
mod pod;
pub mod psa;
pub mod pss;
mod quantity;
pub mod rbac;
pub mod references;
mod scope;
pub mod selector;
mod version;
mod volume;

pub use container::{Container, ContainerList, Containers};
pub use effective::{Effective, Origin};
pub use field::Field;
pub use index::{Effort, Id, Index, Known, KnownObjects, may_be_one};
pub use int_or_percent::{IntOrPercent, NoIntOrPercent};
pub use object::{Object, objects};
pub use pod::Pod;
pub use quantity::{NoQuantity, Quantity};
pub use scope::{SYSTEM_NAMESPACES, is_built_in_namespace, is_namespaced};
pub use version::Version;
pub use volume::{Volume, Volumes};

#[cfg(test)]
mod testing;
