//! What must hold of a token besides its shape.

use plimsoll_report::Confidence::{self, High, Low, Medium};

use super::alphabet::{ANY_HEX, UPPER};
use super::base64::{Variant, decode_text};
use super::checksum::{crc32, fits};
use super::jwt;

/// Classic tokens of GitHub and those of npm: the last six characters are a checksum of the thirty before them. One that does
/// not fit was made up, or cut.
pub(crate) fn checksum(token: &str) -> Option<Confidence> {
    let (_, body) = token.split_once('_')?;
    Some(if fits(body) { High } else { Low })
}

/// Tokens of GitHub's installations are either such a token or, since 2026, a JWT behind the prefix:
/// <https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/>.
pub(crate) fn installation(token: &str) -> Option<Confidence> {
    let (_, body) = token.split_once('_')?;
    if body.len() == 36 { checksum(token) } else { Some(if body.matches('.').count() == 2 { High } else { Low }) }
}

/// A service account token of Grafana ends in the CRC-32 of what stands before, as eight hexadecimal digits with the low byte
/// first: <https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/tokengen.go>.
pub(crate) fn grafana(token: &str) -> Option<Confidence> {
    let (key, sum) = token.rsplit_once('_')?;
    let expected = crc32(key.as_bytes()).swap_bytes();
    Some(if u32::from_str_radix(sum, 16) == Ok(expected) { High } else { Low })
}

/// The identifiers of AWS are base32, which has no 0, 1, 8 or 9. An identifier alone opens nothing, but it seldom comes alone.
pub(crate) fn aws(token: &str) -> Option<Confidence> {
    token.bytes().all(|byte| UPPER.has(byte) && !matches!(byte, b'0' | b'1' | b'8' | b'9')).then_some(Medium)
}

/// Keys of OpenAI hold its name in base64.
pub(crate) fn openai(token: &str) -> Option<Confidence> {
    token.contains("T3BlbkFJ").then_some(High)
}

/// 8-4-4-4-12 hexadecimal digits at the end.
pub(crate) fn uuid(token: &str) -> Option<Confidence> {
    let uuid = token.len().checked_sub(36).and_then(|at| token.get(at..))?;
    let mut groups = uuid.split('-').map(|group| (group.len(), group.bytes().all(|byte| ANY_HEX.has(byte))));
    let fits = [8, 4, 4, 4, 12].into_iter().all(|length| groups.next() == Some((length, true)));
    (fits && groups.next().is_none()).then_some(Medium)
}

/// A secret of an application in Entra ID: three characters, a digit, `Q~`.
pub(crate) fn entra(token: &str) -> Option<Confidence> {
    token.as_bytes().get(3).is_some_and(u8::is_ascii_digit).then_some(High)
}

/// A JSON web token.
pub(crate) fn web_token(token: &str) -> Option<Confidence> {
    jwt::certainty(token)
}

/// Base64 that begins as a private key in PEM does.
pub(crate) fn encoded_key(token: &str) -> Option<Confidence> {
    // The first line is shorter than this, and a multiple of four characters can be read alone.
    let start = token.get(..token.len().min(80) / 4 * 4)?;
    decode_text(start, Variant::Standard)?.contains("PRIVATE KEY-----").then_some(High)
}

/// `Basic` and a user with a password.
pub(crate) fn basic(token: &str) -> Option<Confidence> {
    let text = decode_text(token.strip_prefix("Basic ")?, Variant::Standard)?;
    let (user, password) = text.split_once(':')?;
    let is_plain = !text.chars().any(char::is_control) && !user.is_empty();
    (is_plain && !super::placeholder::is_placeholder(password)).then_some(High)
}
