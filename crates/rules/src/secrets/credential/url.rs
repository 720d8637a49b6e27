//! Passwords in URLs: RFC 3986, section 3.2.1.

use plimsoll_report::Confidence::{self, High, Low};

use super::alphabet::{BASE62, DASH, DOT};
use super::placeholder::is_placeholder;

/// Longer than any scheme, and than what stands before the `@`.
const SCHEME: usize = 24;
const USER: usize = 1024;

/// Passwords that examples and local set-ups use.
const WEAK: [&str; 10] =
    ["password", "pass", "secret", "admin", "root", "guest", "user", "postgres", "test", "example"];

/// The password of the URL whose `://` stands at a place, and how certain it is that it is one.
pub(crate) fn password_at(text: &str, at: usize) -> Option<(usize, usize, Confidence)> {
    let scheme = text.get(..at)?.bytes().rev().take(SCHEME);
    if scheme.take_while(|byte| BASE62.and(DASH).and(DOT).has(*byte) || *byte == b'+').count() < 2 {
        return None;
    }
    let start = at + 3;
    let rest = text.get(start..)?;
    let length = rest.bytes().take(USER).position(|byte| is_end(byte) || byte == b'@')?;
    let user_info = rest.get(..length)?;
    let (user, password) = rest.get(length..)?.strip_prefix('@').and(user_info.split_once(':'))?;
    if is_placeholder(password) {
        return None;
    }
    let weak = password.eq_ignore_ascii_case(user) || WEAK.iter().any(|weak| password.eq_ignore_ascii_case(weak));
    let end = start + length;
    Some((end - password.len(), end, if weak { Low } else { High }))
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'/' | b'?' | b'#' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\') || byte <= b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Option<(&str, Confidence)> {
        let (start, end, certainty) = password_at(text, text.find("://")?)?;
        Some((text.get(start..end).unwrap(), certainty))
    }

    #[test]
    fn a_password_stands_between_the_user_and_the_host() {
        assert_eq!(password("postgres://shop:Tr0ub4dor@db:5432/shop"), Some(("Tr0ub4dor", High)));
        assert_eq!(password("redis://:Tr0ub4dor@cache:6379/0"), Some(("Tr0ub4dor", High)));
        assert_eq!(password("mongodb+srv://a:b-c_d.9@host/?x=y"), Some(("b-c_d.9", High)));
        assert_eq!(password("amqp://guest:guest@queue"), Some(("guest", Low)));
    }

    #[test]
    fn without_a_password_there_is_nothing_to_say() {
        for text in [
            "https://example.com:8080/a@b",
            "https://user@example.com/",
            "https://user:@example.com/",
            "https://user:${PASSWORD}@example.com/",
            "https://<user>:<password>@example.com/",
            "https://a:b c@d",
            "https://",
            "://a:bcdef@c",
            "git@example.com:a/b.git",
        ] {
            assert_eq!(password(text), None, "{text}");
        }
    }
}
