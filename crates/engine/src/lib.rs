//! Files in, report out: checks documents with every rule, applies settings and suppressions, plans fixes and proves them.
//! Knows no I/O, clock or terminal; the front ends bring those.

mod assemble;
mod checked;
mod date;
mod decoded;
#[cfg(feature = "export")]
pub mod export;
mod glob;
mod images;
mod kept;
#[cfg(feature = "full")]
mod maps;
mod parallel;
mod place;
mod plan;
mod pod_security;
mod run;
mod score;
pub mod settings;
mod shared;
mod suppress;
mod workspace;

pub use plimsoll_rules::nearest;
pub use run::RuleSelection;
pub use settings::{Settings, SettingsError};
pub use workspace::Workspace;

/// The version of the product.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
