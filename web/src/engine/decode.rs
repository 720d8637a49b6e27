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
    /// An answer, and how many bytes it came in.
    Answer(Response, usize),
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

fn answer(response: &[u8]) -> Option<Message> {
    Some(Message::Answer(postcard::from_bytes(response).ok()?, response.len()))
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
            let bytes = postcard::to_allocvec(&response).expect("plain data");
            assert_eq!(answer(&bytes), Some(Message::Answer(response, bytes.len())));
        }
    }

    #[test]
    fn what_is_no_answer_is_none() {
        let [revision, done, no_such_outcome, report, failed] = [1, 0, 9, 1, 3];
        for bytes in
            [&[][..], &[revision], &[revision, no_such_outcome], &[revision, report, 1], &[revision, failed, 0, 200]]
        {
            assert_eq!(answer(bytes), None, "{bytes:?}");
        }
        assert!(answer(&[revision, done]).is_some());
    }
}
