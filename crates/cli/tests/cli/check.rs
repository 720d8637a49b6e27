//! `plimsoll check`.

use serde_json::Value;

use crate::harness::{Folder, HARDENED, PRIVILEGED, Run};

fn rules(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_exit_status_says_whether_something_counts() {
    let folder = Folder::new().with("bad.yaml", PRIVILEGED).with("good.yaml", HARDENED);
    assert_eq!(folder.run(&["check", "good.yaml"]).status, 0);
    assert_eq!(folder.run(&["check", "bad.yaml"]).status, 1);
    assert_eq!(folder.run(&["check", "bad.yaml", "--rules", "capabilities-not-dropped"]).status, 0);
    let low = ["check", "bad.yaml", "--rules", "capabilities-not-dropped", "--fail-on", "low"];
    assert_eq!(folder.run(&low).status, 1);
    assert_eq!(folder.run(&["check", "none.yaml"]).status, 2);
    assert_eq!(folder.run(&["check", "bad.yaml", "--format", "html"]).status, 2);
    assert_eq!(folder.run(&["check", "bad.yaml", "--fail-on", "worst"]).status, 2);
    assert_eq!(folder.run(&["check", "bad.yaml", "--rules", "host-pids"]).status, 2);
    assert_eq!(folder.run(&["check", "bad.yaml", "--kubernetes-version", "2"]).status, 2);
    assert_eq!(folder.run(&["check", "bad.yaml", "--date", "soon"]).status, 2);
    assert_eq!(folder.run(&[]).status, 2);
}

#[test]
fn what_can_be_read_is_checked_beside_what_cannot() {
    let folder = Folder::new().with("bad.yaml", PRIVILEGED);
    let run = folder.run(&["check", "none.yaml", "bad.yaml", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("plimsoll: none.yaml: cannot be read: "), "{}", run.err);
    assert!(rules(&run).contains(&"privileged-container".to_owned()));
}

#[test]
fn scores_are_printed_with_their_terms() {
    let folder = Folder::new().with("bad.yaml", PRIVILEGED).with("good.yaml", HARDENED);
    let run = folder.run(&["check", ".", "--rules", "host-pid,privileged-container", "--score"]);
    let (_, scores) = run.out.split_once("\nscore ").unwrap();
    assert!(scores.starts_with("42 of 100: one object costs 140 points\n"), "{scores}");
    assert!(scores.contains("bad.yaml:4: 1 critical × 100 + 1 high × 40 = 140 points\n"), "{scores}");
    assert!(scores.contains("1 object at 100"), "{scores}");
    let run = folder.run(&["check", "good.yaml", "--rules", "host-pid", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["scores"]["workspace"]["score"], 100);
    assert_eq!(report["scores"]["objects"][0]["resource"]["kind"], "Pod");
    assert!(!folder.run(&["check", "."]).out.contains("score"));
}

#[test]
fn the_human_form_shows_the_line() {
    let run = Folder::new().with("bad.yaml", PRIVILEGED).run(&["check", "bad.yaml", "--rules", "host-pid"]);
    let place = "\n --> bad.yaml:6:12\n  |\n6 |   hostPID: true\n  |            ^^^^\n";
    assert!(run.out.starts_with("bad.yaml\n\nhigh[host-pid]: ") && run.out.contains(place), "{}", run.out);
    assert!(run.out.contains("  = fix: "), "{}", run.out);
    assert!(
        run.out.ends_with("1 finding: 1 high\n1 object in 1 file, for Kubernetes 1.37; Pod security: 1 privileged\n"),
        "{}",
        run.out
    );
    assert!(!run.out.contains('\u{1b}') && run.err.is_empty());
}

#[test]
fn terminals_get_no_commands_from_files() {
    let text = "kind: Pod\nmetadata: {name: \"\\e[31mweb\"}\nspec: {hostPID: true} # \u{1b}[2J\u{202e}\n";
    let run = Folder::new().with("bad.yaml", text).run(&["check", "bad.yaml"]);
    assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{202e}'), "{}", run.out);
}

#[test]
fn folders_are_walked_in_the_order_of_names() {
    let folder = Folder::new()
        .with("b.yaml", HARDENED)
        .with("a/z.yml", HARDENED)
        .with("a/a.json", "{\"kind\": \"Pod\"}")
        .with(".hidden/c.yaml", PRIVILEGED)
        .with("plimsoll.yaml", "audience: strict\n")
        .with("notes.txt", "text")
        .with("Dockerfile", "FROM a");
    let run = folder.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let files: Vec<&str> =
        report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(files, ["a/a.json", "a/z.yml", "b.yaml"]);
    assert_eq!(
        folder
            .run(&["check", "./a/../b.yaml", "b.yaml", "--format", "json"])
            .out
            .matches("\"path\": \"b.yaml\"")
            .count(),
        1
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_ring_come_to_an_end() {
    let folder = Folder::new().with("a/x.yaml", HARDENED);
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("loop.yaml", folder.path().join("loop.yaml")).unwrap();
    let run = folder.run(&["check", "."]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("loop.yaml: cannot be read"), "{}", run.err);
}

#[test]
fn a_folder_without_manifests_is_no_error() {
    let run = Folder::new().with("Dockerfile", "FROM a").run(&["check", ".", "--format", "json"]);
    assert_eq!((run.status, rules(&run).len()), (0, 0));
    assert!(run.err.contains("holds no *.yaml"), "{}", run.err);
}

#[test]
fn standard_input_is_a_file() {
    let run = Folder::new().run_in("", &["check", "-", "--format", "json"], PRIVILEGED);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("\"file\": \"-\""));
}

#[test]
fn old_versions_and_all_audiences_can_be_asked_for() {
    let folder = Folder::new().with("bad.yaml", PRIVILEGED);
    for version in ["1.0", "1.7", "v1.25", "1.38", "latest"] {
        let run = folder.run(&["check", ".", "--format", "json", "--audience", "all", "--kubernetes-version", version]);
        assert_eq!(run.status, 1, "{version}: {}", run.err);
    }
}

#[test]
fn settings_are_found_upwards() {
    let folder = Folder::new()
        .with(
            "plimsoll.yaml",
            "rules: {host-pid: off, privileged-container: {severity: low}}\nkubernetes-version: 1.30\n",
        )
        .with("deep/er/bad.yaml", PRIVILEGED);
    let run = folder.run_in("deep/er", &["check", "--format", "json"], "");
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.contains("\"kubernetesVersion\": \"1.30\"") && !rules(&run).contains(&"host-pid".to_owned()));
    let run = folder.run_in("deep/er", &["check", "--format", "json", "--kubernetes-version", "1.31"], "");
    assert!(run.out.contains("\"kubernetesVersion\": \"1.31\""));
}

#[test]
fn settings_that_cannot_be_used_end_the_run() {
    let folder = Folder::new().with("bad.yaml", PRIVILEGED).with("conf/own.yaml", "# x\naudiense: strict\n");
    let run = folder.run(&["check", "bad.yaml", "--config", "conf/own.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "plimsoll: conf/own.yaml:2:1: unknown key `audiense`; did you mean `audience`?\n");
    let run = folder.run(&["check", "bad.yaml", "--config", "none.yaml"]);
    assert!(run.status == 2 && run.err.contains("none.yaml: the settings cannot be read"), "{}", run.err);
}

#[test]
fn what_is_allowed_does_not_count() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true # plimsoll: allow host-pid (debugger)\n";
    let run = Folder::new().with("a.yaml", text).run(&["check", "a.yaml"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.starts_with("nothing found; 1 allowed\n"), "{}", run.out);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Folder::new().with("a.yaml", PRIVILEGED).with("b.yaml", PRIVILEGED);
    for format in ["human", "json", "sarif"] {
        let args = ["check", ".", "--date", "2026-11-23", "--format", format];
        assert_eq!(folder.run(&args).out, folder.run(&args).out);
        let given = ["check", "b.yaml", "a.yaml", "--date", "2026-11-23", "--format", format];
        assert_eq!(folder.run(&args).out, folder.run(&given).out);
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let folder = Folder::new().with("latin.yaml", b"kind: Pod\nspec: {hostPID: true} # caf\xE9\n").with(
        "wide.yaml",
        "\u{feff}kind: Pod\nspec: {hostPID: true}\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    );
    let run = folder.run(&["check", ".", "--format", "json"]);
    assert!(run.err.contains("latin.yaml: is not UTF-8 from byte 37 on"), "{}", run.err);
    assert_eq!(rules(&run).iter().filter(|rule| *rule == "host-pid").count(), 2);
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    use std::process::{Command, Stdio};
    let many = format!("{PRIVILEGED}---\n").repeat(2_000);
    let folder = Folder::new().with("a.yaml", many);
    let mut child = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args(["check", "a.yaml"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap().as_str()), (Some(1), ""));
}

#[test]
fn sarif_is_json() {
    let run = Folder::new().with("a.yaml", PRIVILEGED).run(&["check", "a.yaml", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, log["version"].as_str()), (1, Some("2.1.0")));
}
