//! Changes of a file as a unified diff. What fixes changed is known, so only the lines around that are compared: a comparison of two
//! whole files would take the longer the more fixes there are, and not in proportion.

use std::io::{self, Write};
use std::ops::Range;

use plimsoll_report::TextEdit;
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use crate::human::plain;
use crate::paint::Paint;

/// Lines shown around each change.
const AROUND: usize = 3;

/// Bytes of a text, and those that stand in their place in a later one. Between changes both say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    before: Range<usize>,
    after: Range<usize>,
}

/// Changes, and edits of the text that came of them, as changes from the first text to the last. Both are in order.
pub(crate) fn then(changes: &[Change], edits: &[TextEdit]) -> Vec<Change> {
    let mut changes = changes.iter().peekable();
    let mut edits = edits.iter().peekable();
    // How much longer the middle text is than the first, and the last than the middle one, up to here.
    let (mut grown, mut grows) = (0isize, 0isize);
    let mut all = Vec::new();
    loop {
        let starts = [changes.peek().map(|one| one.after.start), edits.peek().map(|one| one.start.offset as usize)];
        let Some(start) = starts.into_iter().flatten().min() else { return all };
        let (before, after) = (start.saturating_add_signed(-grown), start.saturating_add_signed(grows));
        // What meets in the middle text is one change.
        let mut end = start;
        loop {
            if let Some(change) = changes.next_if(|one| one.after.start <= end) {
                end = end.max(change.after.end);
                grown += change.after.len().cast_signed() - change.before.len().cast_signed();
            } else if let Some(edit) = edits.next_if(|one| one.start.offset as usize <= end) {
                end = end.max(edit.end.offset as usize);
                grows += edit.text.len().cast_signed() - (edit.end.offset - edit.start.offset) as isize;
            } else {
                break;
            }
        }
        let change = |start, by| start..end.saturating_add_signed(by);
        all.push(Change { before: change(before, -grown), after: change(after, grows) });
    }
}

/// Writes the difference with three lines around each change, so that `patch` can apply it.
pub(crate) fn write(
    name: &str,
    [before, after]: [&str; 2],
    changes: &[Change],
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{}", paint.bold(format_args!("--- {}", plain(name))))?;
    writeln!(out, "{}", paint.bold(format_args!("+++ {}", plain(name))))?;
    let (before, after) = (Lines::of(before), Lines::of(after));
    for hunk in group_diff_ops(operations(&before, &after, changes), AROUND) {
        writeln!(out, "{}", paint.frame(UnifiedHunkHeader::new(&hunk)))?;
        for operation in hunk {
            let (tag, old, new) = operation.as_tag_tuple();
            if tag == DiffTag::Equal {
                before.write(old, out, |body| format!(" {body}"))?;
            } else {
                before.write(old, out, |body| paint.bad(format_args!("-{body}")).to_string())?;
                after.write(new, out, |body| paint.good(format_args!("+{body}")).to_string())?;
            }
        }
    }
    Ok(())
}

/// What to do to the lines of one text to get those of the other.
fn operations(before: &Lines<'_>, after: &Lines<'_>, changes: &[Change]) -> Vec<DiffOp> {
    let mut touched: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for change in changes {
        let (old, new) = (before.around(&change.before), after.around(&change.after));
        match touched.last_mut().filter(|(last, other)| last.end > old.start || other.end > new.start) {
            Some((last, other)) => (last.end, other.end) = (old.end, new.end),
            None => touched.push((old, new)),
        }
    }
    let mut operations = Vec::new();
    let (mut old_end, mut new_end) = (0, 0);
    for (old, new) in touched {
        same(&mut operations, old_end, new_end, old.start - old_end);
        for operation in capture_diff_slices(Algorithm::Myers, before.get(&old), after.get(&new)) {
            let (tag, old_part, new_part) = operation.as_tag_tuple();
            let (old_index, new_index) = (old.start + old_part.start, new.start + new_part.start);
            let (old_len, new_len) = (old_part.len(), new_part.len());
            match tag {
                DiffTag::Equal => same(&mut operations, old_index, new_index, old_len),
                DiffTag::Delete => operations.push(DiffOp::Delete { old_index, old_len, new_index }),
                DiffTag::Insert => operations.push(DiffOp::Insert { old_index, new_index, new_len }),
                DiffTag::Replace => operations.push(DiffOp::Replace { old_index, old_len, new_index, new_len }),
            }
        }
        (old_end, new_end) = (old.end, new.end);
    }
    same(&mut operations, old_end, new_end, before.all.len() - old_end);
    operations
}

/// Adds lines that stay, to those before them if these stay too.
fn same(operations: &mut Vec<DiffOp>, old_index: usize, new_index: usize, more: usize) {
    match operations.last_mut() {
        _ if more == 0 => {}
        Some(DiffOp::Equal { len, .. }) => *len += more,
        _ => operations.push(DiffOp::Equal { old_index, new_index, len: more }),
    }
}

/// The lines of a text, each with its break, and where they begin; last where the next one would, after a break.
struct Lines<'a> {
    all: Vec<&'a str>,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let all: Vec<&str> = text.split_inclusive('\n').collect();
        let mut starts: Vec<usize> =
            all.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
        if text.is_empty() || text.ends_with('\n') {
            starts.push(text.len());
        }
        Self { all, starts }
    }

    /// The lines that bytes stand in, and the one that goes on after them.
    fn around(&self, bytes: &Range<usize>) -> Range<usize> {
        let line_after = |at: usize| self.starts.partition_point(|start| *start <= at);
        line_after(bytes.start).saturating_sub(1)..line_after(bytes.end).min(self.all.len())
    }

    fn get(&self, lines: &Range<usize>) -> &[&'a str] {
        self.all.get(lines.clone()).unwrap_or_default()
    }

    /// Writes lines as `shown` has them: colours end before the break.
    fn write(&self, lines: Range<usize>, out: &mut impl Write, shown: impl Fn(&str) -> String) -> io::Result<()> {
        for line in self.get(&lines) {
            let body = line.trim_end_matches(['\r', '\n']);
            let ending = line.get(body.len()..).unwrap_or_default();
            write!(out, "{}{ending}", shown(body))?;
            if ending.is_empty() {
                writeln!(out, "\n\\ No newline at end of file")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Position;

    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        let at = |offset: usize| Position { line: 0, column: 0, offset: u32::try_from(offset).unwrap() };
        TextEdit { file: String::new(), start: at(start), end: at(end), text: text.to_owned() }
    }

    fn apply(text: &str, edits: &[TextEdit]) -> String {
        edits.iter().rev().fold(text.to_owned(), |mut text, edit| {
            text.replace_range(edit.start.offset as usize..edit.end.offset as usize, &edit.text);
            text
        })
    }

    /// Numbers that look random and are the same on every run.
    fn dice(seed: &mut usize, limit: usize) -> usize {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % limit
    }

    #[test]
    fn changes_of_several_rounds_lead_from_the_first_text_to_the_last() {
        let mut seed = 7;
        for _ in 0..2_000 {
            let lines = 1 + dice(&mut seed, 12);
            let mut first: String = (0..lines).map(|line| format!("{}\n", line % 3)).collect();
            if dice(&mut seed, 3) == 0 {
                first.pop();
            }
            let (mut last, mut changes) = (first.clone(), Vec::new());
            for _ in 0..3 {
                let (mut edits, mut at) = (Vec::new(), 0);
                while at < last.len() && dice(&mut seed, 3) > 0 {
                    let start = at + dice(&mut seed, last.len() - at);
                    let end = start + dice(&mut seed, 1 + 3.min(last.len() - start));
                    edits.push(edit(start, end, ["", "x", "\ny", "z\n", "\n\n"][dice(&mut seed, 5)]));
                    at = end + 1;
                }
                changes = then(&changes, &edits);
                last = apply(&last, &edits);
            }
            let (old, new) = (Lines::of(&first), Lines::of(&last));
            let (mut read, mut written) = (0, 0);
            for operation in operations(&old, &new, &changes) {
                let (tag, from, to) = operation.as_tag_tuple();
                assert_eq!((from.start, to.start), (read, written), "{first:?} {last:?}");
                assert!(tag != DiffTag::Equal || old.get(&from) == new.get(&to), "{first:?} {last:?}");
                (read, written) = (from.end, to.end);
            }
            assert_eq!((read, written), (old.all.len(), new.all.len()), "{first:?} {last:?}");
        }
    }
}
