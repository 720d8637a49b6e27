//! `plimsoll rules`, `plimsoll explain`, and help.

use serde_json::Value;

use crate::harness::Folder;

#[test]
fn the_catalogue_is_json_as_promised() {
    let run = Folder::new().run(&["rules", "--format", "json"]);
    let rules: Value = serde_json::from_str(&run.out).unwrap();
    let rules = rules.as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.contains(&"privileged-container"));
    for key in [
        "title",
        "severity",
        "confidence",
        "audience",
        "strategy",
        "controls",
        "equivalents",
        "fixable",
        "parameters",
        "since",
    ] {
        assert!(rules.iter().all(|rule| !rule[key].is_null()), "{key}");
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.run(&["rules"]).out;
    for rule in plimsoll_rules::RULES {
        assert!(list.contains(rule.id), "{}", rule.id);
        let page = folder.run(&["explain", rule.id]);
        assert_eq!(page.status, 0);
        assert!(page.out.contains(rule.title) && page.out.contains("How to fix"), "{}", page.out);
        assert!(!page.out.contains("```") && !page.out.contains("]("), "{}", page.out);
    }
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    let run = Folder::new().run(&["explain", "host-pids"]);
    assert_eq!((run.status, run.err.as_str()), (2, "plimsoll: unknown rule `host-pids`; did you mean `host-pid`?\n"));
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["--help"]).status, 0);
    assert_eq!(folder.run(&["check", "--help"]).status, 0);
    assert_eq!(folder.run(&["--version"]).out, format!("plimsoll {}\n", plimsoll_engine::VERSION));
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let folder = Folder::new();
    let page = folder.run(&["man"]);
    assert_eq!(page.status, 0);
    assert!(page.out.contains(".TH plimsoll 1"), "{}", page.out);
    for command in ["check", "fix", "decode", "connectivity", "who-can", "explain"] {
        assert!(page.out.contains(&format!(".SH \"PLIMSOLL {}\"", command.to_uppercase())), "{command}");
        for shell in ["bash", "zsh", "fish"] {
            let script = folder.run(&["completions", shell]);
            assert!(script.status == 0 && script.out.contains(command), "{shell}: {command}");
        }
    }
    assert_eq!(folder.run(&["completions", "abacus"]).status, 2);
}
