//! Volumes and what mounts them.

use plimsoll_source::Value;
use plimsoll_source::order::{Order, hash};

use super::amounts::{RELIABILITY, shown};
use crate::prelude::*;
use crate::wording::named;

/// Each mount and device of a container.
fn mounts<'a>(container: &Container<'a>) -> impl Iterator<Item = Field<'a>> + use<'a> {
    let lists = [container.field(&["volumeMounts"]), container.field(&["volumeDevices"])];
    lists.into_iter().flat_map(Field::items).map(|mount| Field::walk(mount, &["name"]))
}

/// Names of volumes: those of the Pod, and of the claims that a StatefulSet makes.
fn names<'a>(pod: &Pod<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let claims = if pod.object().kind() == "StatefulSet" {
        pod.object().field(&["spec", "volumeClaimTemplates"])
    } else {
        pod.field(&["none"])
    };
    let claim = |claim| Field::walk(claim, &["metadata", "name"]).value().and_then(Value::scalar_text);
    pod.volumes().map(|volume| volume.name()).chain(claims.items().filter_map(claim))
}

pub(crate) mod volume_reference_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "volume-reference-missing",
        title: "A container mounts a volume that the Pod does not have",
        severity: Severity::High,
        audience: Audience::Default,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let known = Order::new(names(pod).map(hash));
            for container in pod.containers() {
                for field in mounts(&container) {
                    let Some(name) = field.as_str().filter(|name| !known.contains(hash(name))) else { continue };
                    let message =
                        format!("{} mounts `{}`, which is no volume of the Pod", named(&container), shown(name));
                    let mut finding = RULE.on(pod, field, message).related(container.name_span(), "this container");
                    if pod.partly_read {
                        finding = finding.confidence(Confidence::Low);
                    }
                    findings.push(finding);
                }
            }
        }
    }
}

pub(crate) mod volume_never_mounted {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "volume-never-mounted",
        title: "No container mounts a volume of its Pod",
        severity: Severity::Info,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods().iter().filter(|pod| !pod.partly_read) {
            let mut volumes = pod.volumes().peekable();
            if volumes.peek().is_none() {
                continue;
            }
            let used = Order::new(pod.containers().flat_map(|one| mounts(&one)).filter_map(Field::as_str).map(hash));
            for volume in volumes.filter(|volume| !used.contains(hash(volume.name()))) {
                let message = format!("no container mounts the volume `{}`", volume.label());
                findings.push(RULE.on(pod, volume.field(&["name"]), message));
            }
        }
    }
}

/// A list of what workloads use, to go through.
fn list(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, source: &str, what: &str) {
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let Some(entry) = volume.source().filter(|entry| entry.name() == source) else { continue };
            let message = format!("the volume `{}` holds {what}", volume.label());
            findings.push(rule.at(&pod.place(), entry.value.span(), entry.value.path(), message));
        }
    }
}

pub(crate) mod workload_mounts_pvc {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "workload-mounts-pvc",
        title: "A workload uses persistent data",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kubescape:C-0257"]),
        check: |ctx, findings| list(ctx, findings, &RULE, "persistentVolumeClaim", "data that outlive the Pod"),
        ..RELIABILITY
    };
}

pub(crate) mod workload_mounts_configmap {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "workload-mounts-configmap",
        title: "A workload mounts a ConfigMap",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kubescape:C-0258"]),
        check: |ctx, findings| list(ctx, findings, &RULE, "configMap", "a ConfigMap"),
        ..RELIABILITY
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn mounts_and_volumes_belong_together() {
        let text = "
kind: StatefulSet
spec:
  volumeClaimTemplates: [{metadata: {name: data}}]
  template:
    spec:
      volumes: [{name: a}, {name: b}]
      initContainers: [{name: c, volumeMounts: [{name: a}, {name: data}, {name: x}]}]
#                                                                               ^ high: init container `c` mounts `x`, which is no volume of the Pod
";
        check(&volume_reference_missing::RULE, text);
        let plain: String =
            text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let marks = "      volumes: [{name: a}, {name: b}]\n#                                 ^ info: no container mounts the volume `b`\n";
        check(&volume_never_mounted::RULE, &plain.replace("      volumes: [{name: a}, {name: b}]\n", marks));
    }
}
