//! What others need to know of Services, and of what sends traffic to them.

use plimsoll_source::{Kind, Value};

use crate::field::word;
use crate::selector::Selector;
use crate::{Field, Object};

/// What others need to know of a `Service`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceFacts {
    /// The Pods it sends to; none where no label is asked for: its endpoints are somebody else's to keep.
    pub selector: Option<Selector>,
    /// Its ports.
    pub ports: Box<[PortFacts]>,
    /// Whether it has no address of its own.
    pub is_headless: bool,
    /// Whether it is a name for a host elsewhere.
    pub is_external_name: bool,
    /// How the world outside reaches it; none where it does not.
    pub door: Option<Door>,
}

/// How the world outside reaches a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// By a load balancer.
    LoadBalancer,
    /// By a port of every node.
    NodePort,
    /// By addresses that others send to the nodes.
    ExternalIps,
}

impl Door {
    fn of(object: &Object<'_>) -> Option<Self> {
        match object.field(&["spec", "type"]).as_str() {
            Some("LoadBalancer") => Some(Self::LoadBalancer),
            Some("NodePort") => Some(Self::NodePort),
            _ => object.field(&["spec", "externalIPs"]).items().next().map(|_| Self::ExternalIps),
        }
    }
}

/// A port of a Service or of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortFacts {
    /// Its name; "" where none is written.
    pub name: Box<str>,
    /// Its number.
    pub number: Option<i64>,
    /// `TCP` unless it says otherwise.
    pub protocol: Box<str>,
    /// The port of the Pods that it sends to, where that is written.
    pub target: Option<PortRef>,
}

/// A port as others call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortRef {
    /// By its number.
    Number(i64),
    /// By its name.
    Name(Box<str>),
}

/// Where a route sends traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackendFacts {
    /// The namespace of the Service; "" for that of the route.
    pub namespace: Box<str>,
    /// Its name; "" where the API server finds none and would refuse the object.
    pub service: Box<str>,
    /// Its port, where one is written.
    pub port: Option<PortRef>,
}

/// Where a route sends traffic, and where it says so.
#[derive(Clone, Debug)]
pub struct Backend<'a> {
    /// The name of the Service; the nearest value that is written where there is none.
    pub service: Value<'a>,
    /// The port.
    pub port: Option<Value<'a>>,
    facts: BackendFacts,
}

impl ServiceFacts {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let selector = object.field(&["spec", "selector"]).value().map(Selector::of_map);
        Self {
            selector: selector.filter(|selector| !selector.is_empty()),
            ports: object.field(&["spec", "ports"]).items().map(PortFacts::of_service).collect(),
            is_headless: object.field(&["spec", "clusterIP"]).as_str() == Some("None"),
            is_external_name: object.field(&["spec", "type"]).as_str() == Some("ExternalName"),
            door: Door::of(object),
        }
    }

    /// The port that a route calls so. Controllers also take the name of the port of the Pods.
    pub fn has_port(&self, called: &PortRef) -> bool {
        self.ports.iter().any(|port| match called {
            PortRef::Number(number) => port.number == Some(*number),
            PortRef::Name(name) => {
                *port.name == **name || port.target.as_ref() == Some(called) || port.number == name.parse().ok()
            }
        })
    }
}

impl PortFacts {
    fn of_service(port: Value<'_>) -> Self {
        let target = Field::walk(port, &["targetPort"]).value().and_then(PortRef::of);
        Self { target, ..Self::of(port, Field::walk(port, &["port"])) }
    }

    pub(super) fn of_container(port: Value<'_>) -> Self {
        Self::of(port, Field::walk(port, &["containerPort"]))
    }

    fn of(port: Value<'_>, number: Field<'_>) -> Self {
        let written = |path| Field::walk(port, path).value().map_or("", word);
        let protocol = written(&["protocol"]);
        Self {
            name: written(&["name"]).into(),
            number: number.as_i64(),
            protocol: if protocol.is_empty() { "TCP" } else { protocol }.into(),
            target: None,
        }
    }
}

impl PortRef {
    /// A number or a name; none for every other type, which the API server would reject.
    pub fn of(value: Value<'_>) -> Option<Self> {
        match value.kind() {
            Kind::String => value.as_str().map(|name| Self::Name(name.into())),
            _ => value.as_i64().map(Self::Number),
        }
    }
}

impl<'a> Backend<'a> {
    /// What is kept of it.
    pub const fn facts(&self) -> &BackendFacts {
        &self.facts
    }

    pub(super) fn into_facts(self) -> BackendFacts {
        self.facts
    }

    fn new(service: Field<'a>, port: Field<'a>, namespace: &str) -> Option<Self> {
        let service = service.value().filter(|name| !word(*name).is_empty())?;
        let port = port.value();
        let facts = BackendFacts {
            namespace: namespace.into(),
            service: word(service).into(),
            port: port.and_then(PortRef::of),
        };
        Some(Self { service, port, facts })
    }

    /// The Services that an `Ingress` names, in whatever version.
    pub fn of_ingress(object: &Object<'a>) -> Vec<Self> {
        let mut found = Vec::new();
        let is_current = object.api_version() == "networking.k8s.io/v1";
        for default in [object.field(&["spec", "defaultBackend"]), object.field(&["spec", "backend"])] {
            found.extend(default.value().and_then(|backend| Self::of_ingress_backend(backend, is_current)));
        }
        for rule in object.field(&["spec", "rules"]).items() {
            for path in Field::walk(rule, &["http", "paths"]).items() {
                let backend = Field::walk(path, &["backend"]).value().unwrap_or(path);
                found.extend(Self::of_ingress_backend(backend, is_current));
            }
        }
        found
    }

    fn of_ingress_backend(backend: Value<'a>, is_current: bool) -> Option<Self> {
        let service = Field::walk(backend, &["service"]);
        let has_name = || service.child(&["name"]).value().is_some_and(|name| !word(name).is_empty());
        if is_current && !has_name() && !Field::walk(backend, &["resource"]).is_set() {
            let facts = BackendFacts { namespace: "".into(), service: "".into(), port: None };
            return Some(Self { service: service.value().unwrap_or(backend), port: None, facts });
        }
        if !service.is_set() {
            return Self::new(Field::walk(backend, &["serviceName"]), Field::walk(backend, &["servicePort"]), "");
        }
        let (number, name) = (service.child(&["port", "number"]), service.child(&["port", "name"]));
        Self::new(service.child(&["name"]), if number.is_set() { number } else { name }, "")
    }

    /// The Services that a route of the Gateway API names.
    pub fn of_route(object: &Object<'a>) -> Vec<Self> {
        let mut found = Vec::new();
        for rule in object.field(&["spec", "rules"]).items() {
            let mut references: Vec<Value<'a>> = Field::walk(rule, &["backendRefs"]).items().collect();
            for filter in Field::walk(rule, &["filters"]).items() {
                references.extend(Field::walk(filter, &["requestMirror", "backendRef"]).value());
            }
            found.extend(references.into_iter().filter_map(Self::of_reference));
        }
        found
    }

    /// The Services that a `Route` of OpenShift names. Its port is the name of a port of the Service, or what it sends to.
    pub fn of_open_shift(object: &Object<'a>) -> Vec<Self> {
        let port = object.field(&["spec", "port", "targetPort"]);
        let others = object.field(&["spec", "alternateBackends"]).items();
        let all = object.field(&["spec", "to"]).value().into_iter().chain(others);
        let services = all.filter(|to| matches!(Field::walk(*to, &["kind"]).value().map_or("", word), "" | "Service"));
        services.filter_map(|to| Self::new(Field::walk(to, &["name"]), port, "")).collect()
    }

    fn of_reference(reference: Value<'a>) -> Option<Self> {
        let written = |path| Field::walk(reference, path).value().map_or("", word);
        let is_service = written(&["group"]).is_empty() && matches!(written(&["kind"]), "" | "Service");
        let (name, port) = (Field::walk(reference, &["name"]), Field::walk(reference, &["port"]));
        is_service.then(|| Self::new(name, port, written(&["namespace"]))).flatten()
    }
}

/// The routes of the Gateway API.
const ROUTES: [&str; 5] = ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"];

/// Whether an object is a route of the Gateway API.
pub fn is_route(kind: &str, group: &str) -> bool {
    group == "gateway.networking.k8s.io" && ROUTES.contains(&kind)
}
