//! Numbers of users and groups, by the place that gives them.

use plimsoll_kube::{Container, Effective, Field, Origin, Pod, Version};

/// A place that gives a setting to containers, or that could.
pub(super) struct Given<'a, T> {
    /// None where it is written nowhere.
    pub value: Option<T>,
    /// Where it stands; for what is written nowhere, the Pod's place, or the container's where all others have a value.
    pub field: Field<'a>,
    /// Those that take it from there.
    pub containers: Vec<Container<'a>>,
}

/// Each place that gives the containers of a Pod a setting. What nobody gives is one place, where one edit is enough.
/// A container for which nothing is read is no concern.
pub(super) fn given<'a, T: Copy>(
    pod: &Pod<'a>,
    path: &'static [&'static str],
    read: impl Fn(&Container<'a>) -> Option<Effective<'a, T>>,
) -> Vec<Given<'a, T>> {
    let on_pod = pod.security_context().child(path);
    let empty = || Given { value: None, field: on_pod, containers: Vec::new() };
    let (mut own, mut inherited, mut absent) = (Vec::new(), empty(), empty());
    let mut others = false;
    for container in pod.containers() {
        let Some(Effective { value, origin, field }) = read(&container) else {
            others = true;
            continue;
        };
        match origin {
            Origin::Set => own.push(Given { value, field, containers: vec![container] }),
            Origin::Inherited => {
                inherited.value = value;
                inherited.containers.push(container);
            }
            Origin::Absent => absent.containers.push(container),
        }
        others |= origin != Origin::Absent;
    }
    if let ([only], true) = (absent.containers.as_slice(), others) {
        absent.field = only.security_context().child(path);
    }
    own.extend([inherited, absent].into_iter().filter(|given| !given.containers.is_empty()));
    own
}

/// The first version that gives a Pod users of its own unless somebody switches it off.
pub(super) const USER_NAMESPACES: Version = Version::new(33);

/// Whether the numbers in the Pod are other ones on the node.
pub(super) fn has_own_users(pod: &Pod<'_>, version: Version) -> bool {
    version >= USER_NAMESPACES && pod.host_users() == Some(false)
}
