//! The objects of the files, and what ties them together: owners, selectors, references, exposure, policies.

use plimsoll_kube::facts::{Backend, BackendFacts, ObjectFacts, Role, ServiceFacts, Target};
use plimsoll_kube::network::Namespaces;
use plimsoll_kube::rbac::defaults;
use plimsoll_kube::references::mentions;
use plimsoll_kube::selector::Selector;
use plimsoll_kube::{Effort, Id, Index, Known, Object};
use plimsoll_report::{MapGraph, MapNode, MapPlace, MapTie};
use plimsoll_source::{File, Span};

use super::graph::Graph;
use super::narrow;
use super::world::{World, index, namespace_of, place};

const MISSING: &str = "is not in the files";

/// The objects of a namespace, and those that they are tied to.
pub(super) fn graph(world: &World<'_>, namespace: &str) -> MapGraph {
    let documents = world.documents();
    let index = index(&documents, &[]);
    let is_shown = |known: &&Known<'_>| {
        *known.facts.kind != *"Namespace" && (namespace.is_empty() || namespace_of(known.facts) == namespace)
    };
    let shown: Vec<Known<'_>> = index.objects().iter().filter(is_shown).copied().collect();
    let mut drawing =
        Drawing { index: &index, graph: Graph::default(), shown: &shown, effort: Effort::of_a_rule(), at: None };
    for known in &shown {
        let facts = known.facts;
        let place = world.place(known.id, "");
        drawing.graph.node(MapNode {
            name: facts.name.to_string(),
            kind: facts.kind.to_string(),
            namespace: namespace_of(facts).to_owned(),
            problem: String::new(),
            place,
        });
    }
    for (number, known) in (0..).zip(&shown) {
        let Some((file, object)) = world.object(known.id) else { continue };
        drawing.at = Some((file, object.name_span()));
        drawing.ties(number, known.facts, &object);
    }
    drawing.graph.finish(!namespace.is_empty())
}

struct Drawing<'d> {
    index: &'d Index<'d>,
    graph: Graph,
    shown: &'d [Known<'d>],
    effort: Effort,
    /// Where the tie that comes next is written.
    at: Option<(&'d File, Span)>,
}

impl<'d> Drawing<'d> {
    fn here(&self) -> Option<MapPlace> {
        self.at.map(|(file, span)| place(file, span, ""))
    }

    fn at(&mut self, span: Span) {
        if let Some((_, at)) = &mut self.at {
            *at = span;
        }
    }

    /// The number of an object that is shown.
    fn number(&self, id: Id) -> Option<u32> {
        self.shown.binary_search_by_key(&id, |known| known.id).ok().map(narrow)
    }

    /// The other end of a tie: of another namespace it is drawn as well.
    fn end(&mut self, known: &Known<'_>) -> u32 {
        if let Some(number) = self.number(known.id) {
            return number;
        }
        let facts = known.facts;
        self.graph.named(self.shown.len(), &facts.kind, namespace_of(facts), &facts.name).0
    }

    fn tie(&mut self, from: u32, tie: MapTie, to: &Known<'_>, label: &str) {
        let (to, here) = (self.end(to), self.here());
        self.graph.edge(from, tie, to, label, here);
    }

    /// A tie to an object by name, which may not be there.
    fn name(&mut self, from: u32, tie: MapTie, kind: &str, namespace: &str, name: &str, may_lack: bool) {
        if let Some(known) = self.index.in_namespace(kind, namespace, name) {
            return self.tie(from, tie, &known, "");
        }
        let (to, node) =
            self.graph.named(self.shown.len(), kind, if namespace.is_empty() { "default" } else { namespace }, name);
        if !may_lack {
            MISSING.clone_into(&mut node.problem);
        }
        let here = self.here();
        if let Some(edge) = self.graph.edge(from, tie, to, "", here).filter(|_| !may_lack) {
            MISSING.clone_into(&mut edge.problem);
        }
    }

    /// Ties to what a selector selects in a namespace.
    fn select(
        &mut self,
        from: u32,
        tie: MapTie,
        namespace: &str,
        selector: &Selector,
        accept: impl Fn(&Known<'_>) -> bool,
    ) {
        let Some(found) = self.index.select(namespace, selector, &mut self.effort) else { return };
        let mut is_any = false;
        for known in found.iter().filter(|known| accept(known)) {
            is_any = true;
            self.tie(from, tie, known, "");
        }
        if !is_any {
            self.mark(from, "selects no Pods of the files");
        }
    }

    fn mark(&mut self, number: u32, problem: &str) {
        if let Some(node) = self.graph.graph.nodes.get_mut(number as usize) {
            problem.clone_into(&mut node.problem);
        }
    }

    fn outside(&mut self, to: u32, label: &str) {
        let (from, _) = self.graph.named(self.shown.len(), "", "", "outside");
        let here = self.here();
        self.graph.edge(from, MapTie::Exposure, to, label, here);
    }

    fn ties(&mut self, number: u32, facts: &'d ObjectFacts, object: &Object<'_>) {
        let namespace = &*facts.namespace;
        match &facts.role {
            Role::Workload(workload) => {
                for (reference, mention) in workload.references.iter().zip(object.pod().iter().flat_map(mentions)) {
                    self.at(mention.name.span());
                    let may_lack = reference.optional || self.index.is_made(reference.to, namespace, &reference.name);
                    self.name(number, MapTie::Reference, reference.to.kind(), namespace, &reference.name, may_lack);
                }
                if !workload.service_account.is_empty() && *workload.service_account != *"default" {
                    if let Some(pod) = object.pod() {
                        self.at(pod.service_account_name().span());
                    }
                    self.name(number, MapTie::Runs, "ServiceAccount", namespace, &workload.service_account, false);
                }
                if !workload.service.is_empty() {
                    self.at(object.field(&["spec", "serviceName"]).span());
                    self.name(number, MapTie::Reference, "Service", namespace, &workload.service, false);
                }
                self.owner(number, namespace, workload.owner.as_ref(), object);
            }
            Role::Machine(machine) => self.owner(number, namespace, machine.owner.as_ref(), object),
            Role::Service(service) => self.service(number, namespace, service, object),
            Role::Route(backends) => {
                let written = match *facts.kind == *"Ingress" {
                    true => Backend::of_ingress(object),
                    false => Backend::of_route(object),
                };
                self.route(number, namespace, backends, &written);
            }
            Role::OpenShiftRoute(backends) => self.route(number, namespace, backends, &Backend::of_open_shift(object)),
            Role::Autoscaler(scaler) => self.scales(number, namespace, &scaler.target, object),
            Role::VerticalAutoscaler(target) => self.scales(number, namespace, target, object),
            Role::Budget(budget) => {
                if let Some(selector) = &budget.selector {
                    self.at(object.field(&["spec", "selector"]).span());
                    self.select(number, MapTie::Selector, namespace, selector, |_| true);
                }
            }
            Role::Policy(policy) => {
                let Some(subject) = &policy.subject else { return };
                self.at(object.field(&["spec", "podSelector"]).span());
                match &subject.namespaces {
                    Namespaces::Own => self.select(number, MapTie::Policy, namespace, &subject.pods, |_| true),
                    Namespaces::Labelled(wanted) => {
                        let index = self.index;
                        self.select(number, MapTie::Policy, "", &subject.pods, |known| {
                            let known = index.namespace(namespace_of(known.facts));
                            let labels = known.and_then(|known| match &known.facts.role {
                                Role::Namespace { labels } => Some(&**labels),
                                _ => None,
                            });
                            wanted.matches(labels.unwrap_or_default())
                        });
                    }
                }
            }
            Role::Token(account) if !account.is_empty() => {
                self.name(number, MapTie::Reference, "ServiceAccount", namespace, account, &**account == "default");
            }
            Role::Maker(made) => {
                for made in made {
                    if let Some(known) = self.index.in_namespace(made.kind.kind(), namespace, &made.name) {
                        self.tie(number, MapTie::Owner, &known, "");
                    }
                }
            }
            Role::Binding(binding) => {
                self.at(object.field(&["roleRef", "name"]).span());
                let is_default = defaults::is_name(&binding.role_kind, &binding.role);
                let of = if &*binding.role_kind == "ClusterRole" { "" } else { namespace };
                self.name(number, MapTie::Reference, &binding.role_kind, of, &binding.role, is_default);
                for (subject, item) in binding.subjects.iter().zip(object.field(&["subjects"]).items()) {
                    if &*subject.kind == "ServiceAccount" && !subject.name.is_empty() {
                        self.at(item.span());
                        let of = if subject.namespace.is_empty() { namespace } else { &*subject.namespace };
                        let may_lack = &*subject.name == "default";
                        self.name(number, MapTie::Reference, "ServiceAccount", of, &subject.name, may_lack);
                    }
                }
            }
            _ => {}
        }
    }

    fn owner(&mut self, number: u32, namespace: &str, owner: Option<&Target>, object: &Object<'_>) {
        let owner = owner.and_then(|owner| self.index.in_namespace(&owner.kind, namespace, &owner.name));
        if let Some(owner) = owner {
            self.at(object.field(&["metadata", "ownerReferences"]).span());
            let (from, here) = (self.end(&owner), self.here());
            self.graph.edge(from, MapTie::Owner, number, "", here);
        }
    }

    fn service(&mut self, number: u32, namespace: &str, service: &'d ServiceFacts, object: &Object<'_>) {
        if let Some(selector) = service.selector.as_ref().filter(|_| !service.is_external_name) {
            self.at(object.field(&["spec", "selector"]).span());
            self.select(number, MapTie::Selector, namespace, selector, |_| true);
        }
        if let Some(door) = service.door {
            self.at(object.field(&["spec", "type"]).span());
            self.outside(number, super::reach::door(door));
        }
    }

    fn route(&mut self, number: u32, namespace: &str, backends: &[BackendFacts], written: &[Backend<'_>]) {
        self.outside(number, "");
        for (backend, at) in backends.iter().zip(written) {
            if backend.service.is_empty() {
                continue;
            }
            self.at(at.service.span());
            let of = if backend.namespace.is_empty() { namespace } else { &*backend.namespace };
            self.name(number, MapTie::Exposure, "Service", of, &backend.service, false);
            let known = self.index.in_namespace("Service", of, &backend.service);
            let lacks_port = known.zip(backend.port.as_ref()).is_some_and(|(known, port)| match &known.facts.role {
                Role::Service(service) => !service.has_port(port),
                _ => false,
            });
            if let Some(edge) = self.graph.graph.edges.last_mut().filter(|_| lacks_port) {
                "the Service has no such port".clone_into(&mut edge.problem);
            }
        }
    }

    fn scales(&mut self, number: u32, namespace: &str, target: &Target, object: &Object<'_>) {
        self.at(object.field(&["spec", "scaleTargetRef"]).span());
        self.name(number, MapTie::Reference, &target.kind, namespace, &target.name, false);
    }
}
