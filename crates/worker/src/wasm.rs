//! What the worker's script calls, and what it hears: `WorkerMessage` objects.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use js_sys::Function;
use plimsoll_report::{Failure, FailureKind, Outcome, Response, WorkerMessage};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::Session;

thread_local! {
    /// The worker's way out. Kept here, not in `Engine`, because a panic must find it too.
    static POST: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// The engine behind the worker's message port.
#[wasm_bindgen]
pub struct Engine {
    session: Session,
}

#[wasm_bindgen]
impl Engine {
    /// Starts the engine, which speaks through `post` from now on, and says that it is ready.
    #[wasm_bindgen(constructor)]
    pub fn new(post_message: Function) -> Self {
        POST.set(Some(post_message));
        std::panic::set_hook(Box::new(|info| post(&WorkerMessage::Crashed { message: describe(info) })));
        let engine = Self { session: Session::new() };
        post(&WorkerMessage::Ready);
        engine
    }

    /// Answers one envelope.
    pub fn handle(&mut self, envelope: &[u8]) {
        let response = match postcard::from_bytes(envelope) {
            Ok(envelope) => self.session.handle(envelope),
            // No revision could be read: 0 belongs to no state of the page.
            Err(_) => Response { revision: 0, outcome: unreadable() },
        };
        // Numbers, texts and lists of known length can always be written.
        if let Ok(response) = postcard::to_allocvec(&response) {
            post(&WorkerMessage::Answer { response });
        }
    }

    /// Works once for nobody: see [`Session::rehearse`].
    pub fn rehearse(&self) {
        // What was written is dropped: nobody asked.
        let _ = postcard::to_allocvec(&Session::rehearse());
    }
}

fn unreadable() -> Outcome {
    let message = "the engine cannot read this request: reload the page".to_owned();
    Outcome::Failed(Failure { kind: FailureKind::Request, message })
}

fn post(message: &WorkerMessage) {
    let Ok(value) = message.serialize(&Serializer::new()) else { return };
    POST.with_borrow(|post| {
        if let Some(post) = post {
            // The worker's script catches what it throws itself; there is nobody else to tell.
            let _ = post.call1(&JsValue::UNDEFINED, &value);
        }
    });
}

/// Where it happened, and the message if it is a literal of the program: a formatted one may quote the person's file.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    match info.payload().downcast_ref::<&'static str>() {
        Some(message) => format!("{message}, at {place}"),
        None => format!("panicked at {place}"),
    }
}
