//! Changes of a file as a unified diff.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use crate::human::plain;
use crate::paint::Paint;

/// Writes the difference with three lines around each change, so that `patch` can apply it.
pub(crate) fn write(name: &str, before: &str, after: &str, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let diff = TextDiff::from_lines(before, after);
    writeln!(out, "{}", paint.bold(format_args!("--- {}", plain(name))))?;
    writeln!(out, "{}", paint.bold(format_args!("+++ {}", plain(name))))?;
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        writeln!(out, "{}", paint.frame(hunk.header()))?;
        for change in hunk.iter_changes() {
            let line = change.value();
            let (body, ending) = split_ending(line);
            match change.tag() {
                ChangeTag::Equal => write!(out, " {body}{ending}")?,
                ChangeTag::Delete => write!(out, "{}{ending}", paint.bad(format_args!("-{body}")))?,
                ChangeTag::Insert => write!(out, "{}{ending}", paint.good(format_args!("+{body}")))?,
            }
            if ending.is_empty() {
                writeln!(out, "\n\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

/// A line and its line break: colours end before the break.
fn split_ending(line: &str) -> (&str, &str) {
    let body = line.trim_end_matches(['\r', '\n']);
    line.split_at_checked(body.len()).unwrap_or((line, ""))
}
