//! What was found in one document, kept until the document changes.

use std::sync::Arc;

use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::objects;
use plimsoll_kube::pss::{Control, Level};
use plimsoll_report::{Resource, Severity};
use plimsoll_rules::{Context, Findings, Scope};
use plimsoll_source::edit::Aliases;
use plimsoll_source::{File, Span, Tree};

use crate::kept::{Kept, Words};
use crate::plan::Prover;
use crate::run::Run;
use crate::shared;
use crate::suppress::Suppressions;

/// Findings shown of one file. The most severe come first; the rest is said to be left out.
pub(crate) const FINDINGS_OF_A_FILE: usize = 10_000;
/// Files that findings of rules which look at everything are kept for, as many as of one file for each.
const FILES_OF_WIDE_FINDINGS: usize = 100;
/// Things that keep workloads from a level, shown of one file.
pub(crate) const BLOCKERS_OF_A_FILE: usize = 30_000;

/// What was found in one document. Its places are those of the file it was read from: see [`Checked::shift`].
#[derive(Debug)]
pub(crate) struct Checked {
    /// Holds on to the tree, so that its address stays its own.
    tree: Arc<Tree>,
    base: u32,
    /// In the order of the rules of the run.
    pub(crate) findings: Vec<Kept>,
    /// Few documents have any.
    pub(crate) suppressions: Option<Box<Suppressions>>,
    pub(crate) pods: Vec<PodFacts>,
    /// What other objects need to know of those in it.
    pub(crate) facts: Box<[ObjectFacts]>,
    pub(crate) is_empty: bool,
    pub(crate) partly_read: bool,
    /// Whether room ran out, so that more might have been found.
    cut: bool,
    /// Bytes that were read to prove fixes.
    pub(crate) proof: usize,
}

/// An object that holds a Pod, and where it lies on the ladder of the Pod Security Standards.
#[derive(Debug)]
pub(crate) struct PodFacts {
    pub(crate) resource: Arc<Resource>,
    pub(crate) span: Span,
    pub(crate) level: Level,
    pub(crate) blockers: Box<[BlockerFacts]>,
}

/// One thing that keeps a workload from a level.
#[derive(Debug)]
pub(crate) struct BlockerFacts {
    pub(crate) level: Level,
    pub(crate) control: Control,
    pub(crate) message: Box<str>,
    pub(crate) span: Span,
    pub(crate) path: Box<str>,
}

/// How much more a file may yield.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// By severity, the worst first.
    findings: [usize; Severity::ALL.len()],
    pub(crate) blockers: usize,
}

/// How many findings a rule may have that looks at this many files.
pub(crate) fn findings_of_all(files: usize) -> usize {
    FINDINGS_OF_A_FILE * files.clamp(1, FILES_OF_WIDE_FINDINGS)
}

impl Room {
    pub(crate) fn of_a_file() -> Self {
        Self { findings: [FINDINGS_OF_A_FILE; Severity::ALL.len()], blockers: BLOCKERS_OF_A_FILE }
    }

    /// What is left for each severity, the worst served first, where this many were found.
    pub(crate) fn shared(counts: [usize; Severity::ALL.len()]) -> Self {
        let mut left = FINDINGS_OF_A_FILE;
        let findings = counts.map(|count| {
            let share = count.min(left);
            left -= share;
            share
        });
        Self { findings, blockers: 0 }
    }

    /// What is left for all severities together.
    pub(crate) fn left(&self) -> usize {
        self.findings.iter().sum()
    }

    pub(crate) fn of(&self, severity: Severity) -> usize {
        self.findings.get(severity as usize).copied().unwrap_or_default()
    }

    /// Takes the room of one finding, if there is any.
    pub(crate) fn take(&mut self, severity: Severity) -> bool {
        let Some(room) = self.findings.get_mut(severity as usize) else { return false };
        let free = *room > 0;
        *room = room.saturating_sub(1);
        free
    }

    /// Takes the room of a finding from all that is no worse: of those there is less to show.
    pub(crate) fn spend(&mut self, severity: Severity) {
        for room in self.findings.iter_mut().skip(severity as usize) {
            *room = room.saturating_sub(1);
        }
    }
}

/// What documents of a file are checked with, one after the other.
#[derive(Debug)]
pub(crate) struct Tools<'t> {
    pub(crate) room: Room,
    /// Whether more was found than there was room for, so that nobody need look for what there is no room for.
    pub(crate) cut: bool,
    pub(crate) words: &'t mut Words,
    /// Proves fixes, where they are to be planned.
    pub(crate) prover: Option<Prover<'t>>,
}

impl Tools<'_> {
    /// Takes the room that what was found of a document needs.
    pub(crate) fn take(&mut self, checked: &Checked) {
        checked.findings.iter().for_each(|finding| self.room.spend(finding.severity));
        self.cut |= checked.cut;
        let blockers: usize = checked.pods.iter().map(|pod| pod.blockers.len() + 1).sum();
        self.room.blockers = self.room.blockers.saturating_sub(blockers);
    }
}

impl Checked {
    pub(crate) fn check(number: u32, file: &File, document: usize, run: &Run, tools: &mut Tools<'_>) -> Self {
        let Some(chunk) = file.documents().get(document) else { return Self::nothing(&Arc::default(), 0) };
        let span = chunk.span();
        let objects = objects(file, document);
        let mut checked = Self::nothing(chunk.tree(), span.start);
        checked.facts = objects.iter().map(ObjectFacts::of).collect();
        checked.is_empty = chunk.is_empty();
        checked.partly_read = chunk.partly_read();
        checked.suppressions = Suppressions::read(file, document, span, &objects);
        checked.cut = checked.suppressions.as_ref().is_some_and(|suppressions| suppressions.cut);
        let place = u32::try_from(document).unwrap_or(u32::MAX);
        let context = Context::document(number, file, place, &objects, &run.environment);
        let aliases = Aliases::of(file, document);
        checked.run_rules(&context, place, aliases.as_ref(), run, tools);
        checked.evaluate_pods(&context, tools);
        checked
    }

    fn nothing(tree: &Arc<Tree>, base: u32) -> Self {
        Self {
            tree: Arc::clone(tree),
            base,
            findings: Vec::new(),
            suppressions: None,
            pods: Vec::new(),
            facts: Box::default(),
            is_empty: true,
            partly_read: false,
            cut: false,
            proof: 0,
        }
    }

    fn run_rules(
        &mut self,
        context: &Context<'_>,
        document: u32,
        aliases: Option<&Aliases<'_>>,
        run: &Run,
        tools: &mut Tools<'_>,
    ) {
        let mut room = tools.room.clone();
        let mut edits = Vec::new();
        for active in run.active.iter().filter(|active| active.rule.scope == Scope::Document) {
            let limit = room.of(active.severity);
            if limit == 0 && (tools.cut || self.cut) {
                self.cut = true;
                break;
            }
            let mut findings = Findings::new();
            findings.limit(limit);
            (active.rule.check)(context, &mut findings);
            self.cut |= findings.is_cut();
            let mut findings = findings.into_vec();
            shared::name_all(aliases, &mut findings);
            for (ordinal, finding) in findings.into_iter().enumerate() {
                room.spend(active.severity);
                let (kept, its) = Kept::of(finding, active.severity, ordinal, tools.words);
                self.findings.push(kept);
                if tools.prover.is_some() {
                    edits.push(its);
                }
            }
        }
        self.findings.shrink_to_fit();
        if let Some(prover) = &mut tools.prover {
            self.proof = prover.prove_all(document, &mut self.findings, &edits);
            self.cut |= prover.cut;
        }
    }

    fn evaluate_pods(&mut self, context: &Context<'_>, tools: &mut Tools<'_>) {
        let mut left = tools.room.blockers;
        for (pod, evaluation) in context.evaluations() {
            // A workload takes room as well, or a file of empty Pods would be all answer.
            if left == 0 {
                self.cut = true;
                break;
            }
            left -= 1;
            self.cut |= evaluation.violations.len() > left;
            let blockers: Box<[BlockerFacts]> = evaluation
                .violations
                .iter()
                .take(left)
                .map(|violation| BlockerFacts {
                    level: violation.level,
                    control: violation.control,
                    span: violation.field.span(),
                    path: violation.field.path().into(),
                    message: violation.message.as_str().into(),
                })
                .collect();
            left -= blockers.len();
            let object = pod.object();
            let (resource, span) = (tools.words.share_resource(Arc::new(object.resource())), object.name_span());
            self.pods.push(PodFacts { resource, span, level: evaluation.level, blockers });
        }
        self.pods.shrink_to_fit();
    }

    /// Whether this can stand for a document of the file's next version. What broke off is always read anew: whether it
    /// did depends on more than the document.
    pub(crate) fn stands_for(&self, file: &File, document: usize, tools: &Tools<'_>) -> bool {
        !self.cut
            && !self.partly_read
            && tools.prover.as_ref().is_none_or(|prover| prover.can_afford(self.proof))
            && file
                .documents()
                .get(document)
                .is_some_and(|next| Arc::ptr_eq(next.tree(), &self.tree) && !next.partly_read())
    }

    /// Identifies the tree, for as long as this value holds it.
    pub(crate) fn key(&self) -> usize {
        Arc::as_ptr(&self.tree).addr()
    }

    /// Moves every place to where the document stands now.
    pub(crate) fn shift(&mut self, number: u32, file: &File, document: usize) {
        let Some(chunk) = file.documents().get(document) else { return };
        let by = i64::from(chunk.span().start) - i64::from(self.base);
        let place = u32::try_from(document).unwrap_or(u32::MAX);
        self.base = chunk.span().start;
        for finding in &mut self.findings {
            finding.file = number;
            finding.document = place;
            finding.span = shifted(finding.span, by);
            for related in &mut finding.related {
                related.file = number;
                related.span = shifted(related.span, by);
            }
            let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
            edits.for_each(|edit| edit.span = shifted(edit.span, by));
        }
        if by == 0 {
            return;
        }
        self.suppressions.iter_mut().for_each(|suppressions| suppressions.shift(by));
        for pod in &mut self.pods {
            pod.span = shifted(pod.span, by);
            pod.blockers.iter_mut().for_each(|blocker| blocker.span = shifted(blocker.span, by));
        }
    }

    /// Whether room ran out.
    pub(crate) fn is_cut(&self) -> bool {
        self.cut
    }
}

pub(crate) fn shifted(span: Span, by: i64) -> Span {
    let place = |offset: u32| u32::try_from((i64::from(offset) + by).max(0)).unwrap_or(u32::MAX);
    Span::new(place(span.start), place(span.end))
}
