//! Rule pages in the terminal: headings, paragraphs, lists, tables and code, wrapped to a width that reads well.

use std::io::{self, Write};

use crate::paint::Paint;

const WIDTH: usize = 88;

pub(crate) fn render(text: &str, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let mut lines = text.lines().peekable();
    let mut blank = true;
    while let Some(line) = lines.next() {
        if let Some(fence) = line.strip_prefix("```") {
            let mut words = fence.split_whitespace().skip(1);
            if let Some(role) = words.next() {
                writeln!(out, "    {}", paint.dim(format_args!("{role}:")))?;
            }
            for code in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                let code = format!("    {}", paint.code(code));
                writeln!(out, "{}", code.trim_end())?;
            }
            blank = false;
        } else if let Some(heading) = line.strip_prefix('#') {
            writeln!(out, "{}", paint.bold(heading.trim_start_matches('#').trim()))?;
            // A heading stands close to its text.
            if lines.next_if(|next| next.trim().is_empty()).is_some() && line.starts_with("# ") {
                writeln!(out)?;
            }
            blank = line.starts_with("# ");
        } else if line.trim().is_empty() {
            if !blank {
                writeln!(out)?;
            }
            blank = true;
        } else {
            let mut paragraph = line.trim_end().to_owned();
            while let Some(next) = lines.next_if(|next| continues(&paragraph, next)) {
                paragraph.push(' ');
                paragraph.push_str(next.trim());
            }
            write_wrapped(&paragraph, paint, out)?;
            blank = false;
        }
    }
    Ok(())
}

/// Sentences stand on lines of their own in the source; what starts a block of its own does not belong to them.
fn continues(paragraph: &str, next: &str) -> bool {
    let starts_block = |line: &str| {
        let line = line.trim_start();
        ["- ", "* ", "#", "```", "|"].iter().any(|mark| line.starts_with(mark)) || numbered(line)
    };
    !next.trim().is_empty() && !starts_block(next) && !paragraph.trim_start().starts_with('|')
}

fn numbered(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn write_wrapped(paragraph: &str, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let body = paragraph.trim_start();
    let indent = paragraph.len() - body.len();
    if body.starts_with('|') {
        return writeln!(out, "{paragraph}");
    }
    let hanging = if body.starts_with("- ") || body.starts_with("* ") {
        indent + 2
    } else if numbered(body) {
        indent + body.find(' ').map_or(0, |place| place + 1)
    } else {
        indent
    };
    let mut width = 0;
    write!(out, "{:indent$}", "")?;
    for (number, word) in words(&links_after_text(body)).into_iter().enumerate() {
        let length = word.chars().filter(|letter| *letter != '`').count();
        if number > 0 && width + 1 + length > WIDTH - hanging {
            write!(out, "\n{:hanging$}", "")?;
            width = 0;
        } else if number > 0 {
            write!(out, " ")?;
            width += 1;
        }
        width += length;
        for (part, piece) in word.split('`').enumerate() {
            if part % 2 == 1 {
                write!(out, "{}", paint.code(piece))?;
            } else {
                write!(out, "{}", piece.replace("**", ""))?;
            }
        }
    }
    writeln!(out)
}

/// Words, where a run in backticks is one word: its colour must not break off at the end of a line.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for piece in text.split(' ') {
        match words.last_mut() {
            Some(last) if inside => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => words.push(piece.to_owned()),
        }
        if piece.matches('`').count() % 2 == 1 {
            inside = !inside;
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `[text](link)` as `text (link)`.
fn links_after_text(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        result.push_str(before);
        let link = after.split_once("](").and_then(|(label, tail)| {
            let (target, tail) = tail.split_once(')')?;
            (!label.contains('[')).then_some((label, target, tail))
        });
        match link {
            Some((label, target, tail)) => {
                result.push_str(&format!("{label} ({target})"));
                rest = tail;
            }
            None => {
                result.push('[');
                rest = after;
            }
        }
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        let mut out = Vec::new();
        render(text, Paint::always(false), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_page_reads_well() {
        let text = "# Title\n\n## What\n\nOne.\nTwo with `a b`.\n\n- x\n- y\n\n```yaml bad\na: 1\n\nb: 2\n```\n\nSee [k8s](https://k8s.io/) and a[0].\n";
        let expected = "Title\n\nWhat\nOne. Two with a b.\n\n- x\n- y\n\n    bad:\n    a: 1\n\n    b: 2\n\nSee k8s (https://k8s.io/) and a[0].\n";
        assert_eq!(rendered(text), expected);
    }

    #[test]
    fn long_lines_are_wrapped_and_lists_hang() {
        let text = format!("- {}", "word ".repeat(40));
        let rendered = rendered(&text);
        assert!(rendered.lines().all(|line| line.len() <= WIDTH), "{rendered}");
        assert!(rendered.lines().skip(1).all(|line| line.starts_with("  word")), "{rendered}");
    }
}
