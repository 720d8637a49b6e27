//! The plain types that cross a boundary: engine to command line, worker to page, product to the tools that read its
//! JSON. Nothing here computes, but for a look-up in the calendar of releases, which the page needs too; every crate
//! may depend on it.

pub mod calendar;
mod decoded;
mod finding;
mod fix;
mod images;
mod map;
mod message;
mod page;
mod position;
mod report;
mod rule;
mod score;
mod words;

pub use decoded::{Decoded, DecodedLine, DecodedNote};
pub use finding::{Finding, Related, Resource, Suppression, SuppressionSource};
pub use fix::{Applicability, Fix, FixPlan, FixPlanFile, FixSelection, Refusal, TextEdit};
pub use images::{
    ClockState, Image, ImageClock, ImageContents, ImageHolder, ImagePart, ImageReference, ImageSize, ImageSource,
    ImageStatus, ImageUse, Images,
};
pub use map::{
    MapAnswer, MapEdge, MapEnd, MapGraph, MapLine, MapMade, MapNode, MapPlace, MapQuery, MapReach, MapRequest, MapTie,
    MapTold,
};
pub use message::{Envelope, Failure, FailureKind, Options, Outcome, Request, Response, WorkerMessage};
pub use page::{ExampleRole, Inline, Node, RulePage};
pub use position::{Location, Position};
pub use report::{Blocker, FileReport, PodSecurity, PodSecurityLevel, Report, SCHEMA_VERSION, Summary};
pub use rule::{
    Audience, Confidence, Control, Parameter, ParameterKind, RuleInfo, SYNTAX_RULES, Severity, Strategy, is_syntax,
};
pub use score::{ObjectScore, ScoreTerm, Scores, WorkspaceScore};
