//! Images: references, families, how long what they are made of gets fixes, and names that look like others.
//! The day is an input, and what the tables do not know is unknown.

mod clock;
mod day;
mod family;
mod names;
mod reference;
mod status;
pub(crate) mod table;
mod tag;
mod used;

pub use clock::{Clock, Product, State, clocks};
pub use day::Day;
pub use family::{Base, Facts, Family, Size};
pub use names::{Insecure, deprecated_registry, insecure_registry, look_alike};
pub use reference::{DEFAULT_REGISTRY, DEFAULT_TAG, Fault, FaultKind, Reference};
pub use status::{SOON, status};
pub use table::{Made, made};
pub use tag::{dated, moves, newer, version};
pub use used::{Used, used};
