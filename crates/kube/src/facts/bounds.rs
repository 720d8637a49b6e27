//! What ranges and quotas of a namespace give and bound.

use plimsoll_source::Value;

use crate::{Field, Object};

/// Where a `LimitRange` writes what containers get. Where it writes no default, the API server takes the maximum for it, and
/// for a request the default limit or the minimum.
pub(super) const GIVEN: [&str; 4] = ["default", "defaultRequest", "max", "min"];

/// Whether a range writes some of them in some of its parts.
pub(super) fn gives(limit_range: &Object<'_>, parts: &[&str], is_wanted: fn(&str) -> bool) -> bool {
    limit_range.field(&["spec", "limits"]).items().any(|limit| {
        let amounts = parts.iter().filter_map(|key| limit.get(key)).flat_map(|entry| entry.value.entries());
        let mut given = amounts.filter(|entry| !entry.value.is_null() && is_wanted(&entry.name()));
        Field::walk(limit, &["type"]).as_str() == Some("Container") && given.next().is_some()
    })
}

/// Whether a quota bounds a resource. `cpu` alone stands for `requests.cpu`.
pub(super) fn bounds(quota: &Object<'_>, resource: &str) -> bool {
    let hard = quota.field(&["spec", "hard"]).value();
    hard.into_iter().flat_map(Value::entries).any(|entry| {
        let name = entry.name();
        let name = name.strip_prefix("requests.").or_else(|| name.strip_prefix("limits.")).unwrap_or(&name);
        name == resource && !entry.value.is_null()
    })
}
