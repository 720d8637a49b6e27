//! From Rust to what a browser loads: a wasm module and its JavaScript for each role. The page cannot link the engine, and both load
//! side by side. The engine is built twice: the part of it that is fetched first, and all of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::repo::{self, Repo};
use crate::tools::WASM_TARGET;
use crate::{steps, tools};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Quality {
    /// What is shipped.
    Release,
    /// Built fast, for working on it.
    Quick,
}

impl Quality {
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Quick => "dev",
        }
    }

    /// The folder that Cargo puts the profile's files into.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Quick => "debug",
        }
    }
}

pub(crate) struct Modules {
    /// The page.
    pub(crate) ui: Module,
    /// The engine for the worker, all of it.
    pub(crate) full: Module,
    /// The part of it that is fetched first, as bytes: the JavaScript is that of `full`.
    pub(crate) engine: Vec<u8>,
}

pub(crate) struct Module {
    /// The JavaScript that the module needs: an ES module, still to be bundled.
    pub(crate) glue: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn build(repo: &Repo, quality: Quality) -> Result<Modules> {
    same_release(&repo::read(&repo.root.join("Cargo.lock"))?)?;
    tools::wasm_target(repo)?;
    let flags = format!("target.{WASM_TARGET}.rustflags={}", serde_json::to_string(&without_folders(repo)?)?);
    let build = |packages: &[&str]| {
        steps::run(
            steps::cargo(repo)
                .args(["build", "--lib", "--target", WASM_TARGET, "--profile", quality.profile(), "--config", &flags])
                .args(packages),
        )
    };
    let engine = |part| bind(repo, quality, "plimsoll_worker", "engine", part).context("the engine's module");
    // Both are one package: the first is bound before the other takes its place.
    let first = match quality {
        Quality::Release => {
            build(&["--package", "plimsoll-worker", "--no-default-features"])?;
            Some(engine("first")?)
        }
        Quality::Quick => None,
    };
    build(&["--package", "plimsoll-web", "--package", "plimsoll-worker"])?;
    let full = engine("full")?;
    let ui = bind(repo, quality, "plimsoll_web", "ui", "page").context("the page's module")?;
    let engine = match first {
        Some(first) => {
            let glue = |module: &Module| repo::read(&module.glue);
            ensure!(glue(&first)? == glue(&full)?, "the two modules of the engine need different JavaScript");
            first.bytes
        }
        None => full.bytes.clone(),
    };
    Ok(Modules { ui, full, engine })
}

/// Sixteen bytes are looked at as one: every browser that knows the style sheet's colours has had this for years.
const VECTORS: &str = "-Ctarget-feature=+simd128";

/// The flags of both modules. Most keep out of the modules where packages lie on this machine: the places of panics would name the folders.
fn without_folders(repo: &Repo) -> Result<Vec<String>> {
    let metadata = steps::output(steps::cargo(repo).args(["metadata", "--locked", "--format-version=1"]))?;
    let metadata: serde_json::Value =
        serde_json::from_slice(metadata.as_ref()).context("what `cargo metadata` prints")?;
    let packages = metadata.get("packages").and_then(serde_json::Value::as_array);
    let folder = |package: &serde_json::Value| {
        let manifest =
            package.get("manifest_path").filter(|_| !package.get("source").is_none_or(serde_json::Value::is_null));
        Some(Path::new(manifest?.as_str()?).parent()?.parent()?.to_owned())
    };
    let folders: BTreeSet<PathBuf> = packages.into_iter().flatten().filter_map(folder).collect();
    let hidden = folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display()));
    Ok(hidden.chain([VECTORS.to_owned()]).collect())
}

fn bind(repo: &Repo, quality: Quality, library: &str, name: &str, part: &str) -> Result<Module> {
    let input = repo.target.join(WASM_TARGET).join(quality.folder()).join(library).with_extension("wasm");
    let folder = repo.scratch("wasm").join(part);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&input).out_name(name).web(true)?.typescript(false);
    bindgen.remove_name_section(quality == Quality::Release).remove_producers_section(true);
    // The boot script always says where the module is; without this the JavaScript would not run outside an ES module.
    bindgen.omit_default_module_path(true);
    bindgen.generate(&folder)?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    let bytes = std::fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    Ok(Module { glue: folder.join(format!("{name}.js")), bytes })
}

/// The library that reads the modules and the one linked into them are one release.
fn same_release(lock: &str) -> Result<()> {
    let library = locked(lock, "wasm-bindgen")?;
    let reader = locked(lock, "wasm-bindgen-cli-support")?;
    ensure!(
        library == reader,
        "Cargo.lock pins wasm-bindgen {library} and wasm-bindgen-cli-support {reader}: set both to one release in Cargo.toml"
    );
    Ok(())
}

fn locked<'lock>(lock: &'lock str, package: &str) -> Result<&'lock str> {
    let head = format!("name = \"{package}\"\nversion = \"");
    match lock.split_once(&head).and_then(|(_, rest)| rest.split_once('"')) {
        Some((version, _)) => Ok(version),
        None => bail!("Cargo.lock has no {package}"),
    }
}

#[cfg(test)]
#[test]
fn two_releases_are_refused() {
    let lock = |reader: &str| {
        format!(
            "[[package]]\nname = \"wasm-bindgen\"\nversion = \"1.0\"\n\n[[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{reader}\"\n"
        )
    };
    assert!(same_release(&lock("1.0")).is_ok());
    assert!(same_release(&lock("1.1")).unwrap_err().to_string().contains("1.1"));
    assert!(same_release("").is_err());
}
