//! Suppressions by comment, by annotation and by settings, and what is said of those that do nothing.

use crate::common::{check, of_rule, pod, workspace};
use plimsoll_report::SuppressionSource;

#[test]
fn a_comment_beside_or_above_allows() {
    for text in [
        pod("", "hostPID: true # plimsoll: allow host-pid (a debugger)"),
        pod("# plimsoll: allow host-pid (a debugger)", "hostPID: true"),
        pod("# plimsoll: allow host-pid (a debugger)\n  # and more words\n\n", "hostPID: true"),
        pod("# plimsoll: allow host-ipc\n  # plimsoll: allow host-pid (a debugger)", "hostPID: true\n  hostIPC: true"),
    ] {
        let report = check(&text, "");
        let found = of_rule(&report, "host-pid");
        let suppressed = found[0].suppressed.as_ref().expect(&text);
        assert_eq!((suppressed.by, suppressed.reason.as_str()), (SuppressionSource::Comment, "a debugger"), "{text}");
        assert_eq!(report.summary.high, of_rule(&report, "host-ipc").len() as u32, "{text}");
    }
}

#[test]
fn a_comment_elsewhere_does_not() {
    for text in [
        pod("# plimsoll: allow host-pid\n  restartPolicy: Never", "hostPID: true"),
        pod("", "hostPID: true\n  # plimsoll: allow host-pid"),
        pod("# plimsoll: allow host-ipc", "hostPID: true"),
        pod("", "hostPID: true\n  hostname: \"# plimsoll: allow host-pid\""),
    ] {
        let report = check(&text, "");
        assert_eq!(of_rule(&report, "host-pid")[0].suppressed, None, "{text}");
    }
}

#[test]
fn an_annotation_allows_in_its_object_and_nowhere_else() {
    let text = "\
kind: Deployment
metadata: {name: a, annotations: {plimsoll.dev/allow: \"host-pid, host-ipc (node tools)\"}}
spec: {template: {spec: {hostPID: true, hostIPC: true}}}
---
kind: Pod
metadata: {name: b}
spec: {hostPID: true}
";
    let report = check(text, "");
    let allowed: Vec<bool> = of_rule(&report, "host-pid").iter().map(|finding| finding.suppressed.is_some()).collect();
    assert_eq!(allowed, [true, false]);
    let suppressed = of_rule(&report, "host-ipc")[0].suppressed.clone().unwrap();
    assert_eq!((suppressed.by, suppressed.reason.as_str()), (SuppressionSource::Annotation, "node tools"));
    assert!(of_rule(&report, "unused-suppression").is_empty());
}

#[test]
fn items_of_a_list_have_annotations_of_their_own() {
    let text = "\
kind: List
items:
- {kind: Pod, metadata: {name: a, annotations: {plimsoll.dev/allow: host-pid}}, spec: {hostPID: true}}
- {kind: Pod, metadata: {name: b}, spec: {hostPID: true}}
";
    let report = check(text, "");
    let allowed: Vec<bool> = of_rule(&report, "host-pid").iter().map(|finding| finding.suppressed.is_some()).collect();
    assert_eq!(allowed, [true, false]);
}

#[test]
fn what_allows_nothing_is_told_at_its_id() {
    let text = pod("# plimsoll: allow host-ipc, host-pid", "hostPID: true");
    let report = check(&text, "");
    let unused = of_rule(&report, "unused-suppression");
    assert_eq!(unused.len(), 1);
    let location = unused[0].location;
    assert_eq!(text.get(location.start.offset as usize..location.end.offset as usize), Some("host-ipc"));
}

#[test]
fn unknown_rules_are_told_with_the_nearest_name() {
    let report = check(&pod("# plimsoll: allow host-pids", "hostPID: true"), "");
    let unknown = of_rule(&report, "unknown-rule-in-suppression");
    assert_eq!(unknown[0].message, "unknown rule `host-pids`; did you mean `host-pid`?");
    let text = "kind: Pod\nmetadata: {name: a, annotations: {plimsoll.dev/allow: host-pids}}\nspec: {}\n";
    let report = check(text, "");
    let unknown = of_rule(&report, "unknown-rule-in-suppression");
    assert_eq!(unknown[0].path, "metadata.annotations[\"plimsoll.dev/allow\"]");
    assert_eq!(unknown[0].resource.as_ref().unwrap().name, "a");
}

#[test]
fn comments_that_are_ours_but_say_nothing_are_told() {
    let report = check(&pod("# plimsoll: ignore host-pid", "hostPID: true"), "");
    assert_eq!(of_rule(&report, "unused-suppression").len(), 1);
}

#[test]
fn rules_that_did_not_run_leave_no_unused_suppression() {
    let settings = "rules: {host-ipc: off}";
    let report = check(&pod("# plimsoll: allow host-ipc", "dnsPolicy: Default"), settings);
    assert!(of_rule(&report, "unused-suppression").is_empty());
}

#[test]
fn what_could_not_be_read_may_hold_what_is_allowed() {
    let report = check(&(pod("# plimsoll: allow host-ipc", "dnsPolicy: Default") + "\"\n"), "");
    assert!(!of_rule(&report, "unclosed-quote").is_empty());
    assert!(of_rule(&report, "unused-suppression").is_empty());
}

#[test]
fn exceptions_of_the_settings_allow() {
    for object in ["Pod/web", "Pod/shop/web", "Pod/*", "a.yaml", "*.yaml"] {
        let settings = format!("exceptions:\n- {{rule: host-pid, object: {object:?}, reason: because}}\n");
        let report = check(&pod("", "hostPID: true"), &settings);
        let suppressed = of_rule(&report, "host-pid")[0].suppressed.clone().expect(object);
        assert_eq!((suppressed.by, suppressed.reason.as_str()), (SuppressionSource::Config, "because"));
        assert!(of_rule(&report, "unused-suppression").is_empty());
    }
}

#[test]
fn exceptions_end_after_their_last_day() {
    for (day, allowed) in [("2026-11-22", false), ("2026-11-23", true)] {
        let settings = format!("exceptions:\n- {{rule: host-pid, object: Pod/web, reason: x, expires: {day}}}\n");
        let report = check(&pod("", "hostPID: true"), &settings);
        assert_eq!(of_rule(&report, "host-pid")[0].suppressed.is_some(), allowed, "{day}");
        let unused = of_rule(&report, "unused-suppression");
        assert_eq!(unused.len(), usize::from(!allowed));
        if let Some(unused) = unused.first() {
            assert_eq!(unused.message, "the exception for `host-pid` expired on 2026-11-22");
            assert_eq!((unused.file.as_str(), unused.location.start.line), ("plimsoll.yaml", 2));
        }
    }
}

#[test]
fn exceptions_that_match_nothing_are_told_where_they_stand() {
    let settings = "# ours\nexceptions:\n  - object: Pod/other\n    rule: host-pid\n    reason: x\n";
    let mut workspace = workspace(&[("a.yaml", &pod("", "hostPID: true"))], settings);
    workspace.name_settings("conf/plimsoll.yaml");
    let report = workspace.check();
    let unused = of_rule(&report, "unused-suppression");
    assert_eq!(unused[0].file, "conf/plimsoll.yaml");
    assert_eq!((unused[0].location.start.line, unused[0].location.start.column), (4, 11));
}

#[test]
fn many_suppressions_are_read_in_time() {
    let mut text = "# plimsoll: allow host-ipc\n".repeat(40_000);
    text.push_str(&pod("", "hostPID: true"));
    let report = check(&text, "");
    assert!(!of_rule(&report, "input-limit").is_empty());
}
