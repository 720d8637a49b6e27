//! What a Pod takes of the node that it runs on.

use super::Case;
use crate::field::word;
use crate::{Container, Field};

pub(super) fn namespaces(case: &mut Case<'_, '_>) {
    let pod = case.pod;
    for (setting, shared) in
        [(pod.host_network(), "network"), (pod.host_pid(), "processes"), (pod.host_ipc(), "interprocess communication")]
    {
        if setting.value == Some(true) {
            case.on_pod(setting.field, format!("the Pod shares the {shared} of the node"));
        }
    }
}

pub(super) fn ports(case: &mut Case<'_, '_>) {
    for container in case.containers {
        for port in container.field(&["ports"]).items() {
            let field = Field::walk(port, &["hostPort"]);
            if let Some(number) = field.as_i64().filter(|number| *number != 0) {
                case.on_container(container, field, format!("`{}` takes port {number} of the node", container.label()));
            }
        }
    }
}

pub(super) fn host_process(case: &mut Case<'_, '_>) {
    case.each_security_context(|security| {
        let field = security.child(&["windowsOptions", "hostProcess"]);
        (field.as_bool() == Some(true)).then(|| (field, "sets `hostProcess: true`".to_owned()))
    });
}

pub(super) fn probes(case: &mut Case<'_, '_>) {
    for container in case.containers {
        for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
            handler(case, container, probe, container.value());
        }
        if let Some(lifecycle) = container.field(&["lifecycle"]).value() {
            for hook in ["postStart", "preStop"] {
                handler(case, container, hook, lifecycle);
            }
        }
    }
}

/// An empty host is the Pod itself, and so is one that is not written.
fn handler<'a>(case: &mut Case<'_, 'a>, container: &Container<'a>, name: &str, parent: plimsoll_source::Value<'a>) {
    let Some(handler) = parent.get(name) else { return };
    for path in [&["httpGet", "host"], &["tcpSocket", "host"]] {
        let field = Field::walk(handler.value, path);
        let host = field.value().map_or("", word);
        if !host.is_empty() {
            let message = format!("`{name}` of `{}` calls the host `{host}`", container.label());
            case.on_container(container, field, message);
        }
    }
}
