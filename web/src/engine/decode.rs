//! Reads what the worker posts. An answer is JSON in bytes; its tag is read as a field beside the others, because serde would first
//! copy a whole report to find the tag that it stands under, and a report is the one big thing that arrives while somebody types.

use js_sys::Uint8Array;
use plimsoll_report::{FixPlan, Report};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::page::{get, text};

/// A message of the worker.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    /// The engine is loaded.
    Ready,
    /// The engine cannot go on.
    Crashed,
    /// An answer, under the revision of its request.
    Answer(u32, Answer),
}

/// What came of a request.
#[derive(Debug, PartialEq)]
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

#[derive(Deserialize)]
struct Response {
    revision: u32,
    outcome: Outcome,
}

#[derive(Deserialize)]
struct Outcome {
    kind: String,
    report: Option<Box<Report>>,
    plan: Option<FixPlan>,
    message: Option<String>,
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
    let Response { revision, outcome } = serde_json::from_slice(json).ok()?;
    let answer = match outcome.kind.as_str() {
        "done" => Answer::Done,
        "report" => Answer::Report(outcome.report?),
        "fixes" => Answer::Fixes(outcome.plan?),
        "failed" => Answer::Failed(outcome.message?),
        _ => return None,
    };
    Some(Message::Answer(revision, answer))
}

#[cfg(test)]
mod tests {
    use plimsoll_report::{FailureKind, Outcome, Response, Severity};

    use super::*;
    use crate::sample;

    fn read(outcome: Outcome) -> Option<Message> {
        answer(&serde_json::to_vec(&Response { revision: 7, outcome }).expect("plain data"))
    }

    #[test]
    fn every_outcome_reads_back() {
        let report = Box::new(sample::report(&[("a", Severity::High, 2), ("b", Severity::Low, 4)]));
        assert_eq!(read(Outcome::Done), Some(Message::Answer(7, Answer::Done)));
        assert_eq!(read(Outcome::Report { report: report.clone() }), Some(Message::Answer(7, Answer::Report(report))));
        assert_eq!(
            read(Outcome::Fixes { plan: FixPlan::default() }),
            Some(Message::Answer(7, Answer::Fixes(FixPlan::default())))
        );
        let failed = Outcome::Failed { failure: FailureKind::Request, message: "no such finding".into() };
        assert_eq!(read(failed), Some(Message::Answer(7, Answer::Failed("no such finding".into()))));
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for json in [
            "",
            "null",
            "{}",
            r#"{"revision":1,"outcome":{"kind":"other"}}"#,
            r#"{"revision":1,"outcome":{"kind":"report"}}"#,
        ] {
            assert_eq!(answer(json.as_bytes()), None, "{json}");
        }
    }
}
