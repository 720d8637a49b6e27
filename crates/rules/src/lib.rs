//! The rules: data plus a function pointer each, one page each, and the table of all of them.
//! A rule sees objects and text through a [`Context`] and knows no web, clock, random or I/O; the date is an input.

mod base_images;
mod capability;
mod command;
mod context;
mod danger;
mod finding;
mod fix;
mod image_scanning;
mod images;
mod kinds;
#[cfg(feature = "full")]
mod merge;
mod mounts;
mod namespaces;
mod nearest;
mod parameter;
mod places;
mod pod_security;
mod prelude;
mod provenance;
mod range;
#[cfg(feature = "full")]
mod rbac;
mod reading;
mod reliability;
mod rule;
mod runtime_privileges;
mod script;
mod secrets;
mod table;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod updates;
mod wording;

#[cfg(test)]
mod tests;

pub use context::{Context, DocumentRef, Environment, Located, Place};
pub use finding::{Finding, Findings, Related};
pub use fix::Fix;
pub use kinds::{is_kind_on_demand, looks_at};
pub use nearest::nearest;
pub use parameter::{ParameterValue, Parameters};
pub use reading::{INPUT_LIMIT, UNKNOWN_RULE_IN_SUPPRESSION, UNRENDERED_TEMPLATE, UNUSED_SUPPRESSION, YAML_SYNTAX};
pub use rule::{Rule, Scope};
pub use secrets::hidden;
#[cfg(any(test, feature = "pages"))]
pub use table::page;
pub use table::{RULES, find, is_on_demand, is_rule};
