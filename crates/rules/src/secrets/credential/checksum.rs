//! The checksum that several forges put at the end of their tokens.
//!
//! GitHub's is described in <https://github.blog/engineering/behind-githubs-new-authentication-token-formats/>, npm's in
//! <https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/>.

/// CRC-32 as in ISO-HDLC, bit by bit: tokens are short, and a table would be longer than they are.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Whether the last six characters are the checksum, in base 62, of those before them.
pub(crate) fn fits(body: &str) -> bool {
    let Some((payload, sum)) = body.len().checked_sub(6).and_then(|at| body.split_at_checked(at)) else { return false };
    let digit = |byte: u8| DIGITS.iter().position(|digit| *digit == byte);
    let value = sum.bytes().try_fold(0u64, |value, byte| Some(value * 62 + digit(byte)? as u64));
    value == Some(u64::from(crc32(payload.as_bytes())))
}

#[cfg(test)]
/// The six characters that [`fits`] wants after a payload.
pub(crate) fn base62_sum(payload: &str) -> String {
    let mut rest = crc32(payload.as_bytes());
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    String::from_utf8(digits.to_vec()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_common_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn what_was_made_fits_and_a_changed_letter_does_not() {
        let payload = "c".repeat(30);
        let token = format!("{payload}{}", base62_sum(&payload));
        assert!(fits(&token));
        assert!(!fits(&token.replacen('c', "d", 1)));
        assert!(!fits("12345") && !fits("") && !fits("ééé1234"));
    }
}
