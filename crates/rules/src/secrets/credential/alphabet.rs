//! Sets of characters that tokens are made of, as bits, so that asking is one look into a table.

/// A set of ASCII characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alphabet(u16);

pub(crate) const DIGIT: Alphabet = Alphabet(1);
pub(crate) const UNDER: Alphabet = Alphabet(1 << 5);
pub(crate) const DASH: Alphabet = Alphabet(1 << 6);
pub(crate) const DOT: Alphabet = Alphabet(1 << 7);
pub(crate) const SLASH: Alphabet = Alphabet(1 << 9);
pub(crate) const EQUALS: Alphabet = Alphabet(1 << 10);
pub(crate) const TILDE: Alphabet = Alphabet(1 << 11);
pub(crate) const PERCENT: Alphabet = Alphabet(1 << 12);
pub(crate) const COLON: Alphabet = Alphabet(1 << 13);

const HEX_LOWER: Alphabet = Alphabet(1 << 1);
const REST_LOWER: Alphabet = Alphabet(1 << 2);
const HEX_UPPER: Alphabet = Alphabet(1 << 3);
const REST_UPPER: Alphabet = Alphabet(1 << 4);
const PLUS: Alphabet = Alphabet(1 << 8);

/// Hexadecimal digits in lower case.
pub(crate) const HEX: Alphabet = DIGIT.and(HEX_LOWER);
/// Hexadecimal digits in either case.
pub(crate) const ANY_HEX: Alphabet = HEX.and(HEX_UPPER);
/// Digits and small letters.
pub(crate) const LOWER: Alphabet = HEX.and(REST_LOWER);
/// Digits and capital letters.
pub(crate) const UPPER: Alphabet = DIGIT.and(HEX_UPPER).and(REST_UPPER);
/// Letters of either case.
pub(crate) const LETTER: Alphabet = HEX_LOWER.and(REST_LOWER).and(HEX_UPPER).and(REST_UPPER);
/// Digits and letters.
pub(crate) const BASE62: Alphabet = LETTER.and(DIGIT);
/// What base64 for URLs is made of.
pub(crate) const URL64: Alphabet = BASE62.and(UNDER).and(DASH);
/// What base64 is made of, without padding.
pub(crate) const BASE64: Alphabet = BASE62.and(PLUS).and(SLASH);

/// The set that each byte belongs to.
const CLASSES: [u16; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        let class = match byte {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'f' => HEX_LOWER,
            b'g'..=b'z' => REST_LOWER,
            b'A'..=b'F' => HEX_UPPER,
            b'G'..=b'Z' => REST_UPPER,
            b'_' => UNDER,
            b'-' => DASH,
            b'.' => DOT,
            b'+' => PLUS,
            b'/' => SLASH,
            b'=' => EQUALS,
            b'~' => TILDE,
            b'%' => PERCENT,
            b':' => COLON,
            _ => Alphabet(0),
        };
        set(&mut classes, byte, class.0);
        byte += 1;
    }
    classes
};

#[expect(clippy::indexing_slicing, reason = "a byte is always a place of a table of 256")]
const fn set(classes: &mut [u16; 256], byte: u8, class: u16) {
    classes[byte as usize] = class;
}

impl Alphabet {
    /// Both sets.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a byte belongs to it.
    #[expect(clippy::indexing_slicing, reason = "a byte is always a place of a table of 256")]
    pub(crate) const fn has(self, byte: u8) -> bool {
        CLASSES[byte as usize] & self.0 != 0
    }

    /// How many of the first bytes belong to it, `limit` at most.
    pub(crate) fn run(self, bytes: &[u8], limit: usize) -> usize {
        bytes.iter().take(limit).take_while(|byte| self.has(**byte)).count()
    }
}

#[cfg(test)]
impl Alphabet {
    /// Its characters.
    pub(crate) fn characters(self) -> Vec<char> {
        (0..128u8).filter(|byte| self.has(*byte)).map(char::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_holds_what_its_name_says() {
        let text = |alphabet: Alphabet| alphabet.characters().into_iter().collect::<String>();
        assert_eq!(text(HEX), "0123456789abcdef");
        assert_eq!(text(UPPER), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        assert_eq!(text(UNDER.and(DASH).and(DOT)), "-._");
        assert_eq!((BASE62.characters().len(), URL64.characters().len(), BASE64.characters().len()), (62, 64, 64));
        assert!(!URL64.has(200) && !BASE64.has(b' '));
        assert_eq!((HEX.run(b"12g", 9), HEX.run(b"12", 1)), (2, 1));
    }
}
