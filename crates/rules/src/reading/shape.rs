//! The fields that manifests write most, with their types, and a walk over what of them an object writes. Known are the Pod's
//! fields up to Kubernetes 1.37; of everything else only what is listed here.

use plimsoll_kube::Object;
use plimsoll_source::{Entry, Kind, Value};

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Type {
    Flag,
    Number,
    Text,
    NumberOrText,
    Texts,
    Numbers,
    /// Texts by names that are free.
    Map,
    One(&'static Shape),
    List(&'static Shape),
    Any,
}

/// The fields of a mapping, sorted by name.
pub(super) struct Shape {
    /// What messages call it; "" where more fields exist than are listed.
    pub name: &'static str,
    pub fields: &'static [(&'static str, Type)],
}

/// An entry of an object, the shape of the mapping that it stands in, and its type where it is a field that is known.
pub(super) struct Seen<'a> {
    pub shape: &'static Shape,
    pub entry: Entry<'a>,
    pub known: Option<Type>,
}

impl Shape {
    pub(super) fn find(&self, name: &str) -> Option<Type> {
        let place = self.fields.binary_search_by(|(field, _)| (*field).cmp(name)).ok()?;
        self.fields.get(place).map(|(_, known)| *known)
    }
}

/// Shows every entry of an object that stands where the fields are known.
pub(super) fn walk<'a>(object: &Object<'a>, see: &mut dyn FnMut(Seen<'a>)) {
    let shape = match (object.group(), object.kind()) {
        _ if object.pod().is_some() => match object.kind() {
            "Pod" => &POD,
            "PodTemplate" => &TEMPLATE_OBJECT,
            _ => &WORKLOAD,
        },
        ("", "ConfigMap" | "Secret") => &DATA,
        ("", "Service") => &SERVICE,
        _ => &OBJECT,
    };
    walk_value(object.value(), shape, see);
}

fn walk_value<'a>(value: Value<'a>, shape: &'static Shape, see: &mut dyn FnMut(Seen<'a>)) {
    if value.kind() != Kind::Mapping {
        return;
    }
    for entry in value.entries() {
        let known = shape.find(&entry.name());
        see(Seen { shape, entry, known });
        match known {
            Some(One(below)) => walk_value(entry.value, below, see),
            Some(List(below)) => entry.value.items().for_each(|item| walk_value(item, below, see)),
            _ => {}
        }
    }
}

use Type::{Any, Flag, List, Map, Number, NumberOrText, Numbers, One, Text, Texts};

macro_rules! shapes {
    ($($shape:ident $name:literal { $($field:ident $kind:expr,)* })*) => {
        $(pub(super) static $shape: Shape = Shape { name: $name, fields: &[$((stringify!($field), $kind),)*] };)*

        #[cfg(test)]
        pub(super) static ALL: &[&Shape] = &[$(&$shape,)*];
    };
}

// A word of this language, as `type` is, cannot be listed: what has such a field is written out below.
shapes! {
    OBJECT "" { metadata One(&METADATA), }
    METADATA "" { annotations Map, generateName Text, labels Map, name Text, namespace Text, }
    DATA "" { data Map, immutable Flag, metadata One(&METADATA), stringData Map, }
    SERVICE "" { metadata One(&METADATA), spec One(&SERVICE_SPEC), }
    SERVICE_SPEC "" {
        clusterIP Text, externalName Text, externalTrafficPolicy Text, ports List(&SERVICE_PORT),
        publishNotReadyAddresses Flag, selector Map, sessionAffinity Text,
    }
    SERVICE_PORT "" { name Text, nodePort Number, port Number, protocol Text, targetPort NumberOrText, }
    POD "" { metadata One(&METADATA), spec One(&POD_SPEC), }
    TEMPLATE_OBJECT "" { metadata One(&METADATA), template One(&POD), }
    WORKLOAD "" { metadata One(&METADATA), spec One(&WORKLOAD_SPEC), }
    WORKLOAD_SPEC "" {
        activeDeadlineSeconds Number, backoffLimit Number, completionMode Text, completions Number, concurrencyPolicy Text,
        failedJobsHistoryLimit Number, jobTemplate One(&WORKLOAD), minReadySeconds Number, parallelism Number, paused Flag,
        podManagementPolicy Text, progressDeadlineSeconds Number, replicas Number, revisionHistoryLimit Number,
        schedule Text, selector Any, serviceName Text, startingDeadlineSeconds Number, successfulJobsHistoryLimit Number,
        suspend Flag, template One(&POD), timeZone Text, ttlSecondsAfterFinished Number,
    }
    POD_SPEC "the Pod's `spec`" {
        activeDeadlineSeconds Number, affinity Any, automountServiceAccountToken Flag, containers List(&CONTAINER),
        dnsConfig Any, dnsPolicy Text, enableServiceLinks Flag, ephemeralContainers List(&CONTAINER), evictionResponders Any,
        hostAliases Any, hostIPC Flag, hostNetwork Flag, hostPID Flag, hostUsers Flag, hostname Text, hostnameOverride Text,
        imagePullSecrets Any, initContainers List(&CONTAINER), nodeName Text, nodeSelector Map, os Any, overhead Any,
        preemptionPolicy Text, priority Number, priorityClassName Text, readinessGates Any, resourceClaims Any,
        resources One(&RESOURCES), restartPolicy Text, runtimeClassName Text, schedulerName Text, schedulingGates Any,
        schedulingGroup Any, securityContext One(&POD_SECURITY), serviceAccount Text, serviceAccountName Text,
        setHostnameAsFQDN Flag, shareProcessNamespace Flag, subdomain Text, terminationGracePeriodSeconds Number,
        tolerations List(&TOLERATION), topologySpreadConstraints Any, volumes Any, workloadRef Any,
    }
    CONTAINER "a container" {
        args Texts, command Texts, env List(&VARIABLE), envFrom Any, image Text, imagePullPolicy Text, lifecycle Any,
        livenessProbe One(&PROBE), name Text, ports List(&PORT), readinessProbe One(&PROBE), resizePolicy Any,
        resources One(&RESOURCES), restartPolicy Text, restartPolicyRules Any, securityContext One(&SECURITY),
        startupProbe One(&PROBE), stdin Flag, stdinOnce Flag, targetContainerName Text, terminationMessagePath Text,
        terminationMessagePolicy Text, tty Flag, volumeDevices Any, volumeMounts List(&MOUNT), workingDir Text,
    }
    POD_SECURITY "the Pod's `securityContext`" {
        appArmorProfile One(&PROFILE), fsGroup Number, fsGroupChangePolicy Text, runAsGroup Number, runAsNonRoot Flag,
        runAsUser Number, seLinuxChangePolicy Text, seLinuxOptions One(&SELINUX), seccompProfile One(&PROFILE),
        supplementalGroups Numbers, supplementalGroupsPolicy Text, sysctls Any, windowsOptions One(&WINDOWS),
    }
    SECURITY "a container's `securityContext`" {
        allowPrivilegeEscalation Flag, appArmorProfile One(&PROFILE), capabilities One(&CAPABILITIES), privileged Flag,
        procMount Text, readOnlyRootFilesystem Flag, runAsGroup Number, runAsNonRoot Flag, runAsUser Number,
        seLinuxOptions One(&SELINUX), seccompProfile One(&PROFILE), windowsOptions One(&WINDOWS),
    }
    CAPABILITIES "`capabilities`" { add Texts, drop Texts, }
    WINDOWS "`windowsOptions`" { gmsaCredentialSpec Text, gmsaCredentialSpecName Text, hostProcess Flag, runAsUserName Text, }
    RESOURCES "`resources`" { claims Any, limits Any, requests Any, }
    VARIABLE "an environment variable" { name Text, value Text, valueFrom Any, }
    PORT "a port" { containerPort Number, hostIP Text, hostPort Number, name Text, protocol Text, }
    MOUNT "a volume mount" {
        mountPath Text, mountPropagation Text, name Text, readOnly Flag, recursiveReadOnly Text, subPath Text,
        subPathExpr Text,
    }
    TOLERATION "a toleration" { effect Text, key Text, operator Text, tolerationSeconds Number, value Text, }
    PROBE "a probe" {
        exec One(&COMMAND), failureThreshold Number, grpc Any, httpGet One(&REQUEST), initialDelaySeconds Number,
        periodSeconds Number, successThreshold Number, tcpSocket Any, terminationGracePeriodSeconds Number,
        timeoutSeconds Number,
    }
    COMMAND "`exec`" { command Texts, }
    REQUEST "`httpGet`" { host Text, httpHeaders Any, path Text, port NumberOrText, scheme Text, }
}

static PROFILE: Shape = Shape { name: "a profile", fields: &[("localhostProfile", Text), ("type", Text)] };
static SELINUX: Shape =
    Shape { name: "`seLinuxOptions`", fields: &[("level", Text), ("role", Text), ("type", Text), ("user", Text)] };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_sorted() {
        for shape in ALL.iter().chain([&&PROFILE, &&SELINUX]) {
            assert!(shape.fields.is_sorted_by(|(name, _), (next, _)| name < next), "{}", shape.name);
        }
    }
}
