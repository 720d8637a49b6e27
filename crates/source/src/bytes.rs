//! From the bytes of a file to its text, as kubectl decodes them.

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A UTF-8 byte-order mark stays in it; that of UTF-16 does not.
    pub text: String,
    /// Whether the text is what the file holds, byte for byte, so that it may be written back.
    pub is_exact: bool,
    /// The first byte that is not UTF-8. It and all others like it are read as U+FFFD.
    pub invalid_at: Option<usize>,
}

/// Decodes UTF-8, and UTF-16 with a byte-order mark. What does not decode becomes U+FFFD.
pub fn decode_bytes(bytes: Vec<u8>) -> Decoded {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => return wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return wide(rest, u16::from_be_bytes),
        _ => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, is_exact: true, invalid_at: None },
        Err(error) => Decoded {
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            is_exact: false,
            invalid_at: Some(error.utf8_error().valid_up_to()),
        },
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, is_exact: false, invalid_at: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let decoded = decode_bytes(bytes.to_vec());
        (decoded.text, decoded.is_exact)
    }

    #[test]
    fn utf_16_of_both_orders() {
        assert_eq!(text(b"\xFF\xFEa\0:\0"), ("a:".to_owned(), false));
        assert_eq!(text(b"\xFE\xFF\0a\0:"), ("a:".to_owned(), false));
        assert_eq!(text(b"\xFF\xFE\x3D\xD8\x3A\xDE"), ("\u{1F63A}".to_owned(), false));
    }

    #[test]
    fn half_a_character_of_utf_16_is_replaced() {
        assert_eq!(text(b"\xFF\xFEa\0b"), ("a\u{FFFD}".to_owned(), false));
        assert_eq!(text(b"\xFF\xFE\x3D\xD8a\0\0\xDC"), ("\u{FFFD}a\u{FFFD}".to_owned(), false));
    }

    #[test]
    fn utf_8_stays_as_it_is() {
        assert_eq!(text(b"\xEF\xBB\xBFa"), ("\u{FEFF}a".to_owned(), true));
        assert_eq!(text(b""), (String::new(), true));
    }

    #[test]
    fn what_is_not_utf_8_is_replaced() {
        for (bytes, expected) in [
            (&b"a\xFFb"[..], "a\u{FFFD}b"),
            (b"\xE2\x82x", "\u{FFFD}x"),
            (b"\xF0\x9F\x92", "\u{FFFD}"),
            (b"\xED\xA0\x80", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ] {
            assert_eq!(text(bytes), (expected.to_owned(), false));
        }
        assert_eq!(decode_bytes(b"ab\xFF\xFF".to_vec()).invalid_at, Some(2));
    }
}
