//! Ways through collections. Each is a type of its own: what is written as a closure is compiled anew for every loop that uses it, and
//! rules are made of such loops.

use crate::tree::NONE;
use crate::value::{Entry, Kind, Value};

/// The nodes directly in a collection.
#[derive(Clone, Copy, Debug)]
struct Nodes<'a> {
    of: Option<Value<'a>>,
    next: u32,
    end: u32,
}

impl<'a> Nodes<'a> {
    fn of(value: Option<Value<'a>>, kind: Kind) -> Self {
        let value = value.filter(|value| value.kind() == kind);
        let (next, end) = value.map_or((0, 0), Value::inside);
        Self { of: value, next, end }
    }

    /// The collection and the number of the next node in it.
    fn next(&mut self) -> Option<(Value<'a>, u32)> {
        let of = self.of?;
        let id = self.next;
        (id < self.end).then(|| {
            self.next = of.after(id);
            (of, id)
        })
    }
}

/// The items of a sequence, aliases followed.
#[derive(Clone, Debug)]
pub struct Items<'a>(Nodes<'a>);

impl<'a> Items<'a> {
    /// Those of a sequence; none of anything else.
    pub fn of(value: Option<Value<'a>>) -> Self {
        Self(Nodes::of(value, Kind::Sequence))
    }

    /// The mappings that a `<<` brings in, the one that wins first.
    pub(crate) fn merged(value: Value<'a>) -> Self {
        let value = value.taken();
        if value.kind() == Kind::Mapping {
            return Self(Nodes { of: Some(value), next: value.id(), end: value.id() + 1 });
        }
        Self::of(Some(value))
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (sequence, id) = self.0.next()?;
        Some(sequence.followed(id))
    }
}

/// The entries of a mapping as written.
#[derive(Clone, Debug)]
pub struct Written<'a>(Nodes<'a>);

impl<'a> Written<'a> {
    pub(crate) fn of(value: Option<Value<'a>>) -> Self {
        Self(Nodes::of(value, Kind::Mapping))
    }
}

impl<'a> Iterator for Written<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let (mapping, key) = self.0.next()?;
        let value = self.0.next().map_or(NONE, |(_, value)| value);
        Some(Entry { key: mapping.bare(key), value: mapping.followed(value) })
    }
}

/// The entries of a mapping that count, each key once.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    written: Written<'a>,
    /// Those of a mapping in which one entry may override another.
    gathered: std::vec::IntoIter<Entry<'a>>,
}

impl<'a> Entries<'a> {
    /// Those of a mapping; none of anything else.
    pub fn of(value: Option<Value<'a>>) -> Self {
        match value.filter(|value| value.may_clash()) {
            Some(mapping) => Self { written: Written::of(None), gathered: mapping.gathered().0.into_iter() },
            None => Self { written: Written::of(value), gathered: Vec::new().into_iter() },
        }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        self.written.next().or_else(|| self.gathered.next())
    }
}
