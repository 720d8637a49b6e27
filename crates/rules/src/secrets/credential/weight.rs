//! Whether the value of a setting whose name promises a secret is one.

use plimsoll_report::Confidence::{self, Low, Medium};

use super::entropy::looks_random;
use super::name::Promise;
use super::placeholder::is_placeholder;

/// The shortest password that anything accepts.
const SHORTEST: usize = 4;

/// How certain it is that a value is a secret, after what the name of its setting promises; `None` where it is not.
pub(crate) fn weight(promise: Promise, value: &str) -> Option<Confidence> {
    let value = value.trim();
    if value.len() < SHORTEST || is_placeholder(value) || is_public(value) {
        return None;
    }
    match promise {
        Promise::Password => Some(Medium),
        // The name of a Secret, an address: `DB_SECRET: shop-db`, `TOKEN: https://…`.
        Promise::Token if is_address(value) || is_name(value) => None,
        Promise::Token => Some(if is_mixed(value) { Medium } else { Low }),
        Promise::Weak => looks_random(value).then_some(Low),
    }
}

/// Certificates and public keys.
fn is_public(value: &str) -> bool {
    ["-----BEGIN CERTIFICATE", "-----BEGIN PUBLIC", "ssh-rsa ", "ssh-ed25519 "]
        .iter()
        .any(|start| value.starts_with(start))
}

fn is_address(value: &str) -> bool {
    value.contains("://") || value.contains(' ')
}

/// Words in one case, joined by dashes, dots or slashes, or one word in capitals: what objects and variables are called. Words
/// with many digits are not.
fn is_name(value: &str) -> bool {
    let joined = value.contains(['-', '.', '/', '_']);
    let small = value
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/' | b'_'));
    let large = value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    large || (small && joined && digits * 4 < value.len())
}

fn is_mixed(value: &str) -> bool {
    let has = |test: fn(&u8) -> bool| usize::from(value.as_bytes().iter().any(test));
    let kinds = has(u8::is_ascii_digit)
        + has(u8::is_ascii_lowercase)
        + has(u8::is_ascii_uppercase)
        + has(u8::is_ascii_punctuation);
    kinds >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_whatever_is_written() {
        for value in ["hunter2", "abc123", "password", "geheim", "with space"] {
            assert_eq!(weight(Promise::Password, value), Some(Medium), "{value}");
        }
        for value in ["", "abc", "changeme", "${X}", "true"] {
            assert_eq!(weight(Promise::Password, value), None, "{value}");
        }
    }

    #[test]
    fn a_secret_may_be_the_name_of_a_secret() {
        for value in
            ["shop-db", "postgres-credentials", "regcred.v1", "API_TOKEN", "https://a.example/token", "a sentence"]
        {
            assert_eq!(weight(Promise::Token, value), None, "{value}");
        }
        for value in ["s3cr3tV4lue", "9f86d081884c7d65", "Geheimnis", "abc-1234-5678-90ab"] {
            assert_eq!(weight(Promise::Token, value), Some(Medium), "{value}");
        }
        assert_eq!(weight(Promise::Token, "supersecret"), Some(Low));
    }

    #[test]
    fn a_weak_name_needs_a_random_value() {
        assert_eq!(weight(Promise::Weak, "q8ZkT2vB0nXw7LrJ5yMd1HsC9aEuG3fP"), Some(Low));
        assert_eq!(weight(Promise::Weak, "shop-cache-key"), None);
    }
}
