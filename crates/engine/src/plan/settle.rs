//! Many fixes of one document at once: all together where they agree, else as many as do, with a reason for each of the rest.

use plimsoll_report::Refusal;
use plimsoll_source::edit::{Edit, Replacement};

use super::chunk::Chunk;

/// Bytes of a document that are read again to find out which fixes agree. What is left after that waits for the next round.
const BYTES_TO_TRY: usize = 16 << 20;
/// How often even a document that is longer than that is read again, so that a round brings some of its fixes in.
const TRIES: usize = 4;
const NEXT_ROUND: &str = "the file is too large to fit all fixes in at once; apply again";

/// A chosen fix.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) finding: u32,
    pub(super) fix: u32,
    pub(super) rule: &'static str,
    pub(super) edits: Vec<Edit>,
}

/// What came of the chosen fixes of a document.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) replacements: Vec<Replacement>,
    pub(super) applied: Vec<(u32, u32)>,
    pub(super) refused: Vec<Refusal>,
    /// Whether some were not tried, which is said of each.
    pub(super) cut: bool,
}

pub(super) fn settle<'c>(chunk: &'c Chunk, candidates: &'c [Candidate]) -> Settled {
    let left = BYTES_TO_TRY.max(chunk.len().saturating_mul(TRIES));
    let mut attempts = Attempts { chunk, left, taken: Vec::new(), settled: Settled::default() };
    let (idle, open): (Vec<&Candidate>, Vec<&Candidate>) = candidates.iter().partition(|one| is_idle(chunk, one));
    attempts.add(&open);
    for candidate in idle {
        attempts.refuse(candidate, "it would change nothing: mend this by hand".to_owned());
    }
    attempts.settled.applied = attempts.taken.iter().map(|taken| (taken.finding, taken.fix)).collect();
    attempts.settled
}

/// Whether a fix changes nothing. Then it mends nothing either, and would be offered for ever.
fn is_idle(chunk: &Chunk, candidate: &Candidate) -> bool {
    chunk.plan(&candidate.edits).is_ok_and(|plan| plan.is_empty())
}

struct Attempts<'c> {
    chunk: &'c Chunk,
    left: usize,
    taken: Vec<&'c Candidate>,
    settled: Settled,
}

impl<'c> Attempts<'c> {
    /// Takes all of the block if it agrees with what is taken; else its halves, one after the other. So a few fixes that do
    /// not agree cost a few attempts each, and the rest one.
    fn add(&mut self, block: &[&'c Candidate]) {
        let Some(first) = block.first() else { return };
        let Some(left) = self.left.checked_sub(self.chunk.len()) else {
            self.settled.cut = true;
            block.iter().for_each(|candidate| self.refuse(candidate, NEXT_ROUND.to_owned()));
            return;
        };
        self.left = left;
        let together: Vec<&'c Candidate> = self.taken.iter().chain(block).copied().collect();
        match self.chunk.attempt(&edits(&together)) {
            Ok(replacements) => {
                self.settled.replacements = replacements;
                self.taken = together;
            }
            Err(refusal) if block.len() == 1 => {
                let reason = self.reason(first, refusal.reason);
                self.refuse(first, reason);
            }
            Err(_) => {
                let (left, right) = block.split_at(block.len() / 2);
                self.add(left);
                self.add(right);
            }
        }
    }

    fn refuse(&mut self, candidate: &Candidate, reason: String) {
        self.settled.refused.push(Refusal { finding: candidate.finding, fix: candidate.fix, reason });
    }

    /// A fix that can be made alone is in the way of another one.
    fn reason(&mut self, candidate: &Candidate, alone: String) -> String {
        if self.taken.is_empty() {
            return alone;
        }
        let Some(left) = self.left.checked_sub(self.chunk.len()) else { return NEXT_ROUND.to_owned() };
        self.left = left;
        if self.chunk.attempt(&candidate.edits).is_err() {
            return alone;
        }
        match self.taken.iter().find(|taken| meet(taken, candidate)) {
            Some(other) => format!("overlaps the fix of `{}`; apply again", other.rule),
            None => "overlaps another fix; apply again".to_owned(),
        }
    }
}

/// The edits of all, each once: two rules may ask for the same.
fn edits(candidates: &[&Candidate]) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for edit in candidates.iter().flat_map(|candidate| &candidate.edits) {
        // Equal edits come from one place, so that they are near each other.
        if !all.iter().rev().take(64).any(|known| known == edit) {
            all.push(edit.clone());
        }
    }
    all
}

/// Whether one of the paths of a fix leads through one of another.
fn meet(one: &Candidate, other: &Candidate) -> bool {
    one.edits.iter().any(|left| {
        other.edits.iter().any(|right| left.path().is_prefix_of(right.path()) || right.path().is_prefix_of(left.path()))
    })
}
