//! Finding a browser for the tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::steps;

/// Says which browser to use, before any that is found.
pub(crate) const VARIABLE: &str = "PLIMSOLL_CHROMIUM";

const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
];

const PLACES: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// An installed Chromium, Chrome or Edge; on Debian as root one is installed.
pub(crate) fn find() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("{VARIABLE} names {}, which is not there", named.display());
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if may_install() {
        println!("  no browser found: installing Debian's chromium");
        steps::run(Command::new("apt-get").args(["-qq", "update"]))?;
        let install = ["-qq", "install", "--yes", "--no-install-recommends", "chromium"];
        steps::run(Command::new("apt-get").args(install).env("DEBIAN_FRONTEND", "noninteractive"))?;
        if let Some(found) = installed() {
            return Ok(found);
        }
    }
    bail!("missing: a browser; install Chromium, Chrome or Edge, or name one in {VARIABLE}")
}

fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let named = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.chain(PLACES.iter().map(PathBuf::from)).find(|candidate| candidate.is_file())
}

fn may_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && Path::new("/usr/bin/apt-get").exists()
        && steps::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
