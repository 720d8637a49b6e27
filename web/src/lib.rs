//! The page: state, components and screens in Yew, the worker's client, and the threads to the editor and the host script.
//! It checks nothing itself: it cannot, since it does not link the engine.

pub mod action;
pub mod app;
pub mod comment;
pub mod components;
pub mod desk;
pub mod diff;
pub mod editor;
pub mod embed;
pub mod engine;
pub mod examples;
pub mod files;
pub mod host;
pub mod loadline;
pub mod names;
pub mod page;
pub mod pages;
pub mod prose;
mod reduce;
pub mod review;
pub mod route;
pub mod settings;
pub mod share;
pub mod shell;
pub mod shown;
pub mod state;
pub mod strings;

#[cfg(test)]
mod sample;

/// Puts the page into the skeleton. The host script calls it once the wasm is here.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    // The root renders nothing of its own, but it needs a place to stand.
    if let Some(root) = host::document().and_then(|document| document.create_element("div").ok()) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
