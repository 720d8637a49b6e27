//! `cargo xtask oracle`: does kubectl read what we read? Asked about the corpus, and about mutants of it that are the same for the
//! same seed.

mod compare;
mod dice;
mod known;
mod kubectl;
mod mutate;
mod shrink;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Result, bail};
use plimsoll_source::decode_bytes;

use crate::repo::{self, Repo, has_extension};
use compare::Difference;
use kubectl::Kubectl;

/// Files for one start of kubectl.
const BATCH: usize = 250;
/// Differences that are shrunk and shown.
const SHOWN: usize = 25;
/// What is made a mutant of is no longer than this.
const LENGTH: usize = 6000;

/// What was asked for on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) mutants: u64,
    pub(crate) seed: u64,
    pub(crate) kubectl: Option<PathBuf>,
}

/// A file to be read.
#[derive(Clone, Debug)]
struct Case {
    name: String,
    json: bool,
    bytes: Vec<u8>,
    text: String,
}

pub(crate) fn run(repo: &Repo, options: &Options) -> Result<()> {
    let kubectl = Kubectl::find(options.kubectl.as_deref(), repo.scratch(&format!("oracle-{}", std::process::id())))?;
    println!("▸ against kubectl {}", kubectl.version()?);
    let corpus = corpus(repo)?;
    let mut tally = Tally::default();
    tally.ask(&kubectl, &corpus)?;
    let whole = tally.asked;
    let seeds = pieces(&corpus);
    let numbers: Vec<u64> = (options.seed..options.seed.saturating_add(options.mutants)).collect();
    for batch in numbers.chunks(BATCH) {
        let mutants: Vec<Case> = batch.iter().map(|seed| mutate::mutant(&seeds, *seed)).collect();
        tally.ask(&kubectl, &mutants)?;
    }
    println!("  {whole} files of the corpus, {} mutants from seed {}", options.mutants, options.seed);
    tally.tell();
    tally.show(&kubectl)
}

/// What was found.
#[derive(Default)]
struct Tally {
    asked: usize,
    /// Accepted by both, with the same values.
    same: usize,
    /// Not accepted by kubectl, and not silently by us.
    refused: usize,
    /// Read by kubectl and found to be no object.
    misfit: usize,
    known: BTreeMap<&'static str, usize>,
    different: Vec<(Case, Difference)>,
}

impl Tally {
    fn ask(&mut self, kubectl: &Kubectl, cases: &[Case]) -> Result<()> {
        for (case, theirs) in cases.iter().zip(kubectl.ask(cases)?) {
            self.asked += 1;
            match compare::difference(&compare::read(case), &theirs) {
                None if theirs.refused.is_some() => self.refused += 1,
                None if theirs.misfit => self.misfit += 1,
                None => self.same += 1,
                Some(difference) => match known::reason(case, difference) {
                    Some(reason) => *self.known.entry(reason).or_default() += 1,
                    None => self.different.push((case.clone(), difference)),
                },
            }
        }
        Ok(())
    }

    fn tell(&self) {
        let Self { same, refused, misfit, .. } = self;
        println!("  {same} read alike, {refused} refused by kubectl and told by us, {misfit} no objects to kubectl");
        for (reason, count) in &self.known {
            println!("  {count} known: {reason}");
        }
        let mut counts: BTreeMap<Difference, usize> = BTreeMap::new();
        self.different.iter().for_each(|(_, difference)| *counts.entry(*difference).or_default() += 1);
        for (difference, count) in counts {
            println!("  {count} with {}", difference.as_str());
        }
    }

    /// Shows differences, the silent ones first, each made as small as it goes.
    fn show(mut self, kubectl: &Kubectl) -> Result<()> {
        if self.different.is_empty() {
            return Ok(());
        }
        self.different.sort_by_key(|(case, difference)| (*difference, case.bytes.len()));
        let (mut shown, mut tried) = (BTreeSet::new(), 0);
        for (case, difference) in &self.different {
            if shown.len() >= SHOWN || tried >= 3 * SHOWN {
                break;
            }
            tried += 1;
            let small = shrink::shrink(kubectl, case, *difference)?;
            if shown.insert(small.bytes.clone()) {
                show(kubectl, &small, *difference)?;
            }
        }
        bail!("{} differences", self.different.len())
    }
}

fn show(kubectl: &Kubectl, case: &Case, difference: Difference) -> Result<()> {
    let ours = compare::read(case);
    let theirs = kubectl.ask(std::slice::from_ref(case))?.pop().unwrap_or_default();
    println!("\n{}: {}", case.name, difference.as_str());
    println!("  {:?}", String::from_utf8_lossy(&case.bytes));
    match difference {
        Difference::Value | Difference::SaidValue => println!("  {}", compare::first(&ours.objects, &theirs.objects)),
        Difference::OurError => println!("  we: {}", ours.errors.join("; ")),
        Difference::TheirError => println!("  kubectl: {}", theirs.refused.unwrap_or_default()),
    }
    Ok(())
}

fn corpus(repo: &Repo) -> Result<Vec<Case>> {
    let folder = repo.root.join("tests/corpus");
    let mut cases = Vec::new();
    for path in repo::files(&folder, |path| has_extension(path, &["yaml", "yml", "json"]))? {
        let bytes = std::fs::read(&path)?;
        let text = decode_bytes(bytes.clone()).text;
        cases.push(Case { name: repo.shown(&path), json: has_extension(&path, &["json"]), bytes, text });
    }
    if cases.is_empty() {
        bail!("{} holds no manifests", repo.shown(&folder));
    }
    Ok(cases)
}

/// What mutants are made of: the documents of the corpus, alone where a file is long.
fn pieces(corpus: &[Case]) -> Vec<Case> {
    let mut pieces = Vec::new();
    for case in corpus {
        if case.text.len() <= LENGTH {
            pieces.push(case.clone());
            continue;
        }
        for document in case.text.split("\n---\n").filter(|document| (60..LENGTH).contains(&document.len())) {
            let text = format!("{document}\n");
            pieces.push(Case { bytes: text.clone().into_bytes(), text, ..case.clone() });
        }
    }
    pieces
}
