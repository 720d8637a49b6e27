//! Places that others share through an alias or a `<<`: a change at the anchor is a change of them all, so all are named.

use std::cell::Cell;

use super::Edit;
use crate::order::{Order, hash};
use crate::tree::Form;
use crate::{File, Kind, Path, Step, Value};

/// So many places of one value are named at most; where there are more nobody would read them.
const PLACES: usize = 16;
/// Steps that the search for them may take.
const STEPS: usize = 1_000;
/// Entries of mappings that all searches in a document may pass.
const ENTRIES: usize = 4_000_000;

/// The aliases of a document, to be found by what they stand for.
#[derive(Debug)]
pub struct Aliases<'a> {
    root: Value<'a>,
    aliases: Vec<Value<'a>>,
    by_target: Order,
    entries: Cell<usize>,
}

impl<'a> Aliases<'a> {
    /// Those of a document; `None` where no value in it is shared.
    pub fn of(file: &'a File, document: usize) -> Option<Self> {
        Self::below(file.root(document)?)
    }

    fn below(root: Value<'a>) -> Option<Self> {
        if !root.shares() {
            return None;
        }
        let aliases: Vec<Value<'a>> = root.all().filter(|value| value.is_alias()).collect();
        let by_target = Order::new(aliases.iter().map(|alias| u64::from(alias.target().id())));
        Some(Self { root, aliases, by_target, entries: Cell::new(ENTRIES) })
    }

    /// The edits, each at every place that changes with the one that it names, and the places that were not named before.
    /// Where they are too many, or fields of other names, the edits stay as they are.
    pub fn name_all(&self, edits: Vec<Edit>) -> (Vec<Edit>, Vec<Path>) {
        let (mut all, mut also) = (Vec::new(), Vec::new());
        for edit in edits {
            let places = self.places(&edit).unwrap_or_default();
            if places.is_empty() {
                all.push(edit);
                continue;
            }
            if places.len() > 1 {
                also.extend(places.iter().filter(|path| *path != edit.path()).cloned());
            }
            all.extend(places.into_iter().map(|path| edit.clone().at(path)));
        }
        also.dedup();
        (all, also)
    }

    /// The places at which the cluster sees an edit of the text at its path; `None` where the path is not written so, or the
    /// places are not alike.
    fn places(&self, edit: &Edit) -> Option<Vec<Path>> {
        let all = edit.path().steps();
        let (mut at, mut steps) = (self.root, &*all);
        while let Some((step, rest)) = steps.split_first() {
            self.pass(at)?;
            let Some(next) = below(at, step) else { break };
            (at, steps) = (next, rest);
        }
        let mut search = Search { aliases: self, steps: STEPS };
        let inside = matches!(edit, Edit::Append { .. } | Edit::Merge { .. });
        if at.is_alias() || matches!(edit, Edit::RemoveOverridden { .. } | Edit::Rename { .. }) {
            return None;
        }
        let places = match steps.split_first() {
            None if inside => search.of_value(at)?,
            None => search.of_place(at)?,
            Some((Step::Key(key), rest)) if at.kind() == Kind::Mapping => {
                let rest: Path = rest.iter().cloned().collect();
                let places = search.of_entry(at, key, None)?;
                places.into_iter().map(|place| place.join(&rest)).collect()
            }
            Some(_) if at.is_null() => {
                let rest: Path = steps.iter().cloned().collect();
                search.of_value(at)?.into_iter().map(|place| place.join(&rest)).collect()
            }
            Some(_) => return None,
        };
        let name = |path: &Path| path.steps().into_iter().rfind(|step| matches!(step, Step::Key(_)));
        let first = places.first().map(name)?;
        (places.len() <= PLACES && places.iter().all(|place| name(place) == first)).then_some(places)
    }

    /// Takes what it costs to pass the entries of a mapping.
    fn pass(&self, mapping: Value<'a>) -> Option<()> {
        self.entries.set(self.entries.get().checked_sub(mapping.pairs().count())?);
        Some(())
    }

    /// The aliases that stand for a value.
    fn to(&self, value: Value<'a>) -> impl Iterator<Item = Value<'a>> {
        self.by_target.find(u64::from(value.id())).filter_map(|place| self.aliases.get(place).copied())
    }
}

/// Edits of what is shared, each at the place in the text that all its places have in common.
#[derive(Default)]
pub(super) struct Shared {
    /// `None` where nothing is shared, so that the edits are what they were.
    pub(super) edits: Option<Vec<Edit>>,
    /// The values that may be changed although others share them, by their numbers.
    pub(super) open: Vec<u32>,
}

impl Shared {
    /// Only what is wished alike for every place of a value is wished for the value. `entries` says how many values may be
    /// looked at.
    pub(super) fn of(root: Value<'_>, edits: &[Edit], entries: &mut usize) -> Self {
        if !root.shares() {
            return Self::default();
        }
        let most = ENTRIES.min(*entries);
        let mut left = most;
        let ways: Vec<Option<Way>> = edits.iter().map(|edit| Way::of(root, edit, &mut left)).collect();
        *entries -= most - left;
        if ways.iter().flatten().all(|way| way.shared.is_empty()) {
            return Self::default();
        }
        *entries = entries.saturating_sub(root.all().count());
        let Some(aliases) = Aliases::below(root).filter(|_| *entries > 0) else { return Self::default() };
        let by_path = Order::new(edits.iter().map(|edit| hash(edit.path().as_str())));
        let mut all: Vec<Edit> = Vec::new();
        let (mut open, mut closed) = (Vec::new(), Vec::new());
        for (number, (edit, way)) in edits.iter().zip(ways).enumerate() {
            let Some(way) = way.filter(|way| !way.shared.is_empty()) else {
                all.push(edit.clone());
                continue;
            };
            let written = edit.clone().at(way.path);
            // The first edit that wishes the same for a place.
            let wished = |path: Path| {
                let hash = hash(path.as_str());
                let wish = edit.clone().at(path);
                by_path.find(hash).find(|place| edits.get(*place) == Some(&wish))
            };
            let places = aliases.places(&written).unwrap_or_default();
            let wishes: Option<Vec<usize>> = places.into_iter().map(wished).collect();
            match wishes.unwrap_or_default().into_iter().min() {
                Some(first) => {
                    open.extend(way.shared);
                    all.extend((first == number).then_some(written));
                }
                None => {
                    closed.extend(way.shared);
                    all.push(edit.clone());
                }
            }
        }
        open.retain(|value| !closed.contains(value));
        open.dedup();
        Self { edits: Some(all), open }
    }
}

/// The way to a place in the text, through aliases and merges.
struct Way {
    path: Path,
    /// The values on it that others share, by their numbers.
    shared: Vec<u32>,
}

impl Way {
    fn of(root: Value<'_>, edit: &Edit, left: &mut usize) -> Option<Self> {
        let all = edit.path().steps();
        let (mut at, mut steps) = (root, &*all);
        while let Some((step, rest)) = steps.split_first() {
            *left = left.checked_sub(at.pairs().count())?;
            let next = match step {
                Step::Key(key) => at.get(key).map(|entry| entry.value),
                Step::Index(index) if at.kind() == Kind::Sequence => at.item_place(*index).map(Value::target),
                Step::Index(_) => None,
            };
            let Some(next) = next else { break };
            (at, steps) = (next, rest);
        }
        let path = at.path().join(&steps.iter().cloned().collect());
        let inside = !steps.is_empty() || matches!(edit, Edit::Append { .. } | Edit::Merge { .. });
        let chain = std::iter::successors(Some(at), |value| value.parent()).skip(usize::from(!inside));
        let shared = chain.filter(|value| value.is_aliased() || merges_into(*value).is_some());
        Some(Self { path, shared: shared.map(Value::id).collect() })
    }
}

/// What stands at a step, as it is written; the last of several that do.
fn below<'a>(value: Value<'a>, step: &Step) -> Option<Value<'a>> {
    match step {
        Step::Key(key) if value.kind() == Kind::Mapping => {
            value.pairs().filter(|entry| entry.name() == key.as_str()).last().map(|entry| entry.value)
        }
        Step::Index(index) if value.kind() == Kind::Sequence => value.item_place(*index),
        _ => None,
    }
}

/// Finds the places at which the cluster sees something. `None` of each where there are too many.
struct Search<'s, 'a> {
    aliases: &'s Aliases<'a>,
    steps: usize,
}

impl<'a> Search<'_, 'a> {
    fn step(&mut self) -> Option<()> {
        self.steps = self.steps.checked_sub(1)?;
        Some(())
    }

    /// Of a value: where it is written, and where an alias stands for it.
    fn of_value(&mut self, value: Value<'a>) -> Option<Vec<Path>> {
        let mut places = self.of_place(value)?;
        let aliases: Vec<Value<'a>> = self.aliases.to(value).take(self.steps).collect();
        for alias in aliases {
            places.extend(self.of_place(alias)?);
        }
        Some(places)
    }

    /// Of what stands where a node is written; none within a `<<`.
    fn of_place(&mut self, node: Value<'a>) -> Option<Vec<Path>> {
        self.step()?;
        let Some(parent) = node.parent() else { return Some(vec![Path::root()]) };
        if merges_into(node).is_some() {
            return Some(Vec::new());
        }
        match node.key() {
            Some(key) => self.of_entry(parent, &key.name(), Some(key)),
            None => {
                let index = node.item_index()?;
                Some(self.of_value(parent)?.into_iter().map(|place| place.index(index)).collect())
            }
        }
    }

    /// Of an entry of a mapping, or one that would be added to it: also in the mappings that merge it and have no other.
    fn of_entry(&mut self, mapping: Value<'a>, name: &str, key: Option<Value<'a>>) -> Option<Vec<Path>> {
        self.step()?;
        self.aliases.pass(mapping)?;
        let counts = match (mapping.get(name), key) {
            (Some(entry), Some(key)) => entry.key.is(key),
            (None, None) => true,
            _ => false,
        };
        if !counts {
            return Some(Vec::new());
        }
        let mut places: Vec<Path> = self.of_value(mapping)?.into_iter().map(|place| place.key(name)).collect();
        let uses: Vec<Value<'a>> = std::iter::once(mapping).chain(self.aliases.to(mapping)).take(self.steps).collect();
        for merging in uses.into_iter().filter_map(merges_into) {
            places.extend(self.of_entry(merging, name, key)?);
        }
        Some(places)
    }
}

/// The mapping into which a node is merged: it is the value of a `<<`, or an item of that.
pub(super) fn merges_into(node: Value<'_>) -> Option<Value<'_>> {
    let parent = node.parent()?;
    let (mapping, key) = match node.key() {
        Some(key) => (parent, key),
        None => (parent.parent()?, parent.key()?),
    };
    key.form().has(Form::MERGE_KEY).then_some(mapping)
}
