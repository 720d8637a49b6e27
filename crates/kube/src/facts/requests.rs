//! What containers ask for.

use crate::Container;

/// Whether each container asks for something, itself or by a limit or for the Pod as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requests {
    /// For CPU.
    pub cpu: bool,
    /// For memory.
    pub memory: bool,
}

/// Whether a container asks for a resource. A limit stands in for a request, and what the Pod asks for as a whole for both.
pub fn asks_for(container: &Container<'_>, resource: &'static [&'static str]) -> bool {
    let own = [container.field(&["resources", "requests"]), container.field(&["resources", "limits"])];
    let whole = container.pod().field(&["resources", "requests"]);
    own.into_iter().chain([whole]).any(|written| written.child(resource).is_set())
}
