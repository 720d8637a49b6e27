//! `cargo xtask test`: Rust on this machine, the boot scripts in Node, the built page in a browser.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::repo::{self, Repo};
use crate::server::SiteServer;
use crate::steps::{self, step};
use crate::{browser, build, tools};

/// How many cases the property tests try, for `--all`.
const MANY_CASES: &str = "20000";

pub(crate) fn run(repo: &Repo, all: bool) -> Result<()> {
    // First, because it takes long to find out late that it is missing.
    let chromium = step("browser", browser::find)?;
    step("Rust tests", || rust(repo, all))?;
    step("the engine's first module", || {
        steps::run(steps::cargo(repo).args([
            "test",
            "--package",
            "plimsoll-worker",
            "--no-default-features",
            "--tests",
        ]))
    })?;
    step("boot script tests", || boot(repo))?;
    if all {
        step("benchmarks, once each", || {
            steps::run(steps::cargo(repo).args(["test", "--workspace", "--benches", "--release"]))
        })?;
    }
    build::release(repo)?;
    step("browser tests", || in_browser(repo, &chromium))
}

fn rust(repo: &Repo, all: bool) -> Result<()> {
    let mut command = steps::cargo(repo);
    let nextest = steps::succeeds(steps::cargo(repo).args(["nextest", "--version"]));
    command.args(if nextest { &["nextest", "run"][..] } else { &["test"] });
    // Not the documentation: its examples are the rules' pages, and the tests run those. Looking for others builds everything again.
    command.args(["--workspace", "--lib", "--bins", "--tests"]);
    if all {
        command.env("PROPTEST_CASES", MANY_CASES);
    }
    steps::run(&mut command)
}

fn boot(repo: &Repo) -> Result<()> {
    tools::node()?;
    let mut tests = Vec::new();
    for folder in ["boot", "embed"] {
        tests.extend(repo::files(&repo.web().join(folder), |path| path.to_string_lossy().ends_with(".test.js"))?);
    }
    steps::run(Command::new("node").current_dir(&repo.root).arg("--test").args(tests))
}

fn in_browser(repo: &Repo, chromium: &Path) -> Result<()> {
    let folder = repo.browser_tests();
    tools::npm_packages(&folder)?;
    let server = SiteServer::start(&repo.site(), 0)?;
    let mut playwright = tools::npm_program(&folder, "playwright");
    playwright.arg("test").env(browser::VARIABLE, chromium);
    playwright
        .env("PLIMSOLL_SITE", &server.address)
        .env("PLIMSOLL_DIST", repo.site())
        .env("PLIMSOLL_SINGLE", repo.single());
    steps::run(&mut playwright)
}
