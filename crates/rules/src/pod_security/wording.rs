//! Words that several of these rules use.

use plimsoll_kube::{Container, ContainerList};

/// What a message calls a container: "container `web`", "init container `migrate`".
pub(super) fn named(container: &Container<'_>) -> String {
    let kind = match container.list() {
        ContainerList::Containers => "container",
        ContainerList::InitContainers => "init container",
        ContainerList::EphemeralContainers => "ephemeral container",
    };
    format!("{kind} `{}`", container.label())
}

/// Several containers in a row: "`a`", "`a` and `b`", "`a`, `b` and `c`".
pub(super) fn listed(containers: &[Container<'_>]) -> String {
    let names: Vec<_> = containers.iter().map(|container| format!("`{}`", container.label())).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
