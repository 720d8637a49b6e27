//! `dist/site`: a page and its hashed files, for any server of static files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::bundle::{Bundler, Form};
use crate::catalogue::Catalogue;
use crate::compress::{brotli, fingerprint};
use crate::repo::{self, Repo, has_extension};
use crate::template::{fill, svg_address};
use crate::wasm::Modules;
use crate::{offline, policy};

/// Under this, packing saves nothing.
const WORTH_PACKING: usize = 200;

/// What was written, by role. Paths are those of the files.
pub(crate) struct Site {
    pub(crate) html: PathBuf,
    pub(crate) style: PathBuf,
    pub(crate) boot: PathBuf,
    /// The editor, and what it needs at once.
    pub(crate) editor: Vec<PathBuf>,
    pub(crate) ui: [PathBuf; 2],
    /// The worker's script, and the part of the engine that is fetched first.
    pub(crate) engine: [PathBuf; 2],
    /// All of the engine, fetched on demand.
    pub(crate) full: PathBuf,
    pub(crate) rules: PathBuf,
    /// What an installed page is called, and looks like.
    pub(crate) manifest: PathBuf,
    /// The other form of the page.
    pub(crate) single: PathBuf,
    /// Bytes after brotli, once packed.
    pub(crate) packed: BTreeMap<PathBuf, usize>,
}

pub(crate) fn write(repo: &Repo, bundler: &Bundler<'_>, modules: &Modules, catalogue: &Catalogue) -> Result<Site> {
    let folder = repo.site();
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let assets = folder.join("assets");
    let bundle = |form, name: &str, entry: &Path| bundler.files(form, name, entry, &assets);
    let first = |files: Vec<PathBuf>| files.into_iter().next().context("a bundle without a file");
    let web = repo.web();

    let site = Site {
        html: folder.join("index.html"),
        style: first(bundle(Form::Style, "app", &web.join("styles/app.css"))?)?,
        boot: first(bundle(Form::Classic, "boot", &web.join("boot/site.js"))?)?,
        editor: bundle(Form::Module, "editor", &web.join("editor/editor.ts"))?,
        ui: [first(bundle(Form::Module, "ui", &modules.ui.glue)?)?, hashed(&assets, "ui", "wasm", &modules.ui.bytes)?],
        engine: [
            first(bundle(Form::Classic, "worker", &web.join("boot/worker.js"))?)?,
            hashed(&assets, "engine", "wasm", &modules.engine)?,
        ],
        full: hashed(&assets, "full", "wasm", &modules.full.bytes)?,
        rules: rules(&folder, &assets, catalogue)?,
        manifest: offline::manifest(repo, &assets)?,
        single: repo.single(),
        packed: BTreeMap::new(),
    };
    let page =
        site.page(&repo::read(&repo.root.join("index.html"))?, &repo::read(&web.join("boot/mark.svg"))?, &folder)?;
    repo::write(&site.html, page)?;
    // Pages that embed this one name it, so its own name never changes.
    let embed = bundler.text(Form::Classic, "embed", &web.join("embed/playground.js"))?;
    repo::write(&folder.join("embed.js"), embed)?;
    // Last: it names every file that is there.
    repo::write(&folder.join("service.js"), offline::service(repo, bundler, &folder)?)?;
    Ok(site)
}

/// Writes bytes under a name that changes with them, so that browsers may keep them for ever.
pub(crate) fn hashed(folder: &Path, name: &str, extension: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = folder.join(format!("{name}-{}.{extension}", fingerprint(bytes)));
    repo::write(&path, bytes)?;
    Ok(path)
}

/// The catalogue, and one file a page, which are fetched when they are opened.
fn rules(site: &Path, assets: &Path, catalogue: &Catalogue) -> Result<PathBuf> {
    let mut pages = BTreeMap::new();
    for (id, page) in &catalogue.pages {
        let path = hashed(&assets.join("rules"), id, "json", &serde_json::to_vec(page)?)?;
        pages.insert(id, address(site, &path));
    }
    hashed(assets, "rules", "json", &serde_json::to_vec(&json!({"rules": catalogue.rules, "pages": pages}))?)
}

/// A file of the site as the page names it.
pub(crate) fn address(site: &Path, path: &Path) -> String {
    path.strip_prefix(site).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

impl Site {
    fn page(&self, template: &str, mark: &str, folder: &Path) -> Result<String> {
        let at = |path: &Path| address(folder, path);
        let [ui, ui_wasm] = &self.ui;
        let [worker, engine_wasm] = &self.engine;
        let boot = format!(
            "<script src=\"{}\" data-ui=\"{}\" data-ui-wasm=\"{}\" data-engine-wasm=\"{}\" data-full-wasm=\"{}\" data-worker=\"{}\" data-rules=\"{}\"></script>",
            at(&self.boot),
            at(ui),
            at(ui_wasm),
            at(engine_wasm),
            at(&self.full),
            at(worker),
            at(&self.rules)
        );
        let mut head = vec![
            format!("<link rel=\"stylesheet\" href=\"{}\">", at(&self.style)),
            format!("<link rel=\"manifest\" href=\"{}\">", at(&self.manifest)),
        ];
        // Before the script that asks for them, or the browser fetches them twice; of low priority, for the editor comes first.
        for wasm in [ui_wasm, engine_wasm].map(|path| at(path)) {
            head.push(format!(
                "<link rel=\"preload\" as=\"fetch\" crossorigin type=\"application/wasm\" href=\"{wasm}\" fetchpriority=\"low\">"
            ));
        }
        head.push(format!("<link rel=\"modulepreload\" href=\"{}\" fetchpriority=\"low\">", at(ui)));
        // Before the page is drawn: it sets the theme and starts to compile. Not a module: modules wait for the end of the page.
        head.push(boot);
        let mut editor = self.editor.iter();
        head.extend(editor.next().map(|entry| format!("<script type=\"module\" src=\"{}\"></script>", at(entry))));
        head.extend(editor.map(|part| format!("<link rel=\"modulepreload\" href=\"{}\">", at(part))));
        fill(
            template,
            &[("policy", policy::SITE), ("icon", &svg_address(mark)), ("head", &head.join("\n")), ("foot", "")],
        )
    }

    /// Writes every file's brotli form beside it, for our server and for others that look for it.
    pub(crate) fn pack(&mut self, repo: &Repo) -> Result<()> {
        for path in repo::files(&repo.site(), |path| {
            has_extension(path, &["html", "css", "js", "wasm", "json", "svg", "webmanifest"])
        })? {
            let bytes = std::fs::read(&path)?;
            let packed = brotli(repo, &bytes)?;
            if bytes.len() >= WORTH_PACKING {
                let mut name = path.clone().into_os_string();
                name.push(".br");
                repo::write(Path::new(&name), &packed)?;
            }
            self.packed.insert(path, packed.len());
        }
        Ok(())
    }
}
