//! Finds credentials in texts: tokens in the formats of their providers, private keys, passwords in URLs, and settings whose names
//! promise a secret. Knows no Kubernetes. Every search is one pass over the text.

mod alphabet;
pub(crate) mod assignment;
pub(crate) mod base64;
mod checks;
mod checksum;
mod entropy;
mod format;
mod formats;
mod jwt;
pub(crate) mod name;
mod pem;
pub(crate) mod placeholder;
#[cfg(test)]
pub(crate) mod samples;
mod shown;
#[cfg(test)]
mod tests;
mod url;
mod weight;

use plimsoll_report::Confidence;

use alphabet::{BASE62, BASE64, EQUALS, UNDER};
use base64::{Variant, decode_text};
pub(crate) use shown::shown;
pub(crate) use weight::weight;

/// A credential in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Whose it is and what, as a message says it.
    pub(crate) what: &'static str,
    /// Its bytes in the text. Of a private key the first line.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) confidence: Confidence,
}

/// What passwords in URLs are called.
pub(crate) const URL: &str = "password in a URL";
const KEY: &str = "private key";

/// The credentials in a text, in order.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let (mut resume, mut before, mut in_word) = (0, b' ', false);
    for (at, byte) in text.bytes().enumerate() {
        let was_in_word = std::mem::replace(&mut in_word, is_word(byte));
        let word_begins = !(was_in_word && in_word);
        let dash = byte == b'-' && before != b'-';
        before = byte;
        if at < resume || !(dash || byte == b':' || formats::may_begin(byte, word_begins)) {
            continue;
        }
        if let Some(one) = found_at(text, at, byte, word_begins) {
            resume = one.end;
            found.push(one);
        }
    }
    found
}

fn is_word(byte: u8) -> bool {
    BASE62.and(UNDER).has(byte)
}

fn found_at(text: &str, at: usize, byte: u8, word_begins: bool) -> Option<Found> {
    let rest = text.as_bytes().get(at..)?;
    if byte == b'-' && rest.starts_with(b"---") {
        return pem::header_at(text, at).map(|(end, confidence)| Found { what: KEY, start: at, end, confidence });
    }
    if byte == b':' && rest.starts_with(b"://") {
        let (start, end, confidence) = url::password_at(text, at)?;
        // A token that stands there as a password is told as what it is.
        let is_token = find(text.get(start..end)?).iter().any(|one| one.what != URL);
        return (!is_token).then_some(Found { what: URL, start, end, confidence });
    }
    if !formats::may_go_on(byte, rest.get(1).copied().unwrap_or_default()) {
        return None;
    }
    formats::beginning_with(byte, word_begins).find_map(|format| {
        let (start, end, confidence) =
            rest.starts_with(format.prefix.as_bytes()).then(|| format.at(text, at)).flatten()?;
        let is_invented = placeholder::is_invented(text.get(start..end)?);
        (!is_invented).then_some(Found { what: format.what, start, end, confidence })
    })
}

/// The shortest base64 of a token, and how often base64 may be wrapped in itself.
const ENCODED: usize = 24;
const LAYERS: usize = 2;

/// What a text stands for if it is base64 as a whole, where that is a text, with the credentials in it.
pub(crate) fn find_encoded(text: &str) -> Option<(String, Vec<Found>)> {
    let mut inner = decode_whole(text)?;
    for _ in 1..LAYERS {
        let found = find(&inner);
        if !found.is_empty() {
            return Some((inner, found));
        }
        inner = decode_whole(&inner)?;
    }
    let found = find(&inner);
    (!found.is_empty()).then_some((inner, found))
}

fn decode_whole(text: &str) -> Option<String> {
    let text = text.trim_end();
    let is_base64 = |byte: u8| BASE64.and(EQUALS).has(byte) || matches!(byte, b'\n' | b'\r');
    (text.len() >= ENCODED && text.bytes().all(is_base64)).then(|| decode_text(text, Variant::Standard)).flatten()
}

/// The article that goes before the name of a credential.
pub(crate) fn article(what: &str) -> &'static str {
    if what.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) || what.starts_with("npm") || what.starts_with("xAI")
    {
        "an"
    } else {
        "a"
    }
}
