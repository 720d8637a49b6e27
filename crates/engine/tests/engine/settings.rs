//! What the settings file may say, and what is said of mistakes in it.

use crate::common::{check, of_rule, options, pod, workspace};
use plimsoll_engine::{RuleSelection, Settings, Workspace};
use plimsoll_report::{Audience, Options, Severity};

/// Settings, and the line, column and words of what is wrong with them.
const MISTAKES: &[(&str, u32, u32, &str)] = &[
    ("audiense: strict\n", 1, 1, "unknown key `audiense`; did you mean `audience`?"),
    (
        "audience: strict\nzzz: 1\n",
        2,
        1,
        "unknown key `zzz`; the keys here are `audience`, `exceptions`, `kubernetes-version`, `rules`",
    ),
    ("audience: everyone\n", 1, 11, "unknown audience `everyone`; it is one of `default`, `strict`, `opinion`, `all`"),
    ("# é\nkubernetes-version: \"2.0\"\n", 2, 21, "`2.0` is no version of Kubernetes; write it as `1.37`, or `latest`"),
    ("rules:\n  host-pids: off\n", 2, 3, "unknown rule `host-pids`; did you mean `host-pid`?"),
    ("rules:\n  host-pid: low\n", 2, 13, "`low` is neither `on` nor `off`; a severity is written as `severity: low`"),
    ("rules:\n  host-pid:\n    severty: low\n", 3, 5, "unknown key `severty`; did you mean `severity`?"),
    (
        "rules: {host-pid: {severity: \"é\"}}\n",
        1,
        30,
        "unknown severity `é`; it is one of `critical`, `high`, `medium`, `low`, `info`",
    ),
    ("rules:\n  host-pid: off\n  host-pid: on\n", 2, 3, "`host-pid` is written twice; keep one of them"),
    ("audience: all\naudience: all\n", 2, 1, "`audience` is written twice; keep one of them"),
    (
        "exceptions:\n- {rule: host-pid, object: Pod/a}\n",
        2,
        3,
        "this exception has no reason; add `reason` and say why it is fine",
    ),
    (
        "exceptions:\n- {rule: host-pid, object: Pod/a, reason: \" \"}\n",
        2,
        43,
        "`reason` is empty; say why this is fine",
    ),
    ("exceptions:\n- {object: Pod/a, reason: x}\n", 2, 3, "this exception names no rule; add `rule`"),
    (
        "exceptions:\n- {rule: host-pid, object: Pod/a, reason: x, expires: soon}\n",
        2,
        55,
        "`soon` is no date; write it as `2026-11-23`",
    ),
    (
        "exceptions:\n- {rule: host-pid, object: Pod/a, reason: x, until: 2027-01-01}\n",
        2,
        46,
        "unknown key `until`; the keys here are `expires`, `object`, `reason`, `rule`",
    ),
    ("rules:\n  host-port:\n    allowed-ports: true\n", 3, 20, "this is `true` or `false`; a list of texts is wanted"),
    ("rules:\n  host-port:\n    allowed-port: 80\n", 3, 5, "unknown key `allowed-port`; did you mean `allowed-ports`?"),
];

#[test]
fn parameters_reach_their_rule() {
    let found = |ports: &str| {
        let settings = format!("rules: {{host-port: {{allowed-ports: {ports}}}}}\n");
        let text = "kind: Pod\nspec: {containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]}\n";
        let mut workspace = workspace(&[("a.yaml", text)], &settings);
        of_rule(&workspace.check(), "host-port").len()
    };
    assert_eq!((found("[80]"), found("80-90"), found("[\"70-79\", 81]")), (0, 0, 1));
}

#[test]
fn mistakes_are_told_at_their_place() {
    for (text, line, column, message) in MISTAKES {
        let error = Settings::read(text).expect_err(text);
        assert_eq!(error.message, *message, "{text}");
        // A mapping without a key, or with one twice, has its place at the mapping: the reader is past the key by then.
        let (got_line, got_column) = error.position.expect(text);
        if !message.contains("twice") {
            assert_eq!((got_line, got_column), (*line, *column), "{text}");
        }
    }
}

#[test]
fn text_that_is_no_mapping_is_told() {
    for text in ["- a\n", "rules: [\n", "audience: [a]\n", "a: b\n---\nc: d\n", "rules: 3\n", "\tx"] {
        let error = Settings::read(text).expect_err(text);
        assert!(!error.to_string().is_empty() && !error.message.contains('\u{2}'), "{text}: {error}");
    }
}

#[test]
fn nothing_asks_for_nothing() {
    for text in ["", "\n", "# only words\n", "---\n", "\u{feff}# x\r\n", "rules:\n", "exceptions:\n"] {
        assert!(Settings::read(text).is_ok(), "{text:?}");
    }
}

#[test]
fn versions_need_no_quotes() {
    let settings = Settings::read("kubernetes-version: 1.30\naudience: all\n").unwrap();
    assert_eq!(settings.kubernetes_version.unwrap().to_string(), "1.30");
    assert_eq!(settings.audience, Some(Audience::Opinion));
}

#[test]
fn settings_choose_where_nobody_else_does() {
    let mut workspace = workspace(&[], "kubernetes-version: 1.29\n");
    assert_eq!(workspace.check().kubernetes_version, "1.29");
    let chosen = Options { kubernetes_version: Some("1.31".to_owned()), ..options("kubernetes-version: 1.29\n") };
    workspace.set_options(chosen).unwrap();
    assert_eq!(workspace.check().kubernetes_version, "1.31");
}

#[test]
fn rules_go_off_and_change_their_severity() {
    let text = pod("", "hostPID: true\n  hostIPC: true");
    let report = check(&text, "rules:\n  host-pid: off\n  host-ipc: {severity: info}\n");
    assert!(of_rule(&report, "host-pid").is_empty());
    assert_eq!(of_rule(&report, "host-ipc")[0].severity, Severity::Info);
    assert_eq!(report.summary.info, 1);
}

#[test]
fn rules_are_picked_by_name() {
    let mut workspace = workspace(&[("a.yaml", &pod("", "hostPID: true\n  hostIPC: true"))], "");
    workspace.select_rules(RuleSelection { only: vec!["host-pid".into()], skip: Vec::new() }).unwrap();
    let report = workspace.check();
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].rule, "host-pid");
    workspace.select_rules(RuleSelection { only: Vec::new(), skip: vec!["host-pid".into()] }).unwrap();
    assert!(of_rule(&workspace.check(), "host-pid").is_empty());
    let error = workspace.select_rules(RuleSelection { only: vec!["host-pids".into()], skip: Vec::new() });
    assert_eq!(error.unwrap_err().message, "unknown rule `host-pids`; did you mean `host-pid`?");
}

#[test]
fn options_that_cannot_be_used_leave_those_before() {
    let mut workspace = Workspace::new();
    workspace.set_options(Options { kubernetes_version: Some("1.30".into()), ..options("") }).unwrap();
    for (version, date) in [("2.0", "2026-11-23"), ("1.30", "tomorrow")] {
        let options = Options { kubernetes_version: Some(version.into()), date: date.into(), ..Options::default() };
        assert!(workspace.set_options(options).unwrap_err().position.is_none());
    }
    assert_eq!(workspace.check().kubernetes_version, "1.30");
}
