//! What a policy says, whichever its kind: owned and without places.

use super::ports::{Connections, Protocol};
use super::range::Range;
use crate::selector::Selector;

/// Which way a connection goes, seen from the Pods of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// To them.
    Ingress,
    /// From them.
    Egress,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ingress, Self::Egress];

    /// The key of its rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingress => "ingress",
            Self::Egress => "egress",
        }
    }
}

/// When a policy is asked: the tiers one after the other, and in a tier of the cluster by priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Before everybody else, the least number first.
    Admin(u32),
    /// `NetworkPolicy`: together they say what is let in of the Pods that they select.
    Namespaced,
    /// For Pods that no `NetworkPolicy` selects, the least number first.
    Baseline(u32),
}

/// What others need to know of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFacts {
    /// When it is asked.
    pub tier: Tier,
    /// The Pods that it is about; none where the API server would not take what is written.
    pub subject: Option<PodsFacts>,
    /// Its rules for connections to these Pods; none where it has nothing to say of them.
    pub ingress: Option<Box<[RuleFacts]>>,
    /// Its rules for connections from these Pods; none where it has nothing to say of them.
    pub egress: Option<Box<[RuleFacts]>>,
}

impl PolicyFacts {
    /// The rules for a direction; none where it has nothing to say of it.
    pub fn rules(&self, direction: Direction) -> Option<&[RuleFacts]> {
        match direction {
            Direction::Ingress => self.ingress.as_deref(),
            Direction::Egress => self.egress.as_deref(),
        }
    }
}

/// Pods by the labels of their namespaces and their own: both must be as asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodsFacts {
    /// The namespaces.
    pub namespaces: Namespaces,
    /// The Pods in them.
    pub pods: Selector,
}

/// Namespaces that Pods may stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Namespaces {
    /// That of the policy.
    Own,
    /// Those with such labels.
    Labelled(Selector),
}

/// What a rule does with the connections that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It lets them pass.
    Allow,
    /// It stops them.
    Deny,
    /// It leaves them to the next tier.
    Pass,
}

/// A rule of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFacts {
    /// Its place in the list, from 0.
    pub place: u32,
    /// Its name; "" where it has none.
    pub name: Box<str>,
    /// What it does.
    pub action: Action,
    /// The other ends that it is about; none for any.
    pub peers: Option<Box<[PeerFacts]>>,
    /// The ports that it is about; none for any.
    pub ports: Option<PortsFacts>,
}

/// Other ends of connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerFacts {
    /// Pods.
    Pods(PodsFacts),
    /// Addresses.
    Ranges(Box<[Range]>),
}

/// Ports at the end that a connection goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortsFacts {
    /// Those that are written as numbers.
    pub numbers: Connections,
    /// Those that Pods give names to.
    pub names: Box<[NamedPort]>,
}

/// A port that Pods give a name to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPort {
    /// Its name.
    pub name: Box<str>,
    /// Its protocol; none for whichever it has.
    pub protocol: Option<Protocol>,
}
