//! Words that several rules of Pods use.

use std::borrow::Cow;

use plimsoll_kube::pss::Subject;
use plimsoll_kube::{Container, ContainerList, Pod};
use plimsoll_source::Span;

/// What a message calls a container: "container `web`", "init container `migrate`".
pub(crate) fn named(container: &Container<'_>) -> String {
    let kind = match container.list() {
        ContainerList::Containers => "container",
        ContainerList::InitContainers => "init container",
        ContainerList::EphemeralContainers => "ephemeral container",
    };
    format!("{kind} `{}`", container.label())
}

/// What a violation belongs to: its words, where its name stands, and the label of that place.
pub(crate) fn owner(pod: &Pod<'_>, subject: &Subject<'_>) -> (String, Span, &'static str) {
    match subject {
        Subject::Container(container) => (named(container), container.name_span(), "this container"),
        Subject::Pod | Subject::Volume(_) => ("the Pod".to_owned(), pod.object().name_span(), "this object"),
    }
}

/// A text of the manifest as a message quotes it between backticks: of a long one the beginning.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 80;
    let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
    if end.is_none() && !text.contains(['`', '\n']) {
        return Cow::Borrowed(text);
    }
    let start = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let dots = if end.is_some() { "…" } else { "" };
    Cow::Owned(start.replace(['`', '\n'], " ") + dots)
}

/// What a message calls an object: "the Deployment `web`", "the Pod".
pub(crate) fn called(kind: &str, name: &str) -> String {
    match name {
        "" => format!("the {}", shown(kind)),
        name => format!("the {} `{}`", shown(kind), shown(name)),
    }
}

/// How many names a message holds.
const NAMES: usize = 5;

/// Several containers in a row: "`a`", "`a` and `b`", "`a`, `b` and `c`", "`a`, `b`, `c`, `d` and 6 others".
pub(crate) fn listed(containers: &[Container<'_>]) -> String {
    let shown = if containers.len() > NAMES { NAMES - 1 } else { NAMES };
    let mut names: Vec<_> = containers.iter().take(shown).map(|container| format!("`{}`", container.label())).collect();
    if containers.len() > shown {
        names.push(format!("{} others", containers.len() - shown));
    }
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
