//! Reading one document whatever is in it: what the parser refuses is made blank, byte for byte, and the rest read again.

use std::borrow::Cow;

use granit_parser::{Options, options};

use crate::build::{Broken, Builder, Source};
use crate::order::by_number;
use crate::tree::Form;
use crate::{
    Span, Surprise, SurpriseKind, SyntaxError, SyntaxErrorKind, Tree, explain, fast, hidden, json, limits, surprise,
};

/// Reads documents one after the other and keeps its tables between them.
pub(crate) struct Reader {
    /// Whether the file's name says that it is JSON.
    json: bool,
    options: Options,
    builder: Builder,
}

impl Reader {
    pub(crate) fn new(json: bool) -> Self {
        let depth = limits::DEPTH as usize + 1;
        let options = options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            bom_inside_document_as_content: true,
            flow_nesting_limit: depth,
            block_nesting_limit: depth,
        };
        Self { json, options, builder: Builder::default() }
    }

    /// Reads one document, which may be JSON.
    pub(crate) fn read(&mut self, text: &str, json: bool) -> Tree {
        let mut first = Vec::new();
        if !self.json && !json && fast::read(&mut self.builder, text).is_some() {
            return self.builder.finish(Source { text, parsed: text });
        }
        if self.json || json {
            match json::read(&mut self.builder, text) {
                Ok(()) => return self.builder.finish(Source { text, parsed: text }),
                // Without the name this is YAML in flow style.
                Err(error) if self.json => first.extend(error),
                Err(_) => {}
            }
        }
        let strict = !first.is_empty();
        let mut attempt = Attempt { text, parsed: Cow::Borrowed(text), errors: first, unread: Vec::new() };
        attempt.blank_control_characters();
        self.builder.odd_breaks = hidden::any(text);
        if self.builder.odd_breaks {
            attempt.parsed = Cow::Owned(hidden::show(&attempt.parsed));
        }
        self.attempt(&mut attempt);
        let Attempt { parsed, mut errors, mut unread, .. } = attempt;
        let mut surprises = Vec::new();
        if strict {
            errors.truncate(1);
            self.builder.errors.clear();
        }
        errors.append(&mut self.builder.errors);
        explain::templates(text, &mut errors);
        by_number(&mut unread, |span| span.number());
        surprise::marks(text, &mut surprises);
        if self.builder.odd_breaks {
            // In quotes only U+0085 is folded as other line breaks are.
            let odd = hidden::places(text)
                .filter(|found| found.len() == 2 || !self.builder.around(found.start).has(Form::QUOTED));
            surprises.extend(odd.take(limits::SURPRISES).map(|found| Surprise::at(SurpriseKind::LineBreak, found)));
            self.builder.odd_breaks = false;
        }
        self.builder.surprises = surprises;
        self.builder.errors = errors;
        self.builder.unread = unread;
        self.builder.finish(Source { text, parsed: &parsed })
    }

    /// kubectl ignores what follows a finished collection in brackets or braces, or a `...`, also on its line; the parser
    /// looks a line ahead. Whether the text before the broken line is such a document.
    fn ends_before(&mut self, source: Source<'_>, broken: &Broken) -> bool {
        let Broken::Parser(error) = broken else { return false };
        let begins = source.parsed.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).starts_with(['{', '[']);
        let at = error.marker().byte_offset().unwrap_or_default();
        let mut end = source.parsed.get(..at).and_then(|before| before.rfind(['\n', '\r'])).unwrap_or_default();
        if *error.kind() == granit_parser::ErrorKind::MisplacedFlowCollectionEnd {
            end = at;
        }
        let (parsed, rest) = source.parsed.split_at_checked(end).unwrap_or_default();
        let marker = rest.get(1..).is_some_and(|rest| rest.starts_with("...") || rest.starts_with('%'));
        if !begins && !marker {
            return false;
        }
        // The parser stands on the broken line; without that line the collection must be complete.
        let text = source.text.get(..source.text.floor_char_boundary(end)).unwrap_or_default();
        let errors = self.builder.read(Source { text, parsed }, &self.options);
        errors.is_ok() && self.builder.count() > 0 || {
            let _ = self.builder.read(source, &self.options);
            false
        }
    }

    fn attempt(&mut self, attempt: &mut Attempt<'_>) {
        let mut forgiven_places = 0;
        // What the first reading that broke off had come to, and the text it read.
        let mut first: Option<First> = None;
        loop {
            let outcome = self.builder.read(attempt.source(), &self.options);
            let Err(broken) = outcome else { break };
            if forgiven_places < limits::FORGIVEN
                && let Some((span, shown)) = forgiven(&attempt.parsed, &broken)
            {
                forgiven_places += 1;
                attempt.show(span, shown);
                continue;
            }
            if first.is_none() && self.ends_before(attempt.source(), &broken) {
                break;
            }
            let error = explain::explain(&attempt.parsed, &broken, self.builder.open_bracket());
            let at = error.span.start;
            attempt.note(error);
            let first = first.get_or_insert_with(|| First {
                nodes: self.builder.count(),
                at,
                parsed: attempt.parsed.to_string(),
                mended: 0,
            });
            if first.mended == limits::MENDED || !attempt.mend(at) {
                attempt.unread.push(Span::new(at, narrow(attempt.text.len())));
                break;
            }
            first.mended += 1;
        }
        // A document on one line has nothing left without it: then what stands before the error is more.
        if let Some(first) = first
            && self.builder.count() <= 1
            && first.nodes > 1
        {
            attempt.parsed = Cow::Owned(first.parsed);
            attempt.unread.push(Span::new(first.at, narrow(attempt.text.len())));
            let _ = self.builder.read(attempt.source(), &self.options);
        }
    }
}

/// A reading that broke off.
struct First {
    nodes: usize,
    at: u32,
    parsed: String,
    mended: usize,
}

/// The text of a document while lines are taken out of it.
struct Attempt<'t> {
    text: &'t str,
    parsed: Cow<'t, str>,
    errors: Vec<SyntaxError>,
    unread: Vec<Span>,
}

impl Attempt<'_> {
    fn source(&self) -> Source<'_> {
        Source { text: self.text, parsed: &self.parsed }
    }

    fn note(&mut self, error: SyntaxError) {
        let again = self.errors.iter().any(|known| known.span == error.span || known.kind == SyntaxErrorKind::TooDeep);
        if !again {
            self.errors.push(error);
        }
    }

    /// Shows a range to the parser as blanks, or other characters, without moving what follows.
    fn show(&mut self, span: Span, shown: u8) {
        let mut bytes = std::mem::take(&mut self.parsed).into_owned().into_bytes();
        if let Some(range) = bytes.get_mut(span.start as usize..span.end as usize) {
            for byte in range.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
                *byte = shown;
            }
        }
        self.parsed = Cow::Owned(match String::from_utf8(bytes) {
            Ok(text) => text,
            // A range that cuts a character in two.
            Err(error) => String::from_utf8_lossy(error.as_bytes()).chars().map(|_| ' ').collect(),
        });
    }

    /// Takes out the line that stopped the parser, or the line before where that one is blank already. Templates go all
    /// at once. `false` where there is nothing to take out.
    fn mend(&mut self, at: u32) -> bool {
        let Some(line) = explain::written_line(&self.parsed, at) else { return false };
        let templates =
            if line.of(&self.parsed).contains("{{") { explain::all_templates(&self.parsed) } else { Vec::new() };
        if templates.is_empty() {
            self.show(line, b' ');
            self.unread.push(line);
        }
        // One pass over the text, however many there are.
        let mut rest = std::mem::take(&mut self.parsed).into_owned().into_bytes();
        for span in &templates {
            if let Some(range) = rest.get_mut(span.start as usize..span.end as usize) {
                range.fill(b' ');
            }
        }
        self.parsed = Cow::Owned(String::from_utf8(rest).unwrap_or_default());
        self.unread.extend(templates);
        true
    }

    fn blank_control_characters(&mut self) {
        if !may_hold_control(self.text) {
            return;
        }
        let Some(first) = self.text.char_indices().find(|(_, character)| is_control(*character)) else { return };
        let at = narrow(first.0);
        let span = Span::new(at, at + narrow(first.1.len_utf8()));
        let message = format!("the control character U+{:04X} is not allowed: take it away", u32::from(first.1));
        self.errors.push(SyntaxError::new(span, SyntaxErrorKind::ControlCharacter, message));
        let mut parsed = String::with_capacity(self.text.len());
        for line in self.text.split_inclusive(['\n', '\r']) {
            if line.contains(is_control) {
                let start = narrow(parsed.len());
                self.unread.push(Span::new(start, start + narrow(line.trim_end().len())));
                parsed.extend(line.chars().flat_map(|character| match character {
                    '\n' | '\r' => std::iter::repeat_n(character, 1),
                    other => std::iter::repeat_n(' ', other.len_utf8()),
                }));
            } else {
                parsed.push_str(line);
            }
        }
        self.parsed = Cow::Owned(parsed);
    }
}

/// What kubectl accepts and the parser does not, and what the parser is shown instead.
fn forgiven(parsed: &str, broken: &Broken) -> Option<(Span, u8)> {
    let Broken::Parser(error) = broken else { return None };
    let at = error.marker().byte_offset()?;
    let rest = parsed.get(at..)?;
    match error.kind() {
        // A comment right after what it follows: `'a'#b`, `[a]#b` or `|#b`.
        granit_parser::ErrorKind::CommentNotSeparated => {
            let hash = rest.find('#').filter(|hash| *hash <= 1)?;
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let before = parsed.get(..at + hash)?.trim_end_matches(|mark| matches!(mark, '0'..='9' | '+' | '-'));
            let fits = before.ends_with(['\'', '"', '[', ']', '{', '}', ',', '|', '>']);
            fits.then(|| (Span::new(narrow(at + hash), narrow(at + end)), b' '))
        }
        // A `-` that is all of a text within brackets: the builder takes it from what is written.
        granit_parser::ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            rest.starts_with('-').then(|| (Span::new(narrow(at), narrow(at + 1)), b'x'))
        }
        _ => None,
    }
}

/// What a YAML 1.1 reader does not take as text.
const fn is_control(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}'
    )
}

/// A quick look that rules most texts out.
fn may_hold_control(text: &str) -> bool {
    text.bytes().any(|byte| {
        (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F || byte == 0xC2 || byte == 0xEF
    })
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Attempt, Cow, Reader, Source};
    use crate::{Tree, fast};

    /// Everything that a tree holds.
    fn told(tree: &Tree) -> String {
        format!("{tree:#?}")
    }

    /// Reads a text both ways. Whether the quick reader took it.
    fn both(text: &str) -> bool {
        let mut reader = Reader::new(false);
        if fast::read(&mut reader.builder, text).is_none() {
            return false;
        }
        let quick = reader.builder.finish(Source { text, parsed: text });
        let mut attempt = Attempt { text, parsed: Cow::Borrowed(text), errors: Vec::new(), unread: Vec::new() };
        attempt.blank_control_characters();
        reader.attempt(&mut attempt);
        let mut errors = attempt.errors.clone();
        errors.append(&mut reader.builder.errors);
        reader.builder.errors = errors;
        let slow = reader.builder.finish(attempt.source());
        assert_eq!(told(&quick), told(&slow), "{text}");
        true
    }

    #[test]
    fn ordinary_manifests_are_read_quickly() {
        for text in [
            "a: 1\nb:\n  c: 'it''s' # x\n  d: \"a\\tb\"\ne:\n- f: 1\n  g:\n- - h\n  - i\n",
            "# c\na: |\n  x\n\n   y\n\nb: |-\n  z\n\nc: |+\n  w\n\n\nd: {e: [1, 'x', \"y\"], f: {}}\ng: []\n",
            "a:\n  # c\nb:\n  - |\n    x\n  -   c: --flag\n      d: -1\n",
            "a: [serve, --config, /etc/app.yaml, -v, -1]\n",
            "a: [b, c , ]\nd: {e: 1, }\n",
            "# c\n{a: 1, b: [x, {c: 'd'},]}\n\n  \n",
            "[a, {b: c}]",
            "a: |\n  end of file",
            "a: x#y # z\n\"b\" : c:d\n'c': http://x\n",
            "",
            "# only\n",
            "a:",
            "- a: 1\n  a: 2\n- <<: {b: 1}\n",
            "on: 1\n8080: 2\né: ü\n",
            "a: !!int x",
        ] {
            assert_eq!(both(text), !text.contains('!'), "{text}");
        }
    }

    fn lines() -> impl Strategy<Value = String> {
        let indent = 0_usize..5;
        let start = prop::sample::select(vec!["", "", "", "- ", "- - ", "-   ", "-", "\t"]);
        let body = prop::sample::select(vec![
            "a: 1",
            "b: x",
            "a:",
            "c: |",
            "c: |-",
            "c: |+ # d",
            "d: >",
            "e: [x, {f: 'y'}, \"z\"]",
            "e: {f: 1, g: [-1]}",
            "f: {a: }",
            "f: [a,]",
            "text",
            "'q'",
            "\"q\\n\"",
            "'k': v",
            "\"k\" : v",
            "# c",
            "",
            "",
            "a: b: c",
            "a: b # c",
            "a : b#c",
            "a: - b",
            "a: -b",
            "a: &x 1",
            "a: *x",
            "<<: {a: 1}",
            "? a",
            "a: 'x' y",
            "a: \"x",
            "é: ü",
            "a:b",
            "x: [a b, c d]",
            "x: {a:b}",
            "x: [a]#",
            "...",
            "%YAML",
            "a:\t1",
            "a: {",
            "[a]: b",
            "k: 'it''s'",
            "~: 1",
            "a: \u{7}",
            "a: 1\r",
            "- x",
            "a: [[], {}]",
            "a: {\"b\": 1}",
            "a: [x:y]",
            "  ",
            "a: \"b\": c",
            "#x: y",
            "a: @",
            "y: yes",
            "\"a: b",
            "a: [ x , y ]",
            "{a: 1, b: [x, ]}",
            "[a, {b: 1, },]",
            "{a: 1, , }",
        ]);
        prop::collection::vec((indent, start, body), 0..12).prop_map(|lines| {
            lines.iter().map(|(indent, start, body)| format!("{}{start}{body}\n", " ".repeat(*indent))).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_readers_agree(text in lines(), cut in any::<bool>()) {
            both(if cut { text.trim_end() } else { &text });
        }
    }
}
