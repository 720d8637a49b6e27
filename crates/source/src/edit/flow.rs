//! Entries and items within brackets and braces.

use super::Refusal;
use super::literal::Layout;
use super::plan::Planner;
use crate::{Span, Value};

impl<'a> Planner<'a, '_> {
    /// Takes entries out of a flow collection and adds others at its end. `spans` are those of all entries.
    pub(super) fn flow(
        &mut self,
        value: Value<'a>,
        spans: &[Span],
        removed: &[usize],
        added: &[String],
        layout: Layout,
    ) -> Result<(), Refusal> {
        let span = value.span();
        let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
        let comma = if layout.airy { ", " } else { "," };
        let Some(last) = spans.last().filter(|_| removed.len() < spans.len()) else {
            self.replace(inner, added.join(comma));
            return Ok(());
        };
        self.remove_from_flow(inner, spans, removed)?;
        if added.is_empty() {
            return Ok(());
        }
        let own_line = self.text.starts_line(last.start);
        let separator = if own_line {
            format!(",{}{}", self.text.line_break(), self.text.line_before(last.start))
        } else {
            comma.to_owned()
        };
        let text: String = added.iter().flat_map(|entry| [separator.as_str(), entry.as_str()]).collect();
        self.insert(last.end, text, 0);
        Ok(())
    }

    /// Takes runs of entries out, each with the comma after it or, for the last run, the comma before it.
    fn remove_from_flow(&mut self, inner: Span, spans: &[Span], removed: &[usize]) -> Result<(), Refusal> {
        for run in removed.chunk_by(|one, next| one + 1 == *next) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let end = spans.get(*last).map_or(inner.end, |span| span.end);
            let span = match first.checked_sub(1).and_then(|before| spans.get(before)) {
                Some(before) => Span::new(before.end, end),
                None => Span::new(self.text.skip_space(inner.start), self.after_comma(end)?),
            };
            self.replace(span, "");
        }
        Ok(())
    }

    /// Where the entry after a comma begins.
    fn after_comma(&self, end: u32) -> Result<u32, Refusal> {
        let comma = self.text.skip_space(end);
        if !self.text.after(comma).starts_with(',') {
            return Err(Refusal::new("a comment stands between the entries: move it first"));
        }
        Ok(self.text.skip_space(comma + 1))
    }
}
