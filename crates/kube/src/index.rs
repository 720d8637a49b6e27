//! The objects of all files, to be found by what they are and what they are called.

use plimsoll_source::order::{Order, hash, pair};

use crate::facts::ObjectFacts;

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    /// Number of the file in the workspace.
    pub file: u32,
    /// Number of the document in the file.
    pub document: u32,
    /// Its place among the objects of the document.
    pub ordinal: u32,
}

/// An object of the workspace.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Where it stands.
    pub id: Id,
    /// What is known of it.
    pub facts: &'a ObjectFacts,
}

/// The objects of all files, in the order of files and places.
#[derive(Debug, Default)]
pub struct Index<'a> {
    objects: Vec<Known<'a>>,
    by_kind: Order,
    by_name: Order,
    by_place: Order,
    partly_read: bool,
}

impl<'a> Index<'a> {
    /// The index of documents: file, document, and what is known of each of its objects. `partly_read` says whether
    /// something in some file could not be read, so that what is missing may stand there.
    pub fn new(documents: impl Iterator<Item = (u32, u32, &'a [ObjectFacts])>, partly_read: bool) -> Self {
        let known = |(file, document, facts): (u32, u32, &'a [ObjectFacts])| {
            (0..).zip(facts).map(move |(ordinal, facts)| Known { id: Id { file, document, ordinal }, facts })
        };
        let objects: Vec<Known<'a>> = documents.flat_map(known).collect();
        let by_kind = Order::new(objects.iter().map(|known| hash(&known.facts.kind)));
        let by_name = Order::new(objects.iter().map(|known| key(&known.facts.kind, &known.facts.name)));
        let place = |known: &Known<'_>| place_key(&known.facts.kind, &known.facts.namespace, &known.facts.name);
        let by_place = Order::new(objects.iter().map(place));
        Self { objects, by_kind, by_name, by_place, partly_read }
    }

    /// All objects, in the order of files and places.
    pub fn objects(&self) -> &[Known<'a>] {
        &self.objects
    }

    /// Whether something in some file could not be read, so that what is missing may stand there.
    pub const fn is_partly_read(&self) -> bool {
        self.partly_read
    }

    /// The objects of a kind, in the order of files and places.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = Known<'a>> {
        let found = self.by_kind.find(hash(kind)).filter_map(|place| self.objects.get(place).copied());
        found.filter(move |known| *known.facts.kind == *kind)
    }

    /// What holds or makes Pods, in the order of files and places.
    pub fn workloads(&self) -> impl Iterator<Item = Known<'a>> {
        self.objects.iter().copied().filter(|known| known.facts.workload().is_some())
    }

    /// The objects of a kind with a name, in whatever namespace.
    pub fn named(&self, kind: &str, name: &str) -> impl Iterator<Item = Known<'a>> {
        let found = self.by_name.find(key(kind, name)).filter_map(|place| self.objects.get(place).copied());
        found.filter(move |known| *known.facts.kind == *kind && *known.facts.name == *name)
    }

    /// The object of a kind with a name that an object in `namespace` means. Where one of the two leaves its namespace out,
    /// `kubectl apply --namespace` may put them together; one that says the same goes before.
    pub fn in_namespace(&self, kind: &str, namespace: &str, name: &str) -> Option<Known<'a>> {
        let exact = |namespace: &str| {
            let found = self.by_place.find(place_key(kind, namespace, name));
            let mut found = found.filter_map(|place| self.objects.get(place).copied());
            found.find(|known| {
                let facts = known.facts;
                *facts.kind == *kind && *facts.name == *name && *facts.namespace == *namespace
            })
        };
        let elsewhere = || if namespace.is_empty() { self.named(kind, name).next() } else { exact("") };
        exact(namespace).or_else(elsewhere)
    }

    /// The `Namespace` with a name.
    pub fn namespace(&self, name: &str) -> Option<Known<'a>> {
        self.named("Namespace", name).find(|known| known.facts.group.is_empty())
    }
}

fn key(kind: &str, name: &str) -> u64 {
    hash(kind).rotate_left(1) ^ hash(name).wrapping_mul(pair(1, 1))
}

fn place_key(kind: &str, namespace: &str, name: &str) -> u64 {
    key(kind, name).rotate_left(7) ^ hash(namespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects;
    use crate::testing::file;

    #[test]
    fn objects_are_found_by_kind_name_and_namespace() {
        let file = file(
            "kind: Secret\nmetadata: {name: a, namespace: x}\n---\nkind: Secret\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\nkind: Pod\nmetadata: {name: a, namespace: x}\nspec: {}\n",
        );
        let facts: Vec<Vec<ObjectFacts>> =
            (0..4).map(|document| objects(&file, document).iter().map(ObjectFacts::of).collect()).collect();
        let index = Index::new((0..).zip(&facts).map(|(document, facts)| (0, document, facts.as_slice())), false);
        let found = |namespace, name| index.in_namespace("Secret", namespace, name).map(|known| known.id.document);
        assert_eq!(
            (found("x", "a"), found("", "a"), found("y", "a"), found("x", "b")),
            (Some(0), Some(1), Some(1), None)
        );
        assert_eq!(index.of_kind("Secret").count(), 2);
        assert_eq!(index.named("Secret", "a").count(), 2);
        assert_eq!(index.namespace("x").map(|known| known.id), Some(Id { file: 0, document: 2, ordinal: 0 }));
        assert_eq!(index.workloads().count(), 1);
        assert_eq!(index.objects().len(), 4);
    }
}
