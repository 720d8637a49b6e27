//! What known fields hold, and whether objects write anything else.

use plimsoll_kube::Object;
use plimsoll_source::{Kind, Value};

use super::shape::{Type, walk};
use crate::Located;

impl Type {
    /// What stands in such a field, where a value is something else. A null counts as not written.
    pub(super) fn wants(self, value: Value<'_>) -> Option<&'static str> {
        let kind = value.kind();
        let (fits, wanted) = match self {
            Type::Flag => (kind == Kind::Bool, "`true` or `false`"),
            Type::Number => (value.as_i64().is_some(), "a whole number"),
            Type::Text => (kind == Kind::String, "a text"),
            Type::NumberOrText => (kind == Kind::String || value.as_i64().is_some(), "a whole number or a text"),
            Type::Texts | Type::Numbers | Type::List(_) => (kind == Kind::Sequence, "a list"),
            Type::Map | Type::One(_) => (kind == Kind::Mapping, "a mapping"),
            Type::Any => (true, ""),
        };
        (!fits && kind != Kind::Null).then_some(wanted)
    }

    /// The same for what is directly in it.
    fn wants_within(self, value: Value<'_>) -> bool {
        let mut items = value.items();
        match self {
            Type::Texts => items.any(|item| Self::Text.wants(item).is_some()),
            Type::Numbers => items.any(|item| Self::Number.wants(item).is_some()),
            Type::List(shape) => items.any(|item| Self::One(shape).wants(item).is_some()),
            Type::Map => value.entries().any(|entry| Self::Text.wants(entry.value).is_some()),
            _ => false,
        }
    }
}

/// Whether objects write nothing where the fields are known but those fields, each with what it should hold. Most do, and three
/// rules have nothing to say of them.
pub(crate) fn is_regular(objects: &[Located<Object<'_>>]) -> bool {
    let mut is_regular = true;
    for object in objects {
        walk(object, &mut |seen| {
            let value = seen.entry.value;
            is_regular &= match seen.known {
                Some(known) => known.wants(value).is_none() && !known.wants_within(value),
                None => seen.shape.name.is_empty(),
            };
        });
    }
    is_regular
}
