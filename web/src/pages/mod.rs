//! The screens.

pub mod check;
pub mod rule;
pub mod rules;
