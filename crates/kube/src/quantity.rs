//! Quantities of resources, as apimachinery's `resource.Quantity` parses, compares and writes them. Numbers are decimal digits
//! with an exponent: exact for every length and size, without floats.

use std::cmp::Ordering;
use std::fmt;

use plimsoll_source::{Kind, Value, scalar_to_json};

/// An amount of a resource.
#[derive(Clone, Debug)]
pub struct Quantity {
    negative: bool,
    /// Decimal digits without zeros at either end; empty for zero.
    digits: Box<[u8]>,
    /// The value is the digits times ten to this power.
    exponent: i64,
    form: Form,
}

/// In which way a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `500m`, `2k`.
    Decimal,
    /// `64Mi`.
    Binary,
    /// `1e3`.
    Exponent,
}

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoQuantity {
    /// It is not a number with a suffix.
    Format,
    /// The suffix is none that exists.
    Suffix,
}

/// Suffixes with what they mean: a power of ten, or a power of two.
const DECIMAL: [(&[u8], i64); 10] =
    [(b"n", -9), (b"u", -6), (b"m", -3), (b"", 0), (b"k", 3), (b"M", 6), (b"G", 9), (b"T", 12), (b"P", 15), (b"E", 18)];
const BINARY: [(&[u8], u32); 6] = [(b"Ki", 10), (b"Mi", 20), (b"Gi", 30), (b"Ti", 40), (b"Pi", 50), (b"Ei", 60)];

/// The smallest part that is kept: what lies below is rounded up.
const NANO: i64 = -9;

/// What a value with a binary suffix is cut to.
const LARGEST: u64 = i64::MAX as u64;

impl Quantity {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Where the API server refuses the text.
    pub fn parse(text: &str) -> Result<Self, NoQuantity> {
        if text.is_empty() {
            return Err(NoQuantity::Format);
        }
        let bytes = text.as_bytes();
        let (negative, unsigned) = match bytes.split_first() {
            Some((b'-', rest)) => (true, rest),
            Some((b'+', rest)) => (false, rest),
            _ => (false, bytes),
        };
        let (whole, rest) = digits(unsigned);
        let (fraction, suffix) = match rest.split_first() {
            Some((b'.', rest)) => digits(rest),
            _ => (&[] as &[u8], rest),
        };
        let (form, power, shift) = meaning(suffix)?;
        // Without any digit, apimachinery reads nought where its fast path is open, which it is not for the largest suffixes.
        if whole.is_empty() && fraction.is_empty() && shift >= 50 {
            return Err(NoQuantity::Format);
        }
        let mut number: Vec<u8> = whole.iter().chain(fraction).copied().collect();
        let mut exponent = power.saturating_sub(i64::try_from(fraction.len()).unwrap_or(i64::MAX));
        if shift > 0 {
            number = times(&number, 1 << shift);
        }
        round_up(&mut number, &mut exponent);
        let quantity = Self::of(negative, &number, exponent, form);
        let largest = Self::of(negative, LARGEST.to_string().as_bytes(), 0, form);
        let cut = form == Form::Binary && quantity.magnitude(&largest) == Ordering::Greater;
        Ok(if cut { largest } else { quantity })
    }

    /// Reads a value: a number, or a text. None where nothing is written.
    pub fn read(value: Value<'_>) -> Option<Result<Self, NoQuantity>> {
        Some(match value.kind() {
            Kind::Null => return None,
            Kind::String => value.as_str().map_or(Err(NoQuantity::Format), Self::parse),
            // A number reaches the API server as JSON has it.
            Kind::Int | Kind::Float => scalar_to_json(value).map_or(Err(NoQuantity::Format), |text| Self::parse(&text)),
            Kind::Bool | Kind::Sequence | Kind::Mapping => Err(NoQuantity::Format),
        })
    }

    /// Reads a value, of which nothing counts that is no quantity.
    pub fn of_value(value: Value<'_>) -> Option<Self> {
        Self::read(value)?.ok()
    }

    fn of(negative: bool, digits: &[u8], exponent: i64, form: Form) -> Self {
        let start = digits.iter().take_while(|digit| **digit == b'0').count();
        let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count();
        let Some(digits) = digits.get(start..digits.len() - zeros).filter(|digits| !digits.is_empty()) else {
            return Self { negative: false, digits: Box::default(), exponent: 0, form };
        };
        let exponent = exponent.saturating_add(i64::try_from(zeros).unwrap_or(i64::MAX));
        Self { negative, digits: digits.into(), exponent, form }
    }

    /// Whether it is nought.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether it is below nought.
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it has no part of one.
    pub const fn is_whole(&self) -> bool {
        self.exponent >= 0
    }

    /// So many times as much.
    #[must_use]
    pub fn times(&self, by: u64) -> Self {
        Self::of(self.negative, &times(&self.digits, by), self.exponent, self.form)
    }

    /// In units, rounded away from nought as `Quantity.Value` does; none where it is too large.
    pub fn value(&self) -> Option<i64> {
        self.scaled(0)
    }

    /// In thousandths, rounded away from nought as `Quantity.MilliValue` does; none where it is too large.
    pub fn milli(&self) -> Option<i64> {
        self.scaled(3)
    }

    fn scaled(&self, places: i64) -> Option<i64> {
        let exponent = self.exponent.saturating_add(places);
        let below = usize::try_from(exponent.saturating_neg()).unwrap_or_default();
        let kept = self.digits.len().saturating_sub(below);
        let rounded = i64::from(below > 0 && !self.is_zero());
        let mut value: i64 = 0;
        for digit in self.digits.iter().take(kept) {
            value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
        }
        for _ in 0..exponent.clamp(0, if value == 0 { 0 } else { 19 }) {
            value = value.checked_mul(10)?;
        }
        let value = value.checked_add(rounded)?;
        Some(if self.negative { -value } else { value })
    }

    /// Compares without signs.
    fn magnitude(&self, other: &Self) -> Ordering {
        if self.is_zero() || other.is_zero() {
            return other.is_zero().cmp(&self.is_zero());
        }
        let length = |one: &Self| one.exponent.saturating_add(i64::try_from(one.digits.len()).unwrap_or(i64::MAX));
        length(self).cmp(&length(other)).then_with(|| self.digits.cmp(&other.digits))
    }
}

/// `1024Mi` is `1Gi`.
impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.negative == other.negative && self.exponent == other.exponent && self.digits == other.digits
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let magnitude = self.magnitude(other);
        Some(match (self.negative, other.negative) {
            (false, false) => magnitude,
            (true, true) => magnitude.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        })
    }
}

/// As the API server writes it: `0.5` as `500m`, `1024Mi` as `1Gi`.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return formatter.write_str("0");
        }
        if self.negative {
            formatter.write_str("-")?;
        }
        let units = self.value().filter(|_| self.form == Form::Binary && self.is_whole()).map(i64::unsigned_abs);
        if let Some(mut units) = units.filter(|units| *units >= 1024) {
            let mut suffix = "";
            for (name, _) in BINARY {
                if units % 1024 != 0 {
                    break;
                }
                units /= 1024;
                suffix = std::str::from_utf8(name).unwrap_or_default();
            }
            return write!(formatter, "{units}{suffix}");
        }
        let zeros = usize::try_from(self.exponent.rem_euclid(3)).unwrap_or_default();
        let power = self.exponent.saturating_sub(self.exponent.rem_euclid(3));
        formatter.write_str(std::str::from_utf8(&self.digits).unwrap_or_default())?;
        for _ in 0..zeros {
            formatter.write_str("0")?;
        }
        let suffix = DECIMAL.iter().find(|(_, known)| *known == power && self.form != Form::Exponent);
        match suffix {
            Some((name, _)) => formatter.write_str(std::str::from_utf8(name).unwrap_or_default()),
            None if power == 0 => Ok(()),
            None => write!(formatter, "e{power}"),
        }
    }
}

/// The digits at the start, and what follows.
fn digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.split_at_checked(count).unwrap_or((bytes, &[]))
}

/// What a suffix means: a power of ten, and how often to double.
fn meaning(suffix: &[u8]) -> Result<(Form, i64, u32), NoQuantity> {
    if let Some((_, power)) = DECIMAL.iter().find(|(name, _)| *name == suffix) {
        return Ok((Form::Decimal, *power, 0));
    }
    if let Some((_, shift)) = BINARY.iter().find(|(name, _)| *name == suffix) {
        return Ok((Form::Binary, 0, *shift));
    }
    let letters = suffix.iter().take_while(|byte| b"eEinumkKMGTP".contains(byte)).count();
    let (_, rest) = suffix.split_at_checked(letters).unwrap_or((suffix, &[]));
    let number = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b"+")).unwrap_or(rest);
    if !number.iter().all(u8::is_ascii_digit) {
        return Err(NoQuantity::Format);
    }
    let exponent = suffix.strip_prefix(b"e").or_else(|| suffix.strip_prefix(b"E"));
    let exponent = exponent.and_then(|text| std::str::from_utf8(text).ok()?.parse::<i64>().ok());
    // Larger exponents wrap around in apimachinery, which nobody means.
    match exponent.map(|exponent| exponent.clamp(i64::from(i32::MIN), i64::from(i32::MAX))) {
        Some(exponent) => Ok((Form::Exponent, exponent, 0)),
        None => Err(NoQuantity::Suffix),
    }
}

/// Decimal digits times a number.
fn times(digits: &[u8], by: u64) -> Vec<u8> {
    let mut result = Vec::with_capacity(digits.len() + 20);
    let mut carry: u128 = 0;
    for digit in digits.iter().rev() {
        carry += u128::from(by) * u128::from(digit - b'0');
        result.push(last_digit(carry));
        carry /= 10;
    }
    while carry > 0 {
        result.push(last_digit(carry));
        carry /= 10;
    }
    result.reverse();
    result
}

fn last_digit(number: u128) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or_default()
}

/// Rounds what lies below a billionth up, away from nought.
fn round_up(digits: &mut Vec<u8>, exponent: &mut i64) {
    if *exponent >= NANO {
        return;
    }
    let below = usize::try_from(NANO.saturating_sub(*exponent)).unwrap_or(usize::MAX);
    let kept = digits.len().saturating_sub(below);
    let lost = digits.iter().skip(kept).any(|digit| *digit != b'0');
    digits.truncate(kept);
    *exponent = NANO;
    if !lost {
        return;
    }
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::file;

    fn parsed(text: &str) -> Quantity {
        Quantity::parse(text).unwrap_or_else(|_| panic!("{text}"))
    }

    #[test]
    fn quantities_are_written_in_their_canonical_form() {
        for (text, canonical) in [
            ("0", "0"),
            ("0m", "0"),
            ("-0", "0"),
            ("1000", "1k"),
            ("1500", "1500"),
            ("0.5", "500m"),
            (".5", "500m"),
            ("5.", "5"),
            ("100m", "100m"),
            ("1500m", "1500m"),
            ("1Mi", "1Mi"),
            ("1024Mi", "1Gi"),
            ("1.5Gi", "1536Mi"),
            ("100Ki", "100Ki"),
            ("0.5Ki", "512"),
            ("0.1Ki", "102400m"),
            ("1e3", "1e3"),
            ("12e4", "120e3"),
            ("1E6", "1e6"),
            ("1E", "1E"),
            ("1000E", "1e21"),
            ("1e400", "10e399"),
            ("1e-400", "1e-9"),
            ("+2", "2"),
            ("-1", "-1"),
            ("-1.5Ki", "-1536"),
            ("0001.100", "1100m"),
            ("100Ei", "9223372036854775807"),
            ("0.0000000001", "1n"),
            ("9.9999999999", "10"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert_eq!(parsed(text).to_string(), canonical, "{text}");
        }
    }

    #[test]
    fn what_the_api_server_refuses_is_refused() {
        for text in ["", "0.1.2", "1.1.M", "1+1.0M", "0.1mi", "0.1am", "aoeu", ".5i", "1i", "-3.01e-", " 1", "1 ", "1K"]
        {
            assert!(Quantity::parse(text).is_err(), "{text}");
        }
        for text in ["64MB", "1Gib", "5%", "1,5", "1e99999999999999999999", "½", "1m5", "Ei", "--1", "1e5.5", "0x10"] {
            assert!(Quantity::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            (Quantity::parse("64MB"), Quantity::parse("1K")),
            (Err(NoQuantity::Format), Err(NoQuantity::Suffix))
        );
    }

    #[test]
    fn quantities_are_compared_by_what_they_are() {
        for (less, more) in [
            ("1G", "1Gi"),
            ("999m", "1"),
            ("-2", "-1"),
            ("-1", "0"),
            ("0", "1n"),
            ("1e399", "1e400"),
            ("9", "10"),
            ("1.9", "1.91"),
            ("999999999999999999999", "1e21"),
        ] {
            assert!(parsed(less) < parsed(more), "{less} {more}");
            assert!(parsed(more) > parsed(less), "{less} {more}");
        }
        for (one, other) in [("1", "1000m"), ("1Gi", "1073741824"), ("0", "-0"), ("1e3", "1k"), ("0.5Gi", "512Mi")] {
            assert_eq!(parsed(one), parsed(other), "{one} {other}");
            assert_eq!(parsed(one).partial_cmp(&parsed(other)), Some(Ordering::Equal));
        }
        assert_eq!(parsed("500m").times(4), parsed("2"));
    }

    #[test]
    fn units_and_thousandths_are_rounded_away_from_nought() {
        let both = |text: &str| (parsed(text).value(), parsed(text).milli());
        assert_eq!(both("0.0001"), (Some(1), Some(1)));
        assert_eq!(both("1.5"), (Some(2), Some(1500)));
        assert_eq!(both("-1.5"), (Some(-2), Some(-1500)));
        assert_eq!(both("64Mi"), (Some(67_108_864), Some(67_108_864_000)));
        assert_eq!(both("1e400"), (None, None));
        assert_eq!(both("0"), (Some(0), Some(0)));
        assert!(!parsed("0.5").is_whole() && parsed("1Ki").is_whole());
    }

    #[test]
    fn numbers_are_read_as_json_has_them() {
        let file = file("[1, 0.5, '2', 0x10, 1_000, yes, [], ~, 1e3, x, \"1\\n\"]\n");
        let read: Vec<_> = file
            .root(0)
            .unwrap()
            .items()
            .map(|item| Quantity::read(item).map(|read| read.map(|one| one.to_string()).unwrap_or_default()))
            .collect();
        let expected = ["1", "500m", "2", "16"].map(|text| Some(text.to_owned()));
        assert_eq!(read.get(..4).unwrap(), expected);
        assert_eq!(read.get(5..8).unwrap(), [Some(String::new()), Some(String::new()), None]);
        assert_eq!(read.get(9..).unwrap(), [Some(String::new()), Some(String::new())]);
    }

    #[test]
    fn long_texts_are_read_to_their_end() {
        let long = format!("{}Gi", "9".repeat(100_000));
        assert_eq!(parsed(&long).value(), Some(i64::MAX));
        assert_eq!(parsed(&format!("0.{}", "1".repeat(100_000))).to_string(), "111111112n");
    }
}
