//! The objects of all files, and where they stand.

use std::borrow::Cow;
use std::cell::RefCell;

use plimsoll_kube::facts::{ObjectFacts, Role};
use plimsoll_kube::{Id, Index, Object, objects};
use plimsoll_report::MapPlace;
use plimsoll_source::{File, Span};

use crate::workspace::Held;

/// The number of a file that is none: what was made stands in it.
pub(super) const MADE: u32 = u32::MAX - 1;

/// The objects of all files.
pub(super) struct World<'a> {
    files: &'a [Held],
    /// The document that was looked at last, and its objects: one may hold thousands, and they are asked for one after the other.
    last: RefCell<((u32, u32), Vec<Object<'a>>)>,
}

/// What is known of the objects of each document.
type Documents<'a> = Vec<(u32, u32, Cow<'a, [ObjectFacts]>)>;

impl<'a> World<'a> {
    pub(super) const fn of(files: &'a [Held]) -> Self {
        Self { files, last: RefCell::new(((u32::MAX, 0), Vec::new())) }
    }

    /// All that is known of all objects.
    pub(super) fn documents(&self) -> Documents<'a> {
        let documents = (0..).zip(self.files).flat_map(|(file, held)| {
            (0..).zip(&held.checked).map(move |(document, checked)| (file, document, Cow::Borrowed(&*checked.facts)))
        });
        documents.collect()
    }

    /// The same without `NetworkPolicies`.
    pub(super) fn without_policies(&self) -> Documents<'a> {
        let is_policy = |facts: &ObjectFacts| *facts.kind == *"NetworkPolicy" && matches!(facts.role, Role::Policy(_));
        let mut documents = self.documents();
        for (.., facts) in &mut documents {
            if facts.iter().any(is_policy) {
                *facts = facts.iter().filter(|facts| !is_policy(facts)).cloned().collect();
            }
        }
        documents
    }

    pub(super) fn object(&self, id: Id) -> Option<(&'a File, Object<'a>)> {
        let file = &self.files.get(id.file as usize)?.file;
        let mut last = self.last.borrow_mut();
        let at = (id.file, id.document);
        if last.0 != at {
            *last = (at, objects(file, id.document as usize));
        }
        Some((file, *last.1.get(id.ordinal as usize)?))
    }

    /// Where an object has its name.
    pub(super) fn place(&self, id: Id, label: &str) -> Option<MapPlace> {
        let (file, object) = self.object(id)?;
        Some(place(file, object.name_span(), label))
    }
}

/// The index of documents.
pub(super) fn index<'d>(documents: &'d Documents<'_>, made: &'d [ObjectFacts]) -> Index<'d> {
    let known = documents.iter().map(|(file, document, facts)| (*file, *document, &**facts));
    Index::new(known.chain([(MADE, 0, made)]), false)
}

/// What is known of the objects that a text makes.
pub(super) fn facts_of(yaml: &str) -> Vec<ObjectFacts> {
    let file = File::read("made.yaml", yaml.into());
    let documents = 0..file.documents().len();
    documents.flat_map(|document| objects(&file, document)).map(|object| ObjectFacts::of(&object)).collect()
}

pub(super) fn place(file: &File, span: Span, label: &str) -> MapPlace {
    let (line, column) = file.lines().position(file.text(), span.start);
    MapPlace { label: label.to_owned(), file: file.name().to_owned(), line, column }
}

/// The namespace that an object is in; "" for what stands in none.
pub(super) fn namespace_of(facts: &ObjectFacts) -> &str {
    let is_of_none = || {
        facts.kind.starts_with("Cluster")
            || matches!(&*facts.kind, "Namespace" | "Node" | "PersistentVolume" | "StorageClass" | "PriorityClass")
    };
    if facts.namespace.is_empty() && !is_of_none() { "default" } else { &facts.namespace }
}
