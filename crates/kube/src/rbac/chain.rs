//! A chain of steps from somebody to all power over the cluster.

use std::fmt;

use super::query::Grant;
use super::subject::Subject;
use super::technique::Technique;

/// Whom or what a step leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'m> {
    /// All power over the cluster.
    ClusterAdmin,
    /// Root on a node.
    RootOnNode,
    /// Any user.
    AnyUser,
    /// Any group but `system:masters`.
    AnyGroup,
    /// Any service account of a namespace; of every one where it is "".
    Accounts(&'m str),
    /// Any Pod that runs in a namespace.
    Pods(&'m str),
    /// Any token in a Secret of a namespace.
    Tokens(&'m str),
    /// Any role of a namespace.
    Roles(&'m str),
    /// All power over a namespace; over each in turn where it is "".
    NamespaceAdmin(&'m str),
    /// Somebody whom bindings can name.
    Subject(&'m Subject),
    /// Whoever has a role: its kind and name, and the namespace in which.
    Holder {
        /// `Role` or `ClusterRole`.
        kind: &'m str,
        /// The name of the role.
        role: &'m str,
        /// "" for the whole cluster.
        namespace: &'m str,
    },
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'m> {
    /// Who takes it.
    pub from: Node<'m>,
    /// How.
    pub technique: Technique,
    /// The rules that it rests on, by their bindings; none where no permission is needed.
    pub proofs: Vec<Proof>,
    /// What it leads to.
    pub to: Node<'m>,
}

/// A rule that a step rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A rule by a binding.
    Granted(Grant),
    /// A rule of a role, which the one before has by the step before: its role and its number.
    Rule(u32, u32),
}

/// The steps from somebody to all power over the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain<'m> {
    /// The steps, in their order.
    pub steps: Vec<Step<'m>>,
}

impl Chain<'_> {
    /// Whether nothing has to be so beside what the files say.
    pub fn is_certain(&self) -> bool {
        self.steps.iter().all(|step| step.technique.condition().is_none())
    }

    /// How many steps it has that somebody has to take.
    pub fn length(&self) -> u32 {
        self.steps.iter().map(|step| step.technique.length()).sum()
    }
}

impl fmt::Display for Node<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = |formatter: &mut fmt::Formatter<'_>, what: &str, namespace: &str| match namespace {
            "" => write!(formatter, "{what} of any namespace"),
            _ => write!(formatter, "{what} of namespace {namespace}"),
        };
        match self {
            Self::ClusterAdmin => formatter.write_str("cluster-admin"),
            Self::RootOnNode => formatter.write_str("root on a node"),
            Self::AnyUser => formatter.write_str("any user"),
            Self::AnyGroup => formatter.write_str("any group but system:masters"),
            Self::Accounts(namespace) => within(formatter, "any service account", namespace),
            Self::Pods(namespace) => within(formatter, "any Pod", namespace),
            Self::Tokens(namespace) => within(formatter, "any token in a Secret", namespace),
            Self::Roles(namespace) => within(formatter, "any Role", namespace),
            Self::NamespaceAdmin(namespace) => within(formatter, "all power", namespace),
            Self::Subject(subject) => subject.fmt(formatter),
            Self::Holder { kind, role, namespace } => match *namespace {
                "" => write!(formatter, "a holder of {kind}/{role}"),
                _ => write!(formatter, "a holder of {kind}/{role} in namespace {namespace}"),
            },
        }
    }
}
