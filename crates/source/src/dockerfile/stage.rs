//! Stages: what each `FROM` starts.

use std::collections::BTreeMap;

use super::expand::{Expanded, Variable, expand};
use super::instruction::{Flag, Instruction, Keyword};
use super::{Dockerfile, Text};

/// A stage of a Dockerfile.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    /// Its place among the stages.
    pub index: usize,
    /// Its `FROM`.
    pub from: &'a Instruction,
    /// What `FROM` names, as written.
    pub image: &'a Text,
    /// The name that it has after `AS`.
    pub name: Option<&'a Text>,
    /// `--platform`.
    pub platform: Option<&'a Flag>,
    /// What it starts with.
    pub base: Base,
    /// What follows its `FROM`, up to the next one.
    pub instructions: &'a [Instruction],
}

/// What a stage starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// Nothing.
    Scratch,
    /// What an earlier stage left, by its place among the stages.
    Stage(usize),
    /// An image, with the defaults of `ARG`s put in.
    Image(String),
    /// It depends on what whoever builds says.
    Unknown,
    /// The builder refuses what is written.
    Refused,
}

/// `ARG`s that the builder sets itself (Dockerfile reference, "Automatic platform ARGs in the global scope").
const PLATFORM: [&str; 8] = [
    "BUILDARCH",
    "BUILDOS",
    "BUILDPLATFORM",
    "BUILDVARIANT",
    "TARGETARCH",
    "TARGETOS",
    "TARGETPLATFORM",
    "TARGETVARIANT",
];

/// Bytes that the variables of a file may come to: each may stand for others many times over.
const BUDGET: usize = 32 << 20;

fn spend(budget: &mut usize, text: &str) -> bool {
    let left = budget.checked_sub(text.len());
    *budget = left.unwrap_or(*budget);
    left.is_some()
}

/// The stages of a file. What stands before the first `FROM` belongs to none.
pub(super) fn stages<'a>(file: &'a Dockerfile, source: &'a str) -> Vec<Stage<'a>> {
    let all = &file.instructions;
    let is_from = |instruction: &&Instruction| instruction.keyword == Keyword::From;
    let starts: Vec<usize> = all.iter().enumerate().filter(|(_, one)| is_from(one)).map(|(at, _)| at).collect();
    let before = all.get(..starts.first().copied().unwrap_or(all.len())).unwrap_or_default();
    let mut budget = BUDGET;
    let defaults = Defaults::of(before, file.escape, source, &mut budget);
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::with_capacity(starts.len());
    for (at, start) in starts.iter().enumerate() {
        let Some(from) = all.get(*start) else { continue };
        let Some(image) = from.arguments.words().first() else { continue };
        let end = starts.get(at + 1).copied().unwrap_or(all.len());
        let base = match expand(image.text(source), file.escape, &|name| defaults.get(name)) {
            Expanded::Known(text) if spend(&mut budget, &text) => base(text, &names),
            Expanded::Known(_) | Expanded::Unknown => Base::Unknown,
            Expanded::Refused => Base::Refused,
        };
        let name = from.arguments.words().get(2);
        let index = found.len();
        if let Some(name) = name {
            names.insert(name.text(source).to_ascii_lowercase(), index);
        }
        let instructions = all.get(start + 1..end).unwrap_or_default();
        found.push(Stage { index, from, image, name, platform: from.flag(source, "platform"), base, instructions });
    }
    found
}

fn base(image: String, names: &BTreeMap<String, usize>) -> Base {
    match names.get(&image.to_ascii_lowercase()) {
        Some(stage) => Base::Stage(*stage),
        None if image == "scratch" => Base::Scratch,
        // A variable without a value leaves nothing, and whoever builds has to give one.
        None if image.is_empty() => Base::Unknown,
        None => Base::Image(image),
    }
}

/// The `ARG`s before the first `FROM`, with the values that they have where nobody says another.
struct Defaults(BTreeMap<String, Option<String>>);

impl Defaults {
    fn of(before: &[Instruction], escape: u8, source: &str, budget: &mut usize) -> Self {
        let mut defaults = Self(BTreeMap::new());
        for pair in before.iter().filter(|one| one.keyword == Keyword::Arg).flat_map(|one| one.arguments.pairs()) {
            let value = pair.value.as_ref().and_then(|value| {
                match expand(value.text(source), escape, &|name| defaults.get(name)) {
                    Expanded::Known(value) => spend(budget, &value).then_some(value),
                    Expanded::Unknown | Expanded::Refused => None,
                }
            });
            defaults.0.insert(pair.key.text(source).to_owned(), value);
        }
        defaults
    }

    fn get(&self, name: &str) -> Variable<'_> {
        match self.0.get(name) {
            Some(Some(value)) => Variable::Known(value),
            Some(None) => Variable::Unknown,
            None if PLATFORM.contains(&name) => Variable::Unknown,
            None => Variable::Unset,
        }
    }
}
