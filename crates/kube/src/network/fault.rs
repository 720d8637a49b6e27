//! What is wrong with a policy, where it is written.

use crate::Field;
use crate::selector;

/// Something in a policy that the API server refuses, or that cannot be followed from manifests.
#[derive(Clone, Copy, Debug)]
pub struct Fault<'a> {
    /// Where it is written.
    pub at: Field<'a>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a policy. What it concerns is left out; the rest still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Something has another type than it must have.
    WrongType,
    /// A part of a label selector.
    Selector(selector::Fault),
    /// An address range that is none.
    InvalidRange,
    /// An exception from a range that is no part of it.
    ExceptionOutside,
    /// A peer that says nothing.
    EmptyPeer,
    /// A peer that says several things of which it may say one.
    MixedPeer,
    /// A port below 1 or above 65535.
    PortOutOfRange,
    /// A text that is no name of a port.
    InvalidPortName,
    /// The last port of a range, and no number for the first.
    EndWithoutPort,
    /// A range of ports that ends before it begins.
    EndBeforePort,
    /// A port or protocol that says nothing, or several things.
    UnclearPort,
    /// A protocol that policies do not know.
    UnknownProtocol,
    /// A direction that there is not.
    UnknownPolicyType,
    /// An action that there is not.
    UnknownAction,
    /// A tier that there is not.
    UnknownTier,
    /// A policy of the cluster without the Pods that it is about.
    NoSubject,
    /// A rule of a policy of the cluster without peers.
    NoPeers,
    /// A priority below 0 or above 1000, or none.
    InvalidPriority,
    /// A `BaselineAdminNetworkPolicy` of another name than `default`.
    NotDefault,
    /// Nodes as peers.
    Nodes,
    /// Domain names as peers.
    DomainNames,
}

impl FaultKind {
    /// What is wrong, as a sentence without a full stop.
    pub const fn message(self) -> &'static str {
        match self {
            Self::WrongType => "this has another type than the API server takes",
            Self::Selector(selector::Fault::WrongType) => "this is no part of a label selector",
            Self::Selector(selector::Fault::NoKey) => "the expression names no label",
            Self::Selector(selector::Fault::NoOperator) => "the expression has no operator",
            Self::Selector(selector::Fault::UnknownOperator) => {
                "the operator is none of `In`, `NotIn`, `Exists` and `DoesNotExist`"
            }
            Self::Selector(selector::Fault::NoValues) => "the operator needs values",
            Self::Selector(selector::Fault::Values) => "the operator takes no values",
            Self::InvalidRange => "this is no range of addresses such as `10.0.0.0/8`",
            Self::ExceptionOutside => "the exception does not lie within the range that it is made from",
            Self::EmptyPeer => "the peer selects nothing: the API server refuses it",
            Self::MixedPeer => "of these fields a peer may have one",
            Self::PortOutOfRange => "a port is a number from 1 to 65535",
            Self::InvalidPortName => "this is no name of a port",
            Self::EndWithoutPort => "`endPort` needs a number in `port`",
            Self::EndBeforePort => "the range of ports ends before it begins",
            Self::UnclearPort => "the entry must say one thing of the ports",
            Self::UnknownProtocol => "the protocol is none of `TCP`, `UDP` and `SCTP`",
            Self::UnknownPolicyType => "the policy type is none of `Ingress` and `Egress`",
            Self::UnknownAction => "there is no such action in this kind of policy",
            Self::UnknownTier => "the tier is none of `Admin` and `Baseline`",
            Self::NoSubject => "the subject must be one of `namespaces` and `pods`",
            Self::NoPeers => "the rule needs at least one peer",
            Self::InvalidPriority => "the priority is a number from 0 to 1000",
            Self::NotDefault => "a `BaselineAdminNetworkPolicy` must be called `default`",
            Self::Nodes => "addresses of nodes are not in manifests: what the rule does for them is left out",
            Self::DomainNames => {
                "addresses behind domain names are not in manifests: what the rule does for them is left out"
            }
        }
    }
}
