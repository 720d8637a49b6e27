//! What a scalar means to kubectl: the rules of its YAML 1.1 reader, which differ from those of YAML 1.2.

use std::ops::Range;

use crate::Kind;
use crate::float::nearest;

/// The tags that change how a scalar is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// None written: a plain scalar is resolved, a quoted one is a string.
    None,
    Str,
    Binary,
    Null,
    Bool,
    Int,
    Float,
    Timestamp,
    /// On the key `<<`, which merges with this tag as it does without one.
    Merge,
    /// Any other: a string.
    Other,
}

/// A tag does not fit its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Misfit;

/// The kind of a scalar.
pub(crate) fn resolve(text: &str, quoted: bool, tag: Tag) -> Result<Kind, Misfit> {
    let kind = match tag {
        Tag::None if quoted => return Ok(Kind::String),
        Tag::Str | Tag::Binary | Tag::Merge | Tag::Other => return Ok(Kind::String),
        _ => plain_kind(text),
    };
    match (tag, kind) {
        (Tag::Float, Kind::Int) => Ok(Kind::Float),
        (Tag::None, kind)
        | (Tag::Null, kind @ Kind::Null)
        | (Tag::Bool, kind @ Kind::Bool)
        | (Tag::Int, kind @ Kind::Int)
        | (Tag::Float, kind @ Kind::Float) => Ok(kind),
        (Tag::Timestamp, Kind::String) if is_date(text) => Ok(Kind::String),
        _ => Err(Misfit),
    }
}

/// Bytes of the longest word that is no text: `false`.
const LONGEST_WORD: usize = 5;

/// The kind of a plain scalar without a tag.
pub(crate) fn plain_kind(text: &str) -> Kind {
    let Some(first) = text.as_bytes().first() else { return Kind::Null };
    match first {
        b'~' | b'n' | b'N' | b'y' | b'Y' | b't' | b'T' | b'o' | b'O' | b'f' | b'F' => {
            if text.len() > LONGEST_WORD {
                Kind::String
            } else if is_null(text) {
                Kind::Null
            } else if boolean(text).is_some() {
                Kind::Bool
            } else {
                Kind::String
            }
        }
        b'0'..=b'9' | b'+' | b'-' | b'.' => match number(text) {
            Some(Number::Float(_)) => Kind::Float,
            Some(_) => Kind::Int,
            None => Kind::String,
        },
        _ => Kind::String,
    }
}

pub(crate) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A number as kubectl's reader holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    /// Beyond `i64`.
    Large(u64),
    Float(f64),
}

pub(crate) fn number(text: &str) -> Option<Number> {
    let first = *text.as_bytes().first()?;
    match first {
        b'.' => match text {
            ".nan" | ".NaN" | ".NAN" => Some(Number::Float(f64::NAN)),
            ".inf" | ".Inf" | ".INF" => Some(Number::Float(f64::INFINITY)),
            _ => float(text),
        },
        b'+' | b'-' | b'0'..=b'9' => match text {
            "+.inf" | "+.Inf" | "+.INF" => Some(Number::Float(f64::INFINITY)),
            "-.inf" | "-.Inf" | "-.INF" => Some(Number::Float(f64::NEG_INFINITY)),
            _ if text.bytes().any(|byte| byte == b'_') => signed(&text.replace('_', "")),
            _ => signed(text),
        },
        _ => None,
    }
}

fn signed(text: &str) -> Option<Number> {
    // kubectl's reader takes a sign there, of binary numbers only.
    if let Some(digits) = text.strip_prefix("0b").filter(|digits| digits.starts_with(['+', '-'])) {
        return i64::from_str_radix(digits, 2).ok().map(Number::Int);
    }
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let magnitude = integer(digits);
    match magnitude {
        Some(value) if negative => {
            if let Some(value) = 0_i64.checked_sub_unsigned(value) {
                return Some(Number::Int(value));
            }
        }
        Some(value) => match i64::try_from(value) {
            Ok(value) => return Some(Number::Int(value)),
            // A sign is refused where only an unsigned number would fit.
            Err(_) if !text.starts_with('+') => return Some(Number::Large(value)),
            Err(_) => {}
        },
        None => {}
    }
    float(text)
}

/// Digits without a sign, in the base that their prefix names.
fn integer(digits: &str) -> Option<u64> {
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    // `from_str_radix` would take a sign.
    if digits.starts_with(['+', '-']) {
        return None;
    }
    u64::from_str_radix(digits, radix).ok()
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, as long as a float can hold it.
fn float(text: &str) -> Option<Number> {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(rest);
    let mut rest = rest.get(whole..)?;
    if let Some(after) = rest.strip_prefix('.') {
        let fraction = digits(after);
        if whole == 0 && fraction == 0 {
            return None;
        }
        rest = after.get(fraction..)?;
    } else if whole == 0 {
        return None;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if exponent.is_empty() || digits(exponent) != exponent.len() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    Some(nearest(text)).filter(|value| value.is_finite()).map(Number::Float)
}

/// The whole number that a number stands for: `1e3` and `1.0` count.
pub(crate) fn whole(number: Number) -> Option<i64> {
    // The bounds of `i64` as floats; 2^63 itself does not fit.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    match number {
        Number::Int(value) => Some(value),
        Number::Float(value) if value.fract() == 0.0 && (-LIMIT..LIMIT).contains(&value) => Some(value as i64),
        Number::Large(_) | Number::Float(_) => None,
    }
}

/// A number as the name of a field: kubectl's reader writes it with the precision of 32 bits, in the shortest form of Go's
/// `strconv.FormatFloat(value, 'g', -1, 32)` (sigs.k8s.io/yaml 1.6, `convertToJSONableObject`).
pub(crate) fn name_of_float(value: f64) -> String {
    let value = value as f32;
    if value.is_nan() {
        return ".nan".to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return format!("{sign}.inf");
    }
    // Go goes over to powers of ten from here on.
    format!("{sign}{}", decimal(ryu::Buffer::new().format_finite(value.abs()), -4..6, 2))
}

/// A float of a document as JSON has it, as Go writes it; what JSON cannot say is null.
pub(crate) fn json_of_float(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    format!("{sign}{}", decimal(ryu::Buffer::new().format_finite(value.abs()), -6..21, 1))
}

/// What ryu wrote of a float without a sign, the shortest digits that name it: without a power of ten where that power is `plain`, else
/// with so many digits for it at least.
fn decimal(written: &str, plain: Range<isize>, least: usize) -> String {
    let (mantissa, exponent) = written.split_once('e').unwrap_or((written, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let leading = all.len() - all.trim_start_matches('0').len();
    let digits = all.trim_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    // The point stands after the first digit, times ten to this power.
    let power = exponent.parse::<isize>().unwrap_or_default() + whole.len().cast_signed() - leading.cast_signed() - 1;
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    match usize::try_from(power) {
        _ if !plain.contains(&power) => {
            let minus = if power < 0 { '-' } else { '+' };
            format!("{first}{point}{rest}e{minus}{:0least$}", power.unsigned_abs())
        }
        Ok(power) if power < rest.len() => {
            let (whole, fraction) = digits.split_at(power + 1);
            format!("{whole}.{fraction}")
        }
        Ok(power) => format!("{digits}{}", "0".repeat(power - rest.len())),
        Err(_) => format!("0.{}{digits}", "0".repeat(power.unsigned_abs() - 1)),
    }
}

fn is_date(text: &str) -> bool {
    let mut digits = text.splitn(3, '-').map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
    let mut next = || digits.next().unwrap_or_default();
    next() == 4 && (1..3).contains(&next()) && (1..3).contains(&next())
}

/// The bytes of base64 as text; `None` where it is none.
pub(crate) fn decode_base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut buffer = 0_u32;
    let mut bits = 0;
    let mut symbols = 0;
    let mut padding = 0;
    for byte in text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        symbols += 1;
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xFF) as u8);
        }
    }
    let complete = (symbols + padding) % 4 == 0 && padding <= 2 && symbols % 4 != 1;
    complete.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_named_as_go_writes_them() {
        for (value, name) in [
            (1.5, "1.5"),
            (-0.25, "-0.25"),
            (0.1, "0.1"),
            (100_000.0, "100000"),
            (123_456.5, "123456.5"),
            (1e6, "1e+06"),
            (1_234_567.5, "1.2345675e+06"),
            (1e20, "1e+20"),
            (0.000_1, "0.0001"),
            (0.000_012, "1.2e-05"),
            (0.0, "0"),
            (-0.0, "-0"),
            (1e300, ".inf"),
            (f64::NEG_INFINITY, "-.inf"),
            (f64::NAN, ".nan"),
        ] {
            assert_eq!(name_of_float(value), name);
        }
    }
}
