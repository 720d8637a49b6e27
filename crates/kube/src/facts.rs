//! What other objects need to know of one: owned and without places, so that it stays the same while the text around it
//! moves, and need not be asked again for documents that did not change.

mod access;
mod bounds;
mod machine;
mod made;
mod requests;
mod scaling;
mod traffic;

use plimsoll_source::Entry;
use plimsoll_source::order::{by_number, hash};

use self::bounds::{GIVEN, bounds, gives};
use crate::field::word;
use crate::network::PolicyFacts;
use crate::references::{Mention, mentions};
use crate::{ContainerList, Field, Object, Pod};

pub use crate::references::Referent;
pub use access::{BindingFacts, RBAC_GROUP, RoleFacts, RuleFacts, SubjectFacts, Words};
pub use machine::MachineFacts;
pub use made::Made;
pub use requests::{Requests, asks_for};
pub use scaling::{AutoscalerFacts, BudgetFacts, Need, Target};
pub use traffic::{Backend, BackendFacts, Door, PortFacts, PortRef, ServiceFacts, is_route};

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
        /// Whether it writes requests or limits for containers that write none.
        gives_defaults: bool,
        /// Of which resources it gives such containers requests, written as a default or not.
        requests: Requests,
    },
    /// A `ResourceQuota`.
    ResourceQuota {
        /// Whether it bounds CPU.
        cpu: bool,
        /// Whether it bounds memory.
        memory: bool,
    },
    /// A `Service`.
    Service(Box<ServiceFacts>),
    /// An `Ingress`, or a route of the Gateway API: where it sends traffic.
    Route(Box<[BackendFacts]>),
    /// A `Route` of OpenShift: where it sends traffic.
    OpenShiftRoute(Box<[BackendFacts]>),
    /// A `ConfigMap` or a `Secret`: the keys of its entries, for [`has_entry`].
    Data(Box<[Box<str>]>),
    /// A `Secret` that holds the token of a service account: the name of that account.
    Token(Box<str>),
    /// Something that other `ConfigMaps` or `Secrets` are made from.
    Maker(Box<[Made]>),
    /// A `HorizontalPodAutoscaler`, or a `ScaledObject` of KEDA.
    Autoscaler(Box<AutoscalerFacts>),
    /// A `VerticalPodAutoscaler`: what it sets the requests of.
    VerticalAutoscaler(Box<Target>),
    /// A `PodDisruptionBudget`.
    Budget(Box<BudgetFacts>),
    /// A `NetworkPolicy`, or a policy of the cluster.
    Policy(Box<PolicyFacts>),
    /// A virtual machine of KubeVirt, which runs in a Pod.
    Machine(Box<MachineFacts>),
    /// A `Role` or a `ClusterRole`.
    Permissions(Box<RoleFacts>),
    /// A `RoleBinding` or a `ClusterRoleBinding`.
    Binding(Box<BindingFacts>),
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
    /// `automountServiceAccountToken` of its Pods.
    pub automount: Option<bool>,
    /// Whether a volume of its own brings its Pods a token for the API server.
    pub projects_token: bool,
    /// What its Pods name.
    pub references: Box<[Reference]>,
    /// The effective users of its containers, as far as they are written, each once, in their order.
    pub users: Box<[i64]>,
    /// Whether a controller owns it, as `ownerReferences` say.
    pub is_owned: bool,
    /// The controller that owns it.
    pub owner: Option<Target>,
    /// Whether its Pods use the network of their node.
    pub host_network: bool,
    /// `spec.replicas`.
    pub replicas: Option<i64>,
    /// The ports of its containers that have a name.
    pub ports: Box<[PortFacts]>,
    /// Whether each of its containers asks for CPU and for memory.
    pub requests: Requests,
    /// Whether one of its ordinary containers has no readiness probe.
    pub lacks_readiness: bool,
    /// The Service that a `StatefulSet` names; "" where none is written.
    pub service: Box<str>,
}

/// Another object that a Pod names, in its own namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is named.
    pub to: Referent,
    /// Its name.
    pub name: Box<str>,
    /// The entry of it that is wanted; "" where it is all or any of them.
    pub key: Box<str>,
    /// Whether the Pod also starts without it.
    pub optional: bool,
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
pub fn label<'l>(labels: &'l [(Box<str>, Box<str>)], key: &str) -> Option<&'l str> {
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
            ("LimitRange", "") => Self::LimitRange {
                gives_defaults: gives(object, &["default", "defaultRequest"], |_| true),
                requests: Requests {
                    cpu: gives(object, &GIVEN, |resource| resource == "cpu"),
                    memory: gives(object, &GIVEN, |resource| resource == "memory"),
                },
            },
            ("ResourceQuota", "") => {
                Self::ResourceQuota { cpu: bounds(object, "cpu"), memory: bounds(object, "memory") }
            }
            ("Service", "") => Self::Service(Box::new(ServiceFacts::of(object))),
            ("Ingress", _) => Self::Route(Backend::of_ingress(object).into_iter().map(Backend::into_facts).collect()),
            ("Secret", "") if access::is_token(object) => Self::Token(access::token_account(object)),
            ("ConfigMap" | "Secret", "") => Self::Data(keys(object)),
            ("Role" | "ClusterRole", RBAC_GROUP) => Self::Permissions(Box::new(RoleFacts::of(object))),
            ("RoleBinding" | "ClusterRoleBinding", RBAC_GROUP) => Self::Binding(Box::new(BindingFacts::of(object))),
            ("HorizontalPodAutoscaler", group) if !group.contains('.') => {
                Self::Autoscaler(Box::new(AutoscalerFacts::of_horizontal(object)))
            }
            ("ScaledObject", "keda.sh") => Self::Autoscaler(Box::new(AutoscalerFacts::of_scaled_object(object))),
            ("VerticalPodAutoscaler", _) => {
                Self::VerticalAutoscaler(Box::new(Target::of(object.field(&["spec", "targetRef"]))))
            }
            ("PodDisruptionBudget", group) if !group.contains('.') => Self::Budget(Box::new(BudgetFacts::of(object))),
            (kind, group) if is_route(kind, group) => {
                Self::Route(Backend::of_route(object).into_iter().map(Backend::into_facts).collect())
            }
            (_, "policy.networking.k8s.io") | ("NetworkPolicy", _) => match PolicyFacts::of(object) {
                Some(policy) => Self::Policy(Box::new(policy)),
                None => Self::Other,
            },
            ("VirtualMachine" | "VirtualMachineInstance", "kubevirt.io") => {
                Self::Machine(Box::new(MachineFacts::of(object)))
            }
            ("Route", "route.openshift.io") => {
                let backends = Backend::of_open_shift(object).into_iter().map(Backend::into_facts);
                Self::OpenShiftRoute(backends.collect())
            }
            _ => match object.pod() {
                Some(pod) => Self::Workload(Box::new(WorkloadFacts::of(object, &pod))),
                None => match made::made_from(object) {
                    made if made.is_empty() => Self::Other,
                    made => Self::Maker(made.into()),
                },
            },
        }
    }
}

/// The keys of the entries of a `ConfigMap` or a `Secret`.
fn keys(object: &Object<'_>) -> Box<[Box<str>]> {
    let parts = [object.field(&["data"]), object.field(&["binaryData"]), object.field(&["stringData"])];
    let entries = parts.into_iter().flat_map(Field::entries);
    let mut keys: Vec<Box<str>> = entries.filter_map(|entry| Some(entry.key.scalar_text()?.into())).collect();
    by_number(&mut keys, |key| hash(key));
    keys.into()
}

/// Whether a `ConfigMap` or a `Secret` with these keys has an entry.
pub fn has_entry(keys: &[Box<str>], key: &str) -> bool {
    let first = keys.partition_point(|known| hash(known) < hash(key));
    let mut found = keys.get(first..).unwrap_or_default().iter().take_while(|known| hash(known) == hash(key));
    found.any(|known| **known == *key)
}

impl WorkloadFacts {
    fn of(object: &Object<'_>, pod: &Pod<'_>) -> Self {
        let mut users = Vec::new();
        let mut ports = Vec::new();
        let mut requests = Requests { cpu: true, memory: true };
        let mut lacks_readiness = false;
        for container in pod.containers() {
            users.extend(container.run_as_user().value.filter(|user| !users.contains(user)));
            let listed = container.field(&["ports"]).items().map(PortFacts::of_container);
            ports.extend(listed.filter(|port| !port.name.is_empty()));
            if container.list() == ContainerList::Containers {
                requests.cpu &= asks_for(&container, &["cpu"]);
                requests.memory &= asks_for(&container, &["memory"]);
                lacks_readiness |= !container.field(&["readinessProbe"]).is_set();
            }
        }
        let reference = |mention: Mention<'_>| Reference {
            to: mention.to,
            name: word(mention.name).into(),
            key: mention.key.map_or("", word).into(),
            optional: mention.optional,
        };
        let owner = machine::owner(object);
        Self {
            labels: labels(pod.labels()),
            service_account: pod.service_account_name().value.unwrap_or_default().into(),
            automount: pod.automount_service_account_token().value,
            projects_token: pod.volumes().any(|volume| access::projects_token(&volume)),
            references: mentions(pod).into_iter().map(reference).collect(),
            users: users.into(),
            is_owned: owner.is_some(),
            owner,
            host_network: pod.host_network().value == Some(true),
            replicas: object.field(&["spec", "replicas"]).as_i64(),
            ports: ports.into(),
            requests,
            lacks_readiness,
            service: object.field(&["spec", "serviceName"]).as_str().unwrap_or_default().into(),
        }
    }
}

/// Labels as facts keep them.
pub fn labels<'a>(entries: impl Iterator<Item = Entry<'a>>) -> Labels {
    let text = |entry: Entry<'a>| Some((entry.key.scalar_text()?.into(), entry.value.as_str()?.into()));
    entries.filter_map(text).collect()
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
        let gives =
            |gives_defaults, cpu, memory| Role::LimitRange { gives_defaults, requests: Requests { cpu, memory } };
        assert_eq!(range("[{type: Container, defaultRequest: {cpu: 1}}]"), gives(true, true, false));
        assert_eq!(range("[{type: Container, default: {memory: 1Gi}}, 5]"), gives(true, false, true));
        for part in ["max", "min"] {
            assert_eq!(
                range(&format!("[{{type: Container, {part}: {{cpu: 1}}}}]")),
                gives(false, true, false),
                "{part}"
            );
        }
        for none in [
            "[{type: Container, maxLimitRequestRatio: {cpu: 1}}]",
            "[{type: Pod, default: {cpu: 1}}]",
            "[{type: Container, default: {}}]",
            "5",
        ] {
            assert_eq!(range(none), gives(false, false, false), "{none}");
        }
        let quota = |hard: &str| facts(&format!("apiVersion: v1\nkind: ResourceQuota\nspec: {{hard: {hard}}}\n")).role;
        assert_eq!(quota("{limits.cpu: 1, memory: 1Gi}"), Role::ResourceQuota { cpu: true, memory: true });
        assert_eq!(quota("{pods: 4, requests.memory: }"), Role::ResourceQuota { cpu: false, memory: false });
    }

    #[test]
    fn ports_replicas_and_requests_of_a_workload() {
        let deployment = facts(
            "
apiVersion: apps/v1
kind: Deployment
spec:
  replicas: 3
  template:
    spec:
      initContainers: [{name: i}]
      containers:
      - {name: a, ports: [{name: http, containerPort: 80}, {containerPort: 81}], resources: {limits: {cpu: 1}}}
      - {name: b, ports: [{name: dns, containerPort: 53, protocol: UDP}], resources: {requests: {cpu: 1, memory: }}}
",
        );
        let workload = deployment.workload().unwrap();
        assert_eq!((workload.replicas, workload.requests), (Some(3), Requests { cpu: true, memory: false }));
        let ports: Vec<_> = workload.ports.iter().map(|port| format!("{}/{}", port.name, port.protocol)).collect();
        assert_eq!(ports, ["http/TCP", "dns/UDP"]);
    }

    #[test]
    fn a_service_says_where_it_sends() {
        let Role::Service(service) = facts("apiVersion: v1\nkind: Service\nspec: {selector: {a: b}, clusterIP: None, ports: [{name: web, port: 80, targetPort: http}, {port: 81}]}\n").role else { panic!() };
        assert!(service.is_headless && !service.is_external_name && service.selector.is_some());
        let has = [PortRef::Number(80), PortRef::Name("web".into()), PortRef::Name("http".into()), PortRef::Number(82)];
        assert_eq!(has.map(|port| service.has_port(&port)), [true, true, true, false]);
        let Role::Service(empty) = facts("apiVersion: v1\nkind: Service\nspec: {selector: {}}\n").role else {
            panic!()
        };
        assert_eq!(empty.selector, None);
    }

    #[test]
    fn routes_name_services_in_old_and_new_forms() {
        let named = |text: &str| match facts(text).role {
            Role::Route(all) => all.iter().map(|one| format!("{}/{}", one.namespace, one.service)).collect(),
            _ => Vec::new(),
        };
        let ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: {defaultBackend: {service: {name: a}}, rules: [{http: {paths: [{backend: {service: {name: b, port: {number: 80}}}}, {backend: {serviceName: c, servicePort: x}}, {backend: {resource: {name: d}}}]}}]}\n";
        assert_eq!(named(ingress), ["/a", "/b", "/"], "the second version has no `serviceName`");
        assert_eq!(named(&ingress.replace("k8s.io/v1", "k8s.io/v1beta1")), ["/a", "/b", "/c"]);
        let route = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nspec: {rules: [{backendRefs: [{name: a, namespace: n}, {name: b, kind: Bucket}], filters: [{requestMirror: {backendRef: {name: c}}}]}]}\n";
        assert_eq!(named(route), ["n/a", "/c"]);
    }

    #[test]
    fn autoscalers_have_their_defaults() {
        let of = |text: &str| match facts(text).role {
            Role::Autoscaler(one) => {
                let needs: Vec<_> =
                    one.needs.iter().map(|need| format!("{} {}", need.resource, need.container)).collect();
                (format!("{}/{}", one.target.kind, one.target.name), one.minimum, one.maximum, needs.join(","))
            }
            _ => panic!("no autoscaler"),
        };
        let plain = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: {scaleTargetRef: {kind: Deployment, name: web}}\n";
        assert_eq!(of(plain), ("Deployment/web".to_owned(), 1, None, "cpu ".to_owned()));
        let metrics = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: {minReplicas: 2, maxReplicas: 5, metrics: [{resource: {name: memory, target: {averageUtilization: 50}}}, {containerResource: {name: cpu, container: a, target: {averageUtilization: 50}}}, {resource: {name: cpu, target: {averageValue: 1}}}]}\n";
        assert_eq!(of(metrics), ("/".to_owned(), 2, Some(5), "memory ,cpu a".to_owned()));
        let keda = "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec: {scaleTargetRef: {name: web}}\n";
        assert_eq!(of(keda), ("Deployment/web".to_owned(), 0, Some(100), String::new()));
    }

    #[test]
    fn an_empty_selector_of_a_budget_once_selected_nothing() {
        let selector = |version: &str| match facts(&format!(
            "apiVersion: {version}\nkind: PodDisruptionBudget\nspec: {{selector: {{}}}}\n"
        ))
        .role
        {
            Role::Budget(budget) => budget.selector.is_some(),
            _ => panic!("no budget"),
        };
        assert!(selector("policy/v1") && !selector("policy/v1beta1"));
    }

    #[test]
    fn entries_have_keys_and_makers_names() {
        let Role::Data(keys) = facts("apiVersion: v1\nkind: Secret\ndata: {a: eA==}\nstringData: {b: x}\n").role else {
            panic!()
        };
        assert_eq!(["a", "b", "c"].map(|key| has_entry(&keys, key)), [true, true, false]);
        let made = |text: &str| match facts(text).role {
            Role::Maker(made) => made.iter().map(|one| format!("{} {}", one.kind.kind(), one.name)).collect(),
            _ => Vec::new(),
        };
        assert_eq!(made("apiVersion: e.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {}\n"), ["Secret a"]);
        assert_eq!(made("apiVersion: c.io/v1\nkind: Certificate\nspec: {secretName: b}\n"), ["Secret b"]);
        assert_eq!(
            made("kind: Kustomization\nconfigMapGenerator: [{name: c}, {name: d}]\n"),
            ["ConfigMap c", "ConfigMap d"]
        );
    }

    #[test]
    fn where_text_stands_does_not_matter() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n";
        assert_eq!(facts(text), facts(&format!("# a comment\n\n{text}")));
    }
}
