//! Places and edits that several rules of Pods share.

use plimsoll_kube::pss::Subject;
use plimsoll_kube::{Container, Field, Pod};
use plimsoll_source::edit::{Edit, Literal};
use plimsoll_source::{Path, Step, Value};

use crate::Fix;

/// The `securityContext` that a violation is about.
pub(crate) fn security_context<'a>(pod: &Pod<'a>, subject: &Subject<'a>) -> Field<'a> {
    match subject {
        Subject::Container(container) => container.security_context(),
        Subject::Pod | Subject::Volume(_) => pod.security_context(),
    }
}

/// Whether the Pod has containers and each of them writes its own value, so that the Pod's reaches none.
pub(crate) fn each_container_sets(pod: &Pod<'_>, path: &'static [&'static str]) -> bool {
    let mut containers = pod.containers().peekable();
    containers.peek().is_some() && containers.all(|container| container.security_context().child(path).is_set())
}

/// Makes a container unprivileged in a way that the API server accepts: only privileged containers may pass their mounts on.
pub(crate) fn unprivileged(container: &Container<'_>) -> Vec<Edit> {
    let privileged = Edit::set(container.privileged().path(), false);
    let mounts = container.field(&["volumeMounts"]);
    let bidirectional = mounts
        .items()
        .map(|mount| Field::walk(mount, &["mountPropagation"]))
        .filter(|propagation| propagation.as_str() == Some("Bidirectional"))
        .map(|propagation| Edit::set(propagation.path(), "HostToContainer"));
    std::iter::once(privileged).chain(bidirectional).collect()
}

/// Turns a seccomp or AppArmor profile into the runtime's own, without what only a local profile may have.
pub(crate) fn runtime_default(profile: Field<'_>) -> Vec<Edit> {
    let name = profile.child(&["localhostProfile"]);
    let kind = profile.child(&["type"]);
    if name.is_set() && !kind.is_set() {
        return vec![Edit::set(kind.path(), "Localhost")];
    }
    let mut edits = vec![Edit::set(kind.path(), "RuntimeDefault")];
    if name.is_set() {
        edits.push(Edit::remove(name.path()));
    }
    edits
}

/// Removes an item, or the whole list where it holds nothing else.
pub(crate) fn remove_item(item: Value<'_>) -> Edit {
    let path = item.path();
    let alone = item.parent().is_some_and(|list| list.items().nth(1).is_none());
    Edit::remove(path.parent().filter(|_| alone).unwrap_or(path))
}

/// Removes several items of one list, or the list where that leaves none.
pub(crate) fn remove_items(list: Field<'_>, items: &[Value<'_>]) -> Vec<Edit> {
    if !items.is_empty() && list.items().nth(items.len()).is_none() {
        return vec![Edit::remove(list.path())];
    }
    items.iter().map(|item| Edit::remove(item.path())).collect()
}

/// How many places a person can be asked to review at once.
pub(crate) const REVIEWABLE: usize = 100;

/// A fix of several places at once, unless there are more than can be reviewed.
pub(crate) fn reviewable(fix: Fix) -> Option<Fix> {
    (fix.edits.len() <= REVIEWABLE).then_some(fix)
}

/// The key whose value a path leads to; none for the item of a list.
pub(crate) fn last_key(path: &Path) -> Option<String> {
    match path.steps().pop()? {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

/// `{key: value}` as a value to write.
pub(crate) fn mapping(key: &str, value: impl Into<Literal>) -> Literal {
    Literal::Mapping(vec![(key.to_owned(), value.into())])
}

/// What fixes name where user 0 or its group has to go: the unprivileged user of many minimal images.
pub(crate) const UNPRIVILEGED: i64 = 65532;
/// Whether an alias makes this value stand in more than one place, so that what is right for one may be wrong for the other.
pub(crate) fn is_used_again(value: Value<'_>) -> bool {
    value.is_shared() || value.is_aliased()
}
