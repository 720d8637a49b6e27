//! What keeps workloads running: resources, probes, replicas, and objects that fit together.

pub(crate) mod amounts;
pub(crate) mod comparisons;
pub(crate) mod container_port_name_missing;
pub(crate) mod container_ports_invalid;
pub(crate) mod cpu_limit_present;
pub(crate) mod duplicate_env_var;
pub(crate) mod emptydir_size_limit_missing;
pub(crate) mod env_name_or_value_check;
pub(crate) mod equality;
pub(crate) mod invalid_quantity;
pub(crate) mod jobs;
pub(crate) mod patterns;
pub(crate) mod probe_ports;
pub(crate) mod probe_timing;
pub(crate) mod probes_identical;
pub(crate) mod probes_missing;
pub(crate) mod qos_class_not_guaranteed;
pub(crate) mod replicas;
pub(crate) mod resource_quantity_suspicious;
pub(crate) mod resources;
pub(crate) mod restart_policy;
pub(crate) mod rolling_update_missing;
pub(crate) mod wanted;
