//! Runs rules on text: on snippets with carets under what is expected, and on the examples of rule pages.
//! Panics tell what differs; nothing here is part of the product.
#![expect(clippy::panic, clippy::expect_used, clippy::missing_panics_doc, reason = "a test that fails panics")]

mod caret;
mod examples;
mod page;

use std::sync::Arc;

use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::{Index, Object, Version, objects};
use plimsoll_source::File;

pub use caret::{check, check_at, quiet};
pub use examples::{mended, run_page};
pub use page::{Example, Page, Role};

use crate::{Context, Environment, Finding, Findings, ParameterValue, Parameters, Rule, Scope};

/// The day that tests are made for.
pub const DATE: &str = "2026-11-23";

/// The environment of a version.
pub fn environment(version: &str) -> Environment {
    let version = Version::parse(version).unwrap_or_else(|| panic!("`{version}` is not a version"));
    Environment { version, date: DATE.to_owned(), parameters: Parameters::default() }
}

/// The environment of the newest version, with a value for a parameter of a rule.
pub fn environment_with(rule: &'static Rule, name: &'static str, value: ParameterValue) -> Environment {
    let mut environment = environment("latest");
    environment.parameters.set(rule.id, name, value);
    environment
}

/// A file in memory.
pub fn file(name: &str, text: &str) -> File {
    File::read(name, Arc::from(text))
}

/// What a rule finds in a file, in the order of places.
pub fn findings(rule: &'static Rule, file: &File, environment: &Environment) -> Vec<Finding> {
    let mut findings = Findings::new();
    let documents = file.documents().len();
    let all: Vec<Vec<Object<'_>>> = (0..documents).map(|document| objects(file, document)).collect();
    match rule.scope {
        Scope::Document => {
            for (document, objects) in all.iter().enumerate() {
                let document = u32::try_from(document).expect("a test has few documents");
                (rule.check)(&Context::document(0, file, document, objects, environment), &mut findings);
            }
        }
        Scope::Workspace => {
            let facts: Vec<Vec<ObjectFacts>> =
                all.iter().map(|objects| objects.iter().map(ObjectFacts::of).collect()).collect();
            let partly_read = file.documents().iter().any(plimsoll_source::Document::partly_read);
            let index =
                Index::new((0..).zip(&facts).map(|(document, facts)| (0, document, facts.as_slice())), partly_read);
            (rule.check)(&Context::workspace(vec![(0, file)], index, environment), &mut findings);
        }
    }
    let mut findings = findings.into_vec();
    findings.sort_by_key(|finding| finding.span);
    findings
}
