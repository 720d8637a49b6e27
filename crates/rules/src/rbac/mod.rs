//! Rules that serve the strategy `rbac`: what roles give away, and to whom.

mod grant;
pub(crate) mod powers;
pub(crate) mod subjects;
pub(crate) mod wildcards;

use plimsoll_kube::Object;
use plimsoll_kube::rbac::defaults;

/// Whether it is a Role or ClusterRole that somebody wrote: those of every cluster are as they are.
fn is_own_role(object: &Object<'_>) -> bool {
    is_rbac(object)
        && matches!(object.kind(), "Role" | "ClusterRole")
        && !defaults::is_name(object.kind(), object.name())
}

fn is_rbac(object: &Object<'_>) -> bool {
    object.group() == "rbac.authorization.k8s.io"
}
