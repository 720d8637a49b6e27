//! The score of objects and of all files: what it counts, and what can never happen to it.

use plimsoll_engine::Workspace;
use plimsoll_report::{Audience, Options, Scores, WorkspaceScore};

use crate::common::options;

const PRIVILEGED: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, securityContext: {privileged: true}}]}\n";
const ON_THE_NODE: &str =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {hostPID: true, hostNetwork: true, containers: []}\n";
const SOUND: &str =
    "apiVersion: v1\nkind: Namespace\nmetadata: {name: c, labels: {pod-security.kubernetes.io/enforce: restricted}}\n";
const OTHER: &str = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: d}\n";

fn scores(files: &[(&str, &str)]) -> Scores {
    let mut workspace = Workspace::new();
    let options = Options { object_scores: true, audience: Some(Audience::Default), ..options("") };
    workspace.set_options(options).unwrap();
    files.iter().for_each(|(name, text)| workspace.set_file(name, (*text).into()));
    workspace.check().scores
}

fn all(text: &str) -> WorkspaceScore {
    scores(&[("a.yaml", text)]).workspace.unwrap()
}

#[test]
fn an_object_without_findings_is_at_100_and_one_that_nobody_looks_at_has_no_score() {
    let sound = scores(&[("a.yaml", SOUND)]);
    assert_eq!(sound.objects.iter().map(|object| object.score).collect::<Vec<_>>(), [100]);
    let all = sound.workspace.unwrap();
    assert_eq!((all.score, all.scored, all.unscored, all.incomplete), (100, 1, 0, false));
    assert_eq!(scores(&[("a.yaml", OTHER)]), Scores::default());
    let both = scores(&[("a.yaml", &format!("{SOUND}---\n{OTHER}"))]).workspace.unwrap();
    assert_eq!((both.score, both.scored, both.unscored), (100, 1, 1));
}

#[test]
fn the_terms_make_up_the_score() {
    let scores = scores(&[("a.yaml", PRIVILEGED), ("b.yaml", ON_THE_NODE)]);
    for object in &scores.objects {
        assert_eq!(object.points, object.terms.iter().map(|term| term.each * term.count).sum::<u32>());
        assert_eq!(object.score, (10_000 + (100 + object.points) / 2) / (100 + object.points));
    }
    let all = scores.workspace.unwrap();
    let mut points: Vec<u32> = scores.objects.iter().map(|object| object.points).collect();
    points.sort_unstable();
    assert_eq!((all.worst, all.others), (points[1], points[0]));
    assert_eq!(scores.objects[0].location.start.line, 3);
    assert_eq!(scores.objects[1].file, "b.yaml");
}

#[test]
fn no_object_makes_the_score_better_by_being_there() {
    let texts = [PRIVILEGED, ON_THE_NODE, SOUND, OTHER, "kind: Pod\nspec: {hostIPC: true}\n", "a: [\n"];
    for first in texts {
        let before = scores(&[("a.yaml", first)]).workspace.map_or(100, |all| all.score);
        for second in texts {
            let after = scores(&[("a.yaml", first), ("b.yaml", second)]).workspace.map_or(100, |all| all.score);
            assert!(after <= before, "{first} {second}");
        }
    }
}

#[test]
fn each_finding_that_is_mended_gives_back_what_it_cost() {
    let both = format!("{PRIVILEGED}---\n{ON_THE_NODE}");
    let less = both.replace("hostNetwork: true, ", "");
    let (before, after) = (all(&both), all(&less));
    assert!(after.worst * 10 + after.others < before.worst * 10 + before.others, "also of the other object");
    assert!(after.score >= before.score);
    assert!(all(&less.replace("privileged: true", "privileged: false")).score > after.score);
}

#[test]
fn what_is_allowed_is_said_and_costs_nothing() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true # plimsoll: allow host-pid (an agent of the node)\n";
    let with = scores(&[("a.yaml", text)]);
    let without = scores(&[(
        "a.yaml",
        &text.replace("  hostPID: true # plimsoll: allow host-pid (an agent of the node)\n", "  x: 1\n"),
    )]);
    assert_eq!(with.objects[0].points, without.objects[0].points);
    assert_eq!((with.objects[0].suppressed, with.workspace.unwrap().suppressed), (1, 1));
}

#[test]
fn what_cannot_be_read_is_no_praise() {
    let all = scores(&[("a.yaml", "a: [\n")]).workspace.unwrap();
    assert!(all.incomplete && all.score < 100);
}

#[test]
fn objects_of_one_name_in_two_files_are_two() {
    let twice = scores(&[("a.yaml", PRIVILEGED), ("b.yaml", PRIVILEGED)]);
    assert_eq!(twice.objects.len(), 2);
    // The second is told that it stands there twice.
    assert!(twice.objects[0].points < twice.objects[1].points);
    let all = twice.workspace.unwrap();
    assert_eq!((all.worst, all.others), (twice.objects[1].points, twice.objects[0].points));
}
