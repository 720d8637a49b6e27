//! How the arguments of instructions are told apart.

use std::ops::Range;

/// Words with white space between them, as `FROM`, `EXPOSE`, `COPY` and others take them: quotes mean nothing.
pub(super) fn blank_separated(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().enumerate() {
        let blank = matches!(byte, b' ' | b'\t' | b'\r' | 0x0B | 0x0C);
        match start {
            None if !blank => start = Some(at),
            Some(from) if blank => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// Words with white space between them, as `ENV`, `LABEL` and `ARG` take them: white space within quotes, or after the escape
/// character, belongs to a word. Quotes stay in the words. The second value says whether a quote has no end.
pub(super) fn quoted(text: &str, escape: u8) -> (Vec<Range<usize>>, bool) {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        if start.is_none() && character.is_whitespace() {
            continue;
        }
        let from = *start.get_or_insert(at);
        match quote {
            None if character.is_whitespace() => {
                words.push(from..at);
                start = None;
            }
            None if matches!(character, '\'' | '"') => quote = Some(character),
            Some(open) if character == open => quote = None,
            _ => escaped = character == char::from(escape) && quote != Some('\''),
        }
    }
    words.extend(start.map(|from| from..text.len()));
    (words, quote.is_some())
}

/// A word without its quotes and escape characters, as the builder uses it; `None` where it is the same.
pub(super) fn unquoted(word: &str, escape: u8) -> Option<String> {
    let special = |byte: u8| byte == escape || matches!(byte, b'"' | b'\'');
    if !word.bytes().any(special) {
        return None;
    }
    let escape = char::from(escape);
    let mut text = String::with_capacity(word.len());
    let mut quote = None;
    let mut rest = word.chars().peekable();
    while let Some(character) = rest.next() {
        match quote {
            None if matches!(character, '\'' | '"') => quote = Some(character),
            Some(open) if character == open => quote = None,
            None if character == escape => text.extend(rest.next()),
            Some('"') if character == escape => {
                // Within double quotes only these may be escaped; before others the escape character stays.
                let next = rest.next_if(|next| *next == '"' || *next == '$' || *next == escape);
                text.push(next.unwrap_or(character));
            }
            _ => text.push(character),
        }
    }
    Some(text)
}

/// The flags that stand before the arguments: `--name` or `--name=value`. Gives their places, and where the arguments begin.
pub(super) fn flags(text: &str) -> (Vec<Range<usize>>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = text.get(start..).unwrap_or_default();
        if !rest.starts_with("--") {
            return (found, start);
        }
        let end = start + flag_length(rest);
        at = end;
        if end - start == 2 {
            let rest = text.get(end..).unwrap_or_default();
            return (found, end + (rest.len() - rest.trim_start().len()));
        }
        found.push(start..end);
    }
}

/// Up to the first white space outside quotes. The backslash escapes here, whatever the file's escape character is.
fn flag_length(text: &str) -> usize {
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match quote {
            None if character.is_whitespace() => return at,
            None if matches!(character, '\'' | '"') => quote = Some(character),
            Some(open) if character == open => quote = None,
            _ => escaped = character == '\\',
        }
    }
    text.len()
}

/// What an array of strings in JSON holds: the place of each, and what it means.
pub(super) enum Array {
    Strings(Vec<(Range<usize>, String)>),
    /// It is an array, but holds something else at this place.
    Other(Range<usize>),
    /// It is no JSON, so the builder takes it for a command line.
    No,
}

/// Reads a text as the exec form of an instruction.
pub(super) fn array(text: &str) -> Array {
    let bytes = text.as_bytes();
    let skip =
        |at: usize| at + bytes.iter().skip(at).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
    let mut at = skip(0);
    if bytes.get(at) != Some(&b'[') {
        return Array::No;
    }
    at = skip(at + 1);
    let mut strings = Vec::new();
    let mut other = None;
    if bytes.get(at) != Some(&b']') {
        loop {
            let Some(end) = value_end(bytes, at) else { return Array::No };
            match text.get(at..end).map(string) {
                Some(Ok(string)) => strings.push((at..end, string)),
                Some(Err(NoString::Other)) => other = other.or(Some(at..end)),
                _ => return Array::No,
            }
            at = skip(end);
            match bytes.get(at) {
                Some(b',') => at = skip(at + 1),
                Some(b']') => break,
                _ => return Array::No,
            }
        }
    }
    match other {
        _ if skip(at + 1) != bytes.len() => Array::No,
        Some(place) => Array::Other(place),
        None => Array::Strings(strings),
    }
}

/// Where the value that starts at `at` ends: the closing quote of a string, or the end of a word.
fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    if rest.first() == Some(&b'"') {
        let mut escaped = true;
        let inside = rest.iter().position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        })?;
        return Some(at + inside + 1);
    }
    let length =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+')).count();
    (length > 0).then_some(at + length)
}

enum NoString {
    Other,
    Broken,
}

/// The meaning of a JSON string with its quotes.
fn string(text: &str) -> Result<String, NoString> {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        let known = matches!(text, "true" | "false" | "null") || text.parse::<f64>().is_ok();
        return Err(if known { NoString::Other } else { NoString::Broken });
    };
    let mut meaning = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => meaning.push(escaped(&mut rest).ok_or(NoString::Broken)?),
            // JSON wants control characters escaped.
            '\0'..='\u{1F}' => return Err(NoString::Broken),
            _ => meaning.push(character),
        }
    }
    Ok(meaning)
}

fn escaped(rest: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{C}',
        plain @ ('"' | '\\' | '/') => plain,
        'u' => {
            let unit = unit(rest)?;
            let pair = (0xD800..0xDC00).contains(&unit).then(|| rest.clone());
            let low = pair.and_then(|mut ahead| {
                let low =
                    (ahead.next() == Some('\\') && ahead.next() == Some('u')).then(|| self::unit(&mut ahead))??;
                (0xDC00..0xE000).contains(&low).then_some((low, ahead))
            });
            match low {
                Some((low, ahead)) => {
                    *rest = ahead;
                    char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))?
                }
                None => char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER),
            }
        }
        _ => return None,
    })
}

fn unit(rest: &mut std::str::Chars<'_>) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit << 4 | rest.next()?.to_digit(16)?))
}
