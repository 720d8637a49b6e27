//! Who asks: the user name and the groups that the API server knows somebody by.

use std::fmt;

use crate::facts::SubjectFacts;

/// Whoever has proved who they are.
pub const AUTHENTICATED: &str = "system:authenticated";
/// Whoever has not.
pub const UNAUTHENTICATED: &str = "system:unauthenticated";
/// Whom the API server never refuses anything.
pub const MASTERS: &str = "system:masters";
/// Every service account.
pub const ACCOUNTS: &str = "system:serviceaccounts";
/// The user name of whoever has not proved who they are.
pub const ANONYMOUS: &str = "system:anonymous";
/// What the user name of a service account begins with.
const ACCOUNT_PREFIX: &str = "system:serviceaccount:";
/// What the group of all service accounts of a namespace begins with.
const ACCOUNTS_PREFIX: &str = "system:serviceaccounts:";

/// Somebody whom a binding can name. A service account and the user of its long name are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A service account.
    Account {
        /// Its namespace.
        namespace: Box<str>,
        /// Its name.
        name: Box<str>,
    },
    /// Whoever is in a group.
    Group(Box<str>),
    /// A user.
    User(Box<str>),
}

impl Subject {
    /// A service account.
    pub fn account(namespace: &str, name: &str) -> Self {
        Self::Account { namespace: namespace.into(), name: name.into() }
    }

    /// A user, or the service account whose long name it is.
    pub fn user(name: &str) -> Self {
        let account = name.strip_prefix(ACCOUNT_PREFIX).and_then(|rest| rest.split_once(':'));
        match account.filter(|(namespace, name)| !namespace.is_empty() && !name.is_empty() && !name.contains(':')) {
            Some((namespace, name)) => Self::account(namespace, name),
            None => Self::User(name.into()),
        }
    }

    /// Whom a subject of a binding names: nobody where the API server would match nobody. In a `RoleBinding`, whose
    /// namespace is given, a service account without a namespace is one of that namespace.
    pub fn of(written: &SubjectFacts, namespace: &str) -> Option<Self> {
        if written.name.is_empty() {
            return None;
        }
        match &*written.kind {
            "User" => Some(Self::user(&written.name)),
            "Group" => Some(Self::Group(written.name.clone())),
            "ServiceAccount" => {
                let own = if written.namespace.is_empty() { namespace } else { &*written.namespace };
                (!own.is_empty()).then(|| Self::account(own, &written.name))
            }
            _ => None,
        }
    }

    /// From words: `User/alice`, `Group/dev`, `ServiceAccount/shop/web`, or a user name alone.
    pub fn parse(words: &str) -> Option<Self> {
        let (kind, name) = match words.split_once('/') {
            Some((kind, name)) => (kind.to_ascii_lowercase(), name),
            None => ("user".to_owned(), words),
        };
        if name.is_empty() {
            return None;
        }
        match kind.as_str() {
            "user" => Some(Self::user(name)),
            "group" => Some(Self::Group(name.into())),
            "serviceaccount" | "sa" => {
                let (namespace, name) = name.split_once('/').unwrap_or(("default", name));
                (!namespace.is_empty() && !name.is_empty()).then(|| Self::account(namespace, name))
            }
            _ => None,
        }
    }

    /// The groups that it is in beside itself, as the API server gives them: what else is known of a user's groups is
    /// known to whoever authenticates it, and not here.
    pub fn groups(&self) -> Vec<Self> {
        let group = |name: &str| Self::Group(name.into());
        match self {
            Self::Account { namespace, .. } => {
                vec![group(&format!("{ACCOUNTS_PREFIX}{namespace}")), group(ACCOUNTS), group(AUTHENTICATED)]
            }
            Self::User(name) => vec![group(if **name == *ANONYMOUS { UNAUTHENTICATED } else { AUTHENTICATED })],
            Self::Group(name) if name.starts_with(ACCOUNTS_PREFIX) => vec![group(ACCOUNTS), group(AUTHENTICATED)],
            Self::Group(name) if matches!(&**name, AUTHENTICATED | UNAUTHENTICATED) => Vec::new(),
            Self::Group(_) => vec![group(AUTHENTICATED)],
        }
    }

    /// Whether the API server never refuses it anything.
    pub fn is_master(&self) -> bool {
        matches!(self, Self::Group(name) if **name == *MASTERS)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account { namespace, name } => write!(formatter, "ServiceAccount/{namespace}/{name}"),
            Self::Group(name) => write!(formatter, "Group/{name}"),
            Self::User(name) => write!(formatter, "User/{name}"),
        }
    }
}
