//! What a rule has to say about a place, in spans of the file as loaded. The engine turns it into the report's form.

use std::sync::Arc;

use plimsoll_kube::Object;
use plimsoll_report::{Confidence, Resource};
use plimsoll_source::{Path, Span};

use crate::{Fix, Located, Rule};

/// Something that a rule has to say about a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Number of the file in the workspace.
    pub file: u32,
    /// Number of the document in the file.
    pub document: u32,
    /// The object it is about, as written.
    pub resource: Option<Arc<Resource>>,
    /// The value, or the key of the nearest parent of a value that is missing.
    pub span: Span,
    /// Path of the value within the document; empty for a finding about the text.
    pub path: Path,
    /// The fact, lower case, no full stop; names in backticks.
    pub message: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Ways to mend it, the recommended one first.
    pub fixes: Vec<Fix>,
    /// Set where this finding is less certain than the rule in general.
    pub confidence: Option<Confidence>,
}

/// A second place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Number of the file in the workspace.
    pub file: u32,
    /// The place.
    pub span: Span,
    /// What stands there.
    pub label: String,
}

impl Finding {
    /// Adds a second place in the same file, unless it is the first one again.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        if span != self.span {
            self.related.push(Related { file: self.file, span, label: label.into() });
        }
        self
    }

    /// Adds the name of another object, in whatever file.
    #[must_use]
    pub(crate) fn related_object(mut self, object: &Located<Object<'_>>, label: impl Into<String>) -> Self {
        self.related.push(Related { file: object.file, span: object.name_span(), label: label.into() });
        self
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fixes.extend(fix.into());
        self
    }

    /// Says that this finding is less certain than the rule in general.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }
}

/// Collects what rules find.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Finding>,
    /// How many there may be in all; `None` for any number.
    limit: Option<usize>,
    cut: bool,
}

impl Findings {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes this many findings more, and drops those after them: a hostile file could yield more than memory holds.
    pub fn limit(&mut self, more: usize) {
        self.limit = Some(self.found.len().saturating_add(more));
    }

    /// Whether a finding was dropped.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        if self.limit.is_some_and(|limit| self.found.len() >= limit) {
            self.cut = true;
            return;
        }
        self.found.push(finding);
    }

    /// The findings so far, in the order they were pushed.
    pub fn as_slice(&self) -> &[Finding] {
        &self.found
    }

    /// The findings.
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}
