//! The objects of all files, and where a part of one stands.

use std::path::PathBuf;

use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::rbac::{Model, Place, ProblemKind, defaults};
use plimsoll_kube::{Id, Known, objects};
use plimsoll_report::{Location, Position};
use plimsoll_source::File;
use serde::Serialize;

use crate::input;
use crate::output::say;

/// The objects of all files.
pub(super) struct Bundle {
    files: Vec<File>,
    facts: Vec<(Id, ObjectFacts)>,
    background: Vec<ObjectFacts>,
    /// Whether something could not be read, so that the answer may lack something.
    pub(super) trouble: bool,
}

/// A place in a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Written {
    pub(super) file: String,
    pub(super) path: String,
    pub(super) location: Location,
}

/// A problem of a role or a binding.
#[derive(Debug, Serialize)]
pub(super) struct Trouble {
    message: String,
    #[serde(flatten)]
    at: Written,
}

impl Bundle {
    /// Reads all files. What cannot be read is said.
    pub(super) fn read(paths: &[PathBuf]) -> Self {
        let inputs = input::read(paths);
        let files: Vec<File> = inputs.files.iter().map(|(name, input)| File::read(name, input.text.clone())).collect();
        let mut this = Self { files, facts: Vec::new(), background: defaults::objects(), trouble: inputs.trouble };
        for (number, file) in (0..).zip(&this.files) {
            let mut errors = file.errors().to_vec();
            for document in 0..file.documents().len() {
                errors.extend(file.document_errors(document));
                let known = |ordinal| Id { file: number, document: document as u32, ordinal };
                let all = (0..).zip(objects(file, document));
                this.facts.extend(all.map(|(ordinal, object)| (known(ordinal), ObjectFacts::of(&object))));
            }
            for error in errors {
                let at = position(file, error.span.start);
                say(format_args!("{}:{}:{}: {}", file.name(), at.line, at.column, error.message));
                this.trouble = true;
            }
        }
        this
    }

    /// Who may do what, with what every new cluster has as a background.
    pub(super) fn model(&self) -> Model<'_> {
        let known: Vec<Known<'_>> = self.facts.iter().map(|(id, facts)| Known { id: *id, facts }).collect();
        Model::new(&known, &self.background)
    }

    /// Where a part of an object stands; nowhere where every cluster has it.
    pub(super) fn written(&self, place: Place) -> Option<Written> {
        let file = self.files.get(place.id.file as usize)?;
        let object = objects(file, place.id.document as usize).into_iter().nth(place.id.ordinal as usize)?;
        let value = place.part.value(&object);
        let span = value.span();
        let location = Location { start: position(file, span.start), end: position(file, span.end) };
        Some(Written { file: file.name().to_owned(), path: place.part.path().to_string(), location })
    }

    /// What the API server would refuse or what has no effect.
    pub(super) fn troubles(&self, model: &Model<'_>) -> Vec<Trouble> {
        let problems = model.problems();
        // A bundle need not hold all that it names.
        let meant = problems.iter().filter(|problem| problem.kind != ProblemKind::AccountMissing);
        let trouble = |problem: &plimsoll_kube::rbac::Problem| {
            let (_, facts) = self.facts.iter().find(|(id, _)| *id == problem.place.id)?;
            let message = format!("{} {}", told_name(facts), problem.kind.as_str());
            Some(Trouble { message, at: self.written(problem.place)? })
        };
        meant.filter_map(trouble).collect()
    }

    /// Says what is wrong beside the answer.
    pub(super) fn say_troubles(&self, model: &Model<'_>) {
        for trouble in self.troubles(model) {
            let start = trouble.at.location.start;
            say(format_args!("{}:{}:{}: {}", trouble.at.file, start.line, start.column, trouble.message));
        }
    }
}

/// `RoleBinding/shop/web`, or `ClusterRole/reader`.
pub(super) fn told_name(facts: &ObjectFacts) -> String {
    match (&*facts.namespace, facts.kind.starts_with("Cluster")) {
        (_, true) => format!("{}/{}", facts.kind, facts.name),
        ("", false) => format!("{}/default/{}", facts.kind, facts.name),
        (namespace, false) => format!("{}/{namespace}/{}", facts.kind, facts.name),
    }
}

fn position(file: &File, offset: u32) -> Position {
    let (line, column) = file.lines().position(file.text(), offset);
    Position { line, column, offset }
}
