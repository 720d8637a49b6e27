//! What rules share that hold objects against each other: whether the workspace is where something missing would stand,
//! and who scales what.

use plimsoll_kube::facts::{AutoscalerFacts, Role, Target};
use plimsoll_kube::{Index, Known, Object, may_be_one};
use plimsoll_source::order::{Order, hash, pair};

use super::amounts::RELIABILITY;
use super::folders::Folders;
use crate::Finding;
use crate::prelude::*;

/// A rule that looks at the objects of all files.
pub(super) const ACROSS: Rule = Rule { scope: Scope::Workspace, ..RELIABILITY };

/// Kinds whose number of Pods is `spec.replicas`.
pub(super) const REPLICATED: [&str; 4] = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

/// A name as messages hold it: those that the API server takes are no longer.
pub(super) fn short(name: &str) -> &str {
    match name.char_indices().nth(253) {
        Some((end, _)) => name.get(..end).unwrap_or_default(),
        None => name,
    }
}

/// "Deployment `web`".
pub(super) fn called(known: &Known<'_>) -> String {
    format!("{} `{}`", short(&known.facts.kind), short(&known.facts.name))
}

/// "autoscaler `web`": what a sentence begins with.
pub(super) fn plainly(noun: &str, known: &Known<'_>) -> String {
    format!("{noun} `{}`", short(&known.facts.name))
}

/// " in namespace `shop`", or nothing where none is written.
pub(super) fn within(namespace: &str) -> String {
    if namespace.is_empty() { String::new() } else { format!(" in namespace `{}`", short(namespace)) }
}

/// A finding about a field of an object. That something is missing is a guess where not all of the document could be read.
pub(super) fn about(
    rule: &'static Rule,
    object: &Located<Object<'_>>,
    field: Field<'_>,
    message: impl Into<String>,
) -> Finding {
    let finding = rule.at(&object.place(), field.span(), field.path(), message);
    if object.partly_read && !field.is_set() { finding.confidence(Confidence::Low) } else { finding }
}

/// A finding about an object as a whole, at its name.
pub(super) fn about_all(rule: &'static Rule, object: &Located<Object<'_>>, message: impl Into<String>) -> Finding {
    let mut finding = about(rule, object, object.field(&["metadata", "name"]), message);
    finding.span = object.name_span();
    finding
}

/// Where the workspace holds what others name.
pub(super) struct Bundle<'c, 'a> {
    pub(super) index: &'c Index<'a>,
    folders: Folders,
    /// Kinds with the namespaces in which the workspace holds such objects.
    held: Order,
    /// Namespaces with objects of somebody else's kinds, whose operators may make what is missing.
    operated: Order,
}

impl<'c, 'a> Bundle<'c, 'a> {
    pub(super) fn of(ctx: &'c Context<'a>) -> Self {
        let index = ctx.index();
        let operated = index.objects().iter().filter(|known| is_operated(known));
        let operated = Order::new(operated.map(|known| hash(&known.facts.namespace)));
        let folders = Folders::of(ctx);
        let held = index.objects().iter();
        let held = held.map(|known| held_key(&known.facts.kind, &known.facts.namespace, &folders, known));
        Self { held: Order::new(held), index, folders, operated }
    }

    /// How sure it is that an object of a kind is missing that was not found in `namespace`: not at all where the workspace
    /// does not hold such objects there, which are then kept elsewhere.
    pub(super) fn misses(&self, kind: &str, namespace: &str, by: &Known<'_>) -> Option<Confidence> {
        self.holds(kind, namespace, by).then(|| self.sureness(namespace))
    }

    /// Whether the workspace holds objects of a kind in a namespace; where none is written, in the folder of who asks:
    /// without a namespace, what lies elsewhere is often meant for another.
    pub(super) fn holds(&self, kind: &str, namespace: &str, by: &Known<'_>) -> bool {
        self.held.contains(held_key(kind, namespace, &self.folders, by))
    }

    /// How sure it is that what is missing in `namespace` is nowhere.
    pub(super) fn sureness(&self, namespace: &str) -> Confidence {
        let is_operated = self.operated.contains(hash(namespace)) || self.operated.contains(hash(""));
        if self.index.is_partly_read() || is_operated { Confidence::Low } else { Confidence::Medium }
    }
}

fn held_key(kind: &str, namespace: &str, folders: &Folders, of: &Known<'_>) -> u64 {
    let folder = if namespace.is_empty() { folders.of_file(of.id.file).rotate_left(33) } else { 0 };
    key(kind, namespace) ^ folder
}

/// Whether an operator reads an object, and may make others of it.
fn is_operated(known: &Known<'_>) -> bool {
    let group = &*known.facts.group;
    let is_unknown = group.contains('.') && !group.ends_with(".k8s.io") && !group.ends_with(".kubernetes.io");
    is_unknown && matches!(known.facts.role, Role::Other)
}

/// Objects that name a target in their own namespace, to be found by it.
pub(super) struct Scalers<'a> {
    all: Vec<(Known<'a>, &'a Target)>,
    by_target: Order,
    by_place: Order,
}

impl<'a> Scalers<'a> {
    /// What sets how many Pods a workload has.
    pub(super) fn horizontal(index: &Index<'a>) -> Self {
        Self::of(index, |role| match role {
            Role::Autoscaler(one) => Some(&one.target),
            _ => None,
        })
    }

    /// What sets how much the Pods of a workload ask for.
    pub(super) fn vertical(index: &Index<'a>) -> Self {
        Self::of(index, |role| match role {
            Role::VerticalAutoscaler(target) => Some(&**target),
            _ => None,
        })
    }

    fn of(index: &Index<'a>, target: fn(&'a Role) -> Option<&'a Target>) -> Self {
        let scaler = |known: &Known<'a>| Some((*known, target(&known.facts.role)?));
        let all: Vec<_> = index.objects().iter().filter_map(scaler).collect();
        let by_target = Order::new(all.iter().map(|(_, target)| key(&target.kind, &target.name)));
        let place = |(known, target): &(Known<'a>, &Target)| place(&known.facts.namespace, &target.kind, &target.name);
        Self { by_place: Order::new(all.iter().map(place)), by_target, all }
    }

    /// All of them, in the order of files and places.
    pub(super) fn all(&self) -> &[(Known<'a>, &'a Target)] {
        &self.all
    }

    /// The first that names a workload.
    pub(super) fn of_workload(&self, workload: &Known<'_>) -> Option<Known<'a>> {
        let facts = workload.facts;
        let fits = |place: usize| {
            let (known, target) = self.all.get(place)?;
            let is_it = *target.kind == *facts.kind && *target.name == *facts.name;
            (is_it && may_be_one(&known.facts.namespace, &facts.namespace)).then_some(*known)
        };
        if facts.namespace.is_empty() {
            return self.by_target.find(key(&facts.kind, &facts.name)).find_map(fits);
        }
        let mut keys = [&*facts.namespace, ""].into_iter().map(|own| place(own, &facts.kind, &facts.name));
        keys.find_map(|key| self.by_place.find(key).find_map(fits))
    }

    /// For each that names the target of one before it in the same namespace: the two, the earlier one last.
    pub(super) fn repeated(&self) -> impl Iterator<Item = (Known<'a>, Known<'a>)> {
        let later = self.by_place.repeated().into_iter().zip(&self.all).filter(|(repeated, _)| *repeated);
        later.filter_map(|(_, (known, target))| {
            let found = self.by_place.find(place(&known.facts.namespace, &target.kind, &target.name));
            let (first, other) = found.filter_map(|place| self.all.get(place)).next()?;
            // An object that is written twice is not two.
            let is_same = *first.facts.name == *known.facts.name && *first.facts.kind == *known.facts.kind;
            (target == other && !is_same && !target.name.is_empty()).then_some((*known, *first))
        })
    }
}

/// What an autoscaler says.
pub(super) fn autoscaler<'a>(known: &Known<'a>) -> Option<&'a AutoscalerFacts> {
    match &known.facts.role {
        Role::Autoscaler(facts) => Some(facts),
        _ => None,
    }
}

/// A number that stands for an object of the index.
pub(super) fn number(known: &Known<'_>) -> u64 {
    pair(known.id.file, known.id.document).rotate_left(24) ^ u64::from(known.id.ordinal)
}

fn key(kind: &str, name: &str) -> u64 {
    hash(kind).rotate_left(9) ^ hash(name)
}

fn place(namespace: &str, kind: &str, name: &str) -> u64 {
    key(kind, name).rotate_left(17) ^ hash(namespace)
}
