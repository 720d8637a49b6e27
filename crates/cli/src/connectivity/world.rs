//! The files of a run, and the network that their objects make.

use std::path::PathBuf;

use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::network::{Connections, Direction, Endpoint, HostNetwork, Network, Way};
use plimsoll_kube::{Field, Id, Index, Object, objects};
use plimsoll_source::{File, Path, Span};

use crate::input;

/// The files of a run, and the network that their objects make.
pub(super) struct World {
    pub(super) files: Vec<File>,
    pub(super) network: Network,
    /// Whether everything could be read.
    pub(super) is_whole: bool,
    /// What objects are called, by where they stand.
    names: Vec<(Id, String)>,
}

impl World {
    pub(super) fn load(paths: &[PathBuf], host_network: HostNetwork) -> Self {
        let inputs = input::read(paths);
        let files: Vec<File> = inputs.files.iter().map(|(name, input)| File::read(name, input.text.clone())).collect();
        let mut facts: Vec<(u32, u32, Vec<ObjectFacts>)> = Vec::new();
        let mut is_whole = !inputs.trouble;
        for (number, file) in (0..).zip(&files) {
            is_whole &= file.errors().is_empty();
            for (document, index) in (0..).zip(0..file.documents().len()) {
                is_whole &= file.document_errors(index).is_empty();
                facts.push((number, document, objects(file, index).iter().map(ObjectFacts::of).collect()));
            }
        }
        let documents = facts.iter().map(|(file, document, facts)| (*file, *document, facts.as_slice()));
        let index = Index::new(documents, !is_whole);
        let network = Network::of(&index, host_network);
        let names = index.objects().iter().map(|known| (known.id, name(known.facts))).collect();
        Self { files, network, is_whole, names }
    }

    /// `NetworkPolicy shop/default-deny`.
    pub(super) fn name(&self, id: Id) -> String {
        let found = self.names.binary_search_by(|(known, _)| known.cmp(&id)).ok();
        found.and_then(|place| self.names.get(place)).map(|(_, name)| name.clone()).unwrap_or_default()
    }

    /// The ports that Ingresses and routes send to, where the connection comes from the controller.
    pub(super) fn routed(&self, from: usize, to: usize) -> Option<Connections> {
        let is_controller = self.network.endpoints().get(from) == Some(&Endpoint::Controller);
        let to_it = self.network.exposures().iter().filter(|one| one.way == Way::Controller && one.endpoint == to);
        let ports = to_it.fold(Connections::none(), |ports, one| ports.union(self.network.set(one.ports)));
        is_controller.then_some(ports)
    }

    /// The object that stands somewhere.
    pub(super) fn object(&self, id: Id) -> Option<(&File, Object<'_>)> {
        let file = self.files.get(id.file as usize)?;
        let object = objects(file, id.document as usize).into_iter().nth(id.ordinal as usize)?;
        Some((file, object))
    }

    /// Where an object is written, or a rule of it: the file, the span, and the path.
    pub(super) fn place(&self, id: Id, rule: Option<(Direction, u32)>) -> Option<(&File, Span, Path)> {
        let (file, object) = self.object(id)?;
        let Some((direction, place)) = rule else {
            let path = object.field(&["metadata", "name"]).path();
            return Some((file, object.name_span(), path));
        };
        let rules = object.field(match direction {
            Direction::Ingress => &["spec", "ingress"],
            Direction::Egress => &["spec", "egress"],
        });
        let rule = rules.items().nth(place as usize).map_or(rules, Field::of);
        Some((file, rule.span(), rule.path()))
    }

    /// `a.yaml:12:5`.
    pub(super) fn shown_place(&self, id: Id, rule: Option<(Direction, u32)>) -> String {
        self.place(id, rule).map_or_else(String::new, |(file, span, _)| shown(file, span))
    }
}

/// `a.yaml:12:5`.
pub(super) fn shown(file: &File, span: Span) -> String {
    let (line, column) = file.lines().position(file.text(), span.start);
    format!("{}:{line}:{column}", file.name())
}

fn name(facts: &ObjectFacts) -> String {
    let (kind, name) = (&facts.kind, &facts.name);
    match &*facts.namespace {
        "" => format!("{kind} {name}"),
        namespace => format!("{kind} {namespace}/{name}"),
    }
}
