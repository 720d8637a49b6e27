//! Fingerprints and smaller forms of bytes.

use std::fmt::Write as _;
use std::io::Cursor;
use std::num::NonZeroU64;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::repo::{self, Repo};

/// Letters of a fingerprint in a file's name: enough to tell every version of a file apart.
const NAME_LETTERS: usize = 10;

/// How often zopfli tries to do better: more rounds take longer and win little.
const ROUNDS: NonZeroU64 = NonZeroU64::MIN.saturating_add(4);

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The part of a file's name that changes with its content.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    digest(bytes).chars().take(NAME_LETTERS).collect()
}

/// How a policy names an inline script or style.
pub(crate) fn policy_hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Brotli at its best.
pub(crate) fn brotli(repo: &Repo, bytes: &[u8]) -> Result<Vec<u8>> {
    kept(repo, "brotli", bytes, |packed| {
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut Cursor::new(bytes), packed, &parameters)?;
        Ok(())
    })
}

/// Gzip at its best, which browsers unpack without our help, in letters that may stand in a page.
pub(crate) fn gzip_base64(repo: &Repo, bytes: &[u8]) -> Result<String> {
    let packed = kept(repo, "gzip", bytes, |packed| {
        let options = zopfli::Options { iteration_count: ROUNDS, ..Default::default() };
        Ok(zopfli::compress(options, zopfli::Format::Gzip, Cursor::new(bytes), packed)?)
    })?;
    Ok(STANDARD.encode(packed))
}

/// Packing is slow: what was packed before is kept by its fingerprint.
fn kept(repo: &Repo, form: &str, bytes: &[u8], pack: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<Vec<u8>> {
    let path = repo.scratch(form).join(digest(bytes));
    if let Ok(packed) = std::fs::read(&path) {
        return Ok(packed);
    }
    let mut packed = Vec::new();
    pack(&mut packed)?;
    repo::write(&path, &packed)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_hash_is_what_browsers_compute() {
        // Of `alert('Hello, world.');`, the example of the CSP specification.
        assert_eq!(policy_hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    #[test]
    fn a_fingerprint_changes_with_the_bytes() {
        assert_ne!(fingerprint(b"a"), fingerprint(b"b"));
        assert_eq!(fingerprint(b"a").len(), NAME_LETTERS);
    }
}
