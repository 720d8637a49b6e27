//! A rule's page says something of its own: no sentence stands on many pages.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::catalogue;
use crate::repo::{self, Repo};

const PAGES: usize = 3;
/// Shorter than this is a caption, not a sentence.
const WORDS: usize = 4;

pub(super) fn faults(repo: &Repo) -> Result<Vec<String>> {
    let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, path) in catalogue::page_texts(repo)? {
        for sentence in sentences(&repo::read(&path)?) {
            pages.entry(sentence).or_default().insert(id.clone());
        }
    }
    let common = pages.into_iter().filter(|(_, pages)| pages.len() > PAGES);
    Ok(common.map(|(sentence, pages)| format!("on {} rule pages stands \"{sentence}\"", pages.len())).collect())
}

/// The sentences of a page's prose: no code, headings, tables, or lines that are only a link to a source.
fn sentences(page: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut fenced = false;
    for line in page.lines().map(str::trim) {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced
            || line.is_empty()
            || line.starts_with(['#', '|'])
            || line.trim_start_matches("- ").starts_with('[')
        {
            prose.push('\n');
        } else {
            prose.push_str(line.trim_start_matches("- "));
            prose.push(' ');
        }
    }
    let ended = prose.replace(". ", ".\n").replace("? ", "?\n");
    let sentences = ended.lines().map(str::trim).filter(|sentence| sentence.split_whitespace().count() >= WORDS);
    sentences.map(str::to_owned).collect()
}

#[cfg(test)]
#[test]
fn only_prose_is_compared() {
    let page = "# Title of the whole page\n\nOne sentence stands here. Another follows\nover two lines.\n\n```yaml bad\na: b c d e f g\n```\n- [A link to some source](https://x)\n";
    assert_eq!(sentences(page), ["One sentence stands here.", "Another follows over two lines."]);
}
