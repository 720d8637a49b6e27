//! Variables in a word, replaced as the builder does.

/// What is known of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable<'a> {
    /// It has this value.
    Known(&'a str),
    /// It has no value.
    Unset,
    /// It may have any value: whoever builds says it.
    Unknown,
}

/// What a word comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expanded {
    /// This text.
    Known(String),
    /// It depends on something that is not known.
    Unknown,
    /// The builder refuses it: a quote or a brace without its end, a substitution that there is not, or a variable that has to
    /// have a value and has none.
    Refused,
}

/// Why reading a word ends before its end.
enum Stop {
    TooMuch,
    Refused,
}

/// Levels of `${…}` within each other that are followed.
const DEPTH: usize = 32;

/// Bytes that a word with variables may come to; one that comes to more is not known.
const LENGTH: usize = 4096;

/// Longest text or pattern of `${name#pattern}` and its like that is looked at; longer ones are not known.
const PATTERN: usize = 256;

/// Takes quotes and escape characters away from a word and replaces the variables in it (`$name`, `${name:-word}` and the other
/// forms of the Dockerfile reference).
pub fn expand<'v>(word: &str, escape: u8, variable: &dyn Fn(&str) -> Variable<'v>) -> Expanded {
    let mut reader = Reader { rest: word, escape: char::from(escape), variable, unknown: false };
    match reader.until(None, DEPTH) {
        Ok(text) if !reader.unknown => Expanded::Known(text),
        Ok(_) | Err(Stop::TooMuch) => Expanded::Unknown,
        Err(Stop::Refused) => Expanded::Refused,
    }
}

struct Reader<'w, 'f, 'v> {
    rest: &'w str,
    escape: char,
    variable: &'f dyn Fn(&str) -> Variable<'v>,
    /// Whether something in what was read so far is not known.
    unknown: bool,
}

impl<'w> Reader<'w, '_, '_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next();
        self.rest = characters.as_str();
        character
    }

    fn next_if(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    /// Up to the end, or to the character that ends it.
    fn until(&mut self, end: Option<char>, depth: usize) -> Result<String, Stop> {
        let mut text = String::new();
        while let Some(character) = self.next() {
            match character {
                _ if Some(character) == end => return Ok(text),
                '\'' => {
                    let (inside, rest) = self.rest.split_once('\'').ok_or(Stop::Refused)?;
                    text.push_str(inside);
                    self.rest = rest;
                }
                '"' => self.double_quoted(&mut text, depth)?,
                '$' => self.put(&mut text, depth)?,
                _ if character == self.escape => text.extend(self.next()),
                _ => text.push(character),
            }
        }
        if end.is_none() { Ok(text) } else { Err(Stop::Refused) }
    }

    fn double_quoted(&mut self, text: &mut String, depth: usize) -> Result<(), Stop> {
        loop {
            match self.next().ok_or(Stop::Refused)? {
                '"' => return Ok(()),
                '$' => self.put(text, depth)?,
                character if character == self.escape => {
                    let next = self.peek().filter(|next| matches!(next, '"' | '$') || *next == self.escape);
                    text.push(next.unwrap_or(character));
                    if next.is_some() {
                        self.next();
                    }
                }
                character => text.push(character),
            }
        }
    }

    /// Adds what a `$` and what follows it come to.
    fn put(&mut self, text: &mut String, depth: usize) -> Result<(), Stop> {
        text.push_str(&self.substitution(depth)?);
        if text.len() > LENGTH { Err(Stop::TooMuch) } else { Ok(()) }
    }

    /// What follows a `$`.
    fn substitution(&mut self, depth: usize) -> Result<String, Stop> {
        let depth = depth.checked_sub(1).ok_or(Stop::TooMuch)?;
        if !self.next_if('{') {
            let name = self.name();
            return if name.is_empty() { Ok("$".into()) } else { Ok(self.value(name)) };
        }
        let name = self.name();
        if name.is_empty() {
            return Err(Stop::Refused);
        }
        let mut sign = self.next().ok_or(Stop::Refused)?;
        let empty_is_unset = sign == ':';
        if empty_is_unset {
            sign = self.next().ok_or(Stop::Refused)?;
        }
        match sign {
            '}' if !empty_is_unset => Ok(self.value(name)),
            '-' | '+' | '?' => self.alternative(name, sign, empty_is_unset, depth),
            '#' | '%' if !empty_is_unset => {
                let longest = self.next_if(sign);
                let pattern = self.until(Some('}'), depth)?;
                trimmed(&self.value(name), &pattern, sign, longest)
            }
            '/' if !empty_is_unset => {
                let all = self.next_if('/');
                let (pattern, with) = (self.until(Some('/'), depth)?, self.until(Some('}'), depth)?);
                replaced(&self.value(name), &pattern, &with, all)
            }
            _ => Err(Stop::Refused),
        }
    }

    /// `${name-word}`, `${name+word}`, `${name?word}`. The word may be unknown where it is not needed.
    fn alternative(&mut self, name: &str, sign: char, empty_is_unset: bool, depth: usize) -> Result<String, Stop> {
        let unknown_before = std::mem::take(&mut self.unknown);
        let word = self.until(Some('}'), depth)?;
        let unknown_word = std::mem::replace(&mut self.unknown, unknown_before);
        let is_set = match (self.variable)(name) {
            Variable::Known(value) => !value.is_empty() || !empty_is_unset,
            Variable::Unset => false,
            Variable::Unknown => return Ok(self.value(name)),
        };
        match sign {
            '+' if !is_set => Ok(String::new()),
            '-' | '?' if is_set => Ok(self.value(name)),
            '?' => Err(Stop::Refused),
            _ => {
                self.unknown |= unknown_word;
                Ok(word)
            }
        }
    }

    /// Letters, digits and underscores; a name that starts with a digit has digits only.
    fn name(&mut self) -> &'w str {
        let digits = self.rest.starts_with(|first: char| first.is_ascii_digit());
        let belongs = |character: char| {
            if digits { character.is_ascii_digit() } else { character.is_alphanumeric() || character == '_' }
        };
        let end = self.rest.find(|character| !belongs(character)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name
    }

    fn value(&mut self, name: &str) -> String {
        let value = (self.variable)(name);
        self.unknown |= value == Variable::Unknown;
        match value {
            Variable::Known(value) => value.into(),
            Variable::Unset | Variable::Unknown => String::new(),
        }
    }
}

/// A value without the part at its start (`#`) or end (`%`) that a pattern matches.
fn trimmed(value: &str, pattern: &str, side: char, longest: bool) -> Result<String, Stop> {
    bounded(value, pattern)?;
    let mut cuts: Vec<usize> = value.char_indices().map(|(at, _)| at).chain([value.len()]).collect();
    if (side == '#') == longest {
        cuts.reverse();
    }
    for cut in cuts {
        let (before, after) = value.split_at(cut);
        let (gone, kept) = if side == '#' { (before, after) } else { (after, before) };
        if matches(pattern, gone) {
            return Ok(kept.into());
        }
    }
    Ok(value.into())
}

/// A value with what a pattern matches, as long as can be, replaced: the first such part, or all.
fn replaced(value: &str, pattern: &str, with: &str, all: bool) -> Result<String, Stop> {
    bounded(value, pattern)?;
    let mut text = String::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, character)| at + character.len_utf8()).rev();
        match ends.into_iter().find(|end| rest.get(..*end).is_some_and(|part| matches(pattern, part))) {
            Some(end) => {
                text.push_str(with);
                rest = rest.get(end..).unwrap_or_default();
                if !all {
                    break;
                }
            }
            None => {
                text.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    Ok(text)
}

fn bounded(value: &str, pattern: &str) -> Result<(), Stop> {
    if value.len() > PATTERN || pattern.len() > PATTERN { Err(Stop::TooMuch) } else { Ok(()) }
}

/// Whether a pattern, in which `*` is any text and `?` any character, matches all of a text.
fn matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    // Where to go on when the last `*` has to take a character more.
    let mut again: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let mut ahead = pattern.clone();
        match ahead.next() {
            Some('*') => {
                again = Some((ahead.clone(), text.clone()));
                pattern = ahead;
                continue;
            }
            Some(wanted) => {
                let wanted = if wanted == '\\' { ahead.next().unwrap_or(wanted) } else { wanted };
                let any = wanted == '?' && pattern.as_str().starts_with('?');
                let mut rest = text.clone();
                if rest.next().is_some_and(|character| any || character == wanted) {
                    (pattern, text) = (ahead, rest);
                    continue;
                }
            }
            None if text.as_str().is_empty() => return true,
            None => {}
        }
        let Some((after, mut from)) = again.take() else { return false };
        if from.next().is_none() {
            return false;
        }
        (pattern, text) = (after.clone(), from.clone());
        again = Some((after, from));
    }
}
