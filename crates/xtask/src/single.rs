//! `dist/plimsoll.html`: the whole product in one file, which also works from disk without a network.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::bundle::{Bundler, Form};
use crate::catalogue::Catalogue;
use crate::compress::gzip_base64;
use crate::policy;
use crate::repo::{self, Repo};
use crate::template::{fill, svg_address};
use crate::wasm::Modules;

pub(crate) fn write(repo: &Repo, bundler: &Bundler<'_>, modules: &Modules, catalogue: &Catalogue) -> Result<()> {
    let web = repo.web();
    let boot = web.join("boot");
    let style = bundler.text(Form::Style, "single-style", &web.join("styles/app.css"))?;
    let head = bundler.text(Form::Classic, "single-head", &boot.join("single-head.js"))?;
    let page = bundler.text(Form::Classic, "single-page", &boot.join("single.js"))?;
    let editor = bundler.text(Form::Classic, "single-editor", &web.join("editor/editor.ts"))?;
    let worker = bundler.text(Form::Classic, "single-worker", &boot.join("worker.js"))?;
    for (name, text) in [("head", &head), ("page", &page), ("editor", &editor), ("worker", &worker)] {
        ends_nothing(name, text)?;
    }
    ensure!(!style.contains("</"), "the style sheet holds `</`, which would end it early in the single file");
    let rules = serde_json::to_vec(&json!({"index": catalogue.rules, "pages": catalogue.pages}))?;
    let head_part = format!("<style>{style}</style>\n<script>{head}</script>");
    let foot = [
        held("held-ui", &gzip_base64(repo, &modules.ui.bytes)?),
        held("held-engine", &gzip_base64(repo, &modules.full.bytes)?),
        held("held-rules", &gzip_base64(repo, &rules)?),
        held("held-worker", &worker),
        // The page's script first: it puts the kept text where the editor looks for it.
        format!("<script>{page}</script>"),
        format!("<script>{editor}</script>"),
    ];
    let values = [
        ("policy", &*policy::single(&[&head, &page, &editor], &style)),
        ("icon", &*svg_address(&repo::read(&boot.join("mark.svg"))?)),
        ("head", &*head_part),
        ("foot", &*foot.join("\n")),
    ];
    repo::write(&repo.single(), fill(&repo::read(&repo.root.join("index.html"))?, &values)?)
}

/// Something that the page carries and does not run.
fn held(id: &str, text: &str) -> String {
    format!("<script type=\"text/plain\" id=\"{id}\">{text}</script>")
}

/// A script in a page ends at the first `</script`, wherever it stands, and `<!--` can hide that end.
fn ends_nothing(name: &str, text: &str) -> Result<()> {
    let text = text.to_ascii_lowercase();
    for mark in ["</script", "<!--"] {
        ensure!(
            !text.contains(mark),
            "the {name} script holds `{mark}`, which a page cannot carry: write it in two parts"
        );
    }
    Ok(())
}

#[cfg(test)]
#[test]
fn a_script_that_ends_itself_is_refused() {
    assert!(ends_nothing("x", "a < b && c </d").is_ok());
    assert!(ends_nothing("x", "'</SCRIPT>'").is_err());
    assert!(ends_nothing("x", "'<!-- '").is_err());
}
