//! Reads manifests the way kubectl does, and Dockerfiles the way BuildKit does: a tree with byte spans for each document, errors beside it, edits planned on it.
//! Knows YAML, JSON and Dockerfiles, and nothing of Kubernetes.

mod build;
mod bytes;
mod comment;
mod decode;
pub mod dockerfile;
pub mod edit;
mod error;
mod explain;
mod fast;
mod file;
mod float;
mod hidden;
mod json;
pub mod limits;
mod lines;
pub mod order;
mod path;
mod recover;
mod scalar;
pub mod shell;
mod span;
mod split;
mod surprise;
mod tree;
mod value;
mod walk;

pub use bytes::{Decoded, decode_bytes};
pub use comment::Comment;
pub use decode::{scalar_to_json, text_to_json, to_json};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use file::{Document, File, Language};
pub use lines::LineIndex;
pub use path::{Path, PathError, Step};
pub use span::Span;
pub use surprise::{Surprise, SurpriseKind};
pub use tree::Tree;
pub use value::{Entry, Kind, Value};
pub use walk::{Entries, Items, Written};
