//! `plimsoll fix`.

use crate::harness::{Folder, PRIVILEGED};

#[test]
fn fixes_to_review_wait_until_asked_for() {
    let folder = Folder::new().with("a.yaml", PRIVILEGED);
    let run = folder.run(&["fix", "a.yaml", "--rules", "host-pid"]);
    assert_eq!((run.status, folder.read("a.yaml").as_str()), (0, PRIVILEGED));
    let run = folder.run(&["fix", "a.yaml", "--unsafe", "--rules", "host-pid"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.starts_with("a.yaml: 1 fix\n  line 6: "), "{}", run.out);
    assert_eq!(folder.read("a.yaml"), PRIVILEGED.replace("hostPID: true", "hostPID: false"));
}

#[test]
fn the_diff_writes_nothing() {
    let folder = Folder::new().with("a.yaml", PRIVILEGED);
    let run = folder.run(&["fix", "a.yaml", "--unsafe", "--diff", "--rules", "host-pid"]);
    let expected = "--- a.yaml\n+++ a.yaml\n@@ -3,7 +3,7 @@\n metadata:\n   name: web\n spec:\n-  hostPID: true\n+  hostPID: false\n   containers:\n   - name: a\n     image: registry.example.com/a:1\n";
    assert_eq!(run.out, expected);
    assert_eq!(folder.read("a.yaml"), PRIVILEGED);
}

#[test]
fn after_all_fixes_the_workload_is_restricted() {
    // How much memory a program needs is for a person to say.
    let memory = "    resources: {requests: {memory: 64Mi}, limits: {memory: 64Mi}}\n";
    let folder = Folder::new().with("a.yaml", format!("{PRIVILEGED}{memory}"));
    let run = folder.run(&["fix", ".", "--unsafe"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let check = folder.run(&["check", ".", "--fail-on", "info"]);
    assert_eq!(check.status, 0, "{}\n{}", folder.read("a.yaml"), check.out);
    assert!(check.out.contains("Pod security: 1 restricted"), "{}", check.out);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "a file was left beside");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Folder::new();
    let run = folder.run_in("", &["fix", "-", "--unsafe", "--rules", "host-pid"], PRIVILEGED);
    assert_eq!(run.out, PRIVILEGED.replace("hostPID: true", "hostPID: false"));
    let run = folder.run_in("", &["fix", "-", "--unsafe", "--rules", "host-ipc"], PRIVILEGED);
    assert_eq!(run.out, PRIVILEGED);
}

#[test]
fn line_endings_and_marks_are_kept() {
    let text = format!("\u{feff}{}", PRIVILEGED.replace('\n', "\r\n"));
    let folder = Folder::new().with("a.yaml", &text);
    folder.run(&["fix", "a.yaml", "--unsafe", "--rules", "host-pid"]);
    assert_eq!(folder.read("a.yaml"), text.replace("hostPID: true", "hostPID: false"));
}

#[test]
fn a_file_that_is_not_utf8_is_not_written() {
    let text = b"kind: Pod\nspec: {hostPID: true} # caf\xE9\n";
    let folder = Folder::new().with("a.yaml", text);
    let run = folder.run(&["fix", "a.yaml", "--unsafe"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("convert it first"), "{}", run.err);
    assert_eq!(std::fs::read(folder.path().join("a.yaml")).unwrap(), text);
}

#[cfg(unix)]
#[test]
fn the_mode_and_links_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("real/a.yaml", PRIVILEGED);
    let real = folder.path().join("real/a.yaml");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real/a.yaml", folder.path().join("link.yaml")).unwrap();
    let run = folder.run(&["fix", "link.yaml", "--unsafe", "--rules", "host-pid"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(folder.path().join("link.yaml").is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(folder.read("real/a.yaml").contains("hostPID: false"));
}

#[test]
fn what_is_allowed_stays() {
    let text = PRIVILEGED.replace("hostPID: true", "hostPID: true # plimsoll: allow host-pid (debugger)");
    let folder = Folder::new().with("a.yaml", &text);
    folder.run(&["fix", "a.yaml", "--unsafe", "--rules", "host-pid"]);
    assert_eq!(folder.read("a.yaml"), text);
}

#[test]
fn rounds_go_on_until_nothing_is_left() {
    // More than one report shows, and so more than one round mends.
    let keys: Vec<String> = (0..10_500).map(|key| format!("  k{key}: a\n  k{key}: b\n")).collect();
    let text = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n{}", keys.concat());
    let folder = Folder::new().with("a.yaml", &text);
    let run = folder.run(&["fix", "a.yaml"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("a.yaml: 10500 fixes\n"), "{}", run.out.lines().next().unwrap());
    let values: Vec<String> = (0..10_500).map(|key| format!("  k{key}: b\n")).collect();
    let after = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n{}", values.concat());
    assert!(folder.read("a.yaml") == after, "something else is there");
}
