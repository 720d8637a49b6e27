//! Handles to the values of a document. Aliases, merges and duplicate keys are resolved as kubectl resolves them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::scalar::{self, Number};
use crate::tree::{Form, NONE, Node};
use crate::{Document, Entries, Items, Path, Span, Tree, Written};

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    document: &'a Document,
    id: u32,
    shared: bool,
}

/// What a value is to kubectl.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Null, which counts as not set.
    Null,
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction or an exponent, or beyond 64 bits.
    Float,
    /// A text.
    String,
    /// A list.
    Sequence,
    /// A mapping.
    Mapping,
}

/// A key and what it leads to.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The key.
    pub key: Value<'a>,
    /// The value.
    pub value: Value<'a>,
}

impl<'a> Entry<'a> {
    /// The key as the name of a field: `8080` and `true` too are names.
    pub fn name(self) -> Cow<'a, str> {
        self.key.name()
    }

    /// Whether this is a `<<` that merges.
    pub fn is_merge(self) -> bool {
        self.key.form().has(Form::MERGE_KEY)
    }
}

impl<'a> Value<'a> {
    pub(crate) fn root(document: &'a Document) -> Option<Self> {
        document.tree().node(0)?;
        Some(Self { document, id: 0, shared: false }.followed(0))
    }

    fn tree(self) -> &'a Tree {
        self.document.tree()
    }

    fn node(self) -> Node {
        const MISSING: Node = Node { start: 0, end: 0, parent: NONE, slot: NONE, link: NONE, form: Form::NULL };
        self.tree().node(self.id).copied().unwrap_or(MISSING)
    }

    pub(crate) fn form(self) -> Form {
        self.node().form
    }

    /// Whether this is the alias itself, which only [`Self::pairs`] and [`Self::places`] give.
    pub(crate) fn is_alias(self) -> bool {
        self.form().is_alias()
    }

    /// Keys and values as they stand in the text, aliases not followed.
    pub(crate) fn pairs(self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let mut children = self.tree().children(self.id);
        std::iter::from_fn(move || {
            let key = self.bare(children.next()?);
            Some(Entry { key, value: self.bare(children.next().unwrap_or(NONE)) })
        })
    }

    /// Items as they stand in the text, aliases not followed.
    pub(crate) fn places(self) -> impl Iterator<Item = Self> + use<'a> {
        self.tree().children(self.id).map(move |id| self.bare(id))
    }

    /// An item as it stands in the text, by its place.
    pub(crate) fn item_place(self, index: u32) -> Option<Self> {
        self.tree().item(self.id, index).map(|id| self.bare(id))
    }

    /// This node and all below it.
    pub(crate) fn all(self) -> impl Iterator<Item = Self> + use<'a> {
        (self.id..self.tree().after(self.id)).map(move |id| self.bare(id))
    }

    /// Whether it is a mapping in which one entry may override another.
    pub(crate) fn may_clash(self) -> bool {
        self.form().kind() == Kind::Mapping && self.form().has(Form::DUPLICATES | Form::MERGES | Form::ODD_KEYS)
    }

    /// Whether it is a scalar that stands in the text as it is, without anchor, tag or escapes.
    pub(crate) fn is_plain_text(&self) -> bool {
        let form = self.form();
        !form.is_alias()
            && !form.is_collection()
            && !form.has(Form::TAGGED | Form::ANCHORED | Form::BLOCK_SCALAR | Form::COOKED)
    }

    /// The last node that begins at or before a place; of several that begin there the innermost.
    pub(crate) fn last_at(self, offset: u32) -> Self {
        let offset = offset.saturating_sub(self.document.span().start);
        let after = self.tree().nodes.partition_point(|node| node.start <= offset);
        self.bare(u32::try_from(after.saturating_sub(1)).unwrap_or(0))
    }

    /// Whether an alias or a `<<` stands anywhere in the document.
    pub(crate) fn shares(self) -> bool {
        self.tree().shares
    }

    /// Its number in the tree.
    pub(crate) fn id(self) -> u32 {
        self.id
    }

    /// Its place in the sequence that it is an item of.
    pub(crate) fn item_index(self) -> Option<u32> {
        self.parent().filter(|parent| parent.kind() == Kind::Sequence).map(|_| self.node().slot)
    }

    /// Whether this is the same node.
    pub(crate) fn is(self, other: Self) -> bool {
        self.id == other.id
    }

    /// Whether both are scalars with one meaning.
    pub(crate) fn says_the_same(self, other: Self) -> bool {
        let (this, other) = (self.target(), other.target());
        let text = this.scalar_text();
        this.id == other.id || (text.is_some() && text == other.scalar_text() && this.kind() == other.kind())
    }

    /// The entries that count, and those written in this mapping itself that do not, each with the place of the one that
    /// counts instead.
    pub(crate) fn gathered(self) -> (Vec<Entry<'a>>, Vec<(Entry<'a>, usize)>) {
        let mut gathered = Gathered { own: self.id, ..Gathered::default() };
        gathered.add(self);
        (gathered.entries, gathered.lost)
    }

    /// Whether it is a collection that holds nothing.
    pub(crate) fn is_empty(self) -> bool {
        self.tree().children(self.id).next().is_none()
    }

    /// What an alias stands for.
    pub(crate) fn target(self) -> Self {
        self.followed(self.id)
    }

    /// Whether an alias leads to this or to something in it.
    pub(crate) fn holds_aliased(self) -> bool {
        let nodes = self.tree().nodes.get(self.id as usize..self.tree().after(self.id) as usize);
        nodes.is_some_and(|nodes| nodes.iter().any(|node| node.form.has(Form::USED)))
    }

    /// As a `<<` brings it in: changing it would change more than one place.
    pub(crate) fn taken(self) -> Self {
        Self { shared: true, ..self }
    }

    /// The numbers of the nodes in a collection, and of the first one behind it.
    pub(crate) fn inside(self) -> (u32, u32) {
        (self.id + 1, self.after(self.id))
    }

    /// The number of the node that comes after another and all it holds.
    pub(crate) fn after(self, id: u32) -> u32 {
        self.tree().after(id)
    }

    /// Another node of the tree, its alias followed.
    pub(crate) fn followed(self, id: u32) -> Self {
        let (target, shared) = self.tree().follow(id);
        Self { id: target, shared: self.shared || shared, ..self }
    }

    /// Another node of the tree, as it stands there.
    pub(crate) fn bare(self, id: u32) -> Self {
        Self { id, ..self }
    }

    /// Its text in the file. A mapping in block style reaches from its first key to the end of its last value.
    pub fn span(self) -> Span {
        let node = self.node();
        Span::new(node.start, node.end).shifted(self.document.span().start)
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.form().kind()
    }

    /// Whether it is null, which counts as not set.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The text of a string.
    pub fn as_str(self) -> Option<&'a str> {
        if self.kind() == Kind::String { self.scalar_text() } else { None }
    }

    /// The text of any scalar, as written; of a quoted one without quotes and escapes.
    pub fn scalar_text(self) -> Option<&'a str> {
        let node = self.node();
        if node.form.is_collection() {
            return None;
        }
        if node.form.has(Form::COOKED) {
            return Some(self.tree().cooked(node.link));
        }
        let quotes = u32::from(node.form.has(Form::QUOTED));
        Some(self.document.part(Span::new(node.start + quotes, node.end.saturating_sub(quotes))))
    }

    /// True or false.
    pub fn as_bool(self) -> Option<bool> {
        if self.kind() == Kind::Bool { scalar::boolean(self.scalar_text()?) } else { None }
    }

    pub(crate) fn number(self) -> Option<Number> {
        if matches!(self.kind(), Kind::Int | Kind::Float) { scalar::number(self.scalar_text()?) } else { None }
    }

    /// A whole number, also when written as `1e3` or `1.0`.
    pub fn as_i64(self) -> Option<i64> {
        scalar::whole(self.number()?)
    }

    /// Any number.
    pub fn as_f64(self) -> Option<f64> {
        Some(match self.number()? {
            Number::Int(value) => value as f64,
            Number::Large(value) => value as f64,
            Number::Float(value) => value,
        })
    }

    /// The entry that counts for a key: the last one written, merges included. A null value is still an entry.
    pub fn get(self, key: &str) -> Option<Entry<'a>> {
        let form = self.form();
        if form.kind() != Kind::Mapping {
            return None;
        }
        let one = !self.may_clash();
        let mut found = None;
        let (nodes, end) = (&self.tree().nodes, self.node().link);
        let mut at = self.id + 1;
        // Fields are looked for all the time, so this goes by the table: to a key, past its value, to the next key.
        while let Some(node) = nodes.get(at as usize).filter(|_| at < end) {
            let value = if node.form.is_collection() { node.link } else { at + 1 };
            let entry = || Entry { key: self.bare(at), value: self.followed(value) };
            if node.form.has(Form::MERGE_KEY) {
                let merged = Items::merged(entry().value).find_map(|from| from.get(key));
                found = merged.or(found);
            } else if self.is_named(at, node, key) {
                found = Some(entry());
                if one {
                    break;
                }
            }
            at = self.tree().after(value);
        }
        found
    }

    /// Whether a key has a name. Most are told apart by their length or their first letter.
    fn is_named(self, id: u32, node: &Node, name: &str) -> bool {
        if node.form.0 & (Form::KIND | Form::COOKED) != Form::STRING.0 {
            return self.bare(id).name() == name;
        }
        let quotes = u32::from(node.form.has(Form::QUOTED));
        let (start, end) = (node.start + quotes, node.end.saturating_sub(quotes));
        let length = end.wrapping_sub(start) as usize;
        length == name.len() && self.document.bytes(start).get(..length) == Some(name.as_bytes())
    }

    /// `get` along keys.
    pub fn at(self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self, |value, key| value.get(key).map(|entry| entry.value))
    }

    /// The entries that count, each key once.
    pub fn entries(self) -> Entries<'a> {
        Entries::of(Some(self))
    }

    /// All entries as written: `<<` and the entries that a later one overrides too. Values that are aliases are followed.
    pub fn written(self) -> Written<'a> {
        Written::of(Some(self))
    }

    /// The items of a sequence; none of anything else.
    pub fn items(self) -> Items<'a> {
        Items::of(Some(self))
    }

    /// What it stands in. Of a value behind an alias: what the anchored value stands in.
    pub fn parent(self) -> Option<Self> {
        let parent = self.node().parent;
        (parent != NONE).then(|| self.bare(parent))
    }

    /// The key whose value this is; `None` for the root, an item or a key.
    pub fn key(self) -> Option<Self> {
        let node = self.node();
        let parent = self.tree().node(node.parent)?;
        (parent.form.kind() == Kind::Mapping && node.slot != NONE).then(|| self.bare(node.slot))
    }

    /// Whether it is a collection with braces or brackets.
    pub fn is_flow(self) -> bool {
        self.form().has(Form::FLOW)
    }

    /// Whether it is a scalar in quotes.
    pub fn is_quoted(self) -> bool {
        self.form().has(Form::QUOTED)
    }

    /// Whether it was reached through an alias or a merge, so that changing it would change more than one place.
    pub fn is_shared(self) -> bool {
        self.shared
    }

    /// Whether an alias elsewhere in the document stands for this value.
    pub fn is_aliased(self) -> bool {
        self.form().has(Form::USED)
    }

    /// The way to it from the root, as written: of a value behind an alias the way to the anchored value.
    pub fn path(self) -> Path {
        // As deep as values are nested, which reading has bounded.
        let Some(parent) = self.parent() else { return Path::with_room() };
        let path = parent.path();
        match self.key() {
            None if parent.kind() == Kind::Sequence => path.index(self.node().slot),
            key => path.key(&key.unwrap_or(self).name()),
        }
    }

    /// A key as the name of a field.
    pub(crate) fn name(self) -> Cow<'a, str> {
        if self.kind() == Kind::String {
            return Cow::Borrowed(self.scalar_text().unwrap_or_default());
        }
        let key = self.followed(self.id);
        let text = key.scalar_text().unwrap_or_default();
        match key.kind() {
            Kind::Bool => Cow::Borrowed(if scalar::boolean(text) == Some(true) { "true" } else { "false" }),
            Kind::Int | Kind::Float => match scalar::number(text) {
                Some(Number::Int(value)) => Cow::Owned(value.to_string()),
                Some(Number::Large(value)) => Cow::Owned(value.to_string()),
                Some(Number::Float(value)) => Cow::Owned(scalar::name_of_float(value)),
                None => Cow::Borrowed(text),
            },
            _ => Cow::Borrowed(text),
        }
    }
}

/// Entries in the order of their first appearance, with the value that counts.
#[derive(Default)]
struct Gathered<'a> {
    entries: Vec<Entry<'a>>,
    /// Entries of the mapping `own` that were overridden, and by which place.
    lost: Vec<(Entry<'a>, usize)>,
    own: u32,
    places: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Gathered<'a> {
    /// Goes as deep as merges are nested, which reading has bounded.
    fn add(&mut self, mapping: Value<'a>) {
        for entry in mapping.written() {
            if entry.is_merge() {
                let sources: Vec<_> = Items::merged(entry.value).collect();
                for source in sources.into_iter().rev() {
                    self.add(source);
                }
                continue;
            }
            let place = *self.places.entry(entry.name()).or_insert(self.entries.len());
            match self.entries.get_mut(place) {
                Some(known) => {
                    let before = std::mem::replace(known, entry);
                    if before.key.node().parent == self.own {
                        self.lost.push((before, place));
                    }
                }
                None => self.entries.push(entry),
            }
        }
    }
}
