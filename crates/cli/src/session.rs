//! What `check` and `fix` share: settings found and read, choices made, files put into a workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use plimsoll_engine::{RuleSelection, Workspace};
use plimsoll_report::Options;

use crate::args::Choices;
use crate::input::{self, Inputs, SETTINGS, shown};
use crate::output::say;
use crate::today::today;

/// A workspace with the files of the command line.
pub(crate) struct Session {
    pub(crate) workspace: Workspace,
    pub(crate) inputs: Inputs,
}

/// What a report carries beyond its findings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Carries {
    /// The edits of fixes.
    pub(crate) plan_fixes: bool,
    /// The score of each object.
    pub(crate) object_scores: bool,
}

impl Session {
    /// `None` where the choices or the settings cannot be used, which has been said.
    pub(crate) fn open(paths: &[PathBuf], choices: &Choices, carries: Carries) -> Option<Self> {
        let (name, settings) = settings(choices.config.as_deref())?;
        let mut workspace = Workspace::new();
        workspace.name_settings(&name);
        let selection = RuleSelection { only: choices.rules.clone(), skip: choices.skip.clone() };
        let options = Options {
            kubernetes_version: choices.kubernetes_version.clone(),
            audience: choices.audience,
            date: choices.date.clone().unwrap_or_else(today),
            plan_fixes: carries.plan_fixes,
            object_scores: carries.object_scores,
            settings,
        };
        let chosen = workspace.select_rules(selection).and_then(|()| workspace.set_options(options));
        if let Err(error) = chosen {
            match error.position {
                Some((line, column)) => say(format_args!("{name}:{line}:{column}: {}", error.message)),
                None => say(&error.message),
            }
            return None;
        }
        let inputs = input::read(paths);
        workspace.set_files(inputs.files.iter().map(|(name, input)| (name.as_str(), Arc::clone(&input.text))));
        Some(Self { workspace, inputs })
    }
}

/// The settings file's name and text; the text is empty where there is none.
fn settings(named: Option<&Path>) -> Option<(String, String)> {
    let Some(path) = named.map(Path::to_owned).or_else(found_upwards) else {
        return Some((SETTINGS.to_owned(), String::new()));
    };
    match fs::read_to_string(&path) {
        Ok(text) => Some((shown(&path), text)),
        Err(error) => {
            say(format_args!("{}: the settings cannot be read: {error}", shown(&path)));
            None
        }
    }
}

/// The nearest settings file at or above the working directory, by a name relative to it.
fn found_upwards() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let mut relative = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(SETTINGS).is_file() {
            return Some(relative.join(SETTINGS));
        }
        relative.push("..");
    }
    None
}
