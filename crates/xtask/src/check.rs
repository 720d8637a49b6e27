//! `cargo xtask check`: everything that can be judged without running the product. All of it runs, even after a failure, so that one
//! run names every fault.

use std::process::Command;

use anyhow::{Result, bail};

use crate::repo::Repo;
use crate::steps::{self, step};
use crate::tools::WASM_TARGET;
use crate::{budget, build, data, tidy, tools};

/// What exists only in a browser: the rest of the workspace is looked at as this machine runs it.
const WASM_PACKAGES: [&str; 4] = ["--package", "plimsoll-web", "--package", "plimsoll-worker"];

pub(crate) fn run(repo: &Repo) -> Result<()> {
    tools::lint_components(repo)?;
    tools::wasm_target(repo)?;
    tools::npm_packages(&repo.web())?;
    let mut failed = Vec::new();
    let mut look = |name: &'static str, work: &dyn Fn() -> Result<()>| {
        if let Err(error) = step(name, work) {
            println!("  FAILED: {error:#}");
            failed.push(name);
        }
    };
    look("lock file is current", &|| {
        steps::output(steps::cargo(repo).args(["metadata", "--locked", "--format-version=1"])).map(drop)
    });
    look("formatting", &|| steps::run(steps::cargo(repo).args(["fmt", "--all", "--check"])));
    look("tidy", &|| tidy::run(repo));
    look("tables are what their sources make", &|| data::check(repo));
    look("types of the editor", &|| typescript(repo));
    look("clippy", &|| clippy(repo, &["--workspace", "--all-targets"]));
    look("clippy for wasm", &|| clippy(repo, &[&WASM_PACKAGES[..], &["--target", WASM_TARGET]].concat()));
    look("documentation", &|| {
        let mut doc = steps::cargo(repo);
        steps::run(
            doc.args(["doc", "--workspace", "--no-deps", "--quiet", "--document-private-items"])
                .env("RUSTDOCFLAGS", "--deny=warnings"),
        )
    });
    look("sizes", &|| budget::hold(&build::release(repo)?));
    if failed.is_empty() {
        println!("\nall well");
        return Ok(());
    }
    bail!("failed: {}", failed.join(", "))
}

fn clippy(repo: &Repo, what: &[&str]) -> Result<()> {
    steps::run(steps::cargo(repo).args(["clippy", "--quiet"]).args(what).args(["--", "--deny", "warnings"]))
}

fn typescript(repo: &Repo) -> Result<()> {
    let mut compiler: Command = tools::npm_program(&repo.web(), "tsc");
    steps::run(compiler.args(["--noEmit", "--project", "editor"]))
}
