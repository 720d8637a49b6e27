//! When each minor release of Kubernetes came and when its support ends: what the version dial and the rules of age
//! read. The dates are of [`AS_OF`], from endoflife.date with the row of 1.37 added from its pull request 10834.
//!
//! Dates from endoflife.date, used under the MIT licence: Copyright 2020 endoflife.date contributors. Permission is
//! hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
//! (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
//! modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom
//! the Software is furnished to do so, subject to the following conditions: The above copyright notice and this
//! permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
//! "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
//! MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
//! HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
//! ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

use serde::{Deserialize, Serialize};

use crate::words::words;

/// The day of the data.
pub const AS_OF: &str = "2026-08-22";

/// Where the data comes from.
pub const SOURCE: &str = "endoflife.date";

/// A minor release of Kubernetes that the dial offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The minor version: 37 for 1.37.
    pub minor: u16,
    /// The day of its first release, as `2026-08-26`; none where the data knows of no release.
    pub released: Option<&'static str>,
    /// The last day of support; none where the data knows of no release.
    pub end_of_life: Option<&'static str>,
}

words! {
    /// What a release is on a given day, as far as the data knows.
    ReleaseState {
        /// Its support has ended.
        Dead = "dead",
        /// It gets fixes.
        Supported = "supported",
        /// It is not out, or the data is older than it.
        NotReleased = "not-released",
    }
}

const fn release(minor: u16, released: &'static str, end_of_life: &'static str) -> Release {
    Release { minor, released: Some(released), end_of_life: Some(end_of_life) }
}

static RELEASES: [Release; 14] = [
    release(25, "2022-08-23", "2023-10-27"),
    release(26, "2022-12-08", "2024-02-28"),
    release(27, "2023-04-11", "2024-06-28"),
    release(28, "2023-08-15", "2024-10-28"),
    release(29, "2023-12-13", "2025-02-28"),
    release(30, "2024-04-17", "2025-07-15"),
    release(31, "2024-08-13", "2025-11-11"),
    release(32, "2024-12-11", "2026-02-28"),
    release(33, "2025-04-23", "2026-06-28"),
    release(34, "2025-08-27", "2026-10-27"),
    release(35, "2025-12-17", "2027-02-28"),
    release(36, "2026-04-22", "2027-06-28"),
    release(37, "2026-08-26", "2027-10-28"),
    Release { minor: 38, released: None, end_of_life: None },
];

/// Every release that the dial offers, the oldest first.
pub fn minors() -> &'static [Release] {
    &RELEASES
}

/// What the minor release is on `date`, a day as `2026-11-23`. The last day of support still counts as supported.
/// A release newer than the data is never called supported; one older than the table is dead.
pub fn state(minor: u16, date: &str) -> ReleaseState {
    let Some(release) = RELEASES.iter().find(|release| release.minor == minor) else {
        let older = RELEASES.first().is_some_and(|oldest| minor < oldest.minor);
        return if older { ReleaseState::Dead } else { ReleaseState::NotReleased };
    };
    match (release.released, release.end_of_life) {
        (Some(_), Some(end)) if date > end => ReleaseState::Dead,
        (Some(first), _) if date >= first => ReleaseState::Supported,
        _ => ReleaseState::NotReleased,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_lives_from_its_first_day_to_its_last() {
        for (minor, date, expected) in [
            (34, "2026-10-27", ReleaseState::Supported),
            (34, "2026-10-28", ReleaseState::Dead),
            (37, "2026-08-25", ReleaseState::NotReleased),
            (37, "2026-08-26", ReleaseState::Supported),
            (37, "2027-10-29", ReleaseState::Dead),
            (24, "2026-11-23", ReleaseState::Dead),
        ] {
            assert_eq!(state(minor, date), expected, "1.{minor} on {date}");
        }
    }

    #[test]
    fn a_release_newer_than_the_data_is_never_supported() {
        for date in ["2026-11-23", "2027-06-01", "2031-01-01"] {
            assert_eq!(state(38, date), ReleaseState::NotReleased);
            assert_eq!(state(39, date), ReleaseState::NotReleased);
        }
    }

    #[test]
    fn the_table_has_every_minor_once_in_order() {
        for (older, newer) in minors().iter().zip(minors().iter().skip(1)) {
            assert_eq!(older.minor + 1, newer.minor);
            assert!(newer.released.is_none() || older.released < newer.released);
            assert!(newer.end_of_life.is_none() || older.end_of_life < newer.end_of_life);
        }
    }
}
