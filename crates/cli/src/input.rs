//! From the paths of the command line to texts with names. One input that cannot be read does not keep back the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use plimsoll_source::{Decoded, decode_bytes};

use crate::output::say;

/// More bytes than the engine reads of a file; what is beyond is not loaded, and the engine says that it is too much.
const ENOUGH: u64 = (32 << 20) + 1;
/// The name of standard input.
pub(crate) const STDIN: &str = "-";
/// The name of a settings file, which is no manifest.
pub(crate) const SETTINGS: &str = "plimsoll.yaml";

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// By the names they are reported under.
    pub(crate) files: BTreeMap<String, Input>,
    /// Whether something could not be read.
    pub(crate) trouble: bool,
}

/// A text and where it is from.
#[derive(Debug)]
pub(crate) struct Input {
    /// `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) text: Arc<str>,
    /// Whether the text is what the file holds, byte for byte, so that it may be written back.
    pub(crate) is_exact: bool,
}

/// Reads all paths.
pub(crate) fn read(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.as_os_str() == STDIN {
            inputs.read_one(STDIN.to_owned(), None);
        } else if path.is_dir() {
            let before = inputs.files.len();
            inputs.walk(path, &mut BTreeSet::new());
            if inputs.files.len() == before && !inputs.trouble {
                say(format_args!("{}: holds no *.yaml, *.yml or *.json", shown(path)));
            }
        } else {
            inputs.read_one(shown(path), Some(path));
        }
    }
    inputs
}

impl Inputs {
    /// Walks a folder in the order of names. `above` holds the folders on the way, so that links cannot lead round in a ring.
    fn walk(&mut self, folder: &Path, above: &mut BTreeSet<PathBuf>) {
        let identity = match folder.canonicalize() {
            Ok(identity) => identity,
            Err(error) => return self.trouble(folder, &error),
        };
        if !above.insert(identity.clone()) {
            return;
        }
        let mut entries: Vec<PathBuf> = Vec::new();
        match fs::read_dir(folder) {
            Ok(listing) => {
                for entry in listing {
                    match entry {
                        Ok(entry) => entries.push(entry.path()),
                        Err(error) => self.trouble(folder, &error),
                    }
                }
            }
            Err(error) => self.trouble(folder, &error),
        }
        entries.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
        for path in entries {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
            if path.is_dir() {
                if !name.starts_with('.') {
                    self.walk(&path, above);
                }
            } else if is_manifest(&name) && (path.is_file() || !path.exists()) {
                self.read_one(shown(&path), Some(&path));
            }
        }
        above.remove(&identity);
    }

    fn read_one(&mut self, name: String, path: Option<&Path>) {
        if self.files.contains_key(&name) {
            return;
        }
        let mut bytes = Vec::new();
        let read = match path {
            Some(path) => File::open(path).and_then(|file| file.take(ENOUGH).read_to_end(&mut bytes)),
            None => io::stdin().lock().take(ENOUGH).read_to_end(&mut bytes),
        };
        if let Err(error) = read {
            return self.trouble(path.unwrap_or(Path::new(STDIN)), &error);
        }
        let Decoded { text, is_exact, invalid_at } = decode_bytes(bytes);
        if let Some(at) = invalid_at {
            say(format_args!("{name}: is not UTF-8 from byte {at} on: what does not decode is read as U+FFFD"));
        }
        self.files.insert(name, Input { path: path.map(Path::to_owned), text: text.into(), is_exact });
    }

    fn trouble(&mut self, path: &Path, error: &io::Error) {
        say(format_args!("{}: cannot be read: {error}", shown(path)));
        self.trouble = true;
    }
}

fn is_manifest(name: &str) -> bool {
    name != SETTINGS && [".yaml", ".yml", ".json"].iter().any(|ending| name.ends_with(ending))
}

/// A path as it is shown: as given, with `/` between the parts and without detours.
pub(crate) fn shown(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut root = "";
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::RootDir => root = "/",
            Component::ParentDir if parts.last().is_some_and(|last| last != "..") => {
                parts.pop();
            }
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    match (root, parts.as_slice()) {
        ("", []) => ".".to_owned(),
        _ => format!("{root}{}", parts.join("/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_given_without_detours() {
        for (given, expected) in [
            (".", "."),
            ("./a.yaml", "a.yaml"),
            ("a/./b.yaml", "a/b.yaml"),
            ("a/../b.yaml", "b.yaml"),
            ("../b.yaml", "../b.yaml"),
            ("../../b.yaml", "../../b.yaml"),
            ("/etc/x.yaml", "/etc/x.yaml"),
        ] {
            assert_eq!(shown(Path::new(given)), expected);
        }
    }
}
