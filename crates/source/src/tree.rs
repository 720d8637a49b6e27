//! What was read of one document, in a few flat tables. Places are relative to the document's text.

use crate::{Kind, Span, Surprise, SyntaxError};

/// The nodes of a document in the order of their text, each collection before what it holds.
#[derive(Debug, Default)]
pub struct Tree {
    pub(crate) nodes: Box<[Node]>,
    /// Scalars whose text is not a piece of the document's text, one after the other.
    pub(crate) cooked: Box<str>,
    pub(crate) cooked_ends: Box<[u32]>,
    pub(crate) comments: Box<[Span]>,
    pub(crate) errors: Box<[SyntaxError]>,
    /// Lines that were taken out so that the rest could be read, and what follows the place where reading ended.
    pub(crate) unread: Box<[Span]>,
    pub(crate) surprises: Box<[Surprise]>,
    /// Whether an alias or a `<<` stands anywhere.
    pub(crate) shares: bool,
}

/// One value or key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) parent: u32,
    /// In a sequence the place; for the value of a mapping its key.
    pub(crate) slot: u32,
    /// For a collection the node after all it holds; for an alias its target; for a cooked scalar its text.
    pub(crate) link: u32,
    pub(crate) form: Form,
}

/// Kind and marks of a node in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form(pub(crate) u32);

impl Form {
    pub(crate) const NULL: Self = Self(0);
    pub(crate) const BOOL: Self = Self(1);
    pub(crate) const INT: Self = Self(2);
    pub(crate) const FLOAT: Self = Self(3);
    pub(crate) const STRING: Self = Self(4);
    pub(crate) const SEQUENCE: Self = Self(5);
    pub(crate) const MAPPING: Self = Self(6);
    pub(crate) const ALIAS: Self = Self(7);
    pub(crate) const KIND: u32 = 7;
    pub(crate) const FLOW: u32 = 1 << 3;
    pub(crate) const SINGLE: u32 = 1 << 4;
    pub(crate) const DOUBLE: u32 = 1 << 5;
    pub(crate) const QUOTED: u32 = Self::SINGLE | Self::DOUBLE;
    /// `|` or `>`.
    pub(crate) const BLOCK_SCALAR: u32 = 1 << 6;
    pub(crate) const COOKED: u32 = 1 << 7;
    pub(crate) const TAGGED: u32 = 1 << 8;
    pub(crate) const ANCHORED: u32 = 1 << 9;
    /// Anchored, and an alias leads here.
    pub(crate) const USED: u32 = 1 << 10;
    /// A mapping in which a key stands twice.
    pub(crate) const DUPLICATES: u32 = 1 << 11;
    /// A mapping that holds a `<<`.
    pub(crate) const MERGES: u32 = 1 << 12;
    pub(crate) const KEY: u32 = 1 << 13;
    /// The key `<<`, not quoted.
    pub(crate) const MERGE_KEY: u32 = 1 << 14;
    /// A mapping written without braces in a flow sequence.
    pub(crate) const PAIR: u32 = 1 << 15;
    /// A mapping in which some keys are not strings.
    pub(crate) const ODD_KEYS: u32 = 1 << 16;

    pub(crate) const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::NULL,
            Kind::Bool => Self::BOOL,
            Kind::Int => Self::INT,
            Kind::Float => Self::FLOAT,
            Kind::String => Self::STRING,
            Kind::Sequence => Self::SEQUENCE,
            Kind::Mapping => Self::MAPPING,
        }
    }

    /// The kind; an alias counts as null, since it is followed before anybody asks.
    pub(crate) const fn kind(self) -> Kind {
        match self.0 & Self::KIND {
            1 => Kind::Bool,
            2 => Kind::Int,
            3 => Kind::Float,
            4 => Kind::String,
            5 => Kind::Sequence,
            6 => Kind::Mapping,
            _ => Kind::Null,
        }
    }

    pub(crate) const fn is_alias(self) -> bool {
        self.0 & Self::KIND == Self::ALIAS.0
    }

    pub(crate) const fn is_collection(self) -> bool {
        matches!(self.0 & Self::KIND, 5 | 6)
    }

    pub(crate) const fn has(self, mark: u32) -> bool {
        self.0 & mark != 0
    }

    pub(crate) const fn with(self, mark: u32) -> Self {
        Self(self.0 | mark)
    }
}

/// Parent of the root, and slot of a node that has none.
pub(crate) const NONE: u32 = u32::MAX;

impl Tree {
    /// A table that was filled. A large one is handed over as it is, not copied; small ones are filled again and again.
    pub(crate) fn table(nodes: &mut Vec<Node>) -> Box<[Node]> {
        const LARGE: usize = 100_000;
        if nodes.len() > LARGE { std::mem::take(nodes).into_boxed_slice() } else { nodes.as_slice().into() }
    }

    pub(crate) fn node(&self, id: u32) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// The node after `id` and all it holds.
    pub(crate) fn after(&self, id: u32) -> u32 {
        match self.node(id) {
            Some(node) if node.form.is_collection() => node.link,
            _ => id.saturating_add(1),
        }
    }

    /// The nodes directly in a collection: of a mapping keys and values by turns.
    pub(crate) fn children(&self, id: u32) -> Children<'_> {
        let (next, end) = match self.node(id) {
            Some(node) if node.form.is_collection() => (id + 1, node.link),
            _ => (0, 0),
        };
        Children { tree: self, next, end }
    }

    /// An item of a sequence by its place, without passing those before it.
    pub(crate) fn item(&self, sequence: u32, place: u32) -> Option<u32> {
        let mut low = sequence + 1;
        let mut high = self.after(sequence);
        while low < high {
            let mut item = low + (high - low) / 2;
            let mut node = self.node(item)?;
            while node.parent != sequence {
                item = node.parent;
                node = self.node(item)?;
            }
            match node.slot {
                slot if slot == place => return Some(item),
                slot if slot < place => low = self.after(item),
                _ => high = item,
            }
        }
        None
    }

    pub(crate) fn cooked(&self, index: u32) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.cooked_ends.get(before as usize)).copied();
        let end = self.cooked_ends.get(index as usize).copied().unwrap_or_default();
        Span::new(start.unwrap_or_default(), end).of(&self.cooked)
    }

    /// The node that an alias stands for, or the node itself, and whether it was an alias.
    pub(crate) fn follow(&self, id: u32) -> (u32, bool) {
        match self.node(id) {
            Some(node) if node.form.is_alias() => (node.link, true),
            _ => (id, false),
        }
    }

    /// Bytes that the tables take.
    pub fn memory(&self) -> usize {
        size_of_val(&*self.nodes)
            + self.cooked.len()
            + size_of_val(&*self.cooked_ends)
            + size_of_val(&*self.comments)
            + size_of_val(&*self.unread)
            + size_of_val(&*self.surprises)
            + self.errors.iter().map(|error| size_of_val(error) + error.message.len()).sum::<usize>()
            + size_of::<Self>()
    }
}

/// See [`Tree::children`].
#[derive(Clone, Debug)]
pub(crate) struct Children<'a> {
    tree: &'a Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let id = self.next;
        (id < self.end).then(|| {
            self.next = self.tree.after(id);
            id
        })
    }
}
