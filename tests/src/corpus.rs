//! The files of the corpus, and a workspace to check them in.

use std::fs;
use std::path::{Path, PathBuf};

use plimsoll_engine::Workspace;
use plimsoll_report::{Audience, Options, TextEdit};
use plimsoll_source::decode_bytes;

/// A file of the corpus: its path in its folder, and its text.
pub(crate) struct Manifest {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The files of a folder of the corpus, in the order of their names.
pub(crate) fn folder(name: &str) -> Vec<Manifest> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let mut paths: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_manifest = |path: &&PathBuf| {
        path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
    };
    let read = |path: &PathBuf| Manifest {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        text: decode_bytes(fs::read(path).unwrap()).text,
    };
    let files: Vec<Manifest> = paths.iter().filter(is_manifest).map(read).collect();
    assert!(!files.is_empty(), "{} holds no manifests", root.display());
    files
}

/// The files of all folders of the corpus.
pub(crate) fn all() -> Vec<Manifest> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
    let mut folders: Vec<String> = folders.map(|name| name.into_string().unwrap()).collect();
    folders.sort();
    folders.iter().flat_map(|name| folder(name)).collect()
}

pub(crate) fn options(audience: Audience) -> Options {
    Options { audience: Some(audience), date: "2026-11-23".to_owned(), ..Options::default() }
}

pub(crate) fn workspace(name: &str, text: &str, audience: Audience) -> Workspace {
    let mut workspace = Workspace::new();
    workspace.set_options(options(audience)).unwrap();
    workspace.set_file(name, text.into());
    workspace
}

/// Applies edits that are in order and do not overlap.
pub(crate) fn apply(text: &str, edits: &[TextEdit]) -> String {
    let (mut after, mut at) = (String::new(), 0);
    for edit in edits {
        after.push_str(text.get(at..edit.start.offset as usize).unwrap());
        after.push_str(&edit.text);
        at = edit.end.offset as usize;
    }
    after + text.get(at..).unwrap()
}

#[test]
fn every_text_of_the_corpus_is_decoded() {
    for Manifest { name, text } in folder("text") {
        assert!(text.contains("apiVersion"), "{name}");
    }
}
