//! A planned change as a person reads it: the lines that go, the lines that come, and a few around them.

use plimsoll_report::TextEdit;

/// A run of lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The file, named where it is not plain which one it is.
    pub file: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What becomes of it.
    pub kind: LineKind,
    /// Its number before the change; after it, for a line that comes.
    pub number: usize,
    /// Its text, without the line break.
    pub text: String,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Stays.
    Same,
    /// Goes.
    Gone,
    /// Comes.
    Come,
}

/// Lines of `text` that the edits touch, replaced.
struct Change<'a> {
    /// Index of the first old line.
    first: usize,
    old: Vec<&'a str>,
    new: Vec<String>,
}

/// The change that `edits` make to `text`, with `around` unchanged lines on each side. Edits ascend and do not overlap;
/// `None` if they do not fit the text.
pub fn hunks(text: &str, edits: &[TextEdit], around: usize) -> Option<Vec<Hunk>> {
    let starts = line_starts(text);
    let changes = changes(text, &starts, edits)?;
    let lines: Vec<&str> = starts.iter().enumerate().map(|(index, _)| line(text, &starts, index)).collect();
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut shown = 0;
    let mut shift = 0_isize;
    for change in &changes {
        let from = change.first.saturating_sub(around).max(shown);
        let joins = !hunks.is_empty() && from == shown;
        if !joins {
            hunks.push(Hunk { file: None, lines: Vec::new() });
        }
        let hunk = hunks.last_mut()?;
        hunk.lines.extend(same(&lines, from, change.first));
        hunk.lines.extend(change.old.iter().enumerate().map(|(index, text)| Line {
            kind: LineKind::Gone,
            number: change.first + index + 1,
            text: (*text).to_owned(),
        }));
        let first_new = change.first.saturating_add_signed(shift);
        hunk.lines.extend(change.new.iter().enumerate().map(|(index, text)| Line {
            kind: LineKind::Come,
            number: first_new + index + 1,
            text: text.clone(),
        }));
        shift += change.new.len().cast_signed() - change.old.len().cast_signed();
        shown = change.first + change.old.len();
        let next = changes.iter().map(|later| later.first).find(|first| *first >= shown && *first > change.first);
        let until = (shown + around).min(lines.len()).min(next.unwrap_or(lines.len()));
        hunk.lines.extend(same(&lines, shown, until));
        shown = until;
    }
    Some(hunks)
}

fn same<'a>(lines: &'a [&str], from: usize, until: usize) -> impl Iterator<Item = Line> + 'a {
    let numbered = lines.iter().enumerate().skip(from).take(until.saturating_sub(from));
    numbered.map(|(index, text)| Line { kind: LineKind::Same, number: index + 1, text: (*text).to_owned() })
}

/// Edits that touch the same line are one change; lines that come out as they were are left out of it.
fn changes<'a>(text: &'a str, starts: &[usize], edits: &[TextEdit]) -> Option<Vec<Change<'a>>> {
    let mut changes = Vec::new();
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let top = line_of(starts, offset(first.start.offset));
        let mut bottom = line_of(starts, offset(first.end.offset));
        let mut count = 1;
        while let Some(next) = rest.get(count).filter(|next| line_of(starts, offset(next.start.offset)) <= bottom) {
            bottom = bottom.max(line_of(starts, offset(next.end.offset)));
            count += 1;
        }
        let (group, later) = rest.split_at(count);
        rest = later;
        let mut after = String::new();
        let mut at = *starts.get(top)?;
        for edit in group {
            after.push_str(text.get(at..offset(edit.start.offset))?);
            after.push_str(&edit.text);
            at = offset(edit.end.offset);
        }
        let end = starts.get(bottom + 1).copied().unwrap_or(text.len());
        after.push_str(text.get(at..end)?);
        let old: Vec<&str> = (top..=bottom).map(|index| line(text, starts, index)).collect();
        let mut new: Vec<String> = after.lines().map(str::to_owned).collect();
        // The last line of a text that ends in a break is empty, and `lines` does not give it.
        if bottom + 1 == starts.len() && (after.is_empty() || after.ends_with('\n')) {
            new.push(String::new());
        }
        changes.push(trimmed(top, old, new));
    }
    Some(changes)
}

fn trimmed(first: usize, mut old: Vec<&str>, mut new: Vec<String>) -> Change<'_> {
    let head = old.iter().zip(&new).take_while(|(old, new)| *old == new).count();
    old.drain(..head);
    new.drain(..head);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| *old == new).count();
    old.truncate(old.len() - tail);
    new.truncate(new.len() - tail);
    Change { first: first + head, old, new }
}

fn offset(offset: u32) -> usize {
    offset as usize
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
    std::iter::once(0).chain(breaks).collect()
}

fn line_of(starts: &[usize], offset: usize) -> usize {
    starts.partition_point(|start| *start <= offset).saturating_sub(1)
}

fn line<'a>(text: &'a str, starts: &[usize], index: usize) -> &'a str {
    let from = starts.get(index).copied().unwrap_or(text.len());
    let until = starts.get(index + 1).copied().unwrap_or(text.len());
    text.get(from..until).unwrap_or_default().trim_end_matches(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use plimsoll_report::Position;

    fn edit(text: &str, from: &str, until: &str, with: &str) -> TextEdit {
        let start = text.find(from).expect("from");
        let end = text.find(until).expect("until");
        let at = |offset: usize| Position { line: 1, column: 1, offset: u32::try_from(offset).expect("small") };
        TextEdit { file: "a.yaml".into(), start: at(start), end: at(end), text: with.into() }
    }

    fn shown(text: &str, edits: &[TextEdit], around: usize) -> String {
        let hunks = hunks(text, edits, around).expect("fits");
        let mut out = String::new();
        for hunk in hunks {
            out.push_str("@\n");
            for line in hunk.lines {
                let sign = match line.kind {
                    LineKind::Same => ' ',
                    LineKind::Gone => '-',
                    LineKind::Come => '+',
                };
                out.push_str(&format!("{sign}{}:{}\n", line.number, line.text));
            }
        }
        out
    }

    #[test]
    fn a_value_changes_on_its_line() {
        let text = "a: 1\nb: true\nc: 3\n";
        assert_eq!(
            shown(text, &[edit(text, "true", "\nc", "false")], 1),
            "@\n 1:a: 1\n-2:b: true\n+2:b: false\n 3:c: 3\n"
        );
    }

    #[test]
    fn an_inserted_line_takes_nothing_away() {
        let text = "a: 1\nc: 3\n";
        assert_eq!(shown(text, &[edit(text, "c:", "c:", "b: 2\n")], 1), "@\n 1:a: 1\n+2:b: 2\n 2:c: 3\n");
    }

    #[test]
    fn distant_changes_are_two_hunks_and_near_ones_are_one() {
        let text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n";
        let far = [edit(text, "1", "\nb", "9"), edit(text, "5", "\n", "8")];
        let end = [far[0].clone(), TextEdit { end: Position { offset: 24, ..Position::default() }, ..far[1].clone() }];
        assert_eq!(shown(text, &end, 1), "@\n-1:a: 1\n+1:a: 9\n 2:b: 2\n@\n 4:d: 4\n-5:e: 5\n+5:e: 8\n 6:\n");
        let near = [edit(text, "1", "\nb", "9"), edit(text, "3", "\nd", "8")];
        assert_eq!(shown(text, &near, 1), "@\n-1:a: 1\n+1:a: 9\n 2:b: 2\n-3:c: 3\n+3:c: 8\n 4:d: 4\n");
    }

    #[test]
    fn numbers_of_new_lines_count_what_came_before() {
        let text = "a: 1\nb: 2\nc: 3\nd: 4\n";
        let edits = [edit(text, "b:", "b:", "x: 0\n"), edit(text, "4", "4", "0")];
        assert!(shown(text, &edits, 0).ends_with("-4:d: 4\n+5:d: 04\n"));
    }

    #[test]
    fn removed_lines_and_windows_line_breaks() {
        let text = "a: 1\r\nb: 2\r\nc: 3\r\n";
        assert_eq!(shown(text, &[edit(text, "b:", "c:", "")], 1), "@\n 1:a: 1\n-2:b: 2\n 3:c: 3\n");
    }

    #[test]
    fn an_edit_outside_the_text_is_refused() {
        let text = "a: 1\n";
        let beyond = TextEdit { end: Position { offset: 99, ..Position::default() }, ..edit(text, "1", "1", "2") };
        assert_eq!(hunks(text, &[beyond], 1), None);
    }
}
