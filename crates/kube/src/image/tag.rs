//! The words of a tag: versions, days, names of releases.

use super::Day;

/// Names of Debian's and Ubuntu's releases, which tags use instead of numbers, with product and cycle.
const RELEASES: &[(&str, &str, &str)] = &[
    ("bionic", "ubuntu", "18.04"),
    ("bookworm", "debian", "12"),
    ("bullseye", "debian", "11"),
    ("buster", "debian", "10"),
    ("focal", "ubuntu", "20.04"),
    ("impish", "ubuntu", "21.10"),
    ("jammy", "ubuntu", "22.04"),
    ("jessie", "debian", "8"),
    ("kinetic", "ubuntu", "22.10"),
    ("lunar", "ubuntu", "23.04"),
    ("mantic", "ubuntu", "23.10"),
    ("noble", "ubuntu", "24.04"),
    ("oracular", "ubuntu", "24.10"),
    ("plucky", "ubuntu", "25.04"),
    ("questing", "ubuntu", "25.10"),
    ("resolute", "ubuntu", "26.04"),
    ("stretch", "debian", "9"),
    ("trixie", "debian", "13"),
    ("trusty", "ubuntu", "14.04"),
    ("wheezy", "debian", "7"),
    ("xenial", "ubuntu", "16.04"),
];

/// Words that a version follows at once, or after a hyphen, with the product.
const PRODUCTS: &[(&str, &str)] = &[
    ("al", "amazon-linux"),
    ("almalinux", "almalinux"),
    ("alpine", "alpine-linux"),
    ("centos", "centos"),
    ("corretto", "amazon-corretto"),
    ("debian", "debian"),
    ("fedora", "fedora"),
    ("node", "nodejs"),
    ("nodejs", "nodejs"),
    ("oraclelinux", "oracle-linux"),
    ("php", "php"),
    ("python", "python"),
    ("rockylinux", "rocky-linux"),
    ("stream", "centos-stream"),
    ("temurin", "eclipse-temurin"),
    ("ubi", "rhel"),
    ("ubuntu", "ubuntu"),
];

/// Tags that promise to move.
const MOVING: &[&str] = &[
    "canary", "current", "dev", "develop", "devel", "edge", "head", "latest", "lts", "main", "mainline", "master",
    "nightly", "next", "rolling", "snapshot", "stable", "testing", "trunk", "unstable",
];

/// Whether a tag promises to move: `latest`, `main`, `stable`.
pub fn moves(tag: &str) -> bool {
    MOVING.iter().any(|moving| tag.eq_ignore_ascii_case(moving))
}

/// The words of a tag or of a part of a path.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['-', '_', '+'])
}

/// The version that a tag begins with: `1.25` of `v1.25-alpine`.
pub fn version(tag: &str) -> Option<&str> {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let end = tag.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(tag.len());
    let version = tag.get(..end)?.trim_end_matches('.');
    version.starts_with(|letter: char| letter.is_ascii_digit()).then_some(version)
}

/// The day that stands in a tag, as `20260131` or `2026-01-31`.
pub fn dated(tag: &str) -> Option<Day> {
    let run = |start: usize| {
        let rest = tag.get(start..)?;
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let digits = rest.get(..end)?;
        match digits.len() {
            8 => Day::parse(digits),
            4 => {
                let day = rest.get(..10).filter(|day| day.get(4..5) == day.get(7..8))?;
                let after = rest.get(10..).unwrap_or_default();
                let whole = !after.starts_with(|letter: char| letter.is_ascii_digit());
                Day::parse(day).filter(|_| whole && matches!(day.get(4..5), Some("-" | ".")))
            }
            _ => None,
        }
    };
    let starts = tag.char_indices().filter(|(at, letter)| {
        let before = at.checked_sub(1).and_then(|before| tag.as_bytes().get(before));
        letter.is_ascii_digit() && before.is_none_or(|before| !before.is_ascii_digit())
    });
    starts.filter_map(|(at, _)| run(at)).next()
}

/// Whether a version comes after another: numbers between dots, those that are missing are zero.
pub fn newer(version: &str, than: &str) -> bool {
    let numbers = |text: &'_ str| text.split('.').map(|part| part.parse::<u64>().unwrap_or(0)).collect::<Vec<_>>();
    let (mut left, mut right) = (numbers(version), numbers(than));
    let length = left.len().max(right.len());
    left.resize(length, 0);
    right.resize(length, 0);
    left > right
}

/// Products and versions that the words of a text name, without the version that it may begin with.
pub(super) fn named<'t>(text: &'t str) -> Vec<(&'static str, &'t str)> {
    let words: Vec<&str> = words(text).collect();
    let vendor = ["temurin", "corretto"].into_iter().find(|vendor| words.iter().any(|word| word.ends_with(vendor)));
    let mut found: Vec<(&'static str, &'t str)> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if let Some((_, product, version)) = RELEASES.iter().find(|(name, ..)| name == word) {
            found.push((product, version));
            continue;
        }
        let split = word.find(|letter: char| letter.is_ascii_digit()).unwrap_or(word.len());
        let (name, mut digits) = word.split_at(split);
        let java = matches!(name, "jdk" | "jre").then_some(vendor).flatten();
        let known = java.unwrap_or(name.strip_prefix("amazon").unwrap_or(name));
        let Some((_, product)) = PRODUCTS.iter().find(|(word, _)| *word == known) else { continue };
        if digits.is_empty() {
            digits = words.get(place + 1).copied().unwrap_or_default();
        }
        if let Some(version) = version(digits).filter(|_| !digits.starts_with('v')) {
            found.push((product, version));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_products() {
        for (tag, expected) in [
            ("20-bookworm-slim", vec![("debian", "12")]),
            ("3.9-eclipse-temurin-17-alpine", vec![("eclipse-temurin", "17")]),
            ("9.0-jdk17-temurin-jammy", vec![("eclipse-temurin", "17"), ("ubuntu", "22.04")]),
            ("1.25.3-debian-11-r2", vec![("debian", "11")]),
            ("8.1-fpm-alpine3.18", vec![("alpine-linux", "3.18")]),
            ("nodejs20-debian12", vec![("nodejs", "20"), ("debian", "12")]),
            ("17-al2023", vec![("amazon-linux", "2023")]),
            ("stream9", vec![("centos-stream", "9")]),
            ("1.0-alpine", vec![]),
            ("alpine-v2", vec![]),
        ] {
            assert_eq!(named(tag), expected, "{tag}");
        }
    }

    #[test]
    fn versions_and_days_are_found() {
        for (tag, expected) in
            [("v1.25-alpine", Some("1.25")), ("8u392-b08", Some("8")), ("latest", None), ("1.", Some("1")), ("", None)]
        {
            assert_eq!(version(tag), expected, "{tag}");
        }
        for (tag, expected) in [
            ("20230115", Some("2023-01-15")),
            ("bookworm-20230115-slim", Some("2023-01-15")),
            ("RELEASE.2023-01-15T00-00-00Z", Some("2023-01-15")),
            ("2023.01.15", Some("2023-01-15")),
            ("1.2023.4", None),
            ("123456789", None),
            ("2023-01", None),
            ("20239915", None),
            ("ä2023", None),
        ] {
            assert_eq!(dated(tag).map(|day| day.to_string()).as_deref(), expected, "{tag}");
        }
        assert!(newer("1.10", "1.9") && newer("1.0.1", "1") && !newer("1.0", "1") && !newer("2.4", "2.4.1"));
        assert!(moves("Latest") && moves("main") && !moves("1.2") && !moves("mainframe"));
    }

    /// Debian's own list of releases, where the package `distro-info-data` is installed.
    #[test]
    fn names_of_releases_are_those_of_the_distributions() {
        for distribution in ["debian", "ubuntu"] {
            let Ok(list) = std::fs::read_to_string(format!("/usr/share/distro-info/{distribution}.csv")) else {
                continue;
            };
            for (name, _, version) in RELEASES.iter().filter(|(_, product, _)| *product == distribution) {
                let Some(line) = list.lines().find(|line| line.split(',').nth(2) == Some(name)) else { continue };
                assert_eq!(line.split(',').next().unwrap().trim_end_matches(" LTS"), *version, "{name}");
            }
        }
    }
}
