//! Protocols and ports as sets.

use std::fmt;

/// A protocol that policies know, in the order of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// SCTP.
    Sctp,
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl Protocol {
    /// Every protocol, in the order of names.
    pub const ALL: [Self; 3] = [Self::Sctp, Self::Tcp, Self::Udp];

    /// As manifests write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sctp => "SCTP",
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        }
    }

    /// The protocol with a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.as_str() == name)
    }
}

/// Ports from 1 to 65535: ranges in order, with a gap between any two.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PortSet(Box<[(u16, u16)]>);

/// Behind the last edge of a set.
const NO_EDGE: u32 = u32::MAX;

impl PortSet {
    /// No port.
    pub fn none() -> Self {
        Self::default()
    }

    /// Every port.
    pub fn all() -> Self {
        Self::range(1, u16::MAX)
    }

    /// The ports from `first` to `last`; none where `last` comes before. There is no port 0.
    pub fn range(first: u16, last: u16) -> Self {
        let first = first.max(1);
        if first > last { Self::none() } else { Self(Box::new([(first, last)])) }
    }

    /// The ranges, first and last port of each.
    pub fn ranges(&self) -> &[(u16, u16)] {
        &self.0
    }

    /// Whether it holds no port.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds every port.
    pub fn is_all(&self) -> bool {
        matches!(*self.0, [(1, u16::MAX)])
    }

    /// Whether it holds a port.
    pub fn contains(&self, port: u16) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&port))
    }

    /// The ports of which `keep` wants those that are in this set or not, and in the other or not.
    fn combine(&self, other: &Self, keep: fn(bool, bool) -> bool) -> Self {
        let mut ranges = Vec::new();
        let (mut left, mut right) = (0, 0);
        let mut open = None;
        loop {
            let at = self.edge(left).min(other.edge(right));
            if at == NO_EDGE {
                return Self(ranges.into());
            }
            left += usize::from(self.edge(left) == at);
            right += usize::from(other.edge(right) == at);
            match (open, keep(left % 2 == 1, right % 2 == 1)) {
                (None, true) => open = Some(at),
                (Some(first), false) => {
                    ranges.push((narrow(first), narrow(at - 1)));
                    open = None;
                }
                _ => {}
            }
        }
    }

    /// The edges of the ranges in order: where one begins, where it has ended, where the next begins.
    fn edge(&self, number: usize) -> u32 {
        let Some((first, last)) = self.0.get(number / 2) else { return NO_EDGE };
        if number.is_multiple_of(2) { u32::from(*first) } else { u32::from(*last) + 1 }
    }
}

fn narrow(port: u32) -> u16 {
    u16::try_from(port).unwrap_or(u16::MAX)
}

/// What of two sets is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// What is in one or the other.
    Union,
    /// What is in both.
    Intersection,
    /// What is in the first and not in the second.
    Difference,
}

/// Ports of each protocol: what may pass between two ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Connections([PortSet; Protocol::ALL.len()]);

impl Connections {
    /// Nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Everything.
    pub fn all() -> Self {
        Self(Protocol::ALL.map(|_| PortSet::all()))
    }

    /// Ports of one protocol.
    pub fn of(protocol: Protocol, ports: PortSet) -> Self {
        let mut wanted = Some(ports);
        Self(
            Protocol::ALL
                .map(|known| if known == protocol { wanted.take().unwrap_or_default() } else { PortSet::none() }),
        )
    }

    /// The ports of a protocol.
    pub fn ports(&self, protocol: Protocol) -> &PortSet {
        let [sctp, tcp, udp] = &self.0;
        match protocol {
            Protocol::Sctp => sctp,
            Protocol::Tcp => tcp,
            Protocol::Udp => udp,
        }
    }

    /// Whether nothing may pass.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(PortSet::is_empty)
    }

    /// Whether everything may pass.
    pub fn is_all(&self) -> bool {
        self.0.iter().all(PortSet::is_all)
    }

    /// Whether a port of a protocol may pass.
    pub fn contains(&self, protocol: Protocol, port: u16) -> bool {
        self.ports(protocol).contains(port)
    }

    /// What two sets make.
    #[must_use]
    pub fn combine(&self, other: &Self, operation: Operation) -> Self {
        let keep: fn(bool, bool) -> bool = match operation {
            Operation::Union => |left, right| left || right,
            Operation::Intersection => |left, right| left && right,
            Operation::Difference => |left, right| left && !right,
        };
        Self(Protocol::ALL.map(|protocol| self.ports(protocol).combine(other.ports(protocol), keep)))
    }

    /// What is in one or the other.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.combine(other, Operation::Union)
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.combine(other, Operation::Intersection)
    }
}

/// `All Connections`, `No Connections`, or as `TCP 80,8080-8090,UDP 53`.
impl fmt::Display for Connections {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            return formatter.write_str("All Connections");
        }
        if self.is_empty() {
            return formatter.write_str("No Connections");
        }
        let mut comma = "";
        for protocol in Protocol::ALL {
            let mut name = protocol.as_str();
            let mut space = " ";
            for (first, last) in self.ports(protocol).ranges() {
                write!(formatter, "{comma}{name}{space}{first}")?;
                if first != last {
                    write!(formatter, "-{last}")?;
                }
                (comma, name, space) = (",", "", "");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(u16, u16)]) -> PortSet {
        let one = |set: PortSet, range: &(u16, u16)| set.combine(&PortSet::range(range.0, range.1), |a, b| a || b);
        ranges.iter().fold(PortSet::none(), one)
    }

    #[test]
    fn neighbours_become_one_range() {
        assert_eq!(set(&[(5, 6), (1, 2), (3, 4)]).ranges(), [(1, 6)]);
        assert_eq!(set(&[(5, 9), (1, 6), (20, 20), (65_535, 65_535)]).ranges(), [(1, 9), (20, 20), (65_535, 65_535)]);
        assert_eq!(set(&[(1, 80), (81, 65_535)]), PortSet::all());
        assert_eq!(PortSet::range(0, 0), PortSet::none());
        assert_eq!(PortSet::range(7, 6), PortSet::none());
    }

    #[test]
    fn sets_meet_and_part() {
        let (left, right) = (set(&[(1, 10), (20, 30)]), set(&[(5, 25), (30, 40)]));
        assert_eq!(left.combine(&right, |a, b| a && b).ranges(), [(5, 10), (20, 25), (30, 30)]);
        assert_eq!(left.combine(&right, |a, b| a && !b).ranges(), [(1, 4), (26, 29)]);
        assert!(left.contains(20) && !left.contains(11));
    }

    #[test]
    fn connections_read_as_a_list() {
        let tcp = Connections::of(Protocol::Tcp, set(&[(80, 80), (8080, 8090)]));
        let udp = Connections::of(Protocol::Udp, set(&[(53, 53)]));
        assert_eq!(tcp.union(&udp).to_string(), "TCP 80,8080-8090,UDP 53");
        assert_eq!(Connections::all().to_string(), "All Connections");
        assert_eq!(tcp.intersection(&udp).to_string(), "No Connections");
        let no_tcp = Connections::all().combine(&Connections::of(Protocol::Tcp, PortSet::all()), Operation::Difference);
        assert_eq!(no_tcp.to_string(), "SCTP 1-65535,UDP 1-65535");
        assert!(no_tcp.contains(Protocol::Udp, 53) && !no_tcp.contains(Protocol::Tcp, 53));
    }
}
