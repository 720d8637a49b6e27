//! Entries and items on lines of their own.

use super::Refusal;
use super::literal::{Layout, Literal, Quotes, entry, new_line};
use super::plan::{Planner, quotes_of};
use crate::tree::Form;
use crate::{Entry, Kind, Path, Span, Value};

impl<'a> Planner<'a, '_> {
    /// Takes entries out of a mapping and adds others at its end. `removed` ascends.
    pub(super) fn block_mapping(
        &mut self,
        value: Value<'a>,
        pairs: &[Entry<'a>],
        removed: &[usize],
        added: Vec<(String, Literal)>,
        path: &Path,
    ) -> Result<(), Refusal> {
        let span = value.span();
        let column = self.text.column(span.start).ok_or_else(|| unusual(path))?;
        let layout = self.layout(value);
        if removed.len() == pairs.len() {
            return self.overwrite(value, &Literal::Mapping(added), column, path);
        }
        let mut all_before = !self.text.starts_line(span.start);
        for (index, pair) in pairs.iter().enumerate() {
            let gone = removed.binary_search(&index).is_ok();
            if gone {
                let span = Span::new(pair.key.span().start, pair.value.span().end);
                self.remove_lines(span, all_before, path)?;
            }
            all_before &= gone;
        }
        for (key, literal) in &added {
            let mut text = String::new();
            new_line(column, layout, &mut text);
            entry(key, literal, column, layout, &mut text);
            self.insert(self.text.line_end(span.end), text, column);
        }
        Ok(())
    }

    /// Takes items out of a sequence and adds others at its end. `removed` ascends.
    pub(super) fn block_sequence(
        &mut self,
        value: Value<'a>,
        items: &[Value<'a>],
        removed: &[usize],
        appended: &[Literal],
        path: &Path,
    ) -> Result<(), Refusal> {
        let span = value.span();
        let column = self.text.column(span.start).ok_or_else(|| unusual(path))?;
        if removed.len() == items.len() {
            return self.overwrite(value, &Literal::Sequence(appended.to_vec()), column, path);
        }
        let mut all_before = !self.text.starts_line(span.start);
        let mut end = span.start;
        for (index, item) in items.iter().enumerate() {
            let gone = removed.binary_search(&index).is_ok();
            if gone {
                let dash = self.dash(end, item.span().start).ok_or_else(|| unusual(path))?;
                self.remove_lines(Span::new(dash, item.span().end.max(dash + 1)), all_before, path)?;
            }
            all_before &= gone;
            end = item.span().end;
        }
        // An appended item looks like the last one: as far from its dash, and quoted like all.
        let gap = items.last().and_then(|item| self.text.line_before(item.span().start).rsplit_once('-'));
        let gap = gap.map_or(" ", |(_, gap)| gap);
        let gap = if gap.trim_matches(' ').is_empty() && !gap.is_empty() { gap } else { " " };
        let layout = Layout { quotes: self.quotes_in(value), ..self.layout(value) };
        for literal in appended {
            let mut text = String::new();
            new_line(column, layout, &mut text);
            text.push('-');
            text.push_str(gap);
            // Only texts of the list itself take its quotes.
            let quotes = if literal.is_inline() { layout.quotes } else { Quotes::AsNeeded };
            literal.block(column + 1 + gap.len(), Layout { quotes, ..layout }, &mut text);
            self.insert(self.text.line_end(span.end), text, column);
        }
        Ok(())
    }

    /// The dash of the item that starts at `item`, looked for from the end of the item before.
    fn dash(&self, from: u32, item: u32) -> Option<u32> {
        let mut at = from;
        while at <= item {
            at = self.text.skip_space(at);
            match self.text.after(at).as_bytes().first()? {
                b'-' => return Some(at),
                b'#' => at = self.text.line_end(at),
                _ => return None,
            }
        }
        None
    }

    /// Takes an entry away with its lines. A comment at its end stays, on the line alone.
    fn remove_lines(&mut self, span: Span, first_on_line: bool, path: &Path) -> Result<(), Refusal> {
        if first_on_line {
            // What follows moves up beside the dash.
            self.replace(Span::new(span.start, self.text.skip_space(span.end)), "");
            return Ok(());
        }
        if !self.text.starts_line(span.start) {
            return Err(unusual(path));
        }
        let line_end = self.text.line_end(span.end);
        let rest = self.text.skip_blanks(span.end);
        if rest < line_end {
            self.replace(Span::new(span.start, rest), "");
        } else if let Some(before) = self.text.previous_line_end(span.start) {
            self.replace(Span::new(before, line_end), "");
        } else {
            self.replace(Span::new(span.start, self.text.skip_space(line_end)), "");
        }
        Ok(())
    }

    /// Writes a value over one in block style.
    pub(super) fn set_in_block(&mut self, value: Value<'a>, literal: &Literal, path: &Path) -> Result<(), Refusal> {
        if matches!(value.kind(), Kind::Mapping | Kind::Sequence) && !value.is_flow() && !value.is_alias() {
            let column = self.text.column(value.span().start).ok_or_else(|| unusual(path))?;
            return self.overwrite(value, literal, column, path);
        }
        let span = self.with_properties(value, path)?;
        let layout = self.layout(value);
        let layout = Layout { quotes: quotes_of(value).unwrap_or(layout.quotes), ..layout };
        let mut text = String::new();
        let Some(key) = value.key() else {
            // An item, or the root.
            let column = self.text.column(span.start).ok_or_else(|| unusual(path))?;
            let bare_dash = span.is_empty() && self.text.before(span.start).ends_with('-');
            text.push_str(if bare_dash { " " } else { "" });
            literal.block(column + text.len(), layout, &mut text);
            self.replace(span, text);
            return Ok(());
        };
        let colon = self.text.after_colon(key.span().end).ok_or_else(|| unusual(path))?;
        if literal.is_inline() {
            literal.flow(layout, &mut text);
            let written = if span.is_empty() { format!(" {text}") } else { text };
            self.replace(if span.is_empty() { Span::empty(colon) } else { span }, written);
            return Ok(());
        }
        let column = self.text.column(key.span().start).ok_or_else(|| unusual(path))?;
        literal.after_colon(column, Layout { quotes: Quotes::AsNeeded, ..layout }, &mut text);
        if !span.is_empty() {
            // A comment after the key stays there.
            let from = if self.text.skip_blanks(colon) == span.start { colon } else { span.start };
            self.replace(Span::new(from, span.end), "");
        }
        self.insert(self.text.line_end(span.end), text, column + 1);
        Ok(())
    }

    /// Writes a value over a collection that starts at `column`.
    fn overwrite(&mut self, value: Value<'a>, literal: &Literal, column: usize, path: &Path) -> Result<(), Refusal> {
        let span = value.span();
        let layout = self.layout(value);
        let mut text = String::new();
        let fits = matches!(
            (value.kind(), literal),
            (Kind::Mapping, Literal::Mapping(_)) | (Kind::Sequence, Literal::Sequence(_))
        );
        let Some(key) = value.key().filter(|_| literal.is_inline() || !fits) else {
            literal.block(column, layout, &mut text);
            self.replace(span, text);
            return Ok(());
        };
        let colon = self.text.after_colon(key.span().end).ok_or_else(|| unusual(path))?;
        let Some(before) = self.text.previous_line_end(span.start).filter(|_| self.text.starts_line(span.start)) else {
            return Err(unusual(path));
        };
        if value.form().has(Form::TAGGED | Form::ANCHORED) {
            return Err(Refusal::new(format!("`{path}` has a tag or an anchor: take it away first")));
        }
        if literal.is_inline() {
            literal.after_colon(0, layout, &mut text);
            self.insert(colon, text, 0);
            self.replace(Span::new(before, span.end), "");
        } else {
            let key_column = self.text.column(key.span().start).ok_or_else(|| unusual(path))?;
            literal.after_colon(key_column, layout, &mut text);
            self.replace(Span::new(before, span.end), text);
        }
        Ok(())
    }

    /// Indentation as in the neighbours: what the value holds, what it is in, then the first such place of the document.
    fn layout(&self, value: Value<'a>) -> Layout {
        let mut step = None;
        let mut dash = None;
        let mut at = Some(value);
        while let Some(here) = at {
            self.indents(here, &mut step, &mut dash);
            at = here.parent().filter(|_| step.is_none() || dash.is_none());
        }
        if step.is_none() || dash.is_none() {
            let (usual, usual_dash) = *self.usual.get_or_init(|| self.usual_indents(value));
            step = step.or(usual);
            dash = dash.or(usual_dash);
        }
        let step = step.unwrap_or(2);
        Layout {
            step,
            dash: dash.unwrap_or(step),
            line_break: self.text.line_break(),
            quotes: Quotes::AsNeeded,
            airy: true,
        }
    }

    /// What the first mappings of the document do.
    fn usual_indents(&self, value: Value<'a>) -> (Option<usize>, Option<usize>) {
        const FIRST: usize = 4096;
        let (mut step, mut dash) = (None, None);
        let mut root = value;
        while let Some(parent) = root.parent() {
            root = parent;
        }
        for here in root.all().take(FIRST) {
            self.indents(here, &mut step, &mut dash);
            if step.is_some() && dash.is_some() {
                break;
            }
        }
        (step, dash)
    }

    /// How far the values of a mapping stand in from their keys.
    fn indents(&self, mapping: Value<'a>, step: &mut Option<usize>, dash: &mut Option<usize>) {
        if mapping.kind() != Kind::Mapping || mapping.is_flow() {
            return;
        }
        for entry in mapping.pairs().take(64) {
            let seen = match entry.value.kind() {
                Kind::Mapping => &mut *step,
                Kind::Sequence => &mut *dash,
                _ => continue,
            };
            if seen.is_some() || entry.value.is_flow() || !self.text.starts_line(entry.value.span().start) {
                continue;
            }
            let inner = self.text.column(entry.value.span().start);
            let outer = self.text.column(entry.key.span().start);
            *seen = inner.zip(outer).and_then(|(inner, outer)| inner.checked_sub(outer));
        }
    }
}

fn unusual(path: &Path) -> Refusal {
    Refusal::new(format!("the text around `{path}` is written in a way that fixes do not handle"))
}
