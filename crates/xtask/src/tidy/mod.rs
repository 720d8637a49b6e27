//! What no compiler holds: who may depend on whom, how long a file may be, what a style sheet or a component may say, whose licence a
//! dependency has. Each returns the faults it finds, one a line.

mod arrows;
mod files;
mod licences;
mod sentences;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::repo::Repo;
use crate::steps;

pub(crate) fn run(repo: &Repo) -> Result<()> {
    let metadata: Value = serde_json::from_str(&steps::output(steps::cargo(repo).args([
        "metadata",
        "--format-version=1",
        "--all-features",
    ]))?)?;
    let mut faults = arrows::faults(&metadata);
    faults.extend(files::faults(repo)?);
    faults.extend(licences::faults(repo, &metadata)?);
    faults.extend(sentences::faults(repo)?);
    for line in licences::duplicates(&metadata) {
        println!("  note: {line}");
    }
    for fault in &faults {
        println!("  {fault}");
    }
    match faults.len() {
        0 => Ok(()),
        1 => bail!("1 fault"),
        many => bail!("{many} faults"),
    }
}

/// The packages that `cargo metadata` lists.
fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata.get("packages").and_then(Value::as_array).into_iter().flatten()
}

fn text<'value>(value: &'value Value, key: &str) -> &'value str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
