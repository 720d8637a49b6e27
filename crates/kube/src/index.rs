//! The objects of all files, to be found by what they are and what they are called.

use std::cell::OnceCell;

use plimsoll_source::order::{Order, Places, hash, pair};

use crate::facts::{ObjectFacts, Referent, Role};
use crate::labelled::Labelled;
use crate::selector::Selector;

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
    /// What is only wanted by rules that ask for it.
    made: OnceCell<MadeObjects<'a>>,
    labelled: OnceCell<Labelled<'a>>,
    partly_read: bool,
}

/// ConfigMaps and Secrets that something else makes: kind, namespace and name, and what finds them.
#[derive(Debug, Default)]
struct MadeObjects<'a> {
    made: Vec<(Referent, &'a str, &'a str)>,
    by_name: Order,
    by_place: Order,
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
        Self { objects, by_kind, by_name, by_place, partly_read, ..Self::default() }
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
    pub fn of_kind<'i>(&'i self, kind: &'i str) -> KnownObjects<'i, 'a> {
        KnownObjects { objects: &self.objects, found: self.by_kind.find(hash(kind)), kind, name: None }
    }

    /// What holds or makes Pods, in the order of files and places.
    pub fn workloads(&self) -> impl Iterator<Item = Known<'a>> {
        self.objects.iter().copied().filter(|known| known.facts.workload().is_some())
    }

    /// The objects of a kind with a name, in whatever namespace.
    pub fn named<'i>(&'i self, kind: &'i str, name: &'i str) -> KnownObjects<'i, 'a> {
        KnownObjects { objects: &self.objects, found: self.by_name.find(key(kind, name)), kind, name: Some(name) }
    }

    /// The object of a kind with a name that an object in `namespace` means. Where one of the two leaves its namespace out,
    /// `kubectl apply --namespace` may put them together; one that says the same goes before.
    pub fn in_namespace(&self, kind: &str, namespace: &str, name: &str) -> Option<Known<'a>> {
        let exact = |namespace: &str| {
            let found = self.by_place.find(place_key(kind, namespace, name));
            let mut found = KnownObjects { objects: &self.objects, found, kind, name: Some(name) };
            found.find(|known| *known.facts.namespace == *namespace)
        };
        let elsewhere = || if namespace.is_empty() { self.named(kind, name).next() } else { exact("") };
        exact(namespace).or_else(elsewhere)
    }

    /// Whether something makes a ConfigMap or a Secret with a name in `namespace`.
    pub fn is_made(&self, kind: Referent, namespace: &str, name: &str) -> bool {
        let all = self.made.get_or_init(|| MadeObjects::of(&self.objects));
        let fits = |place: usize| {
            let made = all.made.get(place);
            made.is_some_and(|(of, own, called)| *of == kind && *called == name && may_be_one(own, namespace))
        };
        if namespace.is_empty() {
            return all.by_name.find(key(kind.kind(), name)).any(fits);
        }
        let mut keys = [namespace, ""].into_iter().map(|own| place_key(kind.kind(), own, name));
        keys.any(|key| all.by_place.find(key).any(fits))
    }

    /// What holds or makes Pods that a selector accepts in `namespace`, in the order of files and places. None where to find
    /// out would take longer than `effort` allows.
    pub fn select(&self, namespace: &str, selector: &Selector, effort: &mut Effort) -> Option<Vec<Known<'a>>> {
        let labelled = self.labelled.get_or_init(|| Labelled::of(self.workloads()));
        labelled.select(namespace, selector, effort)
    }

    /// The `Namespace` with a name.
    pub fn namespace(&self, name: &str) -> Option<Known<'a>> {
        self.named("Namespace", name).find(|known| known.facts.group.is_empty())
    }
}

/// The objects of a kind, or those of them with a name.
#[derive(Clone, Debug)]
pub struct KnownObjects<'i, 'a> {
    objects: &'i [Known<'a>],
    found: Places<'i>,
    kind: &'i str,
    name: Option<&'i str>,
}

impl<'a> Iterator for KnownObjects<'_, 'a> {
    type Item = Known<'a>;

    fn next(&mut self) -> Option<Known<'a>> {
        loop {
            let known = *self.objects.get(self.found.next()?)?;
            if *known.facts.kind == *self.kind && self.name.is_none_or(|name| *known.facts.name == *name) {
                return Some(known);
            }
        }
    }
}

impl<'a> MadeObjects<'a> {
    fn of(objects: &[Known<'a>]) -> Self {
        let mut made = Vec::new();
        for known in objects {
            let Role::Maker(all) = &known.facts.role else { continue };
            made.extend(all.iter().map(|one| (one.kind, &*known.facts.namespace, &*one.name)));
        }
        let by_name = Order::new(made.iter().map(|(of, _, name)| key(of.kind(), name)));
        let by_place = Order::new(made.iter().map(|(of, own, name)| place_key(of.kind(), own, name)));
        Self { made, by_name, by_place }
    }
}

/// How many comparisons a rule may spend on selectors: real ones need few, and hostile ones could need the product of all
/// selectors and all workloads.
#[derive(Debug)]
pub struct Effort {
    left: usize,
}

impl Effort {
    /// For one rule that looks at everything.
    pub const fn of_a_rule() -> Self {
        Self { left: 4_000_000 }
    }

    /// Whether there is still some left after so many comparisons more.
    pub fn spend(&mut self, comparisons: usize) -> bool {
        self.left = self.left.saturating_sub(comparisons);
        self.left > 0
    }
}

/// Whether what is written of two namespaces allows that they are one: where one is left out, `kubectl apply --namespace`
/// may put them together.
pub fn may_be_one(left: &str, right: &str) -> bool {
    left == right || left.is_empty() || right.is_empty()
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
