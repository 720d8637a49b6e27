//! The forms that other tools read.

use crate::common::{options, pod, workspace};
use plimsoll_engine::export;
use plimsoll_report::{Options, Report};
use serde_json::Value;

fn report() -> Report {
    let text = pod("# plimsoll: allow host-ipc (node tools)", "hostIPC: true\n  hostPID: true");
    let settings = "exceptions:\n- {rule: runs-as-root, object: Pod/*, reason: later}\n";
    let mut workspace = workspace(&[("dir/a b.yaml", &text)], settings);
    workspace.set_options(Options { plan_fixes: true, ..options(settings) }).unwrap();
    workspace.check()
}

#[test]
fn json_is_the_report() {
    let report = report();
    let text = export::json(&report);
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    let json: Value = serde_json::from_str(&text).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "date",
        "files",
        "findings",
        "kubernetesVersion",
        "plimsoll",
        "podSecurity",
        "schemaVersion",
        "scores",
        "summary",
    ];
    assert_eq!(keys, expected);
    let finding = &json["findings"][0];
    let keys: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "audience",
        "confidence",
        "file",
        "fixes",
        "location",
        "message",
        "path",
        "related",
        "resource",
        "rule",
        "severity",
        "suppressed",
    ];
    assert_eq!(keys, expected);
    assert_eq!(finding["resource"]["apiVersion"], "v1");
    assert!(
        json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["fixes"][0]["edits"][0]["start"]["line"].is_u64())
    );
}

#[test]
fn sarif_has_the_structure_that_services_ask_for() {
    let report = report();
    let log: Value = serde_json::from_str(&export::sarif(&report)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert!(rule["helpUri"].as_str().unwrap().ends_with(&format!("#/rules/{id}")));
        assert!(rule["help"]["text"].is_string() && rule["help"]["markdown"].is_string());
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
        let score: f64 = rule["properties"]["security-severity"].as_str().unwrap().parse().unwrap();
        assert!((0.0..=10.0).contains(&score));
        assert!(["very-high", "high", "medium", "low"].contains(&rule["properties"]["precision"].as_str().unwrap()));
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());
    for (result, finding) in results.iter().zip(&report.findings) {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "dir/a%20b.yaml");
        assert_eq!(place["region"]["startLine"], finding.location.start.line);
        assert_eq!(place["region"]["endColumn"], finding.location.end.column);
        let suppressions = result["suppressions"].as_array().unwrap();
        assert_eq!(suppressions.len(), usize::from(finding.suppressed.is_some()));
        for fix in result["fixes"].as_array().into_iter().flatten() {
            assert!(fix["description"]["text"].is_string());
            for replacement in fix["artifactChanges"][0]["replacements"].as_array().unwrap() {
                assert!(replacement["deletedRegion"]["startLine"].is_u64());
                assert!(replacement["insertedContent"]["text"].is_string());
            }
        }
    }
    let kinds: Vec<&str> = results.iter().filter_map(|result| result["suppressions"][0]["kind"].as_str()).collect();
    assert!(kinds.contains(&"inSource") && kinds.contains(&"external"), "{kinds:?}");
    assert!(results.iter().any(|result| result["fixes"].is_array()));
}
