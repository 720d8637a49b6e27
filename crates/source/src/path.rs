//! The way from a document's root to a value.

use std::fmt;
use std::str::FromStr;

/// Keys and places from the root of a document. Written as `spec.containers[0].image` or `metadata.annotations["a.b/c"]`, and kept
/// so: paths are made for every finding, and steps are asked for only where something is edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(String);

/// One level of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// A place in a sequence, from 0.
    Index(u32),
}

impl Path {
    /// The root.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The root of a path that will be as long as most are.
    pub(crate) fn with_room() -> Self {
        const USUAL: usize = 80;
        Self(String::with_capacity(USUAL))
    }

    /// This path and one key more.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        if !is_plain(key) {
            self.0.push_str("[\"");
            for character in key.chars() {
                match character {
                    '"' | '\\' => self.0.extend(['\\', character]),
                    '\n' => self.0.push_str("\\n"),
                    _ => self.0.push(character),
                }
            }
            self.0.push_str("\"]");
            return self;
        }
        if !self.0.is_empty() {
            self.0.push('.');
        }
        self.0.push_str(key);
        self
    }

    /// This path and one place of a sequence more.
    #[must_use]
    pub fn index(mut self, index: u32) -> Self {
        self.0.extend(["[", &index.to_string(), "]"]);
        self
    }

    /// This path followed by another.
    #[must_use]
    pub fn join(mut self, rest: &Self) -> Self {
        if !self.0.is_empty() && !rest.0.is_empty() && !rest.0.starts_with('[') {
            self.0.push('.');
        }
        self.0.push_str(&rest.0);
        self
    }

    /// The path without its last step; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let mut steps = self.steps();
        steps.pop()?;
        Some(steps.into_iter().collect())
    }

    /// The steps from the root on.
    pub fn steps(&self) -> Vec<Step> {
        // A path is made of nothing but what can be read again.
        read(&self.0).unwrap_or_default()
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this path leads to `other` or to something it is in.
    pub fn is_prefix_of(&self, other: &Self) -> bool {
        let rest = other.0.strip_prefix(&self.0);
        rest.is_some_and(|rest| self.0.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
    }
}

impl From<Path> for Box<str> {
    fn from(path: Path) -> Self {
        path.0.into()
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        steps.into_iter().fold(Self::root(), |path, step| match step {
            Step::Key(key) => path.key(&key),
            Step::Index(index) => path.index(index),
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_plain(key: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b'<');
    let is_letter = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '$' | '<');
    !key.is_empty() && (key.bytes().all(is_plain) || key.chars().all(is_letter))
}

/// Why a text is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathError {
    /// Bytes that were understood.
    pub offset: usize,
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a path from byte {} on", self.offset)
    }
}

impl std::error::Error for PathError {}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Ok(read(text)?.into_iter().collect())
    }
}

fn read(text: &str) -> Result<Vec<Step>, PathError> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let error = PathError { offset: text.len() - rest.len() };
        let (step, after) = step(rest, steps.is_empty()).ok_or(error)?;
        steps.push(step);
        rest = after;
    }
    Ok(steps)
}

fn step(rest: &str, first: bool) -> Option<(Step, &str)> {
    if let Some(quoted) = rest.strip_prefix("[\"") {
        return quoted_key(quoted);
    }
    if let Some(inner) = rest.strip_prefix('[') {
        let (number, after) = inner.split_once(']')?;
        return Some((Step::Index(number.parse().ok()?), after));
    }
    let rest = if first { rest } else { rest.strip_prefix('.')? };
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (key, after) = rest.split_at_checked(end)?;
    (!key.is_empty()).then(|| (Step::Key(key.to_owned()), after))
}

fn quoted_key(quoted: &str) -> Option<(Step, &str)> {
    let mut key = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Some((Step::Key(key), quoted.get(index + 1..)?.strip_prefix(']')?)),
            '\\' => key.push(match characters.next()?.1 {
                'n' => '\n',
                other => other,
            }),
            other => key.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn texts_and_back() {
        for text in
            ["", "spec.containers[0].image", "metadata.annotations[\"a.b/c\"]", "[\"\"]", "a[\"x\\\"y\\\\z\"][3][4].b"]
        {
            assert_eq!(text.parse::<Path>().unwrap().to_string(), text);
        }
        for text in ["a..b", "a[", "a[x]", "a[\"x]", "[0]b", "."] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
        let path = Path::root().key("a").index(1);
        assert!(Path::root().key("a").is_prefix_of(&path));
        assert!(Path::root().is_prefix_of(&path) && path.is_prefix_of(&path) && !path.is_prefix_of(&Path::root()));
        assert!(!Path::root().key("a").is_prefix_of(&Path::root().key("ab")));
        assert_eq!(path.parent(), Some(Path::root().key("a")));
        assert_eq!(Path::root().parent(), None);
    }
}
