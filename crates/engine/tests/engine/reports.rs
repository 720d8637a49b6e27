//! What a report says, in which order, and within which limits.

use crate::common::{check, of_rule, options, pod, workspace};
use plimsoll_engine::Workspace;
use plimsoll_report::{Options, PodSecurityLevel, Severity};

#[test]
fn findings_come_by_file_and_place() {
    let text = pod("", "hostPID: true\n  hostIPC: true");
    let report = workspace(&[("b.yaml", &text), ("a.yaml", &text), ("a/b.yaml", &text)], "").check();
    let mut sorted = report.findings.clone();
    sorted.sort_by_key(|finding| {
        let (start, end) = (finding.location.start.offset, finding.location.end.offset);
        (finding.file.clone(), start, end, finding.rule.clone(), finding.message.clone())
    });
    assert_eq!(report.findings, sorted);
    let files: Vec<&str> = report.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["a.yaml", "a/b.yaml", "b.yaml"]);
}

#[test]
fn files_are_counted_as_they_are_read() {
    let text = "# words\n---\nkind: List\nitems: [{kind: Pod}, {kind: Service}]\n---\n---\nkind: Pod\n  spec: {}\n";
    let report = check(text, "");
    let file = &report.files[0];
    assert_eq!((file.documents, file.objects, file.partly_read), (2, 3, true));
}

#[test]
fn columns_count_utf16_units_and_offsets_bytes() {
    let text = "kind: Pod\nspec: {hostname: \"é😀\", hostPID: true}\n";
    let report = check(text, "");
    let start = of_rule(&report, "host-pid")[0].location.start;
    assert_eq!((start.line, start.column, start.offset as usize), (2, 34, text.find("true").unwrap()));
}

#[test]
fn pod_security_names_what_mends_it() {
    let report = check(&pod("", "hostPID: true"), "");
    let pod = &report.pod_security[0];
    assert_eq!(
        (pod.level, pod.resource.name.as_str(), pod.location.start.line),
        (PodSecurityLevel::Privileged, "web", 4)
    );
    let first = &pod.blockers[0];
    assert_eq!((first.control.as_ref(), first.level), ("hostNamespaces", PodSecurityLevel::Baseline));
    assert_eq!(first.rules, ["host-pid"]);
    for blocker in &pod.blockers {
        assert!(!blocker.rules.is_empty() && !blocker.findings.is_empty(), "{blocker:?}");
        for number in &blocker.findings {
            assert!(blocker.rules.contains(&report.findings[*number as usize].rule), "{blocker:?}");
        }
    }
}

#[test]
fn pod_security_does_not_depend_on_the_rules_that_run() {
    let report = check(&pod("", "hostPID: true"), "rules: {host-pid: off}");
    let blocker = &report.pod_security[0].blockers[0];
    assert_eq!(blocker.control, "hostNamespaces");
    assert!(blocker.rules.iter().any(|rule| rule == "host-pid") && blocker.findings.is_empty());
}

#[test]
fn the_version_is_what_is_judged_by() {
    let text = pod("", "securityContext: {seccompProfile: {type: Unconfined}}");
    let level = |version: &str| {
        let mut workspace = workspace(&[("a.yaml", &text)], "");
        workspace.set_options(Options { kubernetes_version: Some(version.into()), ..options("") }).unwrap();
        workspace.check().pod_security[0].level
    };
    assert_eq!((level("1.18"), level("1.19")), (PodSecurityLevel::Baseline, PodSecurityLevel::Privileged));
}

#[test]
fn a_hostile_file_yields_the_worst_and_a_word_about_the_rest() {
    let mut text = "kind: Pod\nspec:\n  containers:\n".to_owned();
    (0..6_000).for_each(|_| text.push_str("  - {name: a}\n"));
    text.push_str("  - {name: b, securityContext: {privileged: true}}\n");
    let report = check(&text, "");
    assert!(report.findings.len() <= 10_001, "{}", report.findings.len());
    assert_eq!(of_rule(&report, "privileged-container").len(), 1);
    let limit = of_rule(&report, "input-limit");
    assert_eq!(limit[0].severity, Severity::High);
    assert!(limit[0].message.contains("check it in parts"), "{}", limit[0].message);
}

#[test]
fn whatever_cannot_be_read_is_a_finding() {
    for (text, rule) in [
        ("a: [\n".to_owned(), "unclosed-bracket"),
        ("a\0b\n".to_owned(), "input-limit"),
        ("[".repeat(100_000), "input-limit"),
        ("---\na: 1\n".repeat(100_001), "input-limit"),
        ("x".repeat((32 << 20) + 1), "input-limit"),
    ] {
        let report = check(&text, "");
        assert!(!of_rule(&report, rule).is_empty(), "{rule}: {:?}", report.findings.first());
        assert!(report.files[0].partly_read);
    }
}

#[test]
fn an_empty_workspace_has_an_empty_report() {
    let report = Workspace::new().check();
    assert!(report.findings.is_empty() && report.files.is_empty() && report.pod_security.is_empty());
    assert_eq!((report.schema_version, report.plimsoll.as_ref()), (1, plimsoll_engine::VERSION));
}
