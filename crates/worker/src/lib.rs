//! The engine as the page talks to it: an [`Envelope`](plimsoll_report::Envelope) goes in, a
//! [`Response`](plimsoll_report::Response) comes out. Everything that knows wasm-bindgen is in `wasm`.

mod session;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use session::Session;
