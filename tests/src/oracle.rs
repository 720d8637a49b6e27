//! An independent reader and editor: what `serde_yaml` makes of a text, and of edits by path.

use plimsoll_source::edit::{Edit, Literal};
use plimsoll_source::{Path, Step};
use serde::Deserialize;
use serde_yaml::{Mapping, Value};

/// The documents of a text; `None` where this reader refuses it, as it does duplicate keys and templates.
pub(crate) fn read(text: &str) -> Option<Vec<Value>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let documents = serde_yaml::Deserializer::from_str(text).map(Value::deserialize);
    documents.collect::<Result<Vec<Value>, _>>().ok()
}

/// Puts in the place of each `<<` what it brings in, in the order of the text, as kubectl does.
pub(crate) fn merge(value: &mut Value) {
    match value {
        Value::Sequence(items) => items.iter_mut().for_each(merge),
        Value::Mapping(mapping) => {
            for (key, mut below) in std::mem::take(mapping) {
                merge(&mut below);
                let sources = match below {
                    Value::Mapping(source) if key == "<<" => vec![source],
                    Value::Sequence(sources) if key == "<<" => {
                        sources.into_iter().rev().map(|source| source.as_mapping().unwrap().clone()).collect()
                    }
                    below => {
                        mapping.insert(key, below);
                        continue;
                    }
                };
                mapping.extend(sources.into_iter().flatten());
            }
        }
        _ => {}
    }
}

/// Makes an edit on a document.
pub(crate) fn edit(document: &mut Value, edit: &Edit) {
    match edit {
        Edit::Set { path, value } => *place(document, path) = literal(value),
        Edit::Remove { path } => remove(document, path),
        // This reader refuses keys that stand twice, so what is overridden here stands above a `<<`, which took its place.
        Edit::RemoveOverridden { .. } => {}
        Edit::Rename { path, to } => {
            let value = std::mem::take(place(document, path));
            remove(document, path);
            *place(document, &path.parent().unwrap().key(to)) = value;
        }
        Edit::Append { path, value } => {
            let list = place(document, path);
            if list.is_null() {
                *list = Value::Sequence(Vec::new());
            }
            list.as_sequence_mut().unwrap().push(literal(value));
        }
        Edit::Merge { path, entries } => {
            let map = place(document, path);
            if map.is_null() {
                *map = Value::Mapping(Mapping::new());
            }
            for (key, value) in entries {
                map.as_mapping_mut().unwrap().insert(key.as_str().into(), literal(value));
            }
        }
    }
}

/// The place of a path, made where it is not there.
fn place<'v>(document: &'v mut Value, path: &Path) -> &'v mut Value {
    let mut at = document;
    for step in path.steps() {
        at = match step {
            Step::Index(index) => at.get_mut(index as usize).unwrap(),
            Step::Key(key) => {
                if at.is_null() {
                    *at = Value::Mapping(Mapping::new());
                }
                at.as_mapping_mut().unwrap().entry(key.as_str().into()).or_insert(Value::Null)
            }
        };
    }
    at
}

fn remove(document: &mut Value, path: &Path) {
    let steps = path.steps();
    let Some((last, parents)) = steps.split_last() else { return };
    let mut at = document;
    for step in parents {
        let below = match step {
            Step::Index(index) => at.get_mut(*index as usize),
            Step::Key(key) => at.get_mut(key.as_str()),
        };
        let Some(below) = below else { return };
        at = below;
    }
    match last {
        Step::Index(index) => drop(at.as_sequence_mut().unwrap().remove(*index as usize)),
        Step::Key(key) => drop(at.as_mapping_mut().unwrap().shift_remove(key.as_str())),
    }
}

fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => (*value).into(),
        Literal::Int(value) => (*value).into(),
        Literal::String(value) => value.as_str().into(),
        Literal::Sequence(items) => Value::Sequence(items.iter().map(self::literal).collect()),
        Literal::Mapping(entries) => {
            Value::Mapping(entries.iter().map(|(key, value)| (key.as_str().into(), self::literal(value))).collect())
        }
    }
}
