//! Edits for a report that carries those of its fixes: each fix planned for itself, and proved.

use plimsoll_source::File;
use plimsoll_source::edit::{Edit, Replacement};
use plimsoll_source::order::{Order, pair};

use super::chunk::Chunk;
use super::settle::{Candidate, settle};
use crate::kept::{Edits, Kept};
use crate::workspace::Held;

/// Bytes of documents that are read again for a file to prove its fixes one by one. Beyond it the fixes of a document are
/// proved together, since each proof costs all of the document.
const BYTES_TO_PROVE: usize = 8 << 20;

/// Proves the fixes of one file.
#[derive(Debug)]
pub(crate) struct Prover<'a> {
    file: &'a File,
    left: usize,
    /// Whether fixes of the document at hand were left out because they would take too long.
    pub(crate) cut: bool,
}

impl<'a> Prover<'a> {
    pub(crate) fn new(file: &'a File) -> Self {
        Self { file, left: BYTES_TO_PROVE, cut: false }
    }

    /// Whether a document whose proofs took this much would be treated alike now.
    pub(crate) const fn can_afford(&self, bytes: usize) -> bool {
        bytes <= self.left
    }

    pub(crate) const fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }

    /// Fills in the edits of findings of a document, and takes away fixes that cannot be proved. Gives the bytes it took, or
    /// the most there are where not every fix could be proved alone.
    pub(crate) fn prove_all(&mut self, document: u32, findings: &mut [Kept], edits: &[Edits]) -> usize {
        self.cut = false;
        if edits.iter().all(Vec::is_empty) {
            return 0;
        }
        let Some(chunk) = Chunk::of(self.file, document) else {
            findings.iter_mut().for_each(|finding| finding.fixes = Box::default());
            return 0;
        };
        let each = chunk.len().max(1);
        let fixes = edits.iter().map(Vec::len).sum::<usize>();
        let wanted = fixes.saturating_mul(each);
        // One alone costs the same either way.
        if fixes == 1 || self.can_afford(wanted) {
            self.spend(wanted);
            prove_each(&chunk, findings, edits);
            return wanted;
        }
        self.cut = prove_together(&chunk, findings, edits);
        usize::MAX
    }
}

/// Proves fixes of rules that look at everything. The findings stand in the order of documents.
pub(crate) fn prove_wide(files: &[Held], mut findings: &mut [Kept], mut edits: &[Edits]) {
    let mut prover: Option<(u32, Prover<'_>)> = None;
    while let Some(first) = findings.first() {
        let place = (first.file, first.document);
        let of_document = findings.iter().take_while(|finding| (finding.file, finding.document) == place).count();
        let (these, others) = std::mem::take(&mut findings).split_at_mut(of_document);
        let (their_edits, other_edits) = edits.split_at(of_document.min(edits.len()));
        let known = prover.take().filter(|(file, _)| *file == place.0);
        let of_file = || files.get(place.0 as usize).map(|held| (place.0, Prover::new(&held.file)));
        prover = known.or_else(of_file);
        match &mut prover {
            Some((_, prover)) => {
                prover.prove_all(place.1, these, their_edits);
            }
            None => these.iter_mut().for_each(|finding| finding.fixes = Box::default()),
        }
        (findings, edits) = (others, other_edits);
    }
}

fn prove_each(chunk: &Chunk, findings: &mut [Kept], edits: &[Edits]) {
    fill(findings, edits, |edits, _| chunk.attempt(edits).ok());
}

/// One proof of many fixes holds for each of them; those that do not agree with the first ones are proved in a second go. Gives
/// whether some were left out because they would take too long.
fn prove_together(chunk: &Chunk, findings: &mut [Kept], edits: &[Edits]) -> bool {
    let mut open: Vec<Candidate> = Vec::new();
    for (finding, (kept, edits)) in (0..).zip(findings.iter().zip(edits)) {
        let candidates =
            (0..).zip(edits).map(|(fix, edits)| Candidate { finding, fix, rule: kept.rule.id, edits: edits.clone() });
        open.extend(candidates);
    }
    let mut proved = Vec::new();
    let mut cut = false;
    for _ in 0..2 {
        let settled = settle(chunk, &open);
        cut = settled.cut;
        let applied = settled.applied;
        let applied = Order::new(applied.into_iter().map(|(finding, fix)| pair(finding, fix)));
        open.retain(|candidate| !applied.contains(pair(candidate.finding, candidate.fix)));
        proved.push(applied);
    }
    chunk.refill();
    let is_proved = |(finding, fix)| proved.iter().any(|applied| applied.contains(pair(finding, fix)));
    fill(findings, edits, |edits, place| is_proved(place).then(|| chunk.plan(edits).ok()).flatten());
    cut || chunk.is_spent()
}

/// Gives each fix its edits, or takes it away. One that changes nothing mends nothing.
fn fill(findings: &mut [Kept], edits: &[Edits], mut plan: impl FnMut(&[Edit], (u32, u32)) -> Option<Vec<Replacement>>) {
    for (number, (finding, edits)) in (0..).zip(findings.iter_mut().zip(edits)) {
        let fixes = std::mem::take(&mut finding.fixes).into_vec();
        let planned = (0..).zip(fixes.into_iter().zip(edits)).filter_map(|(fix, (mut kept, edits))| {
            kept.edits = plan(edits, (number, fix))?;
            (!kept.edits.is_empty()).then_some(kept)
        });
        finding.fixes = planned.collect();
    }
}
