//! One document as a file of its own: what happens to it is tried and proved without reading the rest.

use plimsoll_source::edit::{Edit, Refusal, Replacement, apply, plan, prove};
use plimsoll_source::{File, Span};

#[derive(Debug)]
pub(super) struct Chunk {
    file: File,
    base: u32,
}

impl Chunk {
    pub(super) fn of(file: &File, document: u32) -> Option<Self> {
        let span = file.documents().get(document as usize)?.span();
        if span == Span::new(0, u32::try_from(file.text().len()).ok()?) {
            return Some(Self { file: file.clone(), base: 0 });
        }
        let alone = File::read(file.name(), span.of(file.text()).into());
        (alone.documents().len() == 1 && alone.documents().first()?.span().start == 0)
            .then_some(Self { file: alone, base: span.start })
    }

    /// Bytes of the document, which are what a proof costs.
    pub(super) fn len(&self) -> usize {
        self.file.text().len()
    }

    /// Plans edits, at places of the file that the document is from.
    pub(super) fn plan(&self, edits: &[Edit]) -> Result<Vec<Replacement>, Refusal> {
        plan(&self.file, 0, edits).map(|replacements| self.in_file(replacements))
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
