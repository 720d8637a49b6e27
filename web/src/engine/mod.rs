//! The page's side of the worker: what to send it and when, and what to do when it does not answer.

pub mod client;
mod decode;
pub mod paths;
pub mod supervisor;
