//! Files that are hard on a careless checker: the report is no larger than what there is to say, and fixes are planned for all of it.
//! That time grows with size and not with its square is measured beside this, by `tests/hostile/measure.py`.

use std::fmt::Write;

use plimsoll_report::{FixSelection, Options};

use crate::common::{check, of_rule, options, workspace};

const POD: &str = "  apiVersion: v1\n  kind: Pod\n  metadata: {name: again}\n  spec:\n    hostPID: true\n    containers: [{name: c}]\n";

/// A list of a Pod and of aliases for it.
fn repeated(times: usize) -> String {
    format!("apiVersion: v1\nkind: List\nitems:\n- &pod\n{POD}{}", "- *pod\n".repeat(times))
}

/// Pairs of one key each, the second of which overrides the first.
fn pairs(number: usize) -> String {
    let mut text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: heap}\ndata:\n".to_owned();
    (0..number).for_each(|key| writeln!(text, "  k{key}: a\n  k{key}: b").unwrap());
    text
}

#[test]
fn a_pod_behind_aliases_is_told_once() {
    let (once, often) = (check(&repeated(0), ""), check(&repeated(2_000), ""));
    assert!(!once.findings.is_empty());
    assert_eq!(once.findings, often.findings);
    assert_eq!((once.pod_security.len(), often.pod_security.len()), (1, 1));
    assert_eq!((once.files[0].objects, often.files[0].objects), (1, 1));
}

#[test]
fn a_place_that_objects_share_is_told_once_for_all_that_it_is_not_allowed_for() {
    let text = "kind: List\nitems:\n- {kind: Pod, metadata: {name: a}, spec: &spec {hostPID: true}}\n";
    let shared = format!("{text}- {{kind: Pod, metadata: {{name: b}}, spec: *spec}}\n");
    let report = check(&shared, "");
    assert_eq!(of_rule(&report, "host-pid").len(), 1);
    assert_eq!(report.pod_security.len(), 2);
    let named = report.pod_security.iter().flat_map(|pod| &pod.blockers).filter(|one| one.control == "hostNamespaces");
    assert!(named.clone().count() == 2 && named.clone().all(|blocker| blocker.findings.len() == 1));
    // What one of them may do, the other one still may not.
    let allowed = shared.replace("name: a}", "name: a, annotations: {plimsoll.dev/allow: host-pid}}");
    let report = check(&allowed, "");
    let found = of_rule(&report, "host-pid");
    let open: Vec<_> = found.iter().filter(|finding| finding.suppressed.is_none()).collect();
    assert_eq!((found.len(), open.len()), (2, 1));
    assert_eq!(open[0].resource.as_ref().unwrap().name, "b");
}

#[test]
fn neighbouring_lines_go_in_one_edit() {
    let plan = |number: usize| {
        let text = format!("apiVersion: v1\nkind: ConfigMap\ndata:\n{}", "  same: v\n".repeat(number));
        let mut workspace = workspace(&[("a.yaml", &text)], "");
        workspace.check();
        workspace.plan_fixes(&FixSelection::Safe).files[0].edits.len()
    };
    assert_eq!((plan(10), plan(10_000)), (1, 1));
}

#[test]
fn overridden_keys_are_planned_and_proved_together() {
    let text = pairs(30_000);
    let mut workspace = workspace(&[("a.yaml", &text)], "");
    let report = workspace.check();
    let plan = workspace.plan_fixes(&FixSelection::Safe);
    assert_eq!((plan.applied.len(), plan.refused.len()), (of_rule(&report, "duplicate-key").len(), 0));
    assert_eq!(plan.files[0].edits.len(), plan.applied.len());
}

#[test]
fn edits_that_would_take_too_long_are_said_to_be_left_out() {
    let report = |number| {
        let text = pairs(number);
        let mut workspace = workspace(&[("a.yaml", &text)], "");
        workspace.set_options(Options { plan_fixes: true, ..options("") }).unwrap();
        workspace.check()
    };
    let small = report(300);
    assert!(of_rule(&small, "duplicate-key").iter().all(|finding| !finding.fixes.is_empty()));
    assert!(of_rule(&small, "input-limit").is_empty());
    let large = report(9_000);
    assert!(of_rule(&large, "duplicate-key").iter().any(|finding| finding.fixes.is_empty()));
    assert!(of_rule(&large, "input-limit")[0].message.contains("planned in time"));
}

#[test]
fn what_there_is_no_room_for_is_not_shown() {
    let mut text = "kind: Pod\nspec:\n  containers:\n".to_owned();
    (0..40_000).for_each(|_| text.push_str("  - {}\n"));
    let report = check(&text, "");
    assert!(report.findings.len() <= 10_001, "{}", report.findings.len());
    let blockers: usize = report.pod_security.iter().map(|pod| pod.blockers.len() + 1).sum();
    assert!(blockers <= 30_000, "{blockers}");
    assert_eq!(of_rule(&report, "input-limit").len(), 1);
}

#[test]
fn values_of_json_that_follow_one_another_are_all_read() {
    let text = "{\"kind\":\"Pod\",\"spec\":{\"hostPID\":true}}\n".repeat(20_000);
    let mut workspace = workspace(&[], "");
    workspace.set_file("a.json", text.as_str().into());
    let report = workspace.check();
    assert_eq!(report.files[0].objects, 20_000);
}
