//! Objects of Kubernetes, as documents and lists hold them.

use plimsoll_report::Resource;
use plimsoll_source::order::Order;
use plimsoll_source::{Entries, File, Kind, Span, Value};

use crate::field::{key_span, word};
use crate::{Field, Pod};

/// An object of Kubernetes, as written.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    document: usize,
    value: Value<'a>,
    api_version: &'a str,
    kind: &'a str,
}

/// The objects of a document: one, the items of a list, or none where no kind is written. One that aliases repeat is one.
pub fn objects(file: &File, document: usize) -> Vec<Object<'_>> {
    let mut objects = Vec::new();
    if let Some(root) = file.root(document) {
        collect(document, root, "", "", &mut objects);
    }
    if objects.iter().any(|object| object.value.is_shared()) {
        let starts = objects.iter().map(|object| u64::from(object.value.span().start));
        let mut repeated = Order::new(starts).repeated().into_iter();
        // An item without a kind of its own is what its list makes of it.
        objects.retain(|object| !repeated.next().unwrap_or_default() || object.value.get("kind").is_none());
    }
    objects
}

/// The items of `kind: PodList` may leave out their type: they have that of the list.
fn collect<'a>(
    document: usize,
    value: Value<'a>,
    list_version: &'a str,
    item_kind: &'a str,
    objects: &mut Vec<Object<'a>>,
) {
    if value.kind() != Kind::Mapping {
        return;
    }
    let written = |key| value.get(key).and_then(|entry| entry.value.as_str()).unwrap_or("");
    let (api_version, kind) = match written("kind") {
        "" => (list_version, item_kind),
        kind => (written("apiVersion"), kind),
    };
    if kind.is_empty() {
        return;
    }
    // Whatever the kind, kubectl takes an object with `items` for a list, and creates nothing but its items.
    let items = value.get("items").map(|entry| entry.value);
    if let Some(items) = items.filter(|items| matches!(items.kind(), Kind::Sequence | Kind::Null)) {
        for item in items.items() {
            collect(document, item, api_version, kind.strip_suffix("List").unwrap_or(kind), objects);
        }
        return;
    }
    objects.push(Object { document, value, api_version, kind });
}

impl<'a> Object<'a> {
    /// The document that holds it.
    pub const fn document(&self) -> usize {
        self.document
    }

    /// Its mapping.
    pub const fn value(&self) -> Value<'a> {
        self.value
    }

    /// `apps/v1`; "" where none is written.
    pub const fn api_version(&self) -> &'a str {
        self.api_version
    }

    /// `apps`; "" for the core group.
    pub fn group(&self) -> &'a str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// `Deployment`.
    pub const fn kind(&self) -> &'a str {
        self.kind
    }

    /// The place that `path` leads to from the object.
    pub fn field(&self, path: &'static [&'static str]) -> Field<'a> {
        Field::walk(self.value, path)
    }

    /// `metadata.name`, else `metadata.generateName`, else "".
    pub fn name(&self) -> &'a str {
        self.name_value().map_or("", word)
    }

    /// `metadata.namespace`, "" where none is written.
    pub fn namespace(&self) -> &'a str {
        self.field(&["metadata", "namespace"]).value().map_or("", word)
    }

    /// `metadata.labels`.
    pub fn labels(&self) -> Entries<'a> {
        self.field(&["metadata", "labels"]).entries()
    }

    /// `metadata.annotations`.
    pub fn annotations(&self) -> Entries<'a> {
        self.field(&["metadata", "annotations"]).entries()
    }

    /// What names it in a report.
    pub fn resource(&self) -> Resource {
        Resource {
            api_version: self.api_version.to_owned(),
            kind: self.kind.to_owned(),
            namespace: self.namespace().to_owned(),
            name: self.name().to_owned(),
        }
    }

    /// The span of the name, else of the kind.
    pub fn name_span(&self) -> Span {
        match self.name_value().or_else(|| self.field(&["kind"]).value()) {
            Some(value) => value.span(),
            None => key_span(self.value),
        }
    }

    /// The Pod that it is or makes.
    pub fn pod(&self) -> Option<Pod<'a>> {
        Pod::of(*self)
    }

    fn name_value(&self) -> Option<Value<'a>> {
        let metadata = self.field(&["metadata"]);
        let names = [metadata.child(&["name"]), metadata.child(&["generateName"])];
        names.into_iter().filter_map(Field::value).find(|name| !word(*name).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{file, text_at};

    #[test]
    fn an_object_that_aliases_repeat_is_one() {
        let pod = "{kind: Pod, metadata: {name: a}}";
        assert_eq!(names(&format!("kind: List\nitems: [&a {pod}, *a, {{kind: Node}}, *a]\n")).len(), 2);
        assert_eq!(names(&format!("kind: List\nx: &a {pod}\nitems: [*a, *a]\n")).len(), 1);
        // A merge makes another object of it, and so does a list that gives its items their kind.
        assert_eq!(names(&format!("kind: List\nitems: [&a {pod}, {{<<: *a}}]\n")).len(), 2);
        let lists = "kind: List\nitems:\n- {kind: PodList, items: [&a {metadata: {name: a}}]}\n- {kind: NodeList, items: [*a]}\n";
        assert_eq!(names(lists).len(), 2);
    }

    fn names(text: &str) -> Vec<String> {
        let file = file(text);
        let documents = 0..file.documents().len();
        documents
            .flat_map(|document| objects(&file, document))
            .map(|object| format!("{} {} {}", object.api_version(), object.kind(), object.name()))
            .collect()
    }

    #[test]
    fn each_document_is_an_object() {
        let text =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n# nothing\n---\nkind: Job\n---\nname: no kind\n";
        assert_eq!(names(text), ["v1 Pod a", " Job "]);
    }

    #[test]
    fn lists_are_flattened_also_in_lists() {
        let text = "
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: a}}
- apiVersion: v1
  kind: List
  items: [{apiVersion: batch/v1, kind: Job, metadata: {generateName: b-}}]
- {metadata: {name: without a kind}}
- text
";
        assert_eq!(names(text), ["v1 Pod a", "batch/v1 Job b-"]);
    }

    #[test]
    fn items_of_a_typed_list_have_its_type() {
        let text = "apiVersion: apps/v1\nkind: DeploymentList\nitems: [{metadata: {name: a}}]\n";
        assert_eq!(names(text), ["apps/v1 Deployment a"]);
    }

    #[test]
    fn an_object_with_items_is_a_list_whatever_its_kind() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nitems: [{metadata: {name: b}}, {kind: Job}]\n";
        assert_eq!(names(text), ["v1 Pod b", " Job "]);
        assert!(names("kind: Pod\nitems:\n").is_empty());
        assert_eq!(names("kind: Pod\nitems: {}\n"), [" Pod "]);
    }

    #[test]
    fn a_kind_that_only_ends_in_list_is_an_object() {
        assert_eq!(names("apiVersion: a.io/v1\nkind: AllowList\nmetadata: {name: a}\n"), ["a.io/v1 AllowList a"]);
    }

    #[test]
    fn an_object_names_itself() {
        let file =
            file("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, labels: {a: b}}\n");
        let object = objects(&file, 0)[0];
        assert_eq!((object.group(), object.namespace()), ("apps", "shop"));
        assert_eq!(text_at(&file, object.name_span()), "web");
        assert_eq!(object.labels().map(|entry| word(entry.value)).collect::<Vec<_>>(), ["b"]);
        assert_eq!(object.resource().name, "web");
    }

    #[test]
    fn without_a_name_the_kind_stands_for_the_object() {
        let file = file("apiVersion: v1\nkind: Pod\nmetadata: {name: }\n");
        let object = objects(&file, 0)[0];
        assert_eq!(object.group(), "");
        assert_eq!(text_at(&file, object.name_span()), "Pod");
    }
}
