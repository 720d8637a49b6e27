//! The version of Kubernetes that is checked against.

use std::fmt;

use plimsoll_report::calendar::{self, ReleaseState};

/// A minor release of Kubernetes 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    minor: u16,
}

impl Version {
    /// What `latest` means.
    pub const LATEST: Self = Self::new(37);
    /// The newest version that the dial offers.
    pub const NEWEST_DIAL: Self = Self::new(38);
    /// The oldest version that the dial offers.
    pub const OLDEST_DIAL: Self = Self::new(25);

    /// Version 1.`minor`.
    pub const fn new(minor: u16) -> Self {
        Self { minor }
    }

    /// Reads `1.37`, `v1.37`, `1.37.2`, a provider's `v1.37.2-eks-1`, or `latest`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "latest" {
            return Some(Self::LATEST);
        }
        let mut numbers = text.strip_prefix('v').unwrap_or(text).strip_prefix("1.")?.splitn(2, '.');
        let minor = number(numbers.next()?)?;
        if let Some(patch) = numbers.next() {
            number(patch.split(['-', '+']).next()?)?;
        }
        Some(Self::new(minor))
    }

    /// 37 for 1.37.
    pub const fn minor(self) -> u16 {
        self.minor
    }

    /// What the version is on `date`, a day as `2026-11-23`.
    pub fn state(self, date: &str) -> ReleaseState {
        calendar::state(self.minor, date)
    }
}

/// Digits without a sign or a leading zero, as versions are written.
fn number(digits: &str) -> Option<u16> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    plain.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "1.{}", self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_in_the_ways_they_are_written() {
        for text in ["1.37", "v1.37", "1.37.2", "v1.37.0-rc.1", "1.37.2+k3s1", "v1.37.2-gke.1001", "latest"] {
            assert_eq!(Version::parse(text), Some(Version::new(37)), "{text}");
        }
        assert_eq!(Version::parse("v1.0"), Some(Version::new(0)));
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "1", "1.", "2.1", "1.x", "1.037", "1.37.", "1.37.x", "1.-1", "1.+1", "Latest", "1.99999999"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn versions_are_ordered_as_numbers_and_shown_as_written() {
        assert!(Version::new(9) < Version::new(10));
        assert_eq!(Version::LATEST.to_string(), "1.37");
    }

    #[test]
    fn the_dial_is_the_calendar() {
        let minors = calendar::minors();
        assert_eq!(minors.first().map(|release| release.minor), Some(Version::OLDEST_DIAL.minor()));
        assert_eq!(minors.last().map(|release| release.minor), Some(Version::NEWEST_DIAL.minor()));
        let newest = minors.iter().rfind(|release| release.released.is_some());
        assert_eq!(newest.map(|release| release.minor), Some(Version::LATEST.minor()));
        assert_eq!(Version::NEWEST_DIAL.state("2027-03-01"), ReleaseState::NotReleased);
    }
}
