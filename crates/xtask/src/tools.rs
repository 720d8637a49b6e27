//! The tools from outside: what is missing is brought where that is possible, else named in one line.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::compress::digest;
use crate::repo::{self, Repo};
use crate::steps;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// The standard library for wasm. `rust-toolchain.toml` names it, but rustup may have been told to install nothing by itself.
pub(crate) fn wasm_target(repo: &Repo) -> Result<()> {
    let sysroot = steps::output(Command::new("rustc").current_dir(&repo.root).args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir() {
        return Ok(());
    }
    steps::run(Command::new("rustup").current_dir(&repo.root).args(["target", "add", WASM_TARGET])).with_context(|| {
        format!("missing: Rust's {WASM_TARGET} library; get it with `rustup target add {WASM_TARGET}`")
    })
}

/// Lints and formatting are components of their own in a minimal toolchain.
pub(crate) fn lint_components(repo: &Repo) -> Result<()> {
    for component in ["rustfmt", "clippy"] {
        let word = if component == "rustfmt" { "fmt" } else { "clippy" };
        if !steps::succeeds(steps::cargo(repo).args([word, "--version"])) {
            steps::run(Command::new("rustup").current_dir(&repo.root).args(["component", "add", component]))
                .with_context(|| format!("missing: {component}; get it with `rustup component add {component}`"))?;
        }
    }
    Ok(())
}

pub(crate) fn node() -> Result<()> {
    let hint = || {
        format!(
            "missing: Node.js {OLDEST_NODE} or newer, with npm; get it from https://nodejs.org or from your system's packages"
        )
    };
    let version = steps::output(Command::new("node").arg("--version")).with_context(hint)?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("{} (found {})", hint(), version.trim());
    }
    Ok(())
}

/// The packages of a folder's lock file. Nothing of theirs is run while they are installed.
pub(crate) fn npm_packages(folder: &Path) -> Result<()> {
    let lock = repo::read(&folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed");
    let wanted = digest(lock.as_bytes());
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    node()?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    // The tests bring no browser of their own: they use the one that is installed.
    steps::run(Command::new(npm).current_dir(folder).args(arguments).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    repo::write(&stamp, wanted)
}

/// A program that npm put into a folder's packages.
pub(crate) fn npm_program(folder: &Path, name: &str) -> Command {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    let mut command = Command::new(folder.join("node_modules/.bin").join(file));
    command.current_dir(folder);
    command
}
