//! Ranges of addresses.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A family of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

/// Addresses of one family, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// Their family.
    pub family: Family,
    /// The first address.
    pub first: u128,
    /// The last address.
    pub last: u128,
}

impl Family {
    /// Both.
    pub const ALL: [Self; 2] = [Self::V4, Self::V6];

    const fn bits(self) -> u32 {
        match self {
            Self::V4 => 32,
            Self::V6 => 128,
        }
    }
}

impl Range {
    /// Every address of a family.
    pub const fn all(family: Family) -> Self {
        Self { family, first: 0, last: u128::MAX >> (128 - family.bits()) }
    }

    /// A range as `10.0.0.0/8` or `fd00::/8`; none where it is not written so. As the API server has it, bits behind the
    /// prefix do not count, and the numbers of an IPv4 address may begin with zeros.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let (family, address) = match v4(address) {
            Some(address) => (Family::V4, u128::from(address)),
            None => (Family::V6, address.parse::<Ipv6Addr>().ok()?.to_bits()),
        };
        let prefix = digits(prefix).filter(|prefix| *prefix <= family.bits())?;
        let all = Self::all(family).last;
        let behind = all.checked_shr(prefix).unwrap_or_default();
        Some(Self { family, first: address & !behind, last: address | behind })
    }

    /// A range as `10.0.0.0/8`, `10.0.0.0-10.0.0.9` or `10.0.0.1`.
    pub fn named(text: &str) -> Option<Self> {
        let one = |text: &str| ["/32", "/128"].into_iter().find_map(|prefix| Self::parse(&[text, prefix].concat()));
        match text.split_once('-') {
            None => Self::parse(text).or_else(|| one(text)),
            Some((first, last)) => {
                let (first, last) = (one(first)?, one(last)?);
                let is_range = first.family == last.family && first.first <= last.last;
                is_range.then_some(Self { last: last.last, ..first })
            }
        }
    }

    /// Whether it has addresses in common with another.
    pub fn meets(&self, other: &Self) -> bool {
        self.family == other.family && self.first <= other.last && other.first <= self.last
    }

    /// Whether it holds all addresses of another.
    pub fn contains(&self, other: &Self) -> bool {
        self.family == other.family && self.first <= other.first && other.last <= self.last
    }

    /// Whether it holds every address of its family.
    pub fn is_all(&self) -> bool {
        *self == Self::all(self.family)
    }

    /// What is left of it without others.
    pub fn without(self, others: &[Self]) -> Vec<Self> {
        let mut others: Vec<Self> = others.iter().copied().filter(|other| other.family == self.family).collect();
        others.sort_unstable();
        let mut left = Vec::new();
        let mut first = Some(self.first);
        for other in others {
            let Some(from) = first.filter(|from| *from <= self.last) else { break };
            if other.first > self.last || other.last < from {
                continue;
            }
            if from < other.first {
                left.push(Self { first: from, last: other.first - 1, ..self });
            }
            first = other.last.checked_add(1);
        }
        left.extend(first.filter(|from| *from <= self.last).map(|first| Self { first, ..self }));
        left
    }
}

fn v4(text: &str) -> Option<u32> {
    let mut bytes = [0; 4];
    let mut parts = text.split('.');
    for byte in &mut bytes {
        *byte = u8::try_from(digits(parts.next()?)?).ok()?;
    }
    parts.next().is_none().then(|| u32::from_be_bytes(bytes))
}

/// A number without a sign.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `10.0.0.0-10.255.255.255`.
impl fmt::Display for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let v4 = |address: u128| Ipv4Addr::from_bits(u32::try_from(address).unwrap_or(u32::MAX));
        match self.family {
            Family::V4 => write!(formatter, "{}-{}", v4(self.first), v4(self.last)),
            Family::V6 => write!(formatter, "{}-{}", Ipv6Addr::from_bits(self.first), Ipv6Addr::from_bits(self.last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Range::parse(text).map_or_else(String::new, |range| range.to_string())
    }

    #[test]
    fn ranges_are_read_as_the_api_server_reads_them() {
        for (text, expected) in [
            ("10.0.0.0/8", "10.0.0.0-10.255.255.255"),
            ("10.1.2.3/8", "10.0.0.0-10.255.255.255"),
            ("0.0.0.0/0", "0.0.0.0-255.255.255.255"),
            ("1.2.3.4/32", "1.2.3.4-1.2.3.4"),
            ("010.0.0.0/8", "10.0.0.0-10.255.255.255"),
            ("fd00::/8", "fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            ("::/0", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            ("::1/128", "::1-::1"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        for text in [
            "10.0.0.0",
            "10.0.0/8",
            "10.0.0.0/33",
            "10.0.0.256/8",
            "10.0.0.0/-1",
            "10.0.0.0/",
            "::/129",
            "a/8",
            "/8",
            "",
        ] {
            assert_eq!(Range::parse(text), None, "{text}");
        }
        assert!(Range::parse("0.0.0.0/0").is_some_and(|range| range.is_all()));
    }

    #[test]
    fn what_is_left_without_others_falls_apart() {
        let range = |text: &str| Range::parse(text).unwrap();
        let left = range("10.0.0.0/30").without(&[range("10.0.0.1/32"), range("::/0"), range("11.0.0.0/8")]);
        assert_eq!(left.iter().map(Range::to_string).collect::<Vec<_>>(), ["10.0.0.0-10.0.0.0", "10.0.0.2-10.0.0.3"]);
        assert!(range("10.0.0.0/8").without(&[range("0.0.0.0/0")]).is_empty());
        assert!(
            range("10.0.0.0/8").contains(&range("10.1.0.0/16")) && !range("10.1.0.0/16").contains(&range("10.0.0.0/8"))
        );
    }
}
