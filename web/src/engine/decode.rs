//! Reads what the worker posts. The tags are read by hand: serde would first copy a whole report to find the tag that it
//! stands under, and a report is the one big thing that arrives while somebody types.

use plimsoll_report::{FixPlan, Report};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::host::from_js;
use crate::page::{get, number, text};

/// A message of the worker.
#[derive(Debug)]
pub(super) enum Message {
    /// The engine is loaded.
    Ready,
    /// The engine cannot go on.
    Crashed,
    /// An answer, under the revision of its request.
    Answer(u32, Answer),
}

/// What came of a request.
#[derive(Debug)]
pub(super) enum Answer {
    /// Nothing to show.
    Done,
    /// The findings.
    Report(Box<Report>),
    /// The planned fixes.
    Fixes(FixPlan),
    /// It could not be done.
    Failed(String),
}

/// Reads a message; `None` if it is none of the engine's.
pub(super) fn message(data: &JsValue) -> Option<Message> {
    match text(data, "kind")?.as_str() {
        "ready" => Some(Message::Ready),
        "crashed" => Some(Message::Crashed),
        "answer" => {
            let response = get(data, "response")?;
            let revision = number(&response, "revision")?;
            answer(&get(&response, "outcome")?).map(|answer| Message::Answer(revision, answer))
        }
        _ => None,
    }
}

fn answer(outcome: &JsValue) -> Option<Answer> {
    match text(outcome, "kind")?.as_str() {
        "done" => Some(Answer::Done),
        "report" => read(outcome, "report").map(Box::new).map(Answer::Report),
        "fixes" => read(outcome, "plan").map(Answer::Fixes),
        "failed" => text(outcome, "message").map(Answer::Failed),
        _ => None,
    }
}

fn read<T: DeserializeOwned>(data: &JsValue, key: &str) -> Option<T> {
    from_js(get(data, key)?)
}
