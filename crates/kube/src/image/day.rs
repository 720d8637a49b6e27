//! Days of this century, as numbers that sort.

use std::fmt;

/// A day from 2000 to 2099; day 0 of a month where only the month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

impl Day {
    /// The first day that there is.
    pub const FIRST: Self = Self(101);

    /// Reads `2026-11-23`, `2026-11` or `2026`, with hyphens, dots or nothing between.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let separated = text.bytes().enumerate().all(|(at, byte)| match byte {
            b'-' | b'.' => at == 4 || at == 7,
            _ => byte.is_ascii_digit(),
        });
        if !matches!(digits, 4 | 6 | 8) || !separated {
            return None;
        }
        let number = text.bytes().filter(u8::is_ascii_digit).fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
        let number = number * [1, 100, 10_000].get((8 - digits) / 2).copied().unwrap_or(1);
        let day = Self(number.checked_sub(20_000_000)?);
        (day.0 < 1_000_000 && day.month() <= 12 && day.0 % 100 <= 31).then_some(day)
    }

    /// Of six digits, as the tables have them: `261123`.
    pub(super) fn short(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    const fn month(self) -> u32 {
        self.0 / 100 % 100
    }

    /// How many days lie between.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.count() - earlier.count()
    }

    fn count(self) -> i64 {
        // The days before each month, in a year that is no leap year.
        const BEFORE: [i64; 13] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let (year, month, day) = (self.0 / 10_000, self.month(), self.0 % 100);
        let before = BEFORE.get(month as usize).copied().unwrap_or_default();
        // From 2000 to 2099 every fourth year is one.
        let leap = i64::from(year.is_multiple_of(4) && month > 2);
        i64::from(year) * 365 + i64::from(year.div_ceil(4)) + before + leap + i64::from(day)
    }

    /// The month and its year, as people write them in a table: `2026-11`.
    pub fn in_month(self) -> String {
        match self.month() {
            0 => format!("20{:02}", self.0 / 10_000),
            month => format!("20{:02}-{month:02}", self.0 / 10_000),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.in_month())?;
        match self.0 % 100 {
            0 => Ok(()),
            day => write!(formatter, "-{day:02}"),
        }
    }
}

#[cfg(test)]
#[test]
fn days_are_read_shown_and_counted() {
    for (text, shown) in
        [("2026-11-23", "2026-11-23"), ("20261123", "2026-11-23"), ("2026.11", "2026-11"), ("2026", "2026")]
    {
        assert_eq!(Day::parse(text).unwrap().to_string(), shown);
    }
    for bad in ["", "1999-01-01", "2026-13-01", "2026-11-32", "26-11-23", "2026-1-1", "v2026", "21001231"] {
        assert_eq!(Day::parse(bad), None, "{bad}");
    }
    let day = |text| Day::parse(text).unwrap();
    assert!(day("2026-11-23") > day("2026-11") && day("2026") < day("2026-01-01"));
    assert_eq!(day("2026-03-01").days_since(day("2026-02-01")), 28);
    assert_eq!(day("2026-11-23").days_since(day("2025-11-23")), 365);
    assert_eq!(day("2028-03-01").days_since(day("2028-02-28")), 2);
    assert_eq!(day("2029-01-01").days_since(day("2028-01-01")), 366);
    assert_eq!(day("2001-01-01").days_since(day("2000-01-01")), 366);
    assert_eq!(day("2026-11-01").days_since(day("2026-11-23")), -22);
}
