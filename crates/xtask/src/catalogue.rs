//! The rules and their pages, as the page of the product fetches them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use plimsoll_report::{RuleInfo, RulePage};

use crate::markdown;
use crate::repo::{self, Repo, has_extension};
use crate::steps;

pub(crate) struct Catalogue {
    /// In the order of their ids.
    pub(crate) rules: Vec<RuleInfo>,
    pub(crate) pages: BTreeMap<String, RulePage>,
}

/// Asks the command for its catalogue, so that this program need not link the rules, and reads the pages beside their code.
pub(crate) fn read(repo: &Repo) -> Result<Catalogue> {
    // The tests' profile, so that the tests find these crates built.
    let ask = ["run", "--quiet", "--profile", "test", "--package", "plimsoll-cli", "--", "rules", "--format", "json"];
    let json = steps::output(steps::cargo(repo).args(ask))?;
    let rules: Vec<RuleInfo> =
        serde_json::from_str(&json).context("the catalogue that `plimsoll rules --format json` printed")?;
    let texts = page_texts(repo)?;
    for id in texts.keys() {
        ensure!(rules.iter().any(|rule| rule.id == **id), "there is a page for `{id}`, but no such rule");
    }
    let ids: Vec<&str> = rules.iter().map(|rule| &*rule.id).collect();
    let mut pages = BTreeMap::new();
    for rule in &rules {
        let path = texts.get(&*rule.id).with_context(|| format!("rule `{}` has no page", rule.id))?;
        let body = markdown::read(&repo::read(path)?, &ids).with_context(|| repo.shown(path))?;
        pages.insert(rule.id.to_string(), RulePage { rule: rule.clone(), body });
    }
    Ok(Catalogue { rules, pages })
}

/// Every page's file by its rule's id, which is its name.
pub(crate) fn page_texts(repo: &Repo) -> Result<BTreeMap<String, PathBuf>> {
    let mut texts = BTreeMap::new();
    for path in repo::files(&repo.rules(), |path| has_extension(path, &["md"]))? {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        ensure!(!texts.contains_key(&id), "there are two pages for `{id}`");
        texts.insert(id, path);
    }
    Ok(texts)
}
