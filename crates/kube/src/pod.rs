//! Pods, as objects write them or as controllers make them.

use plimsoll_source::{Entries, Kind, Value};

use crate::container::Containers;
use crate::volume::Volumes;
use crate::{ContainerList, Effective, Field, Object, Version};

/// A Pod, or the template that a controller makes Pods from.
#[derive(Clone, Copy, Debug)]
pub struct Pod<'a> {
    object: Object<'a>,
    template: Value<'a>,
    spec: Value<'a>,
    security: (Value<'a>, bool),
}

/// Looked up once, since most settings stand in it.
pub(crate) const SECURITY_CONTEXT: &[&str] = &["securityContext"];

/// The first version whose Pods say on which system they run.
const OS_FIELD: Version = Version::new(25);

/// Where an object of a kind holds the Pod or its template; none for kinds that hold none.
fn template(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "Pod" => &[],
        "PodTemplate" => &["template"],
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController" | "Job" => {
            &["spec", "template"]
        }
        "CronJob" => &["spec", "jobTemplate", "spec", "template"],
        _ => return None,
    })
}

impl<'a> Pod<'a> {
    /// Whether objects of a kind hold or make Pods.
    pub fn is_held_by(kind: &str) -> bool {
        template(kind).is_some()
    }

    /// The Pod of an object of a kind that holds one, in whatever version of its group. None where no spec of a Pod is
    /// written.
    pub(crate) fn of(object: Object<'a>) -> Option<Self> {
        let path = template(object.kind())?;
        // A group with a dot belongs to somebody else's kind of the same name. A wrong group of Kubernetes' own is let
        // pass: the object is broken, and its author means the kind that everybody knows.
        if object.group().contains('.') {
            return None;
        }
        let template = object.field(path).value()?;
        let spec = Field::walk(template, &["spec"]).value().filter(|spec| spec.kind() == Kind::Mapping)?;
        Some(Self { object, template, spec, security: Field::walk(spec, SECURITY_CONTEXT).root() })
    }

    /// The object that is or makes the Pod.
    pub const fn object(&self) -> Object<'a> {
        self.object
    }

    /// The spec of the Pod.
    pub const fn spec(&self) -> Field<'a> {
        Field::of(self.spec)
    }

    /// The metadata of the Pod: that of the template where a controller makes it.
    pub fn metadata(&self) -> Field<'a> {
        Field::walk(self.template, &["metadata"])
    }

    /// The annotations of the Pod.
    pub fn annotations(&self) -> Entries<'a> {
        self.metadata().child(&["annotations"]).entries()
    }

    /// The labels of the Pod.
    pub fn labels(&self) -> Entries<'a> {
        self.metadata().child(&["labels"]).entries()
    }

    /// The place that `path` leads to from the spec.
    pub fn field(&self, path: &'static [&'static str]) -> Field<'a> {
        Field::walk(self.spec, path)
    }

    /// `spec.securityContext`.
    pub const fn security_context(&self) -> Field<'a> {
        Field::rooted(self.security, SECURITY_CONTEXT)
    }

    /// Every container: init, ordinary, ephemeral.
    pub fn containers(&self) -> Containers<'a> {
        Containers::of(*self, ContainerList::ALL)
    }

    /// The containers of one list.
    pub fn containers_in(&self, list: ContainerList) -> Containers<'a> {
        Containers::of(*self, list.alone())
    }

    /// Every volume.
    pub fn volumes(&self) -> Volumes<'a> {
        Volumes::of(self.field(&["volumes"]))
    }

    /// Whether the Pod says that it runs on Windows, and `version` listens.
    pub fn is_windows(&self, version: Version) -> bool {
        version >= OS_FIELD && self.field(&["os", "name"]).as_str() == Some("windows")
    }

    /// `hostUsers`: whether the users of the Pod are those of the node, which they are unless it says no.
    pub fn host_users(&self) -> Option<bool> {
        self.field(&["hostUsers"]).as_bool()
    }

    /// `hostNetwork`.
    pub fn host_network(&self) -> Effective<'a, bool> {
        self.flag(&["hostNetwork"])
    }

    /// `hostPID`.
    pub fn host_pid(&self) -> Effective<'a, bool> {
        self.flag(&["hostPID"])
    }

    /// `hostIPC`.
    pub fn host_ipc(&self) -> Effective<'a, bool> {
        self.flag(&["hostIPC"])
    }

    /// `shareProcessNamespace`.
    pub fn share_process_namespace(&self) -> Effective<'a, bool> {
        self.flag(&["shareProcessNamespace"])
    }

    /// `automountServiceAccountToken`.
    pub fn automount_service_account_token(&self) -> Effective<'a, bool> {
        self.flag(&["automountServiceAccountToken"])
    }

    /// `serviceAccountName`, else the older `serviceAccount`.
    pub fn service_account_name(&self) -> Effective<'a, &'a str> {
        let name = Effective::own(self.field(&["serviceAccountName"]), Value::as_str);
        let older = Effective::own(self.field(&["serviceAccount"]), Value::as_str);
        if name.value.is_none() && older.value.is_some() { older } else { name }
    }

    /// `securityContext.runAsNonRoot`.
    pub fn run_as_non_root(&self) -> Effective<'a, bool> {
        Effective::own(self.security_context().child(&["runAsNonRoot"]), Value::as_bool)
    }

    /// `securityContext.runAsUser`.
    pub fn run_as_user(&self) -> Effective<'a, i64> {
        Effective::own(self.security_context().child(&["runAsUser"]), Value::as_i64)
    }

    /// `securityContext.runAsGroup`.
    pub fn run_as_group(&self) -> Effective<'a, i64> {
        Effective::own(self.security_context().child(&["runAsGroup"]), Value::as_i64)
    }

    /// `securityContext.seccompProfile.type`.
    pub fn seccomp_profile_type(&self) -> Effective<'a, &'a str> {
        Effective::own(self.security_context().child(&["seccompProfile", "type"]), Value::as_str)
    }

    /// `securityContext.appArmorProfile.type`.
    pub fn app_armor_profile_type(&self) -> Effective<'a, &'a str> {
        Effective::own(self.security_context().child(&["appArmorProfile", "type"]), Value::as_str)
    }

    /// `securityContext.fsGroup`.
    pub fn fs_group(&self) -> Effective<'a, i64> {
        Effective::own(self.security_context().child(&["fsGroup"]), Value::as_i64)
    }

    /// `securityContext.supplementalGroups`.
    pub fn supplemental_groups(&self) -> Effective<'a, Value<'a>> {
        Effective::own(self.security_context().child(&["supplementalGroups"]), Some)
    }

    /// `securityContext.sysctls`.
    pub fn sysctls(&self) -> Effective<'a, Value<'a>> {
        Effective::own(self.security_context().child(&["sysctls"]), Some)
    }

    fn flag(&self, path: &'static [&'static str]) -> Effective<'a, bool> {
        Effective::own(self.field(path), Value::as_bool)
    }
}
