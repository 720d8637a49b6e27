//! Reads what the worker posts.

use js_sys::Uint8Array;
use plimsoll_report::Response;
use wasm_bindgen::{JsCast, JsValue};

use crate::page::{get, text};

/// A message of the worker.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    /// The engine is loaded.
    Ready,
    /// The engine cannot go on.
    Crashed,
    /// An answer.
    Answer(Response),
}

/// Reads a message; `None` if it is none of the engine's.
pub(super) fn message(data: &JsValue) -> Option<Message> {
    match text(data, "kind")?.as_str() {
        "ready" => Some(Message::Ready),
        "crashed" => Some(Message::Crashed),
        "answer" => answer(&get(data, "response")?.dyn_into::<Uint8Array>().ok()?.to_vec()),
        _ => None,
    }
}

fn answer(json: &[u8]) -> Option<Message> {
    serde_json::from_slice(json).ok().map(Message::Answer)
}

#[cfg(test)]
mod tests {
    use plimsoll_report::{Failure, FailureKind, FixPlan, Outcome, Severity};

    use super::*;
    use crate::sample;

    #[test]
    fn every_outcome_reads_back() {
        let report = Box::new(sample::report(&[("a", Severity::High, 2), ("b", Severity::Low, 4)]));
        for outcome in [
            Outcome::Done,
            Outcome::Report(report),
            Outcome::Fixes(FixPlan::default()),
            Outcome::Failed(Failure { kind: FailureKind::Request, message: "no such finding".into() }),
        ] {
            let response = Response { revision: 7, outcome };
            let json = serde_json::to_vec(&response).expect("plain data");
            assert_eq!(answer(&json), Some(Message::Answer(response)));
        }
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for json in
            ["", "null", "{}", r#"{"revision":1,"outcome":"other"}"#, r#"{"revision":1,"outcome":{"report":{}}}"#]
        {
            assert_eq!(answer(json.as_bytes()), None, "{json}");
        }
    }
}
