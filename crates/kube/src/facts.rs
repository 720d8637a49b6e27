//! What other objects need to know of one: owned and without places, so that it stays the same while the text around it
//! moves, and need not be asked again for documents that did not change.

use plimsoll_source::{Entry, Value};

use crate::field::word;
use crate::{Container, Field, Object, Pod};

/// What other objects need to know of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectFacts {
    /// `Deployment`.
    pub kind: Box<str>,
    /// `apps`; "" for the core group.
    pub group: Box<str>,
    /// `metadata.namespace`, "" where none is written.
    pub namespace: Box<str>,
    /// `metadata.name`, else `metadata.generateName`, else "".
    pub name: Box<str>,
    /// What it is to others.
    pub role: Role,
}

/// Labels, as written. A label that is no text is left out: the API server refuses it.
pub type Labels = Box<[(Box<str>, Box<str>)]>;

/// What an object is to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It holds or makes Pods.
    Workload(Box<WorkloadFacts>),
    /// A `Namespace`.
    Namespace {
        /// Its labels.
        labels: Labels,
    },
    /// A `ServiceAccount`.
    ServiceAccount {
        /// `automountServiceAccountToken`.
        automount: Option<bool>,
    },
    /// A `LimitRange`.
    LimitRange {
        /// Whether it gives containers requests or limits that they do not write.
        gives_defaults: bool,
    },
    /// A `ResourceQuota`.
    ResourceQuota {
        /// Whether it bounds CPU.
        cpu: bool,
        /// Whether it bounds memory.
        memory: bool,
    },
    /// Nothing but an object that others may name.
    Other,
}

/// What others need to know of something that holds or makes Pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadFacts {
    /// The labels of its Pods.
    pub labels: Labels,
    /// The service account of its Pods; "" where none is written, which stands for `default`.
    pub service_account: Box<str>,
    /// What its Pods name.
    pub references: Box<[Reference]>,
    /// The effective users of its containers, as far as they are written, each once, in their order.
    pub users: Box<[i64]>,
    /// Whether a controller owns it, as `ownerReferences` say.
    pub is_owned: bool,
}

/// Another object that a Pod names, in its own namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is named.
    pub to: Referent,
    /// Its name.
    pub name: Box<str>,
    /// Whether the Pod also starts without it.
    pub optional: bool,
}

/// What a Pod can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referent {
    /// A `ConfigMap`.
    ConfigMap,
    /// A `Secret`.
    Secret,
    /// A `PersistentVolumeClaim`.
    PersistentVolumeClaim,
}

impl Referent {
    /// The kind of the object.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::ConfigMap => "ConfigMap",
            Self::Secret => "Secret",
            Self::PersistentVolumeClaim => "PersistentVolumeClaim",
        }
    }
}

impl ObjectFacts {
    /// What others need to know of an object.
    pub fn of(object: &Object<'_>) -> Self {
        Self {
            kind: object.kind().into(),
            group: object.group().into(),
            namespace: object.namespace().into(),
            name: object.name().into(),
            role: Role::of(object),
        }
    }

    /// The workload that it is.
    pub fn workload(&self) -> Option<&WorkloadFacts> {
        match &self.role {
            Role::Workload(workload) => Some(workload),
            _ => None,
        }
    }

    /// The value of a label of a namespace.
    pub fn namespace_label(&self, key: &str) -> Option<&str> {
        match &self.role {
            Role::Namespace { labels } => label(labels, key),
            _ => None,
        }
    }
}

/// The value of a label.
pub fn label<'l>(labels: &'l Labels, key: &str) -> Option<&'l str> {
    labels.iter().find(|(known, _)| **known == *key).map(|(_, value)| &**value)
}

impl Role {
    fn of(object: &Object<'_>) -> Self {
        match (object.kind(), object.group()) {
            ("Namespace", "") => Self::Namespace { labels: labels(object.labels()) },
            ("ServiceAccount", "") => {
                let automount = object.field(&["automountServiceAccountToken"]).as_bool();
                Self::ServiceAccount { automount }
            }
            ("LimitRange", "") => Self::LimitRange { gives_defaults: gives_defaults(object) },
            ("ResourceQuota", "") => {
                Self::ResourceQuota { cpu: bounds(object, "cpu"), memory: bounds(object, "memory") }
            }
            _ => object.pod().map_or(Self::Other, |pod| Self::Workload(Box::new(WorkloadFacts::of(object, &pod)))),
        }
    }
}

impl WorkloadFacts {
    fn of(object: &Object<'_>, pod: &Pod<'_>) -> Self {
        let mut references = Vec::new();
        let mut users = Vec::new();
        for volume in pod.volumes() {
            let Some(source) = volume.source() else { continue };
            of_volume(source, &mut references);
        }
        for container in pod.containers() {
            of_environment(&container, &mut references);
            users.extend(container.run_as_user().value.filter(|user| !users.contains(user)));
        }
        let owners = object.field(&["metadata", "ownerReferences"]);
        Self {
            labels: labels(pod.labels()),
            service_account: pod.service_account_name().value.unwrap_or_default().into(),
            references: references.into(),
            users: users.into(),
            is_owned: owners.items().any(|owner| Field::walk(owner, &["controller"]).as_bool() == Some(true)),
        }
    }
}

fn gives_defaults(limit_range: &Object<'_>) -> bool {
    limit_range.field(&["spec", "limits"]).items().any(|limit| {
        let set = |path| Field::walk(limit, path).value().is_some_and(|value| value.entries().next().is_some());
        Field::walk(limit, &["type"]).as_str() == Some("Container") && (set(&["default"]) || set(&["defaultRequest"]))
    })
}

/// `cpu` alone stands for `requests.cpu`.
fn bounds(quota: &Object<'_>, resource: &str) -> bool {
    let hard = quota.field(&["spec", "hard"]).value();
    hard.into_iter().flat_map(Value::entries).any(|entry| {
        let name = entry.name();
        let name = name.strip_prefix("requests.").or_else(|| name.strip_prefix("limits.")).unwrap_or(&name);
        name == resource && !entry.value.is_null()
    })
}

/// Labels as facts keep them.
pub fn labels<'a>(entries: impl Iterator<Item = Entry<'a>>) -> Labels {
    let text = |entry: Entry<'a>| Some((entry.key.scalar_text()?.into(), entry.value.as_str()?.into()));
    entries.filter_map(text).collect()
}

fn of_volume(source: Entry<'_>, references: &mut Vec<Reference>) {
    let value = source.value;
    match source.key.scalar_text() {
        Some("configMap") => push(Referent::ConfigMap, value, &["name"], references),
        Some("secret") => push(Referent::Secret, value, &["secretName"], references),
        Some("persistentVolumeClaim") => push(Referent::PersistentVolumeClaim, value, &["claimName"], references),
        Some("projected") => {
            for part in Field::walk(value, &["sources"]).items() {
                of_reference(Field::walk(part, &["configMap"]), Referent::ConfigMap, references);
                of_reference(Field::walk(part, &["secret"]), Referent::Secret, references);
            }
        }
        _ => {}
    }
}

fn of_environment(container: &Container<'_>, references: &mut Vec<Reference>) {
    for variable in container.field(&["env"]).items() {
        let from = Field::walk(variable, &["valueFrom"]);
        of_reference(from.child(&["configMapKeyRef"]), Referent::ConfigMap, references);
        of_reference(from.child(&["secretKeyRef"]), Referent::Secret, references);
    }
    for source in container.field(&["envFrom"]).items() {
        of_reference(Field::walk(source, &["configMapRef"]), Referent::ConfigMap, references);
        of_reference(Field::walk(source, &["secretRef"]), Referent::Secret, references);
    }
}

fn of_reference(field: Field<'_>, to: Referent, references: &mut Vec<Reference>) {
    if let Some(value) = field.value() {
        push(to, value, &["name"], references);
    }
}

fn push(to: Referent, value: Value<'_>, name: &'static [&'static str], references: &mut Vec<Reference>) {
    let name = Field::walk(value, name).value().map_or("", word);
    if !name.is_empty() {
        let optional = Field::walk(value, &["optional"]).as_bool() == Some(true);
        references.push(Reference { to, name: name.into(), optional });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects;
    use crate::testing::file;

    fn facts(text: &str) -> ObjectFacts {
        ObjectFacts::of(&objects(&file(text), 0)[0])
    }

    #[test]
    fn a_workload_says_what_its_pods_name() {
        let deployment = facts(
            "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, ownerReferences: [{controller: true}]}
spec:
  template:
    metadata: {labels: {app: web, n: 5}}
    spec:
      serviceAccountName: web
      securityContext: {runAsUser: 7}
      volumes:
      - {name: a, configMap: {name: settings, optional: true}}
      - {name: b, secret: {secretName: keys}}
      - {name: c, persistentVolumeClaim: {claimName: data}}
      - {name: d, projected: {sources: [{secret: {name: more}}, {configMap: {}}]}}
      - {name: e, emptyDir: {}}
      containers:
      - {name: a, securityContext: {runAsUser: 8}, env: [{name: X, valueFrom: {secretKeyRef: {name: token, key: t}}}]}
      - {name: b, envFrom: [{configMapRef: {name: environment}}, {secretRef: }]}
      - {name: c}
",
        );
        let workload = deployment.workload().unwrap();
        let named: Vec<_> = workload.references.iter().map(|one| format!("{} {}", one.to.kind(), one.name)).collect();
        let expected = [
            "ConfigMap settings",
            "Secret keys",
            "PersistentVolumeClaim data",
            "Secret more",
            "Secret token",
            "ConfigMap environment",
        ];
        assert_eq!(named, expected);
        assert_eq!(workload.references.iter().map(|one| one.optional).filter(|optional| *optional).count(), 1);
        assert_eq!((&*workload.service_account, &*workload.users, workload.is_owned), ("web", &[8, 7][..], true));
        assert_eq!(workload.labels.len(), 1, "a number is no label");
        assert_eq!(label(&workload.labels, "app"), Some("web"));
    }

    #[test]
    fn a_namespace_has_labels_and_a_service_account_its_token() {
        let namespace = facts("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b}}\n");
        assert_eq!((namespace.namespace_label("a"), namespace.namespace_label("b")), (Some("b"), None));
        let account = facts("apiVersion: v1\nkind: ServiceAccount\nautomountServiceAccountToken: false\n");
        assert_eq!(account.role, Role::ServiceAccount { automount: Some(false) });
        assert_eq!(facts("apiVersion: x.io/v1\nkind: Namespace\nmetadata: {labels: {a: b}}\n").role, Role::Other);
    }

    #[test]
    fn ranges_and_quotas_say_what_they_give_and_bound() {
        let range =
            |limits: &str| facts(&format!("apiVersion: v1\nkind: LimitRange\nspec: {{limits: {limits}}}\n")).role;
        assert_eq!(range("[{type: Container, defaultRequest: {cpu: 1}}]"), Role::LimitRange { gives_defaults: true });
        for none in [
            "[{type: Container, max: {cpu: 1}}]",
            "[{type: Pod, default: {cpu: 1}}]",
            "[{type: Container, default: {}}]",
            "5",
        ] {
            assert_eq!(range(none), Role::LimitRange { gives_defaults: false }, "{none}");
        }
        let quota = |hard: &str| facts(&format!("apiVersion: v1\nkind: ResourceQuota\nspec: {{hard: {hard}}}\n")).role;
        assert_eq!(quota("{limits.cpu: 1, memory: 1Gi}"), Role::ResourceQuota { cpu: true, memory: true });
        assert_eq!(quota("{pods: 4, requests.memory: }"), Role::ResourceQuota { cpu: false, memory: false });
    }

    #[test]
    fn where_text_stands_does_not_matter() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n";
        assert_eq!(facts(text), facts(&format!("# a comment\n\n{text}")));
    }
}
