//! Every control on both sides of every version at which it changed, and what holds for the ladder as a whole.

mod controls;
mod ladder;
mod versions;

use super::{Control, Level, check, evaluate};
use crate::testing::file;
use crate::{Version, objects};

/// The paths that `control` forbids in the first object of `text`.
fn places(control: Control, minor: u16, text: &str) -> Vec<String> {
    let file = file(text);
    let pod = objects(&file, 0)[0].pod().expect("the text writes a Pod");
    let violations = check(control, &pod, Version::new(minor));
    violations.iter().map(|violation| violation.field.path().to_string()).collect()
}

/// A Pod with that spec, in flow style.
fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: case}}\nspec: {{{spec}}}\n")
}

/// A Pod with one container, in flow style.
fn container(body: &str) -> String {
    pod(&format!("containers: [{{name: web, {body}}}]"))
}

/// A Pod whose only container has that security context.
fn secured(context: &str) -> String {
    container(&format!("securityContext: {{{context}}}"))
}

#[track_caller]
fn fails(control: Control, minor: u16, text: &str, expected: &[&str]) {
    assert_eq!(places(control, minor, text), expected, "{control} at 1.{minor}:\n{text}");
}

#[track_caller]
fn passes(control: Control, minor: u16, text: &str) {
    fails(control, minor, text, &[]);
}

/// The level, and each violation as `level control path`.
fn ladder(minor: u16, text: &str) -> (Level, Vec<String>) {
    let file = file(text);
    let pod = objects(&file, 0)[0].pod().expect("the text writes a Pod");
    let evaluation = evaluate(&pod, Version::new(minor));
    let violations = evaluation.violations.iter();
    let lines = violations.map(|each| format!("{} {} {}", each.level, each.control, each.field.path())).collect();
    (evaluation.level, lines)
}

#[track_caller]
fn level(minor: u16, text: &str, expected: Level) {
    let (level, violations) = ladder(minor, text);
    assert_eq!(level, expected, "at 1.{minor}: {violations:?}\n{text}");
}
