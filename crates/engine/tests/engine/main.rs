//! Tests of the engine through its front door.

mod common;
mod exports;
mod properties;
mod reports;
mod settings;
mod suppressions;
