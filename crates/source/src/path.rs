//! The way from a document's root to a value.

use std::fmt;
use std::str::FromStr;

/// Keys and places from the root of a document. Written as `spec.containers[0].image` or `metadata.annotations["a.b/c"]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Step>);

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
        Self(Vec::new())
    }

    /// This path and one key more.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push(Step::Key(key.to_owned()));
        self
    }

    /// This path and one place of a sequence more.
    #[must_use]
    pub fn index(mut self, index: u32) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// This path followed by another.
    #[must_use]
    pub fn join(mut self, rest: &Self) -> Self {
        self.0.extend_from_slice(&rest.0);
        self
    }

    /// The path without its last step; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, steps) = self.0.split_last()?;
        Some(Self(steps.to_vec()))
    }

    /// The steps from the root on.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether this path leads to `other` or to something it is in.
    pub fn is_prefix_of(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(formatter, "[{index}]")?,
                Step::Key(key) if is_plain(key) => {
                    if number > 0 {
                        formatter.write_str(".")?;
                    }
                    formatter.write_str(key)?;
                }
                Step::Key(key) => {
                    formatter.write_str("[\"")?;
                    for character in key.chars() {
                        match character {
                            '"' | '\\' => write!(formatter, "\\{character}")?,
                            '\n' => formatter.write_str("\\n")?,
                            _ => write!(formatter, "{character}")?,
                        }
                    }
                    formatter.write_str("\"]")?;
                }
            }
        }
        Ok(())
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '$' | '<'))
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
        let mut path = Self::root();
        let mut rest = text;
        while !rest.is_empty() {
            let error = PathError { offset: text.len() - rest.len() };
            let (step, after) = step(rest, path.0.is_empty()).ok_or(error)?;
            path.0.push(step);
            rest = after;
        }
        Ok(path)
    }
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
        assert_eq!(path.parent(), Some(Path::root().key("a")));
        assert_eq!(Path::root().parent(), None);
    }
}
