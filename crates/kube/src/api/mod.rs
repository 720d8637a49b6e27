//! API versions: when Kubernetes begins and stops to serve them, what comes after them, and what a move takes.

use crate::Version;
use crate::image::Made;
use crate::image::table::Table;

static KUBERNETES: Table = Table(include_str!("tables/api-versions.txt"));
static OTHERS: Table = Table(include_str!("tables/third-party-apis.txt"));

/// What is known of a kind in a version of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The first version of Kubernetes that serves it.
    pub introduced: Option<Version>,
    /// The first version that warns of it.
    pub deprecated: Option<Version>,
    /// The first version that does not serve it.
    pub removed: Option<Version>,
    /// What comes after it, which may go in its turn; "" where nothing does.
    pub replacement: &'static str,
    /// What a move there takes.
    pub change: Change,
}

/// What the move to another version of an API takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another `apiVersion`.
    Same,
    /// More: in words, lower case, without a full stop.
    Differs(&'static str),
    /// Nobody compared the two.
    Unknown,
}

/// What takes the place of a version of an API in a version of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Group and version.
    pub api_version: &'static str,
    /// Its kind where that is another one; else "".
    pub kind: &'static str,
    /// The first version of Kubernetes that serves it, where that is not known to be long ago.
    pub introduced: Option<Version>,
    /// What the move takes.
    pub change: Change,
}

/// What has become of an API in a version of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is served.
    Served,
    /// It is served with a warning.
    Deprecated,
    /// It is not served any more.
    Removed,
}

/// An API of another maker that is gone or going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Who serves it.
    pub component: &'static str,
    /// The first version of it that warns; "" where unknown.
    pub deprecated: &'static str,
    /// The first version of it that does not serve the API.
    pub removed: &'static str,
    /// What to use instead: an API version, or words with backticks.
    pub replacement: &'static str,
    /// Whether another `apiVersion` is all it takes.
    pub is_same: bool,
}

/// What is known of a kind in a version of its group; nothing of what was always there and stays.
pub fn lifecycle(api_version: &str, kind: &str) -> Option<Lifecycle> {
    let (_, cells) = KUBERNETES.row(api_version)?;
    cells.split('\t').find_map(|cell| {
        let (kinds, fate) = cell.split_once('|')?;
        (kinds == "*" || kinds.split(' ').any(|one| one == kind)).then(|| Lifecycle::read(fate))
    })
}

/// What is known of a kind of another maker.
pub fn foreign(api_version: &str, kind: &str) -> Option<Foreign> {
    let (_, cells) = OTHERS.row(api_version)?;
    cells.split('\t').find_map(|cell| {
        let (kinds, fate) = cell.split_once('|')?;
        if !kinds.is_empty() && kinds.split(' ').all(|one| one != kind) {
            return None;
        }
        let mut cells = fate.split('|');
        let mut next = || cells.next().unwrap_or_default();
        Some(Foreign {
            component: next(),
            deprecated: next(),
            removed: next(),
            replacement: next(),
            is_same: next() == "=",
        })
    })
}

/// What the table of API versions is made from.
pub fn made() -> Made {
    KUBERNETES.made("API versions")
}

impl Lifecycle {
    fn read(fate: &'static str) -> Self {
        let mut cells = fate.split('|');
        let mut next = || cells.next().unwrap_or_default();
        let version = |cell: &str| cell.parse().ok().map(Version::new);
        Self {
            introduced: version(next()),
            deprecated: version(next()),
            removed: version(next()),
            replacement: next(),
            change: match (next(), next()) {
                ("=", _) => Change::Same,
                (_, "") => Change::Unknown,
                (_, note) => Change::Differs(note),
            },
        }
    }

    /// What has become of it in a version of Kubernetes.
    pub fn state(&self, version: Version) -> State {
        let since = |from: Option<Version>| from.is_some_and(|from| from <= version);
        if since(self.removed) {
            State::Removed
        } else if since(self.deprecated) {
            State::Deprecated
        } else {
            State::Served
        }
    }

    /// What takes its place in a version of Kubernetes: what comes after it, or what came after that. It may not be served yet.
    pub fn replacement(&self, kind: &str, version: Version) -> Option<Replacement> {
        /// No API had more versions.
        const STEPS: usize = 8;
        let mut from = *self;
        let mut found: Option<Replacement> = None;
        for _ in 0..STEPS {
            let (api_version, other) = from.replacement.split_once(' ').unwrap_or((from.replacement, ""));
            if api_version.is_empty() {
                break;
            }
            let next = lifecycle(api_version, if other.is_empty() { kind } else { other });
            let introduced = next.and_then(|next| next.introduced);
            let is_served = introduced.is_none_or(|since| since <= version);
            // Nobody moves to what is not there, from what is.
            if found.is_some() && !is_served {
                break;
            }
            let change = match found.map_or(Change::Same, |found| found.change) {
                Change::Same => from.change,
                change => change,
            };
            found = Some(Replacement { api_version, kind: other, introduced, change });
            match next.filter(|next| is_served && next.state(version) > State::Served) {
                Some(next) => from = next,
                None => break,
            }
        }
        // What is gone itself takes nobody's place.
        found.filter(|found| lifecycle(found.api_version, kind).is_none_or(|next| next.state(version) < State::Removed))
    }
}

#[cfg(test)]
mod tests;
