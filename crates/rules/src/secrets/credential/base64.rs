//! Base64, read as the API server reads it.

/// Which two characters stand for 62 and 63, and whether `=` fills up the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// `+`, `/` and padding. Line breaks count for nothing.
    Standard,
    /// `-` and `_`, without padding.
    Url,
}

/// The bytes that a text stands for; `None` where it is not base64.
pub(crate) fn decode(text: &str, variant: Variant) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut held, mut digits, mut padding) = (0u32, 0u32, 0usize, 0usize);
    for byte in text.bytes() {
        match byte {
            b'\n' | b'\r' if variant == Variant::Standard => continue,
            b'=' if variant == Variant::Standard => {
                padding += 1;
                continue;
            }
            _ if padding > 0 => return None,
            _ => {}
        }
        bits = bits << 6 | u32::from(digit(byte, variant)?);
        (held, digits) = (held + 6, digits + 1);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    let full = match variant {
        Variant::Standard => padding <= 2 && (digits + padding).is_multiple_of(4),
        Variant::Url => true,
    };
    (full && digits % 4 != 1).then_some(bytes)
}

/// The text that a text stands for; `None` where it is not base64, or is that of something else than a text.
pub(crate) fn decode_text(text: &str, variant: Variant) -> Option<String> {
    String::from_utf8(decode(text, variant)?).ok()
}

/// Base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const DIGITS: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| bits << 8 | chunk.get(at).copied().map_or(0, u32::from));
        for at in 0..4usize {
            let digit = DIGITS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if at <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

const fn digit(byte: u8, variant: Variant) -> Option<u8> {
    let url = matches!(variant, Variant::Url);
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' if !url => 62,
        b'/' if !url => 63,
        b'-' if url => 62,
        b'_' if url => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_read_again() {
        for text in ["", "a", "ab", "abc", "hunter2", "\u{1F6A2} äöü"] {
            assert_eq!(decode_text(&encode(text.as_bytes()), Variant::Standard).as_deref(), Some(text));
        }
        assert_eq!(encode(b"Man"), "TWFu");
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn line_breaks_and_padding_are_those_of_the_api_server() {
        let read = |text| decode(text, Variant::Standard);
        assert_eq!(read("TW\nFu\r\n"), Some(b"Man".to_vec()));
        for text in ["TWF", "TWF u", "T===", "TQ=", "TQ==TQ==", "TW-u", "====", "päss"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn in_urls_nothing_is_filled_up() {
        assert_eq!(decode("-_8", Variant::Url), Some(vec![0xfb, 0xff]));
        assert_eq!(decode("+/8=", Variant::Url), None);
        assert_eq!(decode("A", Variant::Url), None);
    }
}
