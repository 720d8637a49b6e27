//! All edits of a plan as one tree of wishes, so that edits that meet are found before any text is looked at.

use super::{Edit, Literal, Refusal};
use crate::{Kind, Path, Step, Value};

/// What is wished for one place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Patch {
    Set(Literal),
    Remove,
    RemoveOverridden,
    Rename(String),
    Within(Within),
}

/// What is wished within a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Within {
    /// In the order in which they were first named, for this is how new entries are written.
    pub(crate) keys: Vec<(String, Patch)>,
    /// By their places, the first one first.
    pub(crate) items: Vec<(u32, Patch)>,
    pub(crate) appended: Vec<Literal>,
}

impl Patch {
    pub(crate) fn of(edits: &[Edit]) -> Result<Self, Refusal> {
        let mut root = Self::Within(Within::default());
        for edit in edits {
            match edit {
                Edit::Set { path, value } => root.add(path, &path.steps(), Self::Set(value.clone()))?,
                Edit::Remove { path } => root.add(path, &path.steps(), Self::Remove)?,
                Edit::RemoveOverridden { path } => root.add(path, &path.steps(), Self::RemoveOverridden)?,
                Edit::Rename { path, to } => root.add(path, &path.steps(), Self::Rename(to.clone()))?,
                Edit::Append { path, value } => {
                    let appended = Within { appended: vec![value.clone()], ..Within::default() };
                    root.add(path, &path.steps(), Self::Within(appended))?;
                }
                Edit::Merge { path, entries } if entries.is_empty() => {
                    root.add(path, &path.steps(), Self::Within(Within::default()))?;
                }
                Edit::Merge { path, entries } => {
                    for (key, value) in entries {
                        let path = path.clone().key(key);
                        root.add(&path, &path.steps(), Self::Set(value.clone()))?;
                    }
                }
            }
        }
        Ok(root)
    }

    /// Adds a wish below this place. `path` is the whole way, for the message.
    fn add(&mut self, path: &Path, steps: &[Step], wish: Self) -> Result<(), Refusal> {
        if matches!(self, Self::Within(within) if within.is_empty()) && steps.is_empty() {
            *self = wish;
            return Ok(());
        }
        match (&mut *self, steps.split_first()) {
            (Self::Within(within), Some((Step::Key(key), rest))) => within.key(key).add(path, rest, wish)?,
            (Self::Within(within), Some((Step::Index(index), rest))) => {
                within.item(*index).add(path, rest, wish)?;
            }
            (Self::Within(within), None) => match wish {
                Self::Within(more) => within.append(more),
                Self::Remove if within.only_removes() => *self = Self::Remove,
                Self::Set(value) if within.agrees(&value) => *self = Self::Set(value),
                _ => return Err(conflict(path)),
            },
            (this @ (Self::Remove | Self::RemoveOverridden | Self::Rename(_)), _) if *this == wish => {}
            (Self::Set(value), _) if wish.agrees_below(value, steps) => {}
            _ => return Err(conflict(path)),
        }
        match self {
            Self::Within(within) if !within.keys.is_empty() && within.holds_items() => Err(conflict(path)),
            _ => Ok(()),
        }
    }

    pub(crate) fn nothing() -> Self {
        Self::Within(Within::default())
    }

    fn agrees_below(&self, value: &Literal, steps: &[Step]) -> bool {
        match (steps.split_first(), self, value) {
            (None, Self::Set(wanted), value) => wanted == value,
            (None, Self::Within(within), value) => within.agrees(value),
            (Some((Step::Key(key), rest)), _, Literal::Mapping(entries)) => {
                entries.iter().any(|(name, value)| name == key && self.agrees_below(value, rest))
            }
            _ => false,
        }
    }

    fn agrees(&self, value: &Literal) -> bool {
        match self {
            Self::Set(wanted) => wanted == value,
            Self::Remove | Self::RemoveOverridden | Self::Rename(_) => false,
            Self::Within(within) => within.agrees(value),
        }
    }

    fn only_removes(&self) -> bool {
        match self {
            Self::Remove => true,
            Self::Set(_) | Self::RemoveOverridden | Self::Rename(_) => false,
            Self::Within(within) => within.only_removes(),
        }
    }

    /// What to write where nothing stands yet; `None` where nothing needs to.
    pub(crate) fn literal(&self, path: &Path) -> Result<Option<Literal>, Refusal> {
        match self {
            Self::Set(value) => Ok(Some(value.clone())),
            Self::Remove | Self::RemoveOverridden | Self::Rename(_) => Ok(None),
            Self::Within(within) => within.literal(path),
        }
    }
}

impl Within {
    /// Whether a value needs no change for it: nothing is wished, or only to take away what cannot be there.
    pub(crate) fn is_idle(&self, value: Value<'_>) -> bool {
        let inside = matches!(value.kind(), Kind::Mapping | Kind::Sequence) || value.is_alias();
        (self.is_empty() && value.kind() == Kind::Mapping) || (!inside && !self.is_empty() && self.only_removes())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.items.is_empty() && self.appended.is_empty()
    }

    fn holds_items(&self) -> bool {
        !self.items.is_empty() || !self.appended.is_empty()
    }

    fn key(&mut self, key: &str) -> &mut Patch {
        let place = self.keys.iter().position(|(name, _)| name == key).unwrap_or(self.keys.len());
        if place == self.keys.len() {
            self.keys.push((key.to_owned(), Patch::nothing()));
        }
        #[expect(clippy::indexing_slicing, reason = "the place was found or made above")]
        &mut self.keys[place].1
    }

    fn item(&mut self, index: u32) -> &mut Patch {
        let place = self.items.partition_point(|(known, _)| *known < index);
        if self.items.get(place).is_none_or(|(known, _)| *known != index) {
            self.items.insert(place, (index, Patch::nothing()));
        }
        #[expect(clippy::indexing_slicing, reason = "the place was found or made above")]
        &mut self.items[place].1
    }

    /// What is wished for an item.
    pub(crate) fn of_item(&self, index: u32) -> Option<&Patch> {
        let place = self.items.partition_point(|(known, _)| *known < index);
        self.items.get(place).filter(|(known, _)| *known == index).map(|(_, patch)| patch)
    }

    fn append(&mut self, more: Self) {
        for value in more.appended {
            if !self.appended.contains(&value) {
                self.appended.push(value);
            }
        }
    }

    fn only_removes(&self) -> bool {
        self.appended.is_empty()
            && self.keys.iter().all(|(_, patch)| patch.only_removes())
            && self.items.iter().all(|(_, patch)| patch.only_removes())
    }

    fn agrees(&self, value: &Literal) -> bool {
        match value {
            Literal::Mapping(entries) => {
                self.items.is_empty()
                    && self.appended.is_empty()
                    && self
                        .keys
                        .iter()
                        .all(|(key, patch)| entries.iter().any(|(name, value)| name == key && patch.agrees(value)))
            }
            _ => self.is_empty(),
        }
    }

    pub(crate) fn literal(&self, path: &Path) -> Result<Option<Literal>, Refusal> {
        if let Some((index, _)) = self.items.iter().find(|(_, patch)| !patch.only_removes()) {
            return Err(Refusal::new(format!("`{}` is not there", path.clone().index(*index))));
        }
        if !self.appended.is_empty() {
            return Ok(Some(Literal::Sequence(self.appended.clone())));
        }
        let mut entries = Vec::new();
        for (key, patch) in &self.keys {
            if let Some(value) = patch.literal(&path.clone().key(key))? {
                entries.push((key.clone(), value));
            }
        }
        let removes = entries.is_empty() && !self.is_empty();
        Ok((!removes).then_some(Literal::Mapping(entries)))
    }
}

fn conflict(path: &Path) -> Refusal {
    Refusal::new(format!("two fixes want different values at `{path}`: apply them one after the other"))
}
