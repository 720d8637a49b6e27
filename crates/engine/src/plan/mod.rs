//! From symbolic edits to text edits that are proved: each document alone, so that a fix costs the document it is in.

mod chunk;
mod settle;

use std::collections::BTreeMap;

use plimsoll_report::{Applicability, FixPlan, FixPlanFile, FixSelection, Refusal, TextEdit};
use plimsoll_rules::{Finding, Fix};
use plimsoll_source::File;
use plimsoll_source::edit::{Edit, Replacement, apply};

use crate::assemble::{Number, Origin};
use crate::place::position;
use crate::workspace::{Held, Latest};
use chunk::Chunk;
use settle::{Candidate, settle};

/// Bytes of documents that are read again for a file to prove its fixes one by one. Beyond it fixes that do not touch each
/// other are proved together, since each proof costs its whole document.
const BYTES_TO_PROVE: usize = 32 << 20;

/// Plans the fixes of one file one by one, for a report that carries their edits.
#[derive(Debug)]
pub(crate) struct Prover<'a> {
    file: &'a File,
    chunk: Option<(u32, Chunk)>,
    left: usize,
}

impl<'a> Prover<'a> {
    pub(crate) fn new(file: &'a File) -> Self {
        Self { file, chunk: None, left: BYTES_TO_PROVE }
    }

    /// The edits of a fix; `None` where it cannot be planned or proved.
    pub(crate) fn text_edits(
        &mut self,
        document: u32,
        edits: &[Edit],
        file: &File,
        path: &str,
    ) -> Option<Vec<TextEdit>> {
        if self.chunk.as_ref().is_none_or(|(of, _)| *of != document) {
            self.chunk = Some((document, Chunk::of(self.file, document)?));
        }
        let (_, chunk) = self.chunk.as_ref()?;
        let cost = chunk.len();
        let replacements = if self.left >= cost {
            self.left -= cost;
            chunk.attempt(edits).ok()?
        } else {
            chunk.plan(edits).ok()?
        };
        Some(text_edits(replacements, file, path))
    }
}

fn text_edits(replacements: Vec<Replacement>, file: &File, path: &str) -> Vec<TextEdit> {
    let edit = |replacement: Replacement| TextEdit {
        file: path.to_owned(),
        start: position(file, replacement.span.start),
        end: position(file, replacement.span.end),
        text: replacement.text,
    };
    replacements.into_iter().map(edit).collect()
}

/// Chosen fixes of one file, by document.
type Chosen<'a> = BTreeMap<u32, Vec<Candidate<'a>>>;

pub(crate) fn plan_fixes(files: &BTreeMap<String, Held>, latest: &Latest, selection: &FixSelection) -> FixPlan {
    let held: Vec<(&String, &Held)> = files.iter().collect();
    let mut plan = FixPlan::default();
    let mut chosen: BTreeMap<u32, Chosen<'_>> = BTreeMap::new();
    for (finding, fix) in select(&held, latest, selection) {
        let Some((file, document, candidate)) = candidate(&held, latest, finding, fix) else {
            let reason = "there is no such fix in the latest report; check again".to_owned();
            plan.refused.push(Refusal { finding, fix, reason });
            continue;
        };
        chosen.entry(file).or_default().entry(document).or_default().push(candidate);
    }
    for (number, documents) in chosen {
        let Some((path, held)) = held.get(number as usize) else { continue };
        plan_file(path, &held.file, documents, &mut plan);
    }
    plan.applied.sort_unstable();
    plan.refused.sort_by_key(|refusal| (refusal.finding, refusal.fix));
    plan
}

/// The chosen fixes as pairs of finding and fix, without repetition.
fn select(held: &[(&String, &Held)], latest: &Latest, selection: &FixSelection) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = match selection {
        FixSelection::These { fixes } => fixes.clone(),
        // Fixes of one finding are alternatives: the first safe one stands for all.
        FixSelection::Safe => (0..)
            .zip(latest.origins.iter().zip(&latest.suppressed))
            .filter(|(_, (_, suppressed))| !**suppressed)
            .filter_map(|(number, (origin, _))| {
                let raw = raw(held, latest, origin)?;
                let is_safe = |fix: &u32| {
                    raw.fixes.get(*fix as usize).is_some_and(|fix| fix.applicability == Applicability::Safe)
                };
                let place = origin.fixes.iter().position(is_safe)?;
                Some((number, u32::try_from(place).ok()?))
            })
            .collect(),
    };
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The finding that a rule made.
fn raw<'a>(held: &[(&String, &'a Held)], latest: &'a Latest, origin: &Origin) -> Option<&'a Finding> {
    let (file, document) = origin.document?;
    match origin.number? {
        Number::Wide(number) => latest.wide.get(number as usize),
        Number::Document(number) => {
            held.get(file as usize)?.1.checked.get(document as usize)?.findings.get(number as usize)
        }
    }
}

fn candidate<'a>(
    held: &[(&String, &'a Held)],
    latest: &'a Latest,
    finding: u32,
    fix: u32,
) -> Option<(u32, u32, Candidate<'a>)> {
    let origin = latest.origins.get(finding as usize)?;
    let (file, document) = origin.document?;
    let raw = raw(held, latest, origin)?;
    let planned: &Fix = raw.fixes.get(*origin.fixes.get(fix as usize)? as usize)?;
    Some((file, document, Candidate { finding, fix, rule: raw.rule.id, edits: &planned.edits }))
}

fn plan_file(path: &str, file: &File, documents: Chosen<'_>, plan: &mut FixPlan) {
    let mut replacements = Vec::new();
    let mut applied = Vec::new();
    for (document, candidates) in documents {
        let settled = match Chunk::of(file, document) {
            Some(chunk) => settle(&chunk, &candidates),
            None => continue,
        };
        replacements.extend(settled.replacements);
        applied.extend(settled.applied);
        plan.refused.extend(settled.refused);
    }
    if applied.is_empty() {
        return;
    }
    if !keeps_documents(file, &replacements) {
        let reason = "together with other fixes it would move the borders of documents; apply it alone".to_owned();
        plan.refused.extend(applied.into_iter().map(|(finding, fix)| Refusal { finding, fix, reason: reason.clone() }));
        return;
    }
    plan.applied.extend(applied);
    if !replacements.is_empty() {
        plan.files.push(FixPlanFile { path: path.to_owned(), edits: text_edits(replacements, file, path) });
    }
}

/// Each document was proved alone; this holds for the file as a whole.
fn keeps_documents(file: &File, replacements: &[Replacement]) -> bool {
    let Some(after) = apply(file.text(), replacements) else { return false };
    let after = File::reread(file, after.into());
    after.errors().len() == file.errors().len() && after.documents().len() == file.documents().len()
}
