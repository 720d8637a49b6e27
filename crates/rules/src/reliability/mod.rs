//! What keeps workloads running: resources, probes, replicas, and objects that fit together.

pub(crate) mod amounts;
pub(crate) mod comparisons;
pub(crate) mod cpu_limit_present;
pub(crate) mod emptydir_size_limit_missing;
pub(crate) mod equality;
pub(crate) mod invalid_quantity;
pub(crate) mod qos_class_not_guaranteed;
pub(crate) mod resource_quantity_suspicious;
pub(crate) mod resources;
pub(crate) mod wanted;
