//! What a reader should know beside the list: what is wrong, what was left out, and what nobody can know.

use plimsoll_kube::Id;
use plimsoll_kube::network::{Direction, Endpoint, Fault, Problem, ProblemKind, Way, faults};
use plimsoll_kube::objects;
use plimsoll_source::{File, Path, Span};

use super::world::{World, shown};
use crate::output::say;

/// Something that is wrong, with its place.
pub(super) struct Wrong<'w> {
    pub(super) file: &'w File,
    pub(super) span: Span,
    pub(super) path: Path,
    pub(super) message: String,
}

pub(super) fn say_all(world: &World) {
    for file in &world.files {
        let of_documents = (0..file.documents().len()).flat_map(|document| file.document_errors(document));
        for error in file.errors().iter().cloned().chain(of_documents) {
            let place = shown(file, error.span);
            say(format_args!("{place}: {}; what stands there may be missing from the list", error.message));
        }
    }
    for wrong in wrongs(world) {
        say(format_args!("{}: {}", shown(wrong.file, wrong.span), wrong.message));
    }
    notes(world).iter().for_each(say);
    if world.network.is_too_large() {
        say("the Pods and policies are too many, and select too much, to be worked out");
    }
}

/// What is wrong with policies, in the order of files and places.
pub(super) fn wrongs(world: &World) -> Vec<Wrong<'_>> {
    let mut wrongs = Vec::new();
    for file in &world.files {
        for document in 0..file.documents().len() {
            let all: Vec<Fault<'_>> = objects(file, document).iter().flat_map(faults).collect();
            wrongs.extend(all.into_iter().map(|fault| Wrong {
                file,
                span: fault.at.span(),
                path: fault.at.path(),
                message: fault.kind.message().to_owned(),
            }));
        }
    }
    for problem in world.network.problems() {
        let Some((file, span, path)) = world.place(problem.id, problem.rule) else { continue };
        wrongs.push(Wrong { file, span, path, message: message(world, problem) });
    }
    wrongs.sort_by(|a, b| (a.file.name(), a.span.start).cmp(&(b.file.name(), b.span.start)));
    wrongs
}

fn message(world: &World, problem: &Problem) -> String {
    match &problem.kind {
        ProblemKind::Replaced => {
            "a later object has the same kind, namespace and name, and takes the place of this one".to_owned()
        }
        ProblemKind::UndeclaredPort(name) => {
            format!("no Pod that the rule sends to has a port called `{name}`, so it stands for none")
        }
        ProblemKind::SamePriority(other) => {
            let (name, place) = (world.name(*other), world.shown_place(*other, None));
            format!(
                "`{name}` at {place} has the same priority and selects some of the same Pods: which is asked first is left open"
            )
        }
    }
}

/// What nobody can know from the files.
pub(super) fn notes(world: &World) -> Vec<String> {
    let mut notes = Vec::new();
    for endpoint in world.network.endpoints() {
        let Endpoint::Workload(workload) = endpoint else { continue };
        if workload.host_network {
            notes.push(format!(
                "`{workload}` uses the network of its node: what a NetworkPolicy does to it depends on the network plugin"
            ));
        }
    }
    for exposure in world.network.exposures() {
        let Some(endpoint) = world.network.endpoints().get(exposure.endpoint) else { continue };
        if exposure.way == Way::Controller && world.network.set(exposure.open).is_empty() {
            let (name, place) = (world.name(exposure.by), world.shown_place(exposure.by, None));
            notes.push(format!(
                "{place}: `{name}` sends to `{endpoint}`, where policies let in no Pod of which nothing is known; they may let in your controller"
            ));
        }
    }
    notes
}

/// The rule that a place is about.
pub(super) fn rule_place(world: &World, policy: Id, direction: Direction, place: u32) -> String {
    world.shown_place(policy, Some((direction, place)))
}
