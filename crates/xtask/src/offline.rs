//! What lets the served page open without a network, and be installed: the manifest, its icons, and the service worker's list of files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use crate::bundle::{Bundler, Form};
use crate::compress::{digest, fingerprint};
use crate::repo::{self, Repo, has_extension};
use crate::site::{address, hashed};

/// Files that are for other pages, or that browsers fetch by themselves.
const LEFT_OUT: [&str; 2] = ["embed.js", "service.js"];

/// The manifest of the installed page, with its icons.
pub(crate) fn manifest(repo: &Repo, assets: &Path) -> Result<PathBuf> {
    let icon = |name: &str, purpose: &str| -> Result<serde_json::Value> {
        let bytes = std::fs::read(repo.web().join("boot").join(name).with_extension("svg"))?;
        let path = hashed(assets, name, "svg", &bytes)?;
        let source = address(assets, &path);
        Ok(json!({"src": source, "sizes": "any", "type": "image/svg+xml", "purpose": purpose}))
    };
    let manifest = json!({
        "name": "Plimsoll",
        "short_name": "Plimsoll",
        "description": "Paste a Kubernetes manifest, see what is risky on the very line, and mend it. Nothing leaves the page.",
        "id": "../",
        "start_url": "../",
        "scope": "../",
        "display": "standalone",
        // The tokens `air` and `waterline` of the light theme.
        "background_color": "#ffffff",
        "theme_color": "#0b4f6c",
        "icons": [icon("mark", "any")?, icon("mark-on-tile", "maskable")?],
    });
    hashed(assets, "manifest", "webmanifest", &serde_json::to_vec(&manifest)?)
}

/// The service worker's script: the list of what `site` holds, then what is done with it.
pub(crate) fn service(repo: &Repo, bundler: &Bundler<'_>, site: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    for path in repo::files(site, |path| !has_extension(path, &["br"]))? {
        let name = address(site, &path);
        if !LEFT_OUT.contains(&name.as_str()) {
            files.insert(name, digest(&std::fs::read(&path)?));
        }
    }
    let version = fingerprint(&serde_json::to_vec(&files)?);
    let script = bundler.text(Form::Classic, "service", &repo.web().join("boot/service.js"))?;
    Ok(format!("const PRECACHE={};\n{script}", json!({"version": version, "files": files})))
}
