//! A finding as it is kept between runs: small, since a large file has many. Its edits are asked of the rule again if needed.

use std::sync::Arc;

use plimsoll_report::{Applicability, Confidence, Resource, Severity};
use plimsoll_rules::{Finding, Rule};
use plimsoll_source::Span;
use plimsoll_source::edit::{Edit, Replacement};

/// A finding without its symbolic edits.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) rule: &'static Rule,
    /// Its place among what the rule finds in the document, or in the workspace for a rule that looks at all of it.
    pub(crate) ordinal: u32,
    pub(crate) file: u32,
    pub(crate) document: u32,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) span: Span,
    pub(crate) resource: Option<Arc<Resource>>,
    pub(crate) path: Box<str>,
    pub(crate) message: Box<str>,
    pub(crate) related: Box<[KeptRelated]>,
    pub(crate) fixes: Box<[KeptFix]>,
}

/// A second place.
#[derive(Debug)]
pub(crate) struct KeptRelated {
    pub(crate) file: u32,
    pub(crate) span: Span,
    pub(crate) label: Arc<str>,
}

/// A fix.
#[derive(Debug)]
pub(crate) struct KeptFix {
    /// Its place among the fixes that the rule gave.
    pub(crate) number: u32,
    pub(crate) applicability: Applicability,
    pub(crate) title: Arc<str>,
    pub(crate) note: Option<Arc<str>>,
    /// Empty unless fixes were to be planned.
    pub(crate) edits: Vec<Replacement>,
}

/// The edits of each fix of a finding.
pub(crate) type Edits = Vec<Vec<Edit>>;

impl Kept {
    /// Keeps a finding and gives back its edits.
    pub(crate) fn of(finding: Finding, severity: Severity, ordinal: usize, words: &mut Words) -> (Self, Edits) {
        let mut edits = Vec::with_capacity(finding.fixes.len());
        let mut keep = |(number, fix): (u32, plimsoll_rules::Fix)| {
            edits.push(fix.edits);
            KeptFix {
                number,
                applicability: fix.applicability,
                title: words.share(&fix.title),
                note: fix.note.map(|note| words.share(&note)),
                edits: Vec::new(),
            }
        };
        let fixes = (0..).zip(finding.fixes).map(&mut keep).collect();
        let related = finding.related.into_iter();
        let kept = Self {
            rule: finding.rule,
            ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
            file: finding.file,
            document: finding.document,
            severity,
            confidence: finding.confidence.unwrap_or(finding.rule.confidence),
            span: finding.span,
            fixes,
            related: related
                .map(|one| KeptRelated { file: one.file, span: one.span, label: words.share(&one.label) })
                .collect(),
            resource: finding.resource.map(|resource| words.share_resource(resource)),
            path: finding.path.into(),
            message: finding.message.into(),
        };
        (kept, edits)
    }
}

/// Words and resources that many findings have in common, each once.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// In their order.
    words: Vec<Arc<str>>,
    resource: Option<Arc<Resource>>,
}

impl Words {
    /// More than rules have words of their own: some of these hold names of objects, which change while somebody types.
    const MOST: usize = 4_096;

    fn share(&mut self, word: &str) -> Arc<str> {
        let place = self.words.partition_point(|known| **known < *word);
        if let Some(known) = self.words.get(place).filter(|known| ***known == *word) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = word.into();
        if self.words.len() >= Self::MOST {
            self.words = vec![Arc::clone(&shared)];
        } else {
            self.words.insert(place, Arc::clone(&shared));
        }
        shared
    }

    /// What is found of one object is found together, so the latest is the one to compare with.
    pub(crate) fn share_resource(&mut self, resource: Arc<Resource>) -> Arc<Resource> {
        match &self.resource {
            Some(known) if Arc::ptr_eq(known, &resource) || **known == *resource => Arc::clone(known),
            _ => Arc::clone(self.resource.insert(resource)),
        }
    }
}
