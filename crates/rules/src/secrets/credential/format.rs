//! The shape of a token: what it begins with, what follows and how long it is, and what else must hold.

use plimsoll_report::Confidence;

use super::alphabet::{Alphabet, BASE62, UNDER};

/// How the tokens of one sort look.
pub(crate) struct Format {
    /// Whose it is and what, as a message says it.
    pub(crate) what: &'static str,
    /// What every token of this sort begins with, or holds right after [`Self::before`].
    pub(crate) prefix: &'static str,
    /// What stands before the prefix, for tokens whose mark is in the middle.
    pub(crate) before: Option<Part>,
    /// What follows the prefix.
    pub(crate) parts: &'static [Part],
    /// Asked of the whole token: how certain it is that this is one; `None` where it is not.
    pub(crate) check: fn(&str) -> Option<Confidence>,
}

/// Characters of one set in a row.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) alphabet: Alphabet,
    pub(crate) least: usize,
    pub(crate) most: usize,
}

impl Alphabet {
    /// Exactly so many.
    pub(crate) const fn times(self, count: usize) -> Part {
        self.between(count, count)
    }

    /// At least so many.
    pub(crate) const fn from(self, least: usize) -> Part {
        self.between(least, usize::MAX)
    }

    /// So many, both ends included.
    pub(crate) const fn between(self, least: usize, most: usize) -> Part {
        Part { alphabet: self, least, most }
    }
}

/// A token that begins with a prefix of its own.
pub(crate) const fn token(what: &'static str, prefix: &'static str, parts: &'static [Part]) -> Format {
    Format { what, prefix, before: None, parts, check: |_| Some(Confidence::High) }
}

impl Format {
    /// The prefix stands in the middle, after these.
    pub(crate) const fn after(mut self, before: Part) -> Self {
        self.before = Some(before);
        self
    }

    /// The format is ordinary enough to be met by accident, or what it names is only one half of a credential.
    pub(crate) const fn likely(self) -> Self {
        self.check(|_| Some(Confidence::Medium))
    }

    /// Something more must hold.
    pub(crate) const fn check(mut self, check: fn(&str) -> Option<Confidence>) -> Self {
        self.check = check;
        self
    }

    /// The token whose prefix stands at a place, and how certain it is: where it begins and where it ends.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(usize, usize, Confidence)> {
        let bytes = text.as_bytes();
        let start = match self.before {
            Some(part) => at.checked_sub(part.run_before(bytes.get(..at)?)?)?,
            None => at,
        };
        let mut end = at.checked_add(self.prefix.len())?;
        for part in self.parts {
            let rest = bytes.get(end..)?;
            let count = part.alphabet.run(rest, part.most);
            if count < part.least {
                return None;
            }
            end += count;
        }
        let own = self.before.or(self.parts.first().copied()).map(|part| part.alphabet);
        let goes_on = |byte: &u8| BASE62.and(UNDER).has(*byte);
        // What stands in the middle of a longer run is a part of something else. That also bounds the work: of a run
        // only the beginning is looked at.
        let in_run = |byte: &u8| goes_on(byte) || own.is_some_and(|own| own.has(*byte));
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if bytes.get(start).is_some_and(in_run) && before.is_some_and(in_run) {
            return None;
        }
        if bytes.get(end).is_some_and(goes_on) {
            return None;
        }
        Some((start, end, (self.check)(text.get(start..end)?)?))
    }
}

impl Part {
    /// How many characters of it stand at the end of `bytes`.
    fn run_before(self, bytes: &[u8]) -> Option<usize> {
        let count = bytes.iter().rev().take(self.most).take_while(|byte| self.alphabet.has(**byte)).count();
        (count >= self.least).then_some(count)
    }
}
