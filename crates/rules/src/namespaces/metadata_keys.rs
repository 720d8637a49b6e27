//! Labels and annotations that say whose something is.

use plimsoll_kube::Object;

/// The last parts of keys that name an owner.
const OWNERS: [&str; 8] = ["contact", "owner", "owned-by", "owners", "responsible", "team", "tenant", "squad"];

/// The last part of a key, behind the domain that it may begin with.
fn last_part(key: &str) -> &str {
    key.rsplit_once('/').map_or(key, |(_, last)| last)
}

/// Whether a key names an owner: `team`, `example.com/owner`.
pub(super) fn names_an_owner(key: &str) -> bool {
    let last = last_part(key);
    OWNERS.iter().any(|known| known.eq_ignore_ascii_case(last))
}

/// Whether an object has a label or an annotation whose key is asked for.
pub(super) fn has_key(object: &Object<'_>, asked: impl Fn(&str) -> bool) -> bool {
    object.labels().chain(object.annotations()).any(|entry| !entry.value.is_null() && asked(&entry.name()))
}
