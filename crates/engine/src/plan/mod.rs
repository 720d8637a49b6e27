//! From symbolic edits to text edits that are proved: each document alone, so that a fix costs the document it is in.

mod chunk;
mod prove;
mod settle;

use plimsoll_kube::objects;
use plimsoll_report::{Applicability, FixPlan, FixPlanFile, FixSelection, Refusal, TextEdit};
use plimsoll_rules::{Context, Finding, Findings, Rule, Scope};
use plimsoll_source::File;
use plimsoll_source::edit::{Aliases, Replacement, apply};
use plimsoll_source::order::{by_number, pair};

use crate::checked::findings_of_all;
use crate::place::position;
use crate::run::Run;
use crate::shared;
use crate::workspace::{Held, Latest, context};
use chunk::Chunk;
pub(crate) use prove::{Prover, prove_wide};
use settle::{Candidate, settle};

pub(crate) fn text_edits(replacements: &[Replacement], file: &File, path: &str) -> Vec<TextEdit> {
    let edit = |replacement: &Replacement| TextEdit {
        file: path.to_owned(),
        start: position(file, replacement.span.start),
        end: position(file, replacement.span.end),
        text: replacement.text.clone(),
    };
    replacements.iter().map(edit).collect()
}

/// A fix that was chosen: its finding and its place there in the report, and the places of both in what the rule gives.
struct Choice {
    finding: u32,
    fix: u32,
    ordinal: u32,
    number: u32,
}

/// Chosen fixes of one document, by the rule that gives them. Each rule is asked once.
type ByRule = Vec<(&'static Rule, Vec<Choice>)>;

/// Fixes to settle, by document.
type OfFile = Vec<(u32, Vec<Candidate>)>;

pub(crate) fn plan_fixes(files: &[Held], run: &Run, latest: &Latest, selection: &FixSelection) -> FixPlan {
    let mut plan = FixPlan::default();
    // Findings stand in the order of their places, so those of one document follow each other.
    let mut chosen: Vec<((u32, u32), ByRule)> = Vec::new();
    for (finding, fix) in select(latest, selection) {
        let Some((place, rule, choice)) = choice(latest, finding, fix) else {
            let reason = "there is no such fix in the latest report; check again".to_owned();
            plan.refused.push(Refusal { finding, fix, reason });
            continue;
        };
        if chosen.last().is_none_or(|(last, _)| *last != place) {
            chosen.push((place, ByRule::new()));
        }
        let Some((_, rules)) = chosen.last_mut() else { continue };
        match rules.iter_mut().find(|(known, _)| known.id == rule.id) {
            Some((_, choices)) => choices.push(choice),
            None => rules.push((rule, vec![choice])),
        }
    }
    let mut wide = Wide { files, run, found: Vec::new() };
    let mut candidates: Vec<(u32, OfFile)> = Vec::new();
    for ((file, document), rules) in chosen {
        let Some(held) = files.get(file as usize) else { continue };
        let its_objects = objects(&held.file, document as usize);
        let context_of_document = Context::document(file, &held.file, document, &its_objects, &run.environment);
        let aliases = Aliases::of(&held.file, document as usize);
        let mut of_document = Vec::new();
        for (rule, choices) in rules {
            let own;
            let found = match rule.scope {
                Scope::Document => {
                    let mut found = ask(rule, &context_of_document, &choices);
                    shared::name_all(aliases.as_ref(), &mut found);
                    own = found;
                    own.as_slice()
                }
                Scope::Workspace => wide.ask(rule),
            };
            of_document.extend(choices.into_iter().filter_map(|choice| {
                let edits = found.get(choice.ordinal as usize)?.fixes.get(choice.number as usize)?.edits.clone();
                Some(Candidate { finding: choice.finding, fix: choice.fix, rule: rule.id, edits })
            }));
        }
        match candidates.last_mut().filter(|(last, _)| *last == file) {
            Some((_, documents)) => documents.push((document, of_document)),
            None => candidates.push((file, vec![(document, of_document)])),
        }
    }
    for (file, documents) in candidates {
        let Some(held) = files.get(file as usize) else { continue };
        plan_file(held.path(), &held.file, documents, &mut plan);
    }
    by_number(&mut plan.applied, |(finding, fix)| pair(*finding, *fix));
    by_number(&mut plan.refused, |refusal| pair(refusal.finding, refusal.fix));
    plan
}

/// What rules find that look at everything: each is asked once for all documents.
struct Wide<'a> {
    files: &'a [Held],
    run: &'a Run,
    found: Vec<(&'static str, Vec<Finding>)>,
}

impl Wide<'_> {
    fn ask(&mut self, rule: &'static Rule) -> &[Finding] {
        if !self.found.iter().any(|(known, _)| *known == rule.id) {
            let mut findings = Findings::new();
            findings.limit(findings_of_all(self.files.len()));
            (rule.check)(&context(self.files, self.run), &mut findings);
            let mut findings = findings.into_vec();
            shared::name_wide(self.files, &mut findings);
            self.found.push((rule.id, findings));
        }
        self.found.iter().find(|(known, _)| *known == rule.id).map_or(&[], |(_, found)| found)
    }
}

/// What a rule finds, up to the last one that was chosen.
fn ask(rule: &Rule, context: &Context<'_>, choices: &[Choice]) -> Vec<Finding> {
    let last = choices.iter().map(|choice| choice.ordinal).max().unwrap_or_default();
    let mut findings = Findings::new();
    findings.limit((last as usize).saturating_add(1));
    (rule.check)(context, &mut findings);
    findings.into_vec()
}

/// The chosen fixes as pairs of finding and fix, without repetition.
fn select(latest: &Latest, selection: &FixSelection) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = match selection {
        FixSelection::These(fixes) => fixes.clone(),
        // Fixes of one finding are alternatives: the first safe one stands for all.
        FixSelection::Safe => (0..)
            .zip(latest.origins.iter().zip(&latest.suppressed))
            .filter(|(_, (_, suppressed))| !**suppressed)
            .filter_map(|(number, (origin, _))| {
                let is_safe = |(_, applicability): &(u32, Applicability)| *applicability == Applicability::Safe;
                Some((number, u32::try_from(origin.fixes.iter().position(is_safe)?).ok()?))
            })
            .collect(),
    };
    by_number(&mut pairs, |(finding, fix)| pair(*finding, *fix));
    pairs.dedup();
    pairs
}

fn choice(latest: &Latest, finding: u32, fix: u32) -> Option<((u32, u32), &'static Rule, Choice)> {
    let origin = latest.origins.get(finding as usize)?;
    let (rule, ordinal) = origin.source?;
    let (number, _) = *origin.fixes.get(fix as usize)?;
    Some((origin.document?, rule, Choice { finding, fix, ordinal, number }))
}

fn plan_file(path: &str, file: &File, documents: OfFile, plan: &mut FixPlan) {
    let mut replacements = Vec::new();
    let mut applied = Vec::new();
    for (document, candidates) in documents {
        let Some(chunk) = Chunk::of(file, document) else {
            let reason = "this document cannot be read apart from its file; edit by hand".to_owned();
            let refusal = |one: Candidate| Refusal { finding: one.finding, fix: one.fix, reason: reason.clone() };
            plan.refused.extend(candidates.into_iter().map(refusal));
            continue;
        };
        let settled = settle(&chunk, &candidates);
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
        plan.files.push(FixPlanFile { path: path.to_owned(), edits: text_edits(&replacements, file, path) });
    }
}

/// Each document was proved alone; this holds for the file as a whole.
fn keeps_documents(file: &File, replacements: &[Replacement]) -> bool {
    let Some(after) = apply(file.text(), replacements) else { return false };
    let after = File::reread(file, after.into());
    after.errors().len() == file.errors().len() && after.documents().len() == file.documents().len()
}
