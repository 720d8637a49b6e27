//! Proof that edited text differs from the text before in what was named, and in nothing else.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::literal::Literal;
use super::patch::{Patch, Within};
use super::{Edit, Refusal};
use crate::order::{Order, hash};
use crate::{Entry, File, Kind, Path, Span, Value};

/// Reads the text after edits and checks that they changed what they name and nothing else: every other value of the
/// document is equal, its comments are all there (but those within what was taken away), other documents are the same bytes.
pub fn prove(before: &File, document: usize, edits: &[Edit], after_text: &str) -> Result<File, Refusal> {
    let patch = Patch::of(edits)?;
    let after = File::reread(before, after_text.into());
    let (Some(old), Some(new)) = (before.documents().get(document), after.documents().get(document)) else {
        return Err(Refusal::new("the document is not there"));
    };
    if before.documents().len() != after.documents().len() || around(before, old.span()) != around(&after, new.span()) {
        return Err(Refusal::new("the fix would change another document"));
    }
    if new.partly_read() && !old.partly_read() {
        return Err(Refusal::new("the fix would break the syntax of the document"));
    }
    let (Some(was), Some(is)) = (before.root(document), after.root(document)) else {
        return Err(Refusal::new("the document is empty"));
    };
    let mut proof = Proof { gone: Vec::new() };
    proof.compare(was, is, &patch, &Path::root())?;
    if !proof.keeps_comments(before, &after, document) {
        return Err(Refusal::new("the fix would lose a comment: move it first"));
    }
    Ok(after)
}

/// The text before and after a document.
fn around(file: &File, document: Span) -> (&str, &str) {
    let text = file.text();
    let before = text.get(..document.start as usize).unwrap_or_default();
    (before, text.get(document.end as usize..).unwrap_or_default())
}

struct Proof {
    /// Values that were replaced or taken away, with what is in them.
    gone: Vec<Span>,
}

impl Proof {
    fn compare(&mut self, was: Value<'_>, is: Value<'_>, patch: &Patch, path: &Path) -> Result<(), Refusal> {
        match patch {
            Patch::Set(literal) => {
                self.gone.push(was.span());
                if literal.matches(is) { Ok(()) } else { Err(differs(path)) }
            }
            Patch::Remove | Patch::RemoveOverridden | Patch::Rename(_) => Err(differs(path)),
            Patch::Within(within) if within.is_empty() && was.kind() != Kind::Null => equal(was, is),
            Patch::Within(within) => match was.kind() {
                Kind::Mapping => self.mappings(was, is, within, path),
                Kind::Sequence => self.sequences(was, is, within, path),
                Kind::Null => match within.literal(path)? {
                    Some(literal) if literal.matches(is) => Ok(()),
                    None if is.kind() == Kind::Null => Ok(()),
                    _ => Err(differs(path)),
                },
                _ => equal(was, is),
            },
        }
    }

    fn mappings(&mut self, was: Value<'_>, is: Value<'_>, within: &Within, path: &Path) -> Result<(), Refusal> {
        if is.kind() != Kind::Mapping || !(within.items.is_empty() && within.appended.is_empty()) {
            return Err(differs(path));
        }
        let (mut old, mut new) = (Named::of(was), Named::of(is));
        let overrides = within.keys.iter().any(|(_, patch)| *patch == Patch::RemoveOverridden);
        let written: Vec<_> = was.written().filter(|_| overrides).collect();
        let by_name = Order::new(written.iter().map(|entry| hash(&entry.key.name())));
        for (key, patch) in &within.keys {
            let here = path.clone().key(key);
            match (old.take(key), new.take(key), patch) {
                (Some(value), None, Patch::Remove) => {
                    let key = value.key().map_or(value.span(), Value::span);
                    self.gone.push(Span::new(key.start, value.span().end));
                }
                (None, None, Patch::Remove) => {}
                (Some(value), None, Patch::Rename(to)) => {
                    equal(value, new.take(to).ok_or_else(|| differs(&here))?)?;
                }
                (Some(value), Some(after), Patch::RemoveOverridden) => {
                    equal(value, after)?;
                    for Entry { key: name, value: lost } in by_name.find(hash(key)).filter_map(|at| written.get(at)) {
                        if name.name() == key.as_str() && !lost.is(value) {
                            self.gone.push(Span::new(name.span().start, lost.span().end));
                        }
                    }
                }
                (None, None, patch) if patch.literal(&here)?.is_none() => {}
                (Some(value), Some(after), patch) => self.compare(value, after, patch, &here)?,
                (None, Some(after), patch) => {
                    if !patch.literal(&here)?.is_some_and(|literal| literal.matches(after)) {
                        return Err(differs(&here));
                    }
                }
                _ => return Err(differs(&here)),
            }
        }
        // Those that were named are taken.
        for Entry { key, value } in old.entries.into_iter().flatten() {
            equal(value, new.take(&key.name()).ok_or_else(|| differs(&value.path()))?)?;
        }
        if new.is_empty() { Ok(()) } else { Err(differs(path)) }
    }

    fn sequences(&mut self, was: Value<'_>, is: Value<'_>, within: &Within, path: &Path) -> Result<(), Refusal> {
        if is.kind() != Kind::Sequence || !within.keys.is_empty() {
            return Err(differs(path));
        }
        let mut new = is.items();
        for (index, item) in (0_u32..).zip(was.items()) {
            let mut next = || new.next().ok_or_else(|| differs(&item.path()));
            match within.of_item(index) {
                Some(Patch::Remove) => self.gone.push(item.span()),
                Some(patch) => self.compare(item, next()?, patch, &path.clone().index(index))?,
                None => equal(item, next()?)?,
            }
        }
        for literal in &within.appended {
            if !new.next().is_some_and(|item| literal.matches(item)) {
                return Err(differs(path));
            }
        }
        if new.next().is_some() { Err(differs(path)) } else { Ok(()) }
    }

    /// Whether the comments are those of before, in order, without some that were in what is gone.
    fn keeps_comments(&self, before: &File, after: &File, document: usize) -> bool {
        let mut kept = after.comments(document).peekable();
        for comment in before.comments(document) {
            if kept.next_if(|candidate| candidate.text == comment.text).is_none()
                && !self.gone.iter().any(|span| span.contains(comment.span))
            {
                return false;
            }
        }
        kept.next().is_none()
    }
}

/// The entries of a mapping, to be found by name and taken one by one.
struct Named<'a> {
    entries: Vec<Option<Entry<'a>>>,
    places: BTreeMap<Cow<'a, str>, usize>,
    /// How many were taken.
    taken: usize,
}

impl<'a> Named<'a> {
    fn of(mapping: Value<'a>) -> Self {
        let (mut entries, mut places) = (Vec::new(), BTreeMap::new());
        for entry in mapping.entries() {
            places.insert(entry.name(), entries.len());
            entries.push(Some(entry));
        }
        Self { entries, places, taken: 0 }
    }

    fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let entry = self.entries.get_mut(*self.places.get(name)?)?.take()?;
        self.taken += 1;
        Some(entry.value)
    }

    fn is_empty(&self) -> bool {
        self.taken == self.places.len()
    }
}

/// Whether two values are the same to kubectl. Goes as deep as documents may be nested.
fn equal(was: Value<'_>, is: Value<'_>) -> Result<(), Refusal> {
    let differs = |value: Value<'_>| differs(&value.path());
    let same = was.kind() == is.kind()
        && match was.kind() {
            Kind::Mapping => {
                let mut new = Named::of(is);
                for Entry { key, value } in was.entries() {
                    equal(value, new.take(&key.name()).ok_or_else(|| differs(value))?)?;
                }
                new.is_empty()
            }
            Kind::Sequence => {
                let mut new = is.items();
                for item in was.items() {
                    equal(item, new.next().ok_or_else(|| differs(item))?)?;
                }
                new.next().is_none()
            }
            _ => was.scalar_text() == is.scalar_text(),
        };
    if same { Ok(()) } else { Err(differs(was)) }
}

fn differs(path: &Path) -> Refusal {
    let place = if path.as_str().is_empty() { "the document".to_owned() } else { format!("`{path}`") };
    Refusal::new(format!("the fix would not come out right at {place}"))
}

impl Literal {
    /// A mapping of one entry.
    pub fn entry(key: &str, value: impl Into<Self>) -> Self {
        Self::Mapping(vec![(key.to_owned(), value.into())])
    }
}
