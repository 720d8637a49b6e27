//! The page: state, components and screens in Yew, the worker's client, and the threads to the editor and the host script.
//! It checks nothing itself: it cannot, since it does not link the engine.

pub mod action;
pub mod diff;
pub mod engine;
pub mod examples;
pub mod loadline;
pub mod names;
pub mod prose;
pub mod reduce;
pub mod route;
pub mod settings;
pub mod share;
pub mod shown;
pub mod state;
pub mod strings;

#[cfg(test)]
mod sample;
