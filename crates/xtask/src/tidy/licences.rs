//! Whose licence a dependency has, in Rust and in npm, and which crates are there twice.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::{packages, text};
use crate::repo::{self, Repo};

/// Licences that ask for no more than a notice, or for changes to their own files.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

pub(super) fn faults(repo: &Repo, metadata: &Value) -> Result<Vec<String>> {
    let crates =
        packages(metadata).map(|package| (text(package, "name").to_owned(), text(package, "license").to_owned()));
    let mut found: Vec<(String, String)> = crates.collect();
    for folder in [repo.web(), repo.browser_tests()] {
        let lock: Value = serde_json::from_str(&repo::read(&folder.join("package-lock.json"))?)?;
        let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
        // "" is the folder itself.
        let packages = packages.filter(|(path, _)| !path.is_empty());
        found.extend(
            packages.map(|(path, package)| (path.replace("node_modules/", ""), text(package, "license").to_owned())),
        );
    }
    let refused = found.into_iter().filter(|(_, licence)| !allowed(licence));
    Ok(refused.map(|(name, licence)| format!("{name}: its licence is `{licence}`, which is not on the list")).collect())
}

/// Whether an SPDX expression can be met: one side of each OR, both sides of each AND. Older crates write `/` for OR.
fn allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let expression = expression.trim();
    if let Some((left, right)) = split_outside(expression, " AND ") {
        // AND binds closer than OR.
        if split_outside(expression, " OR ").is_none() {
            return allowed(left) && allowed(right);
        }
    }
    if let Some((left, right)) = split_outside(expression, " OR ") {
        return allowed(left) || allowed(right);
    }
    if let Some(inner) = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return allowed(inner);
    }
    ALLOWED.contains(&expression)
}

/// The two sides of the first `operator` that stands in no parentheses.
fn split_outside<'text>(expression: &'text str, operator: &str) -> Option<(&'text str, &'text str)> {
    expression.match_indices(operator).find_map(|(at, _)| {
        let (left, right) = (expression.get(..at)?, expression.get(at + operator.len()..)?);
        let depth = left.matches('(').count().checked_sub(left.matches(')').count())?;
        (depth == 0).then_some((left, right))
    })
}

/// Crates that are there in more than one version: worth knowing, seldom in our hands.
pub(super) fn duplicates(metadata: &Value) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages(metadata) {
        versions.entry(text(package, "name")).or_default().insert(text(package, "version"));
    }
    let twice = versions.into_iter().filter(|(_, versions)| versions.len() > 1);
    twice
        .map(|(name, versions)| {
            format!("{name} is there in versions {}", versions.into_iter().collect::<Vec<_>>().join(", "))
        })
        .collect()
}

#[cfg(test)]
#[test]
fn expressions_are_met_by_one_side_of_or_and_both_of_and() {
    for good in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "MIT AND BSD-3-Clause OR GPL-3.0",
        "Apache-2.0 WITH LLVM-exception OR X",
    ] {
        assert!(allowed(good), "{good}");
    }
    for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND GPL-3.0", "GPL-3.0 OR MIT AND EPL-2.0"] {
        assert!(!allowed(bad), "{bad}");
    }
}
