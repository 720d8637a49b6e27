//! Places in roles and bindings, to point at: an object, and a part of it.

use plimsoll_source::{Path, Value};

use crate::{Field, Id, Object};

/// A place in a role or a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The object.
    pub id: Id,
    /// The part of it.
    pub part: Part,
}

/// A part of a role or a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it: its name stands for it.
    Whole,
    /// `aggregationRule`.
    Aggregation,
    /// One of its rules.
    Rule(u32),
    /// An item of a list of one of its rules.
    Item {
        /// The rule.
        rule: u32,
        /// `verbs`, `apiGroups`, `resources`, `resourceNames` or `nonResourceURLs`.
        list: &'static str,
        /// The place in the list.
        index: u32,
    },
    /// `roleRef`.
    RoleRef,
    /// One of its subjects.
    Subject(u32),
}

impl Part {
    /// The path within the object.
    pub fn path(self) -> Path {
        let root = Path::default();
        match self {
            Self::Whole => root.key("metadata").key("name"),
            Self::Aggregation => root.key("aggregationRule"),
            Self::Rule(rule) => root.key("rules").index(rule),
            Self::Item { rule, list, index } => root.key("rules").index(rule).key(list).index(index),
            Self::RoleRef => root.key("roleRef").key("name"),
            Self::Subject(subject) => root.key("subjects").index(subject),
        }
    }

    /// The value in the object, as far as it is written.
    pub fn value<'a>(self, object: &Object<'a>) -> Value<'a> {
        let item = |list: Option<Value<'a>>, index: u32| list.and_then(|list| list.items().nth(index as usize));
        let rule = |index: u32| item(object.field(&["rules"]).value(), index);
        let found = match self {
            Self::Whole => object.field(&["metadata", "name"]).value(),
            Self::Aggregation => object.field(&["aggregationRule"]).value(),
            Self::Rule(index) => rule(index),
            Self::Item { rule: number, list, index } => {
                let owner = rule(number);
                item(owner.and_then(|rule| rule.get(list)).map(|entry| entry.value), index).or(owner)
            }
            Self::RoleRef => {
                let reference = object.field(&["roleRef"]).value();
                reference.and_then(|value| Field::walk(value, &["name"]).value()).or(reference)
            }
            Self::Subject(index) => item(object.field(&["subjects"]).value(), index),
        };
        found.unwrap_or_else(|| object.value())
    }
}
