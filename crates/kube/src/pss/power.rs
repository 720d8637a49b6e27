//! The power that containers have beyond that of ordinary processes.

use plimsoll_source::Value;

use super::Case;
use crate::field::word;
use crate::{Container, Field};

/// What level baseline allows containers to add: what runtimes give by default, without `NET_RAW`.
pub const BASELINE_CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

pub(super) fn privileged(case: &mut Case<'_, '_>) {
    for container in case.containers {
        let privileged = container.privileged();
        if privileged.value == Some(true) {
            case.on_container(container, privileged.field, format!("`{}` is privileged", container.label()));
        }
    }
}

pub(super) fn escalation(case: &mut Case<'_, '_>) {
    if case.is_windows() {
        return;
    }
    for container in case.containers {
        let escalation = container.allow_privilege_escalation();
        let fact = match escalation.value {
            Some(false) => continue,
            Some(true) => "allows privilege escalation",
            None => "does not forbid privilege escalation",
        };
        case.on_container(container, escalation.field, format!("`{}` {fact}", container.label()));
    }
}

pub(super) fn capabilities_baseline(case: &mut Case<'_, '_>) {
    for container in case.containers {
        for capability in container.capabilities_add().items() {
            if !BASELINE_CAPABILITIES.contains(&word(capability)) {
                added(case, container, capability);
            }
        }
    }
}

pub(super) fn capabilities_restricted(case: &mut Case<'_, '_>) {
    if case.is_windows() {
        return;
    }
    for container in case.containers {
        let dropped = container.capabilities_drop();
        if !dropped.items().any(|capability| word(capability) == "ALL") {
            let message = format!("`{}` does not drop the capabilities `ALL`", container.label());
            case.on_container(container, dropped.field, message);
        }
        for capability in container.capabilities_add().items() {
            if word(capability) != "NET_BIND_SERVICE" {
                added(case, container, capability);
            }
        }
    }
}

fn added<'a>(case: &mut Case<'_, 'a>, container: &Container<'a>, capability: Value<'a>) {
    let message = format!("`{}` adds the capability `{}`", container.label(), word(capability));
    case.on_container(container, Field::of(capability), message);
}
