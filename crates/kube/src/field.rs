//! A place in an object that may or may not be written.

use std::fmt;

use plimsoll_source::{Entries, Items, Kind, Path, Span, Value};

/// How often [`Field::child`] may be called on a place that is not written.
const CALLS: usize = 4;

/// A place that may or may not be written: the nearest value that is, and the keys that are missing below it.
/// A null counts as not written, as the API server has it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    nearest: Value<'a>,
    missing: [&'static [&'static str]; CALLS],
}

impl<'a> Field<'a> {
    /// The place of a value that is written.
    pub const fn of(value: Value<'a>) -> Self {
        Self { nearest: value, missing: [&[]; CALLS] }
    }

    /// The place that `path` leads to from `value`.
    pub fn walk(value: Value<'a>, path: &'static [&'static str]) -> Self {
        Self::of(value).child(path)
    }

    /// The place that `path` leads to from here. On a place that is not written it may be called four times in a row:
    /// chains in Kubernetes are shorter.
    pub fn child(mut self, path: &'static [&'static str]) -> Self {
        if self.is_missing() {
            let free = self.missing.iter_mut().find(|keys| keys.is_empty());
            debug_assert!(free.is_some(), "{path:?} is too far below what is written");
            if let Some(free) = free {
                *free = path;
            }
            return self;
        }
        let mut rest = path;
        while let Some((key, below)) = rest.split_first() {
            let Some(entry) = self.nearest.get(key) else {
                self.missing = [rest, &[], &[], &[]];
                return self;
            };
            self.nearest = entry.value;
            rest = below;
        }
        self
    }

    /// The nearest value that is written, and whether it is the place itself: what is kept of a place that is built
    /// often.
    pub(crate) fn root(self) -> (Value<'a>, bool) {
        (self.nearest, !self.is_missing())
    }

    /// The place that `path` leads to from `nearest`, of which is known whether it is that place or its nearest parent.
    pub(crate) const fn rooted((nearest, is_written): (Value<'a>, bool), path: &'static [&'static str]) -> Self {
        let missing = if is_written { [&[] as &'static [&'static str]; CALLS] } else { [path, &[], &[], &[]] };
        Self { nearest, missing }
    }

    /// The value, unless it is missing or null.
    pub fn value(self) -> Option<Value<'a>> {
        (!self.is_missing() && !self.nearest.is_null()).then_some(self.nearest)
    }

    /// Whether a value is written.
    pub fn is_set(self) -> bool {
        self.value().is_some()
    }

    /// The value as a truth value; none for every other type, which the API server would reject.
    pub fn as_bool(self) -> Option<bool> {
        self.value()?.as_bool()
    }

    /// The value as a whole number; none for every other type.
    pub fn as_i64(self) -> Option<i64> {
        self.value()?.as_i64()
    }

    /// The value as a text; none for every other type.
    pub fn as_str(self) -> Option<&'a str> {
        self.value()?.as_str()
    }

    /// The items of a list; none for every other type.
    pub fn items(self) -> Items<'a> {
        Items::of(self.value())
    }

    /// The entries of a mapping that count, each key once; none of every other type.
    pub fn entries(self) -> Entries<'a> {
        Entries::of(self.value())
    }

    /// The span of the value; where it is missing, of the key of the nearest parent that is written. In the item of a
    /// list that has no key, it is the item's name.
    pub fn span(self) -> Span {
        match self.value() {
            Some(value) => value.span(),
            None => key_span(self.nearest),
        }
    }

    /// The path within the document, with the keys that are missing.
    pub fn path(self) -> Path {
        self.missing.iter().copied().flatten().fold(self.nearest.path(), |path, key| path.key(key))
    }

    fn is_missing(&self) -> bool {
        let [first, ..] = self.missing;
        !first.is_empty()
    }
}

/// The shortest text that stands for a value: its key, else the name it gives itself, else its first key.
pub(crate) fn key_span(value: Value<'_>) -> Span {
    if let Some(key) = value.key() {
        return key.span();
    }
    let named = ["name", "kind"].into_iter().filter_map(|key| value.get(key)).find(|entry| !entry.value.is_null());
    match named {
        Some(entry) => entry.value.span(),
        None => value.entries().next().map_or_else(|| value.span(), |entry| entry.key.span()),
    }
}

/// The text of a scalar, whatever its type; "" for a null and for what is no scalar. As the API server decodes a null.
pub(crate) fn word(value: Value<'_>) -> &str {
    match value.kind() {
        Kind::Null => "",
        _ => value.scalar_text().unwrap_or(""),
    }
}

/// The name of an item of a list, else its place in the list.
pub(crate) struct Label<'a> {
    pub name: &'a str,
    pub list: &'static str,
    pub index: u32,
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            "" => write!(formatter, "{}[{}]", self.list, self.index),
            name => formatter.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{file, text_at};

    #[test]
    fn a_written_value_is_found_with_its_span_and_path() {
        let file = file("spec: {hostPID: true}");
        let field = Field::walk(file.root(0).unwrap(), &["spec", "hostPID"]);
        assert_eq!(field.as_bool(), Some(true));
        assert_eq!(text_at(&file, field.span()), "true");
        assert_eq!(field.path().to_string(), "spec.hostPID");
    }

    #[test]
    fn a_missing_value_points_at_the_nearest_key_and_keeps_its_whole_path() {
        let file = file("spec:\n  securityContext: {}\n");
        let security = Field::walk(file.root(0).unwrap(), &["spec", "securityContext"]);
        let field = security.child(&["seccompProfile"]).child(&["type"]);
        assert!(!field.is_set());
        assert_eq!(text_at(&file, field.span()), "securityContext");
        assert_eq!(field.path().to_string(), "spec.securityContext.seccompProfile.type");
    }

    #[test]
    fn a_null_is_not_written_and_its_own_key_is_the_nearest() {
        let file = file("spec:\n  securityContext:\n    runAsNonRoot:\n");
        let field = Field::walk(file.root(0).unwrap(), &["spec", "securityContext", "runAsNonRoot"]);
        assert!(!field.is_set());
        assert_eq!(text_at(&file, field.span()), "runAsNonRoot");
        assert_eq!(field.path().to_string(), "spec.securityContext.runAsNonRoot");
    }

    #[test]
    fn below_a_null_or_a_scalar_nothing_is_written() {
        let file = file("a:\nb: text\n");
        let root = file.root(0).unwrap();
        assert_eq!(text_at(&file, Field::walk(root, &["a", "x"]).span()), "a");
        assert_eq!(Field::walk(root, &["a", "x"]).path().to_string(), "a.x");
        assert_eq!(text_at(&file, Field::walk(root, &["b", "x"]).span()), "b");
    }

    #[test]
    fn in_an_item_of_a_list_the_name_stands_for_it() {
        let file = file("items:\n- image: nginx\n  name: web\n- image: redis\n- 5\n");
        let items = Field::walk(file.root(0).unwrap(), &["items"]);
        let spans: Vec<_> = items.items().map(|item| text_at(&file, Field::walk(item, &["x"]).span())).collect();
        assert_eq!(spans, ["web", "image", "5"]);
        let last = items.items().last().unwrap();
        assert_eq!(Field::walk(last, &["x"]).path().to_string(), "items[2].x");
    }
}
