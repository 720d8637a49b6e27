//! What each instruction is given.

use std::ops::Range;

use super::instruction::{Arguments, Flag, Keyword, Pair};
use super::text::Text;
use super::words::{Array, array, blank_separated, flags, quoted, unquoted};
use crate::{Span, SyntaxError, SyntaxErrorKind, limits};

/// What is known while an instruction is read.
pub(super) struct Reader<'a> {
    pub source: &'a str,
    pub escape: u8,
    pub errors: &'a mut Vec<SyntaxError>,
}

impl Reader<'_> {
    pub(super) fn refuse(&mut self, span: Span, message: String) {
        self.push(SyntaxError::new(span, SyntaxErrorKind::Dockerfile, message));
    }

    fn push(&mut self, error: SyntaxError) {
        if self.errors.len() < limits::ERRORS {
            self.errors.push(error);
        }
    }

    /// The flags of an instruction, and what follows them.
    pub(super) fn flags(&self, rest: &Text) -> (Vec<Flag>, Text) {
        let text = rest.text(self.source);
        let (places, start) = flags(text);
        let found = places.into_iter().map(|place| {
            let word = text.get(place.clone()).unwrap_or_default();
            let name = place.start + 2;
            let equals = word.find('=').map(|at| place.start + at);
            let value = equals.map(|equals| self.without_quotes(rest, equals + 1..place.end, b'\\'));
            Flag {
                span: rest.place(place.start, place.end),
                name: rest.slice(name, equals.unwrap_or(place.end)),
                value,
            }
        });
        (found.collect(), rest.slice(start, text.trim_end().len().max(start)))
    }

    fn without_quotes(&self, line: &Text, place: Range<usize>, escape: u8) -> Text {
        let word = line.text(self.source).get(place.clone()).unwrap_or_default();
        unquoted(word, escape).map_or_else(
            || line.slice(place.start, place.end),
            |meant| Text::meant(line.place(place.start, place.end), meant),
        )
    }

    /// The arguments of an instruction; `word` is the place of its keyword.
    pub(super) fn arguments(&mut self, keyword: Keyword, word: Span, rest: &Text) -> Arguments {
        if rest.text(self.source).is_empty() {
            self.refuse(word, format!("`{}` needs an argument", keyword.as_str()));
            return Arguments::None;
        }
        match keyword {
            Keyword::From => self.from(rest),
            Keyword::Expose => Arguments::Words(self.words(rest)),
            Keyword::Add | Keyword::Copy | Keyword::Volume => {
                self.array(rest).unwrap_or_else(|| Arguments::Words(self.words(rest)))
            }
            Keyword::Run | Keyword::Cmd | Keyword::Entrypoint => {
                self.array(rest).unwrap_or_else(|| Arguments::Line(rest.clone()))
            }
            Keyword::Shell => self.shell(rest),
            Keyword::Env | Keyword::Label => self.pairs(keyword, rest),
            Keyword::Arg => self.names(rest),
            Keyword::Healthcheck => self.check(rest),
            // What `ONBUILD` keeps is read by the caller.
            Keyword::User | Keyword::Workdir | Keyword::Stopsignal | Keyword::Maintainer | Keyword::Onbuild => {
                Arguments::Line(rest.clone())
            }
        }
    }

    fn words(&self, rest: &Text) -> Vec<Text> {
        blank_separated(rest.text(self.source)).into_iter().map(|word| rest.slice(word.start, word.end)).collect()
    }

    /// `FROM image` or `FROM image AS name`.
    fn from(&mut self, rest: &Text) -> Arguments {
        let words = self.words(rest);
        let is_as = |word: &Text| word.text(self.source).eq_ignore_ascii_case("as");
        let is_known = words.len() == 1 || (words.len() == 3 && words.get(1).is_some_and(is_as));
        if !is_known {
            self.refuse(rest.span(), "`FROM` takes an image, or an image, `AS` and a name".into());
        }
        Arguments::Words(words)
    }

    fn array(&mut self, rest: &Text) -> Option<Arguments> {
        match array(rest.text(self.source)) {
            Array::No => None,
            Array::Other(place) => {
                let message = "an array of arguments holds strings only: put this in double quotes";
                self.refuse(rest.place(place.start, place.end), message.into());
                Some(Arguments::None)
            }
            Array::Strings(strings) => {
                let words = strings.into_iter().map(|(place, meant)| {
                    let inner = place.start + 1..place.end - 1;
                    if rest.text(self.source).get(inner.clone()) == Some(meant.as_str()) {
                        rest.slice(inner.start, inner.end)
                    } else {
                        Text::meant(rest.place(inner.start, inner.end), meant)
                    }
                });
                Some(Arguments::Array(words.collect()))
            }
        }
    }

    fn shell(&mut self, rest: &Text) -> Arguments {
        self.array(rest).unwrap_or_else(|| {
            self.refuse(rest.span(), "`SHELL` takes an array of strings in double quotes".into());
            Arguments::None
        })
    }

    /// `ENV name=value other=value`, or `ENV name value`, which takes the rest of the line.
    fn pairs(&mut self, keyword: Keyword, rest: &Text) -> Arguments {
        let text = rest.text(self.source);
        let (words, is_open) = quoted(text, self.escape);
        let first = words.first().and_then(|word| text.get(word.clone())).unwrap_or_default();
        if !first.contains('=') {
            let mut parts = blank_separated(text).into_iter();
            let (Some(key), Some(value)) = (parts.next(), parts.next()) else {
                self.refuse(
                    rest.span(),
                    format!("`{}` needs a name and a value: write `name=value`", keyword.as_str()),
                );
                return Arguments::None;
            };
            let value = Some(rest.slice(value.start, text.len()));
            return Arguments::Pairs(vec![Pair { key: rest.slice(key.start, key.end), value }]);
        }
        let mut pairs = Vec::with_capacity(words.len());
        for word in &words {
            let pair = self.pair(rest, word);
            if pair.value.is_none() {
                self.refuse(rest.place(word.start, word.end), "write `name=value`, with quotes around blanks".into());
            } else {
                pairs.push(pair);
            }
        }
        self.closed(rest, words.last().filter(|_| is_open));
        Arguments::Pairs(pairs)
    }

    /// `ARG name other=default`.
    fn names(&mut self, rest: &Text) -> Arguments {
        let (words, is_open) = quoted(rest.text(self.source), self.escape);
        self.closed(rest, words.last().filter(|_| is_open));
        Arguments::Pairs(words.iter().map(|word| self.pair(rest, word)).collect())
    }

    fn pair(&self, rest: &Text, word: &Range<usize>) -> Pair {
        let text = rest.text(self.source).get(word.clone()).unwrap_or_default();
        let equals = text.find('=').map(|at| word.start + at);
        Pair {
            key: rest.slice(word.start, equals.unwrap_or(word.end)),
            value: equals.map(|equals| rest.slice(equals + 1, word.end)),
        }
    }

    fn closed(&mut self, rest: &Text, open: Option<&Range<usize>>) {
        if let Some(word) = open {
            let span = rest.place(word.start, word.end);
            self.push(SyntaxError::new(span, SyntaxErrorKind::UnclosedQuote, "the quote has no end"));
        }
    }

    /// `HEALTHCHECK NONE` or `HEALTHCHECK CMD …`.
    fn check(&mut self, rest: &Text) -> Arguments {
        let text = rest.text(self.source);
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let kind = rest.slice(0, end);
        let after = text.get(end..).unwrap_or_default();
        let command = rest.slice(text.len() - after.trim_start().len(), text.len());
        let word = kind.text(self.source);
        let command = if word.eq_ignore_ascii_case("none") {
            Arguments::None
        } else if !word.eq_ignore_ascii_case("cmd") {
            self.refuse(kind.span(), "`HEALTHCHECK` takes `CMD` and a command, or `NONE`".into());
            Arguments::None
        } else if command.text(self.source).is_empty() {
            self.refuse(kind.span(), "`HEALTHCHECK CMD` needs a command".into());
            Arguments::None
        } else {
            self.array(&command).unwrap_or(Arguments::Line(command))
        };
        Arguments::Check { kind, command: Box::new(command) }
    }
}
