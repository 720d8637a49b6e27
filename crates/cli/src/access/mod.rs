//! `plimsoll who-can` and `plimsoll can`: what the roles and bindings in the files let whom do.

mod args;
mod bundle;
mod can;
mod request;
mod told;
mod who_can;

pub(crate) use args::{CanArgs, WhoCanArgs};
pub(crate) use can::run as can;
pub(crate) use who_can::run as who_can;
