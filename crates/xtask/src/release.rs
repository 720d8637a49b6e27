//! `cargo xtask release`: what is handed out, in `dist/release`, with SHA-256 sums. The same sources give the same bytes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::compress::digest;
use crate::repo::{self, Repo};
use crate::steps::{self, step};
use crate::{budget, build};

/// A static binary, which runs on any Linux of this processor.
const MUSL: &str = "x86_64-unknown-linux-musl";
const SHELLS: [(&str, &str); 3] = [("bash", "plimsoll.bash"), ("fish", "plimsoll.fish"), ("zsh", "_plimsoll")];

pub(crate) fn run(repo: &Repo) -> Result<()> {
    let site = build::release(repo)?;
    budget::show(&site);
    let folder = repo.root.join("dist/release");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let version = env!("CARGO_PKG_VERSION");
    step("site.zip", || repo::write(&folder.join(format!("plimsoll-site-{version}.zip")), zipped(&repo.site())?))?;
    repo::write(&folder.join(format!("plimsoll-{version}.html")), std::fs::read(repo.single())?)?;
    step("command", || command(repo, &folder))?;
    let sums = sums(&folder)?;
    print!("\n{sums}");
    repo::write(&folder.join("SHA256SUMS"), sums)
}

/// The command, its manual and what shells complete by.
fn command(repo: &Repo, folder: &Path) -> Result<()> {
    steps::run(std::process::Command::new("rustup").args(["target", "add", MUSL]).current_dir(&repo.root))?;
    steps::run(
        steps::cargo(repo)
            .args(["build", "--package", "plimsoll-cli", "--release", "--locked", "--target", MUSL])
            .env("RUSTFLAGS", format!("--remap-path-prefix={}=.", repo.root.display())),
    )?;
    let built = repo.target.join(MUSL).join("release/plimsoll");
    let binary = folder.join(format!("plimsoll-{MUSL}"));
    std::fs::copy(&built, &binary).with_context(|| format!("cannot copy {}", built.display()))?;
    let ask = |words: &[&str]| steps::output(std::process::Command::new(&binary).args(words));
    repo::write(&folder.join("plimsoll.1"), ask(&["man"])?)?;
    for (shell, name) in SHELLS {
        repo::write(&folder.join(name), ask(&["completions", shell])?)?;
    }
    Ok(())
}

/// A folder as a zip whose bytes depend on names and contents alone.
fn zipped(folder: &Path) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for path in sorted(folder)? {
        zip.start_file(path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/"), options)?;
        zip.write_all(&std::fs::read(&path)?)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// As `sha256sum --check` reads them.
fn sums(folder: &Path) -> Result<String> {
    let mut sums = String::new();
    for path in sorted(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
        writeln!(sums, "{}  {name}", digest(&std::fs::read(&path)?))?;
    }
    Ok(sums)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = repo::files(folder, |_| true)?;
    files.sort();
    Ok(files)
}

#[cfg(test)]
#[test]
fn a_zip_is_the_same_each_time_and_holds_what_was_put_in() {
    let folder = std::env::temp_dir().join(format!("plimsoll-zip-{}", std::process::id()));
    repo::write(&folder.join("b/c.txt"), "two").unwrap();
    repo::write(&folder.join("a.txt"), "one").unwrap();
    let first = zipped(&folder).unwrap();
    // Times of files are not in it.
    repo::write(&folder.join("a.txt"), "one").unwrap();
    assert_eq!(first, zipped(&folder).unwrap());
    let read = zip::ZipArchive::new(Cursor::new(first)).unwrap();
    assert_eq!(read.file_names().collect::<Vec<_>>(), ["a.txt", "b/c.txt"]);
    assert_eq!(sums(&folder).unwrap().lines().count(), 2);
    std::fs::remove_dir_all(folder).unwrap();
}
