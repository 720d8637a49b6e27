//! The objects in its own namespace that a Pod names, with the places where it names them.

use plimsoll_source::{Entry, Value};

use crate::field::word;
use crate::{Container, Field, Pod};

/// What a Pod can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referent {
    /// A `ConfigMap`.
    ConfigMap,
    /// A `Secret`.
    Secret,
    /// A `PersistentVolumeClaim`.
    PersistentVolumeClaim,
}

impl Referent {
    /// The kind of the object.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::ConfigMap => "ConfigMap",
            Self::Secret => "Secret",
            Self::PersistentVolumeClaim => "PersistentVolumeClaim",
        }
    }
}

/// An object that a Pod names, and where.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// What is named.
    pub to: Referent,
    /// Its name.
    pub name: Value<'a>,
    /// The entry of it that is wanted, where it is one.
    pub key: Option<Value<'a>>,
    /// Whether the Pod also starts without it.
    pub optional: bool,
}

/// Every object that a Pod names: first in its volumes, then in the environment of its containers.
pub fn mentions<'a>(pod: &Pod<'a>) -> Vec<Mention<'a>> {
    let mut found = Vec::new();
    for volume in pod.volumes() {
        let Some(source) = volume.source() else { continue };
        of_volume(source, &mut found);
    }
    for container in pod.containers() {
        of_environment(&container, &mut found);
    }
    found
}

fn of_volume<'a>(source: Entry<'a>, found: &mut Vec<Mention<'a>>) {
    let value = source.value;
    match source.key.scalar_text() {
        Some("configMap") => of_files(Referent::ConfigMap, value, &["name"], found),
        Some("secret") => of_files(Referent::Secret, value, &["secretName"], found),
        Some("persistentVolumeClaim") => push(Referent::PersistentVolumeClaim, value, &["claimName"], None, found),
        Some("projected") => {
            for part in Field::walk(value, &["sources"]).items() {
                for (key, to) in [("configMap", Referent::ConfigMap), ("secret", Referent::Secret)] {
                    part.get(key).into_iter().for_each(|entry| of_files(to, entry.value, &["name"], found));
                }
            }
        }
        _ => {}
    }
}

/// Where no items are picked, all entries become files.
fn of_files<'a>(to: Referent, value: Value<'a>, name: &'static [&'static str], found: &mut Vec<Mention<'a>>) {
    let before = found.len();
    for item in Field::walk(value, &["items"]).items() {
        push(to, value, name, Field::walk(item, &["key"]).value(), found);
    }
    if found.len() == before {
        push(to, value, name, None, found);
    }
}

fn of_environment<'a>(container: &Container<'a>, found: &mut Vec<Mention<'a>>) {
    for variable in container.field(&["env"]).items() {
        let from = Field::walk(variable, &["valueFrom"]);
        of_reference(from.child(&["configMapKeyRef"]), Referent::ConfigMap, found);
        of_reference(from.child(&["secretKeyRef"]), Referent::Secret, found);
    }
    for source in container.field(&["envFrom"]).items() {
        of_reference(Field::walk(source, &["configMapRef"]), Referent::ConfigMap, found);
        of_reference(Field::walk(source, &["secretRef"]), Referent::Secret, found);
    }
}

fn of_reference<'a>(field: Field<'a>, to: Referent, found: &mut Vec<Mention<'a>>) {
    if let Some(value) = field.value() {
        push(to, value, &["name"], field.child(&["key"]).value(), found);
    }
}

fn push<'a>(
    to: Referent,
    value: Value<'a>,
    name: &'static [&'static str],
    key: Option<Value<'a>>,
    found: &mut Vec<Mention<'a>>,
) {
    if let Some(name) = Field::walk(value, name).value().filter(|name| !word(*name).is_empty()) {
        let optional = Field::walk(value, &["optional"]).as_bool() == Some(true);
        found.push(Mention { to, name, key: key.filter(|key| !word(*key).is_empty()), optional });
    }
}
