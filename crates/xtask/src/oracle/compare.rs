//! What we make of a file, and whether kubectl makes the same of it.

use std::sync::Arc;

use plimsoll_source::{File, decode_bytes, to_json};
use serde_json::{Map, Value};

use super::Case;
use super::kubectl::{ANNOTATION, Answer};

/// How two readings differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// Both accept the file, we say nothing, and the values are not the same.
    Value,
    /// kubectl refuses what we accept without a word.
    TheirError,
    /// Both accept the file, the values are not the same, and there is a finding about the text.
    SaidValue,
    /// kubectl accepts what we call an error.
    OurError,
}

impl Difference {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Value => "other values, silently",
            Self::SaidValue => "other values, with a finding",
            Self::OurError => "an error of ours only",
            Self::TheirError => "an error of kubectl's only",
        }
    }
}

/// What we made of a file.
pub(super) struct Ours {
    pub(super) objects: Vec<Value>,
    pub(super) errors: Vec<String>,
    /// Whether there are lists, whose items kubectl leaves out where they are no objects.
    lists: bool,
    /// Whether something is said about the text that is no error.
    pub(super) said: bool,
}

pub(super) fn read(case: &Case) -> Ours {
    let decoded = decode_bytes(case.bytes.clone());
    let name = if case.json { "a.json" } else { "a.yaml" };
    let file = File::read(name, Arc::from(decoded.text));
    let mut ours = Ours { objects: Vec::new(), errors: Vec::new(), lists: false, said: decoded.invalid_at.is_some() };
    ours.errors.extend(file.errors().iter().map(|error| error.message.clone()));
    for document in 0..file.documents().len() {
        ours.errors.extend(file.document_errors(document).into_iter().map(|error| error.message));
        ours.said |= file.surprises(document).next().is_some();
        let json = file.root(document).and_then(|root| to_json(root, usize::MAX));
        let value = json.and_then(|json| serde_json::from_str(&json).ok());
        let Some(value) = value.filter(|value: &Value| !value.is_null()) else { continue };
        ours.lists |= value.get("items").is_some();
        flatten(value, &mut ours.objects);
    }
    ours
}

/// Objects as kubectl prints them: the items of a list, and of whatever else has `items`, instead of the list.
fn flatten(value: Value, objects: &mut Vec<Value>) {
    let Some(items) = value.get("items") else { return objects.push(value) };
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (list, version) = (word("kind"), word("apiVersion"));
    let kind = list.strip_suffix("List").unwrap_or(&list);
    for item in items.as_array().into_iter().flatten() {
        let mut item = item.clone();
        let unset = item.get("kind").is_none_or(|kind| kind.is_null() || *kind == "");
        if let Some(map) = item.as_object_mut().filter(|_| unset && !kind.is_empty()) {
            map.insert("kind".to_owned(), kind.into());
            map.insert("apiVersion".to_owned(), version.as_str().into());
        }
        objects.push(item);
    }
}

pub(super) fn difference(ours: &Ours, theirs: &Answer) -> Option<Difference> {
    if let Some(refused) = &theirs.refused {
        let silent = ours.errors.is_empty() && !ours.said && !refused.is_empty();
        return silent.then_some(Difference::TheirError);
    }
    if !ours.errors.is_empty() {
        // What is no object to kubectl it may not have read to its end.
        return (!theirs.misfit && !theirs.objects.is_empty()).then_some(Difference::OurError);
    }
    let some_left_out = theirs.misfit || ours.lists;
    let mut left = ours.objects.iter();
    let found = theirs.objects.iter().all(|object| {
        if some_left_out {
            left.any(|ours| same_object(ours, object))
        } else {
            left.next().is_some_and(|ours| same_object(ours, object))
        }
    });
    if found && (some_left_out || left.next().is_none()) {
        return None;
    }
    Some(if ours.said { Difference::SaidValue } else { Difference::Value })
}

fn same_object(ours: &Value, theirs: &Value) -> bool {
    same(&plain(ours), &plain(theirs))
}

/// An object without what `annotate` did to it.
fn plain(object: &Value) -> Value {
    let mut object = object.clone();
    let Some(root) = object.as_object_mut() else { return object };
    if let Some(metadata) = root.get_mut("metadata").and_then(Value::as_object_mut) {
        if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
            annotations.remove(ANNOTATION);
            // It knows texts only: a null becomes an empty one.
            annotations.values_mut().filter(|value| value.is_null()).for_each(|value| *value = "".into());
        }
        // It puts its own in the place of what is no mapping, or of one that holds a mapping or a list.
        let texts = |values: &Map<String, Value>| !values.values().any(|value| value.is_object() || value.is_array());
        if !metadata.get("annotations").and_then(Value::as_object).is_some_and(texts) {
            metadata.remove("annotations");
        }
        drop_empty(metadata, "annotations");
        // It sets a namespace, and takes away an empty one, or one that is no text.
        if !metadata.get("namespace").is_some_and(Value::is_string) {
            metadata.remove("namespace");
        }
        drop_empty(metadata, "namespace");
    }
    drop_empty(root, "metadata");
    object
}

fn drop_empty(map: &mut Map<String, Value>, key: &str) {
    let empty = map
        .get(key)
        .is_some_and(|value| value.is_null() || *value == "" || value.as_object().is_some_and(Map::is_empty));
    if empty {
        map.remove(key);
    }
}

fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|(key, value)| theirs.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Value::Number(a), Value::Number(b)) => {
            // Reading a float again may miss its last bit.
            let (x, y) = (a.as_f64().unwrap_or_default(), b.as_f64().unwrap_or_default());
            a == b || (a.as_i64().is_none() || b.as_i64().is_none()) && (x - y).abs() <= x.abs() * 1e-15
        }
        _ => ours == theirs,
    }
}

/// The first place at which two lists of objects differ, for people.
pub(super) fn first(ours: &[Value], theirs: &[Value]) -> String {
    if ours.len() != theirs.len() {
        return format!("{} objects, kubectl {}", ours.len(), theirs.len());
    }
    let pairs = ours.iter().zip(theirs).map(|(ours, theirs)| (plain(ours), plain(theirs)));
    pairs.filter_map(|(ours, theirs)| place(&ours, &theirs, "")).next().unwrap_or_default()
}

fn place(ours: &Value, theirs: &Value, path: &str) -> Option<String> {
    if same(ours, theirs) {
        return None;
    }
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) if a.keys().all(|key| b.contains_key(key)) && a.len() == b.len() => {
            a.iter().find_map(|(key, value)| place(value, b.get(key)?, &format!("{path}.{key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(index, (a, b))| place(a, b, &format!("{path}[{index}]")))
        }
        _ => Some(format!("at `{path}` {ours}, kubectl {theirs}")),
    }
}
