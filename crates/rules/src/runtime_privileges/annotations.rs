//! Profiles that annotations gave to containers before there were fields for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use plimsoll_kube::{Container, Field, Pod};
use plimsoll_source::Entry;
use plimsoll_source::edit::{Edit, Literal};

/// A profile as fields have it: its type, and the name of a local one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile<'a> {
    pub kind: &'static str,
    pub name: Option<&'a str>,
}

impl<'a> Profile<'a> {
    /// The profile that the text of an annotation means.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (kind, name) = match text {
            "runtime/default" | "docker/default" => ("RuntimeDefault", None),
            "unconfined" => ("Unconfined", None),
            _ => ("Localhost", Some(text.strip_prefix("localhost/").filter(|name| !name.is_empty())?)),
        };
        Some(Self { kind, name })
    }

    /// As the value of a field.
    pub(super) fn literal(self) -> Literal {
        let kind = Some(("type".to_owned(), self.kind.into()));
        let name = self.name.map(|name| ("localhostProfile".to_owned(), name.into()));
        Literal::Mapping(kind.into_iter().chain(name).collect())
    }
}

/// An annotation and the container that its key names; none where the Pod has no such container.
pub(super) struct Annotation<'a> {
    pub entry: Entry<'a>,
    pub name: &'a str,
    pub container: Option<Container<'a>>,
}

impl<'a> Annotation<'a> {
    /// Those whose keys are `prefix` and the name of a container. The names are gathered once: both lists can be long.
    pub(super) fn all(pod: &Pod<'a>, prefix: &str) -> Vec<Self> {
        let named = |entry: Entry<'a>| Some((entry, entry.key.scalar_text()?.strip_prefix(prefix)?));
        let entries: Vec<_> = pod.annotations().filter_map(named).collect();
        if entries.is_empty() {
            return Vec::new();
        }
        let containers: Vec<_> = pod.containers().collect();
        let mut places = BTreeMap::new();
        for (place, container) in containers.iter().enumerate() {
            places.insert(Cow::Borrowed(container.name()), place);
        }
        let find = |name: &str| containers.get(*places.get(name)?).copied();
        entries.into_iter().map(|(entry, name)| Self { entry, name, container: find(name) }).collect()
    }
}

/// The text of an annotation; "" for a null.
pub(super) fn text<'a>(entry: &Entry<'a>) -> &'a str {
    Field::of(entry.value).value().and_then(plimsoll_source::Value::scalar_text).unwrap_or_default()
}

/// Takes an annotation away, and the whole mapping where it stands alone there.
pub(super) fn remove(entry: &Entry<'_>) -> Edit {
    let path = entry.value.path();
    let alone = entry.value.parent().is_some_and(|annotations| annotations.entries().nth(1).is_none());
    Edit::remove(path.parent().filter(|_| alone).unwrap_or(path))
}
