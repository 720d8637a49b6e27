//! A setting as it takes effect, with where it comes from.

use plimsoll_source::{Items, Path, Span, Value};

use crate::Field;

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is written on the thing itself.
    Set,
    /// It is written on the Pod that holds the container.
    Inherited,
    /// It is written nowhere.
    Absent,
}

/// A setting as it takes effect. A value of the wrong type, which the API server would reject, counts as not written.
#[derive(Clone, Copy, Debug)]
pub struct Effective<'a, T> {
    /// The value; none where it is written nowhere.
    pub value: Option<T>,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it stands; where it is written nowhere, the place on the thing itself.
    pub field: Field<'a>,
}

impl<'a, T> Effective<'a, T> {
    /// The span of the value, else of the key of the nearest parent that is written.
    pub fn span(&self) -> Span {
        self.field.span()
    }

    /// The path within the document, whether or not it is written.
    pub fn path(&self) -> Path {
        self.field.path()
    }

    /// A setting that nothing inherits.
    pub(crate) fn own(field: Field<'a>, read: fn(Value<'a>) -> Option<T>) -> Self {
        let value = field.value().and_then(read);
        let origin = if value.is_some() { Origin::Set } else { Origin::Absent };
        Self { value, origin, field }
    }

    /// A setting of a container that a setting of its Pod stands in for.
    pub(crate) fn inherited(own: Field<'a>, from_pod: Field<'a>, read: fn(Value<'a>) -> Option<T>) -> Self {
        let container = Self::own(own, read);
        if container.value.is_some() {
            return container;
        }
        match from_pod.value().and_then(read) {
            Some(value) => Self { value: Some(value), origin: Origin::Inherited, field: from_pod },
            None => container,
        }
    }

    /// As [`Self::inherited`] for a part of an object that is inherited as a whole: an object that the container writes
    /// hides the Pod's even where it leaves the part out.
    pub(crate) fn inherited_whole(
        own: Field<'a>,
        from_pod: Field<'a>,
        part: &'static [&'static str],
        read: fn(Value<'a>) -> Option<T>,
    ) -> Self {
        if own.is_set() {
            return Self::own(own.child(part), read);
        }
        Self::inherited(own.child(part), from_pod.child(part), read)
    }
}

impl<'a> Effective<'a, Value<'a>> {
    /// The items of a list; none where it is not written.
    pub fn items(&self) -> Items<'a> {
        Items::of(self.value)
    }
}
