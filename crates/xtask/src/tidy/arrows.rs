//! The direction of dependencies, as ARCHITECTURE.md draws it.

use serde_json::Value;

use super::{packages, text};

const PREFIX: &str = "plimsoll-";

/// What each crate of ours may depend on among ours. `xtask` and `tests` stand outside the product.
const ALLOWED: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("source", &[]),
    ("kube", &["source", "report"]),
    ("rules", &["kube", "source", "report"]),
    ("engine", &["rules", "kube", "source", "report"]),
    ("guide", &["report"]),
    ("worker", &["engine", "report"]),
    ("cli", &["engine", "rules", "kube", "source", "report"]),
    ("web", &["report", "guide"]),
    ("xtask", &["source", "report"]),
    ("tests", &["cli", "engine", "rules", "kube", "source", "report", "guide", "worker"]),
    ("benches", &["worker", "engine", "rules", "kube", "source", "report"]),
];

/// Who may know of the browser.
const KNOWS_WASM: &[&str] = &["worker", "web", "xtask"];
const BROWSER: &[&str] = &["wasm-bindgen", "js-sys", "web-sys", "serde-wasm-bindgen", "gloo", "yew"];

pub(super) fn faults(metadata: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for package in packages(metadata).filter(|package| package.get("source").is_some_and(Value::is_null)) {
        let Some(name) = text(package, "name").strip_prefix(PREFIX) else { continue };
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            faults.push(format!("{PREFIX}{name}: no arrow is drawn for it"));
            continue;
        };
        let dependencies = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
        // What only tests use does not reach the product.
        for dependency in dependencies.filter(|dependency| text(dependency, "kind") != "dev") {
            let dependency = text(dependency, "name");
            let ours = dependency.strip_prefix(PREFIX).filter(|ours| !allowed.contains(ours));
            if ours.is_some() {
                faults.push(format!("{PREFIX}{name} must not depend on {dependency}"));
            }
            if BROWSER.contains(&dependency) && !KNOWS_WASM.contains(&name) {
                faults.push(format!("{PREFIX}{name} must not know of the browser, and depends on {dependency}"));
            }
        }
    }
    faults
}

#[cfg(test)]
#[test]
fn an_arrow_against_the_stream_is_found() {
    let package = |name: &str, dependency: &str, kind: Value| serde_json::json!({"name": name, "source": null, "dependencies": [{"name": dependency, "kind": kind}]});
    let metadata = |package: Value| serde_json::json!({"packages": [package]});
    assert_eq!(faults(&metadata(package("plimsoll-kube", "plimsoll-source", Value::Null))), [""; 0]);
    assert_eq!(faults(&metadata(package("plimsoll-source", "plimsoll-kube", "dev".into()))), [""; 0]);
    assert_eq!(faults(&metadata(package("plimsoll-source", "plimsoll-kube", Value::Null))).len(), 1);
    assert_eq!(faults(&metadata(package("plimsoll-web", "plimsoll-engine", Value::Null))).len(), 1);
    assert_eq!(faults(&metadata(package("plimsoll-engine", "js-sys", Value::Null))).len(), 1);
    assert_eq!(faults(&metadata(package("plimsoll-surprise", "serde", Value::Null))).len(), 1);
}
