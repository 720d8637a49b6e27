//! What a rule is: a plain `static`, without trait object, macro crate or registration magic.

use std::borrow::Cow;
use std::fmt;

use plimsoll_kube::{Field, Pod};
use plimsoll_report::{Audience, Confidence, Control, Parameter, RuleInfo, Severity, Strategy};
use plimsoll_source::{Path, Span};

use crate::{Context, Finding, Findings, Located, Place};

/// One thing to look for.
pub struct Rule {
    /// Kebab-case name of the bad thing. Never renamed: it is in links, suppressions and reports.
    pub id: &'static str,
    /// The bad thing, as a sentence without a full stop.
    pub title: &'static str,
    /// Harm if true.
    pub severity: Severity,
    /// Chance that it is true.
    pub confidence: Confidence,
    /// Who wants to hear it.
    pub audience: Audience,
    /// What it serves.
    pub strategy: Strategy,
    /// Benchmarks it answers for.
    pub controls: &'static [Control],
    /// Names other tools give the same check, as `peer:id`. Never those of a weaker or opposite check.
    /// Empty without the feature `pages`: they stand on the pages and nowhere else.
    pub equivalents: &'static [&'static str],
    /// Settings it reads.
    pub parameters: &'static [Parameter],
    /// Whether its findings can carry a fix.
    pub fixable: bool,
    /// The release it came with.
    pub since: &'static str,
    /// How much of the workspace it looks at.
    pub scope: Scope,
    /// Looks, and pushes what it finds.
    pub check: fn(&Context<'_>, &mut Findings),
}

/// How much of the workspace a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One document, so that its findings can be kept until that document changes.
    Document,
    /// All files at once.
    Workspace,
}

impl Rule {
    /// A finding about `span`, which is the value at `path`.
    pub fn at(&'static self, place: &Place<'_>, span: Span, path: Path, message: impl Into<String>) -> Finding {
        Finding {
            rule: self,
            file: place.file,
            document: place.document,
            resource: place.resource(),
            span,
            path,
            message: message.into(),
            related: Vec::new(),
            fixes: Vec::new(),
            confidence: None,
        }
    }

    /// A finding about a field of a Pod. That something is missing is a guess where not all of the document could be read.
    pub(crate) fn on(&'static self, pod: &Located<Pod<'_>>, field: Field<'_>, message: impl Into<String>) -> Finding {
        let mut finding = self.at(&pod.place(), field.span(), field.path(), message);
        if pod.partly_read && !field.is_set() {
            finding.confidence = Some(Confidence::Low);
        }
        finding
    }

    /// The catalogue entry.
    pub fn info(&self) -> RuleInfo {
        RuleInfo {
            id: Cow::Borrowed(self.id),
            title: Cow::Borrowed(self.title),
            severity: self.severity,
            confidence: self.confidence,
            audience: self.audience,
            strategy: self.strategy,
            controls: self.controls.to_vec(),
            equivalents: self.equivalents.iter().map(|name| Cow::Borrowed(*name)).collect(),
            fixable: self.fixable,
            parameters: self.parameters.to_vec(),
            since: Cow::Borrowed(self.since),
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Rule").field(&self.id).finish()
    }
}

/// What other tools call a rule. The names stand on its page and nowhere else, and there are many of them: the engine's wasm, which has
/// no pages, does not carry them.
pub(crate) const fn elsewhere(names: &'static [&'static str]) -> &'static [&'static str] {
    if cfg!(any(test, feature = "pages")) { names } else { &[] }
}
