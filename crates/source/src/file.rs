//! A file: its documents, each with a tree that can outlive the file's next version.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::split::{Chunk, split};
use crate::{Comment, LineIndex, Path, Span, Surprise, SyntaxError, SyntaxErrorKind, Tree, Value, limits, recover};

/// The language a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// YAML.
    Yaml,
    /// JSON, which kubectl reads as YAML.
    Json,
}

/// A file that has been read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct File(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: Box<str>,
    text: Arc<str>,
    language: Language,
    documents: Vec<Document>,
    errors: Vec<SyntaxError>,
    lines: OnceLock<LineIndex>,
}

/// One document of a file: the text between two `---` lines.
#[derive(Clone, Debug)]
pub struct Document {
    /// That of the whole file: values are small, so they find it here.
    text: Arc<str>,
    span: Span,
    stray: Option<Span>,
    json: bool,
    tree: Arc<Tree>,
}

impl Document {
    /// What was read of a text that is no file.
    pub(crate) fn alone(text: &str, tree: Tree) -> Self {
        let span = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        Self { text: text.into(), span, stray: None, json: false, tree: Arc::new(tree) }
    }

    /// The tree, where nobody else holds it.
    pub(crate) fn into_tree(self) -> Tree {
        Arc::into_inner(self.tree).unwrap_or_default()
    }

    /// A part of its text, by a place of its tree.
    pub(crate) fn part(&self, span: Span) -> &str {
        span.shifted(self.span.start).of(&self.text)
    }

    /// Its text from a place of its tree on, and that of the file after it.
    pub(crate) fn bytes(&self, start: u32) -> &[u8] {
        self.text.as_bytes().get((self.span.start + start) as usize..).unwrap_or_default()
    }

    /// Its text in the file.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What was read. The same `Arc` comes back from [`File::reread`] while the document's text is unchanged.
    pub fn tree(&self) -> &Arc<Tree> {
        &self.tree
    }

    /// Whether it holds nothing but comments.
    pub fn is_empty(&self) -> bool {
        self.tree.nodes.is_empty()
    }

    /// Whether something in it could not be read.
    pub fn partly_read(&self) -> bool {
        self.stray.is_some() || !self.tree.errors.is_empty()
    }
}

impl File {
    /// Reads a text. What cannot be read becomes an error with a place.
    pub fn read(name: &str, text: Arc<str>) -> Self {
        Self::build(name, text, None)
    }

    /// Reads the next version of a file, without reading again the documents that did not change.
    pub fn reread(previous: &Self, text: Arc<str>) -> Self {
        Self::build(previous.name(), text, Some(previous))
    }

    fn build(name: &str, text: Arc<str>, previous: Option<&Self>) -> Self {
        let language = language(name, &text);
        let (documents, errors) = match unreadable(&text) {
            Some(error) => (Vec::new(), vec![error]),
            None => documents(&text, name.ends_with(".json"), previous),
        };
        Self(Arc::new(Inner { name: name.into(), text, language, documents, errors, lines: OnceLock::new() }))
    }

    /// The name it was read under.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Its text as loaded.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Its text, shared.
    pub fn shared_text(&self) -> &Arc<str> {
        &self.0.text
    }

    /// Its lines, indexed when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.0.lines.get_or_init(|| LineIndex::new(&self.0.text))
    }

    /// The language it is written in.
    pub fn language(&self) -> Language {
        self.0.language
    }

    /// Its documents in order, those without any text left out.
    pub fn documents(&self) -> &[Document] {
        &self.0.documents
    }

    /// Errors of the file as a whole: binary, too large, too many documents.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.0.errors
    }

    /// The root of a document; `None` where it holds nothing but comments.
    pub fn root(&self, document: usize) -> Option<Value<'_>> {
        Value::root(self.documents().get(document)?)
    }

    /// What could not be read of a document. The first error is the one to show first.
    pub fn document_errors(&self, document: usize) -> Vec<SyntaxError> {
        let Some(document) = self.documents().get(document) else { return Vec::new() };
        let stray = document.stray.map(|span| {
            SyntaxError::new(
                span,
                SyntaxErrorKind::DocumentStart,
                "after `---` only a comment may follow: put this on a line of its own",
            )
        });
        let start = document.span.start;
        stray.into_iter().chain(document.tree.errors.iter().map(|error| error.shifted(start))).collect()
    }

    /// What kubectl accepts in a document and a person who reads it does not expect. In no order: most documents hold none.
    pub fn surprises(&self, document: usize) -> impl Iterator<Item = Surprise> + use<'_> {
        self.documents()
            .get(document)
            .into_iter()
            .flat_map(|document| document.tree.surprises.iter().map(|surprise| surprise.shifted(document.span.start)))
    }

    /// The path of the innermost value or key that begins at a place, or is the last to begin before it.
    pub fn path_at(&self, document: usize, offset: u32) -> Path {
        self.root(document).map_or_else(Path::root, |root| root.last_at(offset).path())
    }

    /// The comments of a document in order.
    pub fn comments(&self, document: usize) -> impl Iterator<Item = Comment<'_>> {
        let text = self.text();
        self.documents().get(document).into_iter().flat_map(move |document| {
            let chunk = document.span.of(text);
            document.tree.comments.iter().map(move |span| {
                let before = chunk.get(..span.start as usize).unwrap_or_default();
                let line = before.bytes().rev().take_while(|byte| !matches!(byte, b'\n' | b'\r'));
                let own_line = line.clone().all(|byte| matches!(byte, b' ' | b'\t'))
                    && (line.count() < before.len() || document.span.start == 0 || starts_line(text, document.span));
                let body = span.of(chunk);
                let body = body.strip_prefix('#').unwrap_or(body);
                Comment { span: span.shifted(document.span.start), text: body.trim(), own_line }
            })
        })
    }
}

/// Whether a document starts at the start of a line, not after the `---` of one.
fn starts_line(text: &str, span: Span) -> bool {
    text.as_bytes().get((span.start as usize).saturating_sub(1)).is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

fn language(name: &str, text: &str) -> Language {
    let json = |text: &str| {
        let rest = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
        let inner = rest.strip_prefix(['{', '['])?;
        Some(inner.trim_start().starts_with(['"', '{', '[', '}', ']']))
    };
    if name.ends_with(".json") || json(text) == Some(true) { Language::Json } else { Language::Yaml }
}

/// Why a file is not read at all.
fn unreadable(text: &str) -> Option<SyntaxError> {
    if text.len() > limits::FILE_BYTES {
        let message =
            format!("the file is larger than {} MB, which is the most that is read", limits::FILE_BYTES >> 20);
        return Some(SyntaxError::new(Span::empty(0), SyntaxErrorKind::TooLarge, message));
    }
    // Most files hold none, so a block of bytes is looked at as one.
    let block =
        text.as_bytes().chunks(64).position(|bytes| bytes.iter().fold(false, |found, byte| found | (*byte == 0)))?;
    let zero = block * 64 + text.as_bytes().get(block * 64..)?.iter().position(|byte| *byte == 0)?;
    let zero = u32::try_from(zero).unwrap_or(u32::MAX);
    let message = "the file holds a zero byte, so it is not a text";
    Some(SyntaxError::new(Span::new(zero, zero + 1), SyntaxErrorKind::Binary, message))
}

fn documents(text: &Arc<str>, json: bool, previous: Option<&File>) -> (Vec<Document>, Vec<SyntaxError>) {
    let (chunks, too_many) = split(text);
    let mut kept = Kept::new(text, &chunks, previous);
    let mut reader = recover::Reader::new(json);
    let documents = chunks
        .iter()
        .enumerate()
        .map(|(index, chunk)| {
            let body = chunk.span.of(text);
            let tree = kept.take(index, body, chunk.json).unwrap_or_else(|| Arc::new(reader.read(body, chunk.json)));
            Document { text: Arc::clone(text), span: chunk.span, stray: chunk.stray, json: chunk.json, tree }
        })
        .collect();
    let errors = too_many.map(|span| {
        let message =
            format!("the file holds more than {} documents: those from here on are not read", limits::DOCUMENTS);
        SyntaxError::new(span, SyntaxErrorKind::TooManyDocuments, message)
    });
    (documents, errors.into_iter().collect())
}

/// Trees of the previous version. Most edits change one document, so equal ones are looked for from both ends first.
struct Kept<'a> {
    previous: Option<&'a File>,
    /// Documents that are equal from the start.
    head: usize,
    /// From this document on they are equal to those at the same distance from the end.
    tail: usize,
    /// How many documents there are more than before.
    more: isize,
    /// Places of the documents in between, by their text.
    between: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Kept<'a> {
    fn new(text: &str, chunks: &[Chunk], previous: Option<&'a File>) -> Self {
        let old = previous.map_or(&[][..], File::documents);
        let old_text = previous.map_or("", File::text);
        let same = |(chunk, document): &(&Chunk, &Document)| {
            chunk.json == document.json && chunk.span.of(text) == document.span.of(old_text)
        };
        let head = chunks.iter().zip(old).take_while(same).count();
        let most = chunks.len().min(old.len()) - head;
        let tail = chunks.iter().rev().zip(old.iter().rev()).take(most).take_while(same).count();
        let middle = old.get(head..old.len() - tail).unwrap_or_default();
        let mut between = BTreeMap::new();
        for (index, document) in (head..).zip(middle) {
            between.insert(Cow::Borrowed(document.span.of(old_text)), index);
        }
        let more = chunks.len().cast_signed() - old.len().cast_signed();
        Self { previous, head, tail: chunks.len() - tail, more, between }
    }

    fn take(&mut self, index: usize, body: &str, json: bool) -> Option<Arc<Tree>> {
        let old = self.previous?.documents();
        if index < self.head {
            return old.get(index).map(|document| document.tree.clone());
        }
        if index >= self.tail {
            return old.get(index.checked_add_signed(-self.more)?).map(|document| document.tree.clone());
        }
        let found = old.get(*self.between.get(body)?).filter(|document| document.json == json);
        found.map(|document| document.tree.clone())
    }
}
