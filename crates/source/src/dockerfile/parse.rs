//! From lines to instructions.

use super::Dockerfile;
use super::arguments::Reader;
use super::heredoc::{Heredoc, announced};
use super::instruction::{Arguments, Instruction, Keyword};
use super::lines::{Line, line_at, part, skip_blank};
use super::text::Text;
use crate::{Span, SyntaxError, SyntaxErrorKind, limits};

/// Reads a text.
pub(super) fn read(source: &str) -> Dockerfile {
    let mut file =
        Dockerfile { escape: b'\\', syntax: None, instructions: Vec::new(), comments: Vec::new(), errors: Vec::new() };
    let mut at = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    at = directives(source, at, &mut file);
    while let Some(line) = line_at(source, at) {
        at = line.next;
        let start = skip_blank(source, line.start, line.end);
        if start == line.end {
            continue;
        }
        if source.as_bytes().get(start) == Some(&b'#') {
            file.comments.push(Span::new(narrow(start), narrow(line.end)));
            continue;
        }
        at = instruction(source, Line { start, ..line }, &mut file);
    }
    file
}

/// Comments at the very top that tell the builder how to read: `# escape=` and its like. Gives where they end.
fn directives(source: &str, mut at: usize, file: &mut Dockerfile) -> usize {
    let mut has_escape = false;
    while let Some(line) = line_at(source, at) {
        let start = skip_blank(source, line.start, line.end);
        let Some((name, value, place)) = source.get(start..line.end).and_then(|text| directive(text, start)) else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "syntax" => file.syntax = Some(place),
            "check" => {}
            "escape" => {
                let problem = match value {
                    _ if has_escape => Some("a second `escape` directive: the first one counts"),
                    "`" | "\\" => None,
                    _ => Some("the escape character is a backslash or a backtick"),
                };
                match problem {
                    Some(problem) => file.errors.push(refusal(place, problem)),
                    None => file.escape = value.bytes().next().unwrap_or(file.escape),
                }
                has_escape = true;
            }
            _ => break,
        }
        file.comments.push(Span::new(narrow(start), narrow(line.end)));
        at = line.next;
    }
    at
}

/// `# name = value`: the name, the value, and the place of the value.
fn directive(text: &str, start: usize) -> Option<(&str, &str, Span)> {
    let (name, value) = text.strip_prefix('#')?.split_once('=')?;
    let (name, meant) = (name.trim(), value.trim());
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_name || meant.is_empty() {
        return None;
    }
    let from = start + text.len() - value.trim_start().len();
    Some((name, meant, Span::new(narrow(from), narrow(from + meant.len()))))
}

/// Reads the instruction that starts at a line. Gives where the next line to read starts.
fn instruction(source: &str, first: Line, file: &mut Dockerfile) -> usize {
    let (text, mut at) = joined(source, first, file);
    let mut reader = Reader { source, escape: file.escape, errors: &mut file.errors };
    let Some(mut instruction) = of(&text, &mut reader) else { return at };
    if let Some(holder) = holder(&mut instruction) {
        holder.heredocs = announced(&text, source);
        for heredoc in &mut holder.heredocs {
            at = body(source, at, heredoc, &mut file.errors);
        }
        if !holder.heredocs.is_empty() {
            holder.span.end = narrow(line_end(source, at));
            instruction.span.end = narrow(line_end(source, at));
        }
    }
    file.instructions.push(instruction);
    at
}

/// The lines of an instruction as one text, without comments and empty lines between them.
fn joined(source: &str, first: Line, file: &mut Dockerfile) -> (Text, usize) {
    let mut places = Vec::new();
    let head = part(source, first.start, first.end, file.escape);
    places.push(head.span);
    let (mut goes_on, mut at) = (head.goes_on, first.next);
    while goes_on && let Some(line) = line_at(source, at) {
        at = line.next;
        let start = skip_blank(source, line.start, line.end);
        if source.as_bytes().get(start).filter(|_| start < line.end) == Some(&b'#') {
            file.comments.push(Span::new(narrow(start), narrow(line.end)));
        } else if start < line.end {
            let next = part(source, line.start, line.end, file.escape);
            goes_on = next.goes_on;
            places.push(next.span);
        }
    }
    (Text::join(source, &places), at)
}

/// The instruction that a text is; `None` for one that no builder knows, which is an error.
fn of(text: &Text, reader: &mut Reader<'_>) -> Option<Instruction> {
    let source = reader.source;
    let whole = text.text(source);
    let start = whole.len() - whole.trim_start().len();
    let name = whole.split_whitespace().next()?;
    let word_end = start + name.len();
    let word = text.place(start, word_end);
    let Some(keyword) = Keyword::find(name) else {
        reader.refuse(word, "there is no such instruction".into());
        return None;
    };
    let end = whole.trim_end().len();
    let after = text.slice(word_end, end.max(word_end));
    let (flags, rest) = reader.flags(&after);
    let arguments = match reader.arguments(keyword, word, &rest) {
        Arguments::Line(line) if keyword == Keyword::Onbuild => trigger(&line, reader),
        arguments => arguments,
    };
    let span = Span::new(word.start, text.place(0, end).end);
    Some(Instruction { keyword, word, span, flags, arguments, heredocs: Vec::new() })
}

/// What `ONBUILD` keeps for a later build.
fn trigger(line: &Text, reader: &mut Reader<'_>) -> Arguments {
    let first = line.text(reader.source).split_whitespace().next().unwrap_or_default();
    if first.eq_ignore_ascii_case("onbuild") {
        reader.refuse(line.place(0, first.len()), "`ONBUILD` keeps no other `ONBUILD`".into());
        return Arguments::None;
    }
    of(line, reader).map_or(Arguments::None, |trigger| Arguments::Trigger(Box::new(trigger)))
}

/// The instruction that heredocs belong to: itself, or what it keeps for later. None where no heredoc may follow.
fn holder(instruction: &mut Instruction) -> Option<&mut Instruction> {
    if matches!(instruction.arguments, Arguments::Trigger(_)) {
        let Arguments::Trigger(trigger) = &mut instruction.arguments else { return None };
        return holder(trigger);
    }
    let may = matches!(instruction.keyword, Keyword::Add | Keyword::Copy | Keyword::Run);
    (may && !matches!(instruction.arguments, Arguments::Array(_))).then_some(instruction)
}

/// Reads the lines of a heredoc from `at` on. Gives where the line after it starts.
fn body(source: &str, at: usize, heredoc: &mut Heredoc, errors: &mut Vec<SyntaxError>) -> usize {
    let mut next = at;
    while let Some(line) = line_at(source, next) {
        let text = source.get(line.start..line.end).unwrap_or_default();
        let text = if heredoc.strips_tabs { text.trim_start_matches('\t') } else { text };
        if text == &*heredoc.name {
            heredoc.body = Span::new(narrow(at), narrow(line.start));
            return line.next;
        }
        next = line.next;
    }
    heredoc.body = Span::new(narrow(at), narrow(next));
    let few = errors.len() < limits::ERRORS;
    errors.extend(few.then(|| {
        refusal(heredoc.mark, "no line ends this text: the word after `<<` has to stand on a line of its own")
    }));
    next
}

/// The end of the line before the one that starts at `next`, without its break.
fn line_end(source: &str, next: usize) -> usize {
    source.get(..next).map_or(next, |before| before.trim_end_matches(['\n', '\r']).len())
}

fn refusal(span: Span, message: &str) -> SyntaxError {
    SyntaxError::new(span, SyntaxErrorKind::Dockerfile, message)
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
