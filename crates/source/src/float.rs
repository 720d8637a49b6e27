//! The float that a number in decimal is nearest to. The standard library finds it with a table of ten kilobytes, which each visitor would
//! fetch for numbers that manifests hardly hold; long division needs no table.

use std::cmp::Ordering;

/// Digits that can make a difference; of those behind them it only counts whether one is not zero.
const DIGITS: usize = 770;

/// Reads `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, which the caller has made sure of. Infinite beyond what a float holds.
pub(crate) fn nearest(text: &str) -> f64 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let behind = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    // So long a number can only be out of bounds, and which bounds its sign says.
    let exponent = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    let mut power = exponent.saturating_sub(behind(fraction));
    let mut digits = Vec::new();
    for byte in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        let digit = u32::from(byte - b'0');
        if digits.len() > DIGITS {
            power = power.saturating_add(1);
            if let Some(last) = digits.last_mut().filter(|_| digit > 0) {
                *last = 1;
            }
        } else if digit > 0 || !digits.is_empty() {
            // The last of them stands for all that are left out.
            digits.push(if digits.len() == DIGITS { digit.min(1) } else { digit });
        }
    }
    let magnitude = of_digits(&digits, power);
    if text.starts_with('-') { -magnitude } else { magnitude }
}

fn of_digits(digits: &[u32], power: i64) -> f64 {
    // The number is less than ten to this power, and a tenth of that at least.
    let size = i64::try_from(digits.len()).unwrap_or(i64::MAX).saturating_add(power);
    if digits.is_empty() || size < -323 {
        return 0.0;
    }
    if size > 309 {
        return f64::INFINITY;
    }
    let power = i32::try_from(power).unwrap_or_default();
    // Such numbers and such powers of ten are floats themselves, so one operation rounds once.
    if digits.len() <= 15 && power.unsigned_abs() <= 22 {
        let number = digits.iter().fold(0.0, |number, digit| number * 10.0 + f64::from(*digit));
        let ten = (0..power.unsigned_abs()).fold(1.0, |ten, _| ten * 10.0);
        return if power < 0 { number / ten } else { number * ten };
    }
    let (mut number, mut unit) = (Large::default(), Large(vec![1]));
    digits.iter().for_each(|digit| number.shift_in(*digit));
    let scaled = if power < 0 { &mut unit } else { &mut number };
    (0..power.unsigned_abs()).for_each(|_| scaled.shift_in(0));
    quotient(number, unit)
}

/// The float nearest to a quotient; of two that are as near the even one.
fn quotient(mut number: Large, mut unit: Large) -> f64 {
    // Doubled until the number is once the unit and not twice: it is so many times two.
    let mut exponent = number.bits() - unit.bits();
    let smaller = if exponent < 0 { &mut number } else { &mut unit };
    (0..exponent.unsigned_abs()).for_each(|_| smaller.double());
    if number.compare(&unit) == Ordering::Less {
        exponent -= 1;
        number.double();
    }
    if exponent > 1023 {
        return f64::INFINITY;
    }
    // The smallest floats have fewer bits.
    let bits = 53.min(exponent + 1075);
    let mut mantissa = 0_u64;
    for _ in 0..bits {
        let holds = number.compare(&unit) != Ordering::Less;
        mantissa = mantissa << 1 | u64::from(holds);
        if holds {
            number.subtract(&unit);
        }
        number.double();
    }
    let up = match number.compare(&unit) {
        Ordering::Less => false,
        Ordering::Equal => mantissa & 1 == 1,
        Ordering::Greater => true,
    };
    // The highest bit of a float of full length is not written: it adds one to the exponent. So does rounding up where all bits are set.
    let exponent = u64::try_from(exponent + 1022).unwrap_or_default();
    f64::from_bits((exponent << 52) + mantissa + u64::from(up && bits >= 0))
}

/// A whole number of any size, the lowest 32 bits first, without zeros at its end.
#[derive(Default)]
struct Large(Vec<u32>);

impl Large {
    /// Ten times itself and a digit.
    fn shift_in(&mut self, digit: u32) {
        self.scale(10, digit);
    }

    fn double(&mut self) {
        self.scale(2, 0);
    }

    fn scale(&mut self, factor: u64, more: u32) {
        let mut carry = u64::from(more);
        for part in &mut self.0 {
            carry += u64::from(*part) * factor;
            *part = (carry & u64::from(u32::MAX)) as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push((carry & u64::from(u32::MAX)) as u32);
        }
    }

    fn bits(&self) -> i32 {
        let unused = self.0.last().map_or(0, |highest| highest.leading_zeros());
        i32::try_from(self.0.len() * 32).unwrap_or_default() - unused.cast_signed()
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Takes a number away that is not greater.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (place, part) in self.0.iter_mut().enumerate() {
            let less = i64::from(*part) - i64::from(other.0.get(place).copied().unwrap_or_default()) - borrow;
            borrow = i64::from(less < 0);
            *part = (less & i64::from(u32::MAX)) as u32;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holds(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(nearest(text).to_bits(), expected.to_bits(), "{text}: {} instead of {expected}", nearest(text));
    }

    #[test]
    fn edges_of_floats_are_met() {
        let ties = ["9007199254740993", "9007199254740995", "2.47032822920623272e-324", "1.7976931348623158079e308"];
        let bounds =
            ["2.2250738585072011e-308", "2.2250738585072014e-308", "4.9e-324", "1.7976931348623157e308", "1e309"];
        let short =
            ["0", "-0.0", "1.5", ".5", "5.", "+1e3", "1E-7", "0.1", "123456789012345678901234567890", "1e22", "1e23"];
        ties.into_iter().chain(bounds).chain(short).for_each(holds);
        holds("1e-99999999999999999999");
        holds("1e99999999999999999999");
        holds("0e99999999999999999999");
        for zeros in [0, 100, 700, 800, 2000] {
            holds(&format!("9007199254740993.{}", "0".repeat(zeros)));
            holds(&format!("9007199254740993.{}1", "0".repeat(zeros)));
            holds(&format!("0.{}123456789e{zeros}", "0".repeat(zeros)));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn every_float_is_found_again(bits in any::<u64>(), digits in 0_usize..30) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            holds(&format!("{value:e}"));
            holds(&format!("{value:.digits$e}"));
        }

        #[test]
        fn the_middle_between_two_floats_goes_to_the_even_one(bits in 0_u64..0x7FE0_0000_0000_0000) {
            // With all its digits, a float and the next one have a middle that is written with one digit more.
            let text = format!("{:.1080}", f64::from_bits(bits));
            holds(&text);
            holds(&format!("{text}5"));
        }

        #[test]
        fn texts_are_read_as_the_standard_library_reads_them(text in "[-+]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{1,3})?") {
            holds(&text);
        }
    }
}
