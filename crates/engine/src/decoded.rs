//! A document as the cluster sees it, with marks where a reader of the text would see something else.

use plimsoll_report::{Decoded, DecodedLine, DecodedNote};
use plimsoll_source::{Entry, File, Kind, Span, Surprise, SurpriseKind, Value, scalar_to_json, text_to_json};

/// Lines that a page can show at once. `plimsoll decode` prints all of them.
const LINES: usize = 2_000;
/// Characters of one line. A longer one holds a file, not a setting.
const CHARACTERS: usize = 400;

/// The document that stands on a line, else the last before it, else the first.
pub(crate) fn decoded(file: &File, line: u32) -> Decoded {
    let line_of = |offset: u32| file.lines().position(file.text(), offset).0;
    let documents = file.documents();
    let after = documents.partition_point(|document| line_of(document.span().start) <= line);
    let index = after.saturating_sub(1);
    let Some(document) = documents.get(index) else { return Decoded::default() };
    let span = document.span();
    let mut view = View { file, surprises: file.surprises(index).collect(), decoded: Decoded::default() };
    view.decoded.document = narrow(index + 1);
    view.decoded.documents = narrow(documents.len());
    view.decoded.lines_of_file = (line_of(span.start), line_of(span.end.saturating_sub(1).max(span.start)));
    if let Some(error) = file.document_errors(index).first() {
        view.decoded.refused = Some(view.note(error.span, error.message.to_string()));
        return view.decoded;
    }
    for surprise in std::mem::take(&mut view.surprises) {
        match stray(surprise.kind) {
            Some(text) => {
                let note = view.note(surprise.span, text.to_owned());
                view.decoded.notes.push(note);
            }
            None => view.surprises.push(surprise),
        }
    }
    if let Some(root) = file.root(index) {
        view.value(root, Place { depth: 0, entry: None, is_last: true, holder: None });
    }
    view.decoded
}

/// What to say of a surprise that concerns no key.
fn stray(kind: SurpriseKind) -> Option<&'static str> {
    match kind {
        SurpriseKind::DuplicateKey | SurpriseKind::OverriddenByMerge => None,
        SurpriseKind::LineBreak => Some("a character that few programs show ends the line here"),
        SurpriseKind::ByteOrderMark => Some("a byte-order mark within the text is part of it"),
        SurpriseKind::Ignored => Some("from here on nobody reads"),
    }
}

struct View<'a> {
    file: &'a File,
    /// Those that concern keys.
    surprises: Vec<Surprise>,
    decoded: Decoded,
}

/// Where a value stands in the JSON.
#[derive(Clone, Copy)]
struct Place<'a> {
    depth: u32,
    entry: Option<Entry<'a>>,
    is_last: bool,
    holder: Option<Value<'a>>,
}

impl View<'_> {
    /// Goes as deep as values are nested, which reading has bounded.
    fn value(&mut self, value: Value<'_>, place: Place<'_>) {
        let (open, close) = match value.kind() {
            Kind::Mapping => ("{", "}"),
            Kind::Sequence => ("[", "]"),
            _ => return self.line(value, &scalar(value), &place),
        };
        let inside = self.children(value);
        let Some(last) = inside.len().checked_sub(1) else {
            return self.line(value, &[open, close].concat(), &place);
        };
        self.line(value, open, &Place { is_last: true, ..place });
        for (number, (entry, child)) in inside.into_iter().enumerate() {
            let (depth, is_last) = (place.depth + 1, number == last);
            self.value(child, Place { depth, entry, is_last, holder: Some(value) });
            if self.decoded.is_cut {
                return;
            }
        }
        let json = if place.is_last { close.to_owned() } else { [close, ","].concat() };
        self.push(DecodedLine { depth: place.depth, json, ..DecodedLine::default() });
    }

    /// What a collection holds, as far as it can be shown.
    fn children<'v>(&self, value: Value<'v>) -> Vec<(Option<Entry<'v>>, Value<'v>)> {
        let room = LINES + 1 - self.decoded.lines.len().min(LINES);
        let entries = value.entries().map(|entry| (Some(entry), entry.value));
        entries.chain(value.items().map(|item| (None, item))).take(room).collect()
    }

    fn line(&mut self, value: Value<'_>, json: &str, place: &Place<'_>) {
        let key = place.entry.map(|entry| [&text(&entry.name()), ": "].concat());
        let comma = if place.is_last { "" } else { "," };
        let (line, column) = self.place(place.entry.map_or(value, |entry| entry.key).span());
        let notes = self.notes(value, place);
        let json = [key.as_deref().unwrap_or_default(), json, comma].concat();
        self.push(DecodedLine { depth: place.depth, json, line, column, notes });
    }

    fn push(&mut self, line: DecodedLine) {
        if self.decoded.lines.len() < LINES {
            self.decoded.lines.push(line);
        } else {
            self.decoded.is_cut = true;
        }
    }

    fn notes(&self, value: Value<'_>, place: &Place<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(entry) = place.entry {
            let written = entry.key.scalar_text().unwrap_or_default();
            if *entry.name() != *written {
                notes.push(["the key is written `", written, "`"].concat());
            }
            let key = entry.key.span();
            // The same key may be merged into several mappings: it overrides only what stands in this one.
            let is_here = |span: Span| place.holder.is_some_and(|holder| holder.span().contains(span));
            let is_lost = |surprise: &&Surprise| surprise.related == Some(key) && is_here(surprise.span);
            for lost in self.surprises.iter().filter(is_lost) {
                let (line, _) = self.place(lost.span);
                notes.push(match lost.kind {
                    SurpriseKind::DuplicateKey => format!("written twice: line {line} does not count"),
                    _ => format!("a merge that comes later overrides line {line}"),
                });
            }
        }
        if value.is_shared() && !place.holder.is_some_and(Value::is_shared) {
            let is_merged = place.entry.is_some_and(|entry| entry.key.is_shared());
            notes.push(match is_merged {
                true => "merged in".to_owned(),
                false => format!("an alias stands for line {}", self.place(value.span()).0),
            });
        }
        let is_resolved = matches!(value.kind(), Kind::Null | Kind::Bool | Kind::Int | Kind::Float);
        let written = value.scalar_text().unwrap_or_default();
        if is_resolved && !written.is_empty() && scalar_to_json(value).as_deref() != Some(written) {
            notes.push(["written `", written, "`"].concat());
        }
        notes
    }

    fn place(&self, span: Span) -> (u32, u32) {
        self.file.lines().position(self.file.text(), span.start)
    }

    fn note(&self, span: Span, text: String) -> DecodedNote {
        let (line, column) = self.place(span);
        DecodedNote { line, column, text }
    }
}

/// A scalar as JSON, cut where it gets long.
fn scalar(value: Value<'_>) -> String {
    match value.as_str() {
        Some(string) => text(string),
        None => scalar_to_json(value).unwrap_or_default(),
    }
}

fn text(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(CHARACTERS) else { return text_to_json(text) };
    let mut json = text_to_json(text.get(..end).unwrap_or_default());
    json.insert(json.len() - 1, '…');
    json
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
