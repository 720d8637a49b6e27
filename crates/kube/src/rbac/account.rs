//! Service accounts, what runs as them, and whose tokens lie where they can be read.

use plimsoll_source::order::{Order, hash};

use super::model::{Model, namespace};
use super::subject::Subject;
use crate::Known;
use crate::facts::Role;

/// The service account of what names none.
pub(super) const DEFAULT_ACCOUNT: &str = "default";

/// A service account in the files.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// Where it stands.
    pub known: Known<'a>,
    /// `automountServiceAccountToken`.
    pub automount: Option<bool>,
}

/// Something that runs as a service account.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// What holds or makes its Pods.
    pub known: Known<'a>,
    /// The namespace of both.
    pub namespace: &'a str,
    /// The service account.
    pub account: &'a str,
    /// Whether its containers find a token of it.
    pub token: Token,
}

/// Whether the containers of a Pod find a token of its service account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// It is mounted, as nothing says that it is not to be.
    Mounted,
    /// A projected volume of the Pod brings one.
    Projected,
    /// The Pod says that none is to be mounted.
    RefusedByPod,
    /// The service account says so, and the Pod says nothing.
    RefusedByAccount,
}

impl Token {
    /// Whether whoever is in a container has it.
    pub const fn is_there(self) -> bool {
        matches!(self, Self::Mounted | Self::Projected)
    }

    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mounted => "its token is mounted",
            Self::Projected => "a volume of its own brings the token",
            Self::RefusedByPod => "no token is mounted, as the Pod says",
            Self::RefusedByAccount => "no token is mounted, as the service account says",
        }
    }
}

impl Running<'_> {
    /// The service account.
    pub fn subject(&self) -> Subject {
        Subject::account(self.namespace, self.account)
    }
}

/// The service accounts in the files, to be found by namespace and name.
#[derive(Debug, Default)]
pub(super) struct Accounts<'a> {
    pub(super) all: Vec<Account<'a>>,
    by_name: Order,
}

impl<'a> Accounts<'a> {
    pub(super) fn of(objects: &[Known<'a>]) -> Self {
        let account = |known: &Known<'a>| match known.facts.role {
            Role::ServiceAccount { automount } => Some(Account { known: *known, automount }),
            _ => None,
        };
        let all: Vec<Account<'a>> = objects.iter().filter_map(account).collect();
        let key = |account: &Account<'a>| key(namespace(account.known.facts), &account.known.facts.name);
        let by_name = Order::new(all.iter().map(key));
        Self { all, by_name }
    }

    /// The last one with a name, which is the one that counts.
    pub(super) fn find(&self, of: &str, name: &str) -> Option<Account<'a>> {
        let found = self.by_name.find(key(of, name)).filter_map(|place| self.all.get(place).copied());
        found.filter(|known| *known.known.facts.name == *name && namespace(known.known.facts) == of).last()
    }
}

impl<'a> Model<'a> {
    /// A service account in the files.
    pub fn account(&self, namespace: &str, name: &str) -> Option<Account<'a>> {
        self.accounts.find(namespace, name)
    }

    /// What runs, as which service account, in the order of files and places. A template alone runs nothing.
    pub fn running(&self) -> impl Iterator<Item = Running<'a>> {
        self.objects.iter().filter_map(|known| {
            let workload = known.facts.workload().filter(|_| *known.facts.kind != *"PodTemplate")?;
            let written = &*workload.service_account;
            let account = if written.is_empty() { DEFAULT_ACCOUNT } else { written };
            let namespace = namespace(known.facts);
            let by_account = self.account(namespace, account).and_then(|account| account.automount);
            let token = match (workload.projects_token, workload.automount, by_account) {
                (true, ..) => Token::Projected,
                (_, Some(false), _) => Token::RefusedByPod,
                (_, None, Some(false)) => Token::RefusedByAccount,
                _ => Token::Mounted,
            };
            Some(Running { known: *known, namespace, account, token })
        })
    }

    /// Secrets that hold tokens: namespace, name, and the service account.
    pub(super) fn tokens(&self) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.objects.iter().filter_map(|known| match &known.facts.role {
            Role::Token(account) if !account.is_empty() => {
                Some((namespace(known.facts), &*known.facts.name, &**account))
            }
            _ => None,
        })
    }
}

fn key(namespace: &str, name: &str) -> u64 {
    hash(name).rotate_left(5) ^ hash(namespace)
}
