//! One document as a file of its own: what happens to it is tried and proved without reading the rest.

use std::cell::Cell;

use plimsoll_source::edit::{Edit, Refusal, Replacement, apply, plan, plan_within, prove};
use plimsoll_source::{File, Span};

/// Entries and items that are looked at to plan fixes one by one. Only where a mapping or a list has very many, of which very many
/// are to be mended, is there not enough for all.
const ENTRIES_TO_PLAN: usize = 4_000_000;

#[derive(Debug)]
pub(super) struct Chunk {
    file: File,
    base: u32,
    entries: Cell<usize>,
}

impl Chunk {
    pub(super) fn of(file: &File, document: u32) -> Option<Self> {
        let span = file.documents().get(document as usize)?.span();
        if span == Span::new(0, u32::try_from(file.text().len()).ok()?) {
            return Some(Self::new(file.clone(), 0));
        }
        let alone = File::read(file.name(), span.of(file.text()).into());
        (alone.documents().len() == 1 && alone.documents().first()?.span().start == 0)
            .then(|| Self::new(alone, span.start))
    }

    fn new(file: File, base: u32) -> Self {
        Self { file, base, entries: Cell::new(ENTRIES_TO_PLAN) }
    }

    /// Whether plans looked at as much as they may, so that no other can be made.
    pub(super) fn is_spent(&self) -> bool {
        self.entries.get() == 0
    }

    /// Lets plans look at as much again as at first.
    pub(super) fn refill(&self) {
        self.entries.set(ENTRIES_TO_PLAN);
    }

    /// Bytes of the document, which are what a proof costs.
    pub(super) fn len(&self) -> usize {
        self.file.text().len()
    }

    /// Plans edits, at places of the file that the document is from. Not for ever: what all plans may look at is limited.
    pub(super) fn plan(&self, edits: &[Edit]) -> Result<Vec<Replacement>, Refusal> {
        let mut entries = self.entries.get();
        let plan = plan_within(&self.file, 0, edits, &mut entries);
        self.entries.set(entries);
        plan.map(|replacements| self.in_file(replacements))
    }

    /// Plans edits and proves them by reading the document again.
    pub(super) fn attempt(&self, edits: &[Edit]) -> Result<Vec<Replacement>, Refusal> {
        let replacements = plan(&self.file, 0, edits)?;
        let after = apply(self.file.text(), &replacements)
            .ok_or_else(|| Refusal { reason: "its edits overlap each other; edit by hand".to_owned() })?;
        prove(&self.file, 0, edits, &after)?;
        Ok(self.in_file(replacements))
    }

    fn in_file(&self, replacements: Vec<Replacement>) -> Vec<Replacement> {
        let moved = |place: u32| place.saturating_add(self.base);
        let shifted =
            |Replacement { span, text }| Replacement { span: Span::new(moved(span.start), moved(span.end)), text };
        replacements.into_iter().map(shifted).collect()
    }
}
