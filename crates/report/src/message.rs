//! What page and worker say to each other. Envelopes and responses travel as bytes, in the form of `postcard`: a browser copies bytes
//! between threads in a moment, but the hundred thousand values of a large report one by one, and the page would wait for them while
//! somebody types. Both ends are of one build, so the form needs no names and no versions.

use serde::{Deserialize, Serialize, Serializer};

use crate::{Audience, Decoded, FixPlan, FixSelection, Images, MapAnswer, MapQuery, Report};

/// Requests with the revision of the page's state that they belong to. One answer comes to all of them: that of the last, or of the
/// first that failed, after which none is looked at. The page drops answers to older revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Counts up with every change of text or options.
    pub revision: u32,
    /// What is asked, in this order.
    pub requests: Vec<Request>,
}

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Request {
    /// Put a file into the workspace, or replace it. Answered by `Done`.
    SetFile {
        /// Its path.
        path: String,
        /// Its text.
        text: String,
    },
    /// Take the file with this path out of the workspace. Answered by `Done`.
    RemoveFile(String),
    /// Check against these from now on. Answered by `Done`.
    SetOptions(Options),
    /// Check the workspace. Answered by `Report`.
    Check,
    /// Plan fixes of the latest report. Answered by `Fixes`.
    PlanFixes(FixSelection),
    /// Show the document that stands on a line as the cluster sees it. Answered by `Decoded`.
    Decode {
        /// Path of the file.
        path: String,
        /// Line, from 1.
        line: u32,
    },
    /// Tell of every image that the files name. Answered by `Images`.
    Images,
    /// Tell what a map shows. Answered by `Map`.
    Map(MapQuery),
}

/// What may be chosen for a run. A choice left open falls to the settings, then to the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// `1.37`, or `latest`.
    pub kubernetes_version: Option<String>,
    /// Rules for this audience and those before it.
    pub audience: Option<Audience>,
    /// The day that judgements of age are made for, as `2026-11-23`.
    pub date: String,
    /// Whether a report carries the edits of its fixes. Costs one more reading of the document for each fix.
    pub plan_fixes: bool,
    /// Whether a report carries the score of each object.
    pub object_scores: bool,
    /// Text of `plimsoll.yaml`, "" for none.
    pub settings: String,
}

/// The worker's answer to an [`Envelope`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The revision of the requests.
    pub revision: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It was done and has nothing to show.
    Done,
    /// What was found.
    Report(Box<Report>),
    /// The change that the fixes make.
    Fixes(FixPlan),
    /// A document as the cluster sees it.
    Decoded(Decoded),
    /// Every image that the files name.
    Images(Box<Images>),
    /// What a map shows.
    Map(Box<MapAnswer>),
    /// Only the engine's full module can answer: it is to be fetched, given the files, and asked again.
    NeedsFull,
    /// It could not be done.
    Failed(Failure),
}

/// What is said of a request that could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which sort of failure.
    pub kind: FailureKind,
    /// What happened, where, and what to do.
    pub message: String,
}

/// Why a request could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FailureKind {
    /// The settings do not read.
    Settings,
    /// The request does not fit the state, for instance a finding that is not there.
    Request,
}

/// Everything a worker posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum WorkerMessage {
    /// The engine is loaded; the clock of the watchdog may start.
    Ready,
    /// An answer.
    Answer {
        /// A [`Response`] in bytes.
        #[serde(serialize_with = "bytes")]
        response: Vec<u8>,
    },
    /// The engine panicked and must be replaced.
    Crashed {
        /// For a report to us; holds no text of the person's files.
        message: String,
    },
}

fn bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}
