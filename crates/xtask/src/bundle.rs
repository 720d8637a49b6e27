//! JavaScript and CSS through esbuild.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::repo::{self, Repo};
use crate::wasm::Modules;
use crate::{steps, tools};

/// What a bundle is for: where its names may live, and whether parts of it may come later.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Runs as it is read, in one piece.
    Classic,
    /// An ES module; what it imports on demand is a file of its own.
    Module,
    Style,
}

pub(crate) struct Bundler<'repo> {
    repo: &'repo Repo,
    aliases: Vec<String>,
}

impl<'repo> Bundler<'repo> {
    /// With the npm packages there, and the modules' JavaScript under the names that `web/boot` imports it by.
    pub(crate) fn new(repo: &'repo Repo, modules: &Modules) -> Self {
        let alias = |name: &str, path: &Path| format!("--alias:{name}={}", path.display());
        let aliases =
            vec![alias("plimsoll-ui-glue", &modules.ui.glue), alias("plimsoll-engine-glue", &modules.full.glue)];
        Self { repo, aliases }
    }

    /// Bundles `entry` into `folder` as `NAME-HASH.EXTENSION`. Gives the file, and those that it needs at once.
    pub(crate) fn files(&self, form: Form, name: &str, entry: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
        let report = self.repo.scratch("bundle").join(format!("{name}.json"));
        repo::write(&report, "{}")?;
        let mut esbuild = tools::npm_program(&self.repo.web(), "esbuild");
        esbuild.arg(format!("{name}={}", entry.display()));
        esbuild.args([
            "--bundle",
            "--minify",
            "--target=es2022",
            "--legal-comments=none",
            "--log-level=warning",
            "--charset=utf8",
        ]);
        esbuild.args(["--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]"]);
        esbuild.arg(format!("--outdir={}", folder.display())).arg(format!("--metafile={}", report.display()));
        esbuild.arg(format!("--define:PLIMSOLL_VERSION=\"{}\"", env!("CARGO_PKG_VERSION"))).args(&self.aliases);
        match form {
            Form::Classic => esbuild.arg("--format=iife"),
            Form::Module => esbuild.args(["--format=esm", "--splitting"]),
            Form::Style => &mut esbuild,
        };
        steps::run(&mut esbuild)?;
        let report: Value = serde_json::from_str(&repo::read(&report)?)?;
        needed_at_once(&report, &self.repo.web()).with_context(|| format!("esbuild made no {name}"))
    }

    /// Bundles `entry` to be written into a page.
    pub(crate) fn text(&self, form: Form, name: &str, entry: &Path) -> Result<String> {
        let folder = self.repo.scratch("bundle").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        let files = self.files(form, name, entry, &folder)?;
        repo::read(files.first().with_context(|| format!("esbuild made no {name}"))?)
    }
}

/// The entry's file and those it imports statically, from esbuild's report, whose paths start at `base`.
fn needed_at_once(report: &Value, base: &Path) -> Option<Vec<PathBuf>> {
    let outputs = report.get("outputs")?.as_object()?;
    let (entry, _) = outputs.iter().find(|(_, output)| output.get("entryPoint").is_some())?;
    let mut needed = vec![entry.as_str()];
    let mut at = 0;
    while let Some(file) = needed.get(at) {
        let imports = outputs.get(*file)?.get("imports")?.as_array()?;
        let fixed =
            imports.iter().filter(|import| import.get("kind").and_then(Value::as_str) == Some("import-statement"));
        let paths: Vec<&str> = fixed.filter_map(|import| import.get("path")?.as_str()).collect();
        for path in paths {
            if outputs.contains_key(path) && !needed.contains(&path) {
                needed.push(path);
            }
        }
        at += 1;
    }
    Some(needed.iter().map(|path| without_detours(&base.join(path))).collect())
}

/// `a/b/../c` as `a/c`, so that paths can be compared.
fn without_detours(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            straight.pop();
        } else {
            straight.push(part);
        }
    }
    straight
}

#[cfg(test)]
#[test]
fn what_is_imported_on_demand_is_not_needed_at_once() {
    let report = serde_json::json!({"outputs": {
        "out/b.js": {"imports": []},
        "out/c.js": {"imports": []},
        "out/a.js": {"entryPoint": "a.ts", "imports": [{"path": "out/b.js", "kind": "import-statement"}, {"path": "out/c.js", "kind": "dynamic-import"}]},
    }});
    let expected = [Path::new("/w/out/a.js"), Path::new("/w/out/b.js")];
    assert_eq!(needed_at_once(&report, Path::new("/w/web/..")).unwrap(), expected);
}
