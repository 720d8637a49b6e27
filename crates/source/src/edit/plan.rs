//! From wishes to replacements of text. Walks the tree; how text is written in block and in flow style is beside this.

use std::cell::OnceCell;

use super::literal::{Layout, Literal, Quotes};
use super::patch::{Patch, Within};
use super::share::Shared;
use super::text::Text;
use super::{Edit, Refusal, Replacement};
use crate::order::{Order, by_number, hash};
use crate::tree::Form;
use crate::{Entry, File, Items, Kind, Language, Path, Span, Value};

/// Plans edits of a document as replacements in ascending order, without overlaps.
///
/// Removing the last entry of a mapping or the last item of a sequence leaves `{}` or `[]`: only what was named goes.
/// The same wish twice counts once; wishes that contradict each other are refused.
///
/// Refused also where any part of the document could not be read, however far away. What was read besides is what the document
/// would be without the lines that do not read, and kubectl takes nothing of it: those lines may hold the very key that an edit
/// adds, override what it sets, or, as a quote or a bracket that is not closed and the lines of a template do, change what all
/// lines after them mean. Text outside of the edits would be the same, and the tree as well, and still nothing would be proved.
pub fn plan(file: &File, document: usize, edits: &[Edit]) -> Result<Vec<Replacement>, Refusal> {
    let mut entries = usize::MAX;
    plan_within(file, document, edits, &mut entries)
}

/// As [`plan`], for a caller that plans much: `entries` says how many entries and items of collections may be looked at, and is
/// less by those that were. Refused where they do not suffice.
pub fn plan_within(
    file: &File,
    document: usize,
    edits: &[Edit],
    entries: &mut usize,
) -> Result<Vec<Replacement>, Refusal> {
    if *entries == 0 {
        return Err(too_many());
    }
    let Some(chunk) = file.documents().get(document) else {
        return Err(Refusal::new("the document is not there"));
    };
    if chunk.partly_read() {
        return Err(Refusal::new("the document could not be read in full: mend its syntax first"));
    }
    let Some(root) = file.root(document) else {
        return Err(Refusal::new("the document is empty"));
    };
    let text = Text::new(file.text(), chunk.span());
    let shared = Shared::of(root, edits, entries);
    let patch = Patch::of(shared.edits.as_deref().unwrap_or(edits))?;
    let mut planner = Planner {
        text,
        json: file.language() == Language::Json,
        found: Vec::new(),
        entries,
        shared: shared.open,
        usual: OnceCell::new(),
    };
    planner.place(root, &patch, &Path::root())?;
    planner.finish()
}

/// Replacements found so far.
pub(super) struct Planner<'a, 'e> {
    pub(super) text: Text<'a>,
    pub(super) json: bool,
    /// With the column: of two insertions at one place the deeper comes first.
    found: Vec<(Replacement, usize)>,
    /// How many entries and items may still be looked at.
    entries: &'e mut usize,
    /// Values that others share, and of which all of these are to change.
    shared: Vec<u32>,
    /// How far a mapping and a list stand in from their keys in this document.
    pub(super) usual: OnceCell<(Option<usize>, Option<usize>)>,
}

impl<'a> Planner<'a, '_> {
    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.found.push((Replacement { span, text: text.into() }, 0));
    }

    pub(super) fn insert(&mut self, at: u32, text: String, column: usize) {
        self.found.push((Replacement { span: Span::empty(at), text }, column));
    }

    fn finish(mut self) -> Result<Vec<Replacement>, Refusal> {
        self.found.retain(|(replacement, _)| !(replacement.span.is_empty() && replacement.text.is_empty()));
        by_number(&mut self.found, |(_, column)| u64::MAX - *column as u64);
        by_number(&mut self.found, |(replacement, _)| replacement.span.number());
        let ordered = self.found.is_sorted_by(|(one, _), (next, _)| one.span.end <= next.span.start);
        if !ordered {
            return Err(Refusal::new("the fixes touch the same text: apply them one after the other"));
        }
        let mut plan: Vec<Replacement> = Vec::new();
        for (replacement, _) in self.found {
            match plan.last_mut() {
                // Lines that go one after the other go together.
                Some(last)
                    if last.text.is_empty()
                        && replacement.text.is_empty()
                        && last.span.end == replacement.span.start =>
                {
                    last.span.end = replacement.span.end;
                }
                _ => plan.push(replacement),
            }
        }
        Ok(plan)
    }

    /// Grants what is wished for a value that is written.
    fn place(&mut self, value: Value<'a>, patch: &Patch, path: &Path) -> Result<(), Refusal> {
        match patch {
            Patch::Remove | Patch::RemoveOverridden | Patch::Rename(_) => {
                Err(Refusal::new("the whole document cannot be removed"))
            }
            Patch::Set(literal) => self.set(value, literal, path),
            Patch::Within(within) => self.within(value, within, path),
        }
    }

    fn within(&mut self, value: Value<'a>, within: &Within, path: &Path) -> Result<(), Refusal> {
        if within.is_idle(value) {
            return Ok(());
        }
        if value.is_alias() {
            return Err(Refusal::new(format!("`{path}` is an alias: change the value where its anchor is")));
        }
        if value.form().has(Form::USED) && !self.shared.contains(&value.id()) {
            return Err(Refusal::new(format!(
                "`{path}` is used again by an alias, so changing it changes both places"
            )));
        }
        let list = !within.items.is_empty() || !within.appended.is_empty();
        match value.kind() {
            // An empty `{}` or `[]` among lines is opened into lines.
            Kind::Mapping | Kind::Sequence
                if value.is_empty() && self.is_block(value) && list == (value.kind() == Kind::Sequence) =>
            {
                match within.literal(path)? {
                    Some(literal) => self.set(value, &literal, path),
                    None => Ok(()),
                }
            }
            Kind::Mapping if !list => self.mapping(value, &within.keys, path),
            Kind::Sequence if within.keys.is_empty() => self.sequence(value, within, path),
            Kind::Null => match within.literal(path)? {
                Some(literal) => self.set(value, &literal, path),
                None => Ok(()),
            },
            _ if list => Err(Refusal::new(format!("`{path}` is not a list"))),
            _ => Err(Refusal::new(format!("`{path}` is not a mapping"))),
        }
    }

    fn spend(&mut self, entries: usize) -> Result<(), Refusal> {
        let left = self.entries.checked_sub(entries);
        *self.entries = left.unwrap_or_default();
        left.map(drop).ok_or_else(too_many)
    }

    fn mapping(&mut self, value: Value<'a>, keys: &[(String, Patch)], path: &Path) -> Result<(), Refusal> {
        let pairs: Vec<Entry<'a>> = value.pairs().collect();
        self.spend(pairs.len())?;
        let merges: Vec<(usize, Entry<'a>)> =
            pairs.iter().copied().enumerate().filter(|(_, entry)| entry.is_merge()).collect();
        // Where much is wished for a long mapping, its entries are not all looked at for each wish.
        let by_name = (keys.len() > 4).then(|| Order::new(pairs.iter().map(|entry| hash(&entry.name()))));
        let mut removed = Vec::new();
        let mut added = Vec::new();
        for (key, patch) in keys {
            let here = path.clone().key(key);
            if key == "<<" && !merges.is_empty() {
                if let [(_, merge)] = merges.as_slice()
                    && self.shared.contains(&merge.value.id())
                {
                    self.place(merge.value, patch, &here)?;
                    continue;
                }
                return Err(Refusal::new(format!("`{here}` is a merge: change the mapping that it merges by hand")));
            }
            let written =
                |place: &usize| pairs.get(*place).is_some_and(|entry| !entry.is_merge() && entry.name() == *key);
            let places: Vec<usize> = match &by_name {
                Some(by_name) => by_name.find(hash(key)).filter(written).collect(),
                None => (0..pairs.len()).filter(written).collect(),
            };
            let from_merge = supplied(&merges, 0, key);
            match (places.last(), patch) {
                (last, Patch::RemoveOverridden) => {
                    let kept = last.filter(|last| !supplied(&merges, **last, key)).copied();
                    removed.extend(places.iter().filter(|place| Some(**place) != kept));
                }
                (Some(last), Patch::Rename(to)) => {
                    let entry =
                        pairs.get(*last).filter(|_| places.len() == 1 && !from_merge && value.get(to).is_none());
                    let Some(key) = entry.map(|entry| entry.key).filter(Value::is_plain_text) else {
                        return Err(Refusal::new(format!("`{here}` cannot be renamed to `{to}`")));
                    };
                    let span = key.span();
                    let quotes = u32::from(key.is_quoted());
                    self.replace(Span::new(span.start + quotes, span.end - quotes), to.as_str());
                }
                (_, Patch::Remove) if from_merge => return Err(through_merge(&here)),
                (_, Patch::Remove) => removed.extend(places),
                (Some(last), _) if supplied(&merges, *last, key) => return Err(through_merge(&here)),
                (Some(last), patch) => {
                    if let Some(entry) = pairs.get(*last) {
                        self.place(entry.value, patch, &here)?;
                    }
                }
                (None, Patch::Set(literal)) => added.push((key.clone(), literal.clone())),
                (None, patch) if from_merge => {
                    if !matches!(patch, Patch::Within(within) if within.is_empty()) {
                        return Err(through_merge(&here));
                    }
                }
                (None, patch) => added.extend(patch.literal(&here)?.map(|literal| (key.clone(), literal))),
            }
        }
        by_number(&mut removed, |place| *place as u64);
        for entry in removed.iter().filter_map(|index| pairs.get(*index)) {
            if entry.key.holds_aliased() || entry.value.holds_aliased() {
                return Err(used_elsewhere(&path.clone().key(&entry.name())));
            }
        }
        if removed.is_empty() && added.is_empty() {
            return Ok(());
        }
        if value.form().has(Form::PAIR) {
            return Err(Refusal::new(format!("`{path}` is a mapping without braces: write them first")));
        }
        if value.is_flow() {
            let spans: Vec<Span> =
                pairs.iter().map(|entry| Span::new(entry.key.span().start, entry.value.span().end)).collect();
            let layout = self.flow_layout(value);
            let texts: Vec<String> = added.iter().map(|(key, literal)| entry_in_flow(key, literal, layout)).collect();
            self.flow(value, &spans, &removed, &texts, layout)
        } else {
            self.block_mapping(value, &pairs, &removed, added, path)
        }
    }

    fn sequence(&mut self, value: Value<'a>, within: &Within, path: &Path) -> Result<(), Refusal> {
        if within.appended.is_empty() && !within.items.iter().any(|(_, patch)| *patch == Patch::Remove) {
            for (index, patch) in &within.items {
                let here = path.clone().index(*index);
                match value.item_place(*index) {
                    Some(item) => self.place(item, patch, &here)?,
                    None => return Err(Refusal::new(format!("`{here}` is not there"))),
                }
            }
            return Ok(());
        }
        let items: Vec<Value<'a>> = value.places().collect();
        self.spend(items.len())?;
        let mut removed = Vec::new();
        for (index, patch) in &within.items {
            let here = path.clone().index(*index);
            match (items.get(*index as usize), patch) {
                (None, Patch::Remove) => {}
                (None, _) => return Err(Refusal::new(format!("`{here}` is not there"))),
                (Some(item), Patch::Remove) if item.holds_aliased() => return Err(used_elsewhere(&here)),
                (Some(_), Patch::Remove) => removed.push(*index as usize),
                (Some(item), patch) => self.place(*item, patch, &here)?,
            }
        }
        if removed.is_empty() && within.appended.is_empty() {
            return Ok(());
        }
        if value.is_flow() {
            let spans: Vec<Span> = items.iter().map(|item| item.span()).collect();
            let layout = self.flow_layout(value);
            let texts: Vec<String> = within.appended.iter().map(|literal| in_flow(literal, layout)).collect();
            self.flow(value, &spans, &removed, &texts, layout)
        } else {
            self.block_sequence(value, &items, &removed, &within.appended, path)
        }
    }

    /// Writes a value over another.
    fn set(&mut self, value: Value<'a>, literal: &Literal, path: &Path) -> Result<(), Refusal> {
        if !value.is_alias() && literal.matches(value) {
            return Ok(());
        }
        if value.holds_aliased() {
            return Err(used_elsewhere(path));
        }
        if !self.is_block(value) || (value.is_flow() && !value.is_empty()) {
            return self.set_in_flow(value, literal, path);
        }
        self.set_in_block(value, literal, path)
    }

    /// Whether a value stands among lines, not within brackets or braces.
    fn is_block(&self, value: Value<'a>) -> bool {
        !self.json && !value.parent().is_some_and(Value::is_flow)
    }

    fn set_in_flow(&mut self, value: Value<'a>, literal: &Literal, path: &Path) -> Result<(), Refusal> {
        let layout = self.flow_layout(value.parent().unwrap_or(value));
        let layout = Layout { quotes: quotes_of(value).unwrap_or(layout.quotes), ..layout };
        let text = in_flow(literal, layout);
        let span = self.with_properties(value, path)?;
        if !span.is_empty() {
            self.replace(span, text);
        } else if self.text.before(span.start).ends_with(':') {
            self.replace(span, format!(" {text}"));
        } else if value.key().is_some() {
            self.replace(span, format!(": {text}"));
        } else {
            return Err(Refusal::new(format!("`{path}` is not written")));
        }
        Ok(())
    }

    /// The span of a value with its tag and anchor.
    pub(super) fn with_properties(&self, value: Value<'a>, path: &Path) -> Result<Span, Refusal> {
        let span = value.span();
        if !value.form().has(Form::TAGGED | Form::ANCHORED) {
            return Ok(span);
        }
        let Some(colon) = value.key().and_then(|key| self.text.after_colon(key.span().end)) else {
            return Err(Refusal::new(format!("`{path}` has a tag or an anchor: take it away first")));
        };
        Ok(Span::new(self.text.skip_space(colon).min(span.start), span.end))
    }

    /// How the entries of a flow collection are written.
    pub(super) fn flow_layout(&self, collection: Value<'a>) -> Layout {
        let quotes = if self.json { Quotes::Double } else { self.quotes_in(collection) };
        let first = collection.pairs().next().filter(|_| collection.kind() == Kind::Mapping);
        let tight = first.is_some_and(|entry| {
            let end = entry.key.span().end;
            entry.key.is_quoted() && self.text.after_colon(end) == Some(entry.value.span().start)
        });
        Layout { step: 2, dash: 2, line_break: self.text.line_break(), quotes, airy: !tight }
    }

    /// The quotes that all texts in a collection have.
    pub(super) fn quotes_in(&self, collection: Value<'a>) -> Quotes {
        let texts = || {
            let keys = collection.pairs().map(|entry| entry.key).filter(|_| collection.kind() == Kind::Mapping);
            let items = collection.places().filter(|_| collection.kind() == Kind::Sequence);
            keys.chain(items).take(16).filter(|value| value.kind() == Kind::String)
        };
        let Some(quotes) = texts().next().and_then(quotes_of) else { return Quotes::AsNeeded };
        if texts().all(|value| quotes_of(value) == Some(quotes)) { quotes } else { Quotes::AsNeeded }
    }
}

pub(super) fn quotes_of(value: Value<'_>) -> Option<Quotes> {
    match value.form() {
        form if form.has(Form::SINGLE) => Some(Quotes::Single),
        form if form.has(Form::DOUBLE) => Some(Quotes::Double),
        _ => None,
    }
}

fn in_flow(literal: &Literal, layout: Layout) -> String {
    let mut text = String::new();
    literal.flow(layout, &mut text);
    text
}

fn entry_in_flow(key: &str, literal: &Literal, layout: Layout) -> String {
    let mut text = String::new();
    super::literal::text(key, layout.quotes, &mut text);
    text.push_str(if layout.airy { ": " } else { ":" });
    literal.flow(layout, &mut text);
    text
}

/// Whether a `<<` from place `from` on brings a key in.
fn supplied(merges: &[(usize, Entry<'_>)], from: usize, key: &str) -> bool {
    let merges = merges.iter().filter(|(place, _)| *place >= from);
    merges.flat_map(|(_, entry)| Items::merged(entry.value.target())).any(|value| value.get(key).is_some())
}

fn through_merge(path: &Path) -> Refusal {
    Refusal::new(format!("`{path}` comes from a `<<`: change the mapping that it merges"))
}

fn too_many() -> Refusal {
    Refusal::new("the document has too many entries to mend so many of them at once")
}

fn used_elsewhere(path: &Path) -> Refusal {
    Refusal::new(format!("`{path}` has an anchor that an alias uses"))
}
