//! The tables of API versions: those of Kubernetes, from the tags in its source and what people add to them, and those of other makers.
//! A row holds a version of a group, and for each set of its kinds that share a fate one cell.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::data::head;

/// What people know beside the tags.
const ADDED: &str = include_str!("../../kube/data/api-versions.tsv");

/// Introduced, deprecated, removed, replacement, change, note.
type Fate = [String; 6];

/// By group and version, then by kind.
type Fates = BTreeMap<String, BTreeMap<String, Fate>>;

/// From the tags: `group/version`, and cells of kinds, introduced, deprecated, removed, replacement, change and note, between `|`.
pub(crate) fn of_kubernetes(text: &str) -> Result<String> {
    let source: Value = serde_json::from_str(text)?;
    let said = |what: &str| source.get(what).and_then(Value::as_str).with_context(|| format!("no `{what}`"));
    let mut fates = Fates::new();
    for api in source.get("apis").and_then(Value::as_array).context("no `apis`")? {
        let cell = |key: &str| api.get(key).and_then(Value::as_str).with_context(|| format!("no `{key}`: {api}"));
        let (group, version) = (cell("group")?, cell("version")?);
        let fate = [
            minor(cell("introduced")?)?,
            minor(cell("deprecated")?)?,
            minor(cell("removed")?)?,
            cell("replacement")?.to_owned(),
            String::new(),
            String::new(),
        ];
        let kinds = fates.entry(format!("{group}/{version}")).or_default();
        ensure!(kinds.insert(cell("kind")?.to_owned(), fate).is_none(), "twice: {api}");
    }
    for row in rows(ADDED, 10)? {
        let [api, kinds, introduced, deprecated, removed, replacement, change, note, ..] = row.as_slice() else {
            continue;
        };
        ensure!(matches!(*change, "" | "same" | "differs"), "`{change}` is no change: {api}");
        ensure!(note.is_empty() || *change == "differs", "a note on what does not differ: {api}");
        for kind in kinds.split(' ') {
            let fate = fates.entry((*api).to_owned()).or_default().entry(kind.to_owned()).or_default();
            let added = [
                minor(introduced)?,
                minor(deprecated)?,
                minor(removed)?,
                (*replacement).to_owned(),
                if *change == "same" { "=".to_owned() } else { String::new() },
                (*note).to_owned(),
            ];
            for (cell, added) in fate.iter_mut().zip(added).filter(|(_, added)| !added.is_empty()) {
                *cell = added;
            }
        }
    }
    let name = format!("{} and {}", said("source")?, comment(ADDED, "name")?);
    let licence = format!("{} and {}", said("licence")?, comment(ADDED, "licence")?);
    Ok(head(said("date")?, &name, &licence) + &written(&fates))
}

/// From a list: `group/version`, and cells of kinds, component, deprecated, removed, replacement and change.
pub(crate) fn of_others(text: &str) -> Result<String> {
    let mut table: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in rows(text, 9)? {
        let [api, cells @ .., _source, _seen] = row.as_slice() else { continue };
        let cells: Vec<&str> = cells.iter().map(|cell| if *cell == "same" { "=" } else { cell }).collect();
        table.entry(api).or_default().push(cells.join("|"));
    }
    let rows: String = table.iter().map(|(api, cells)| format!("{api}\t{}\n", cells.join("\t"))).collect();
    Ok(head(comment(text, "date")?, comment(text, "name")?, comment(text, "licence")?) + &rows)
}

/// The kinds of a version in order, those of one fate together.
fn written(fates: &Fates) -> String {
    let mut table = String::new();
    for (api, kinds) in fates {
        let mut shared: Vec<(Vec<&str>, &Fate)> = Vec::new();
        for (kind, fate) in kinds {
            match shared.iter_mut().find(|(_, known)| *known == fate) {
                Some((kinds, _)) => kinds.push(kind),
                None => shared.push((vec![kind], fate)),
            }
        }
        // What stands for all others is looked at last.
        shared.sort_by_key(|(kinds, _)| kinds.contains(&"*"));
        let cells = shared.iter().map(|(kinds, fate)| format!("{}|{}", kinds.join(" "), fate.join("|")));
        table += &format!("{api}\t{}\n", cells.collect::<Vec<_>>().join("\t"));
    }
    table
}

/// The rows of a list, `-` left out.
fn rows(text: &str, columns: usize) -> Result<Vec<Vec<&str>>> {
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        ensure!(cells.len() == columns, "{} columns instead of {columns}: {line}", cells.len());
        ensure!(cells.iter().all(|cell| !cell.is_empty() && !cell.contains('|')), "an empty cell, or a bar: {line}");
        rows.push(cells.into_iter().map(|cell| if cell == "-" { "" } else { cell }).collect());
    }
    Ok(rows)
}

fn comment<'t>(text: &'t str, what: &str) -> Result<&'t str> {
    let begin = format!("# {what} ");
    text.lines().find_map(|line| line.strip_prefix(&begin)).with_context(|| format!("no line begins with `{begin}`"))
}

/// `16` of `1.16`; nothing of nothing.
fn minor(version: &str) -> Result<String> {
    if version.is_empty() {
        return Ok(String::new());
    }
    let minor = version.strip_prefix("1.").with_context(|| format!("`{version}` is no version"))?;
    Ok(minor.parse::<u16>()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_one_fate_share_a_cell() {
        let kinds = ["a", "*", "b", "c"].map(|kind| {
            let mut fate = Fate::default();
            fate[0] = if kind == "b" { "2".to_owned() } else { "1".to_owned() };
            fate[1] = if kind == "*" { "3".to_owned() } else { String::new() };
            (kind.to_owned(), fate)
        });
        let fates = Fates::from([("g/v1".to_owned(), BTreeMap::from(kinds))]);
        assert_eq!(written(&fates), "g/v1\ta c|1|||||\tb|2|||||\t*|1|3||||\n");
    }

    #[test]
    fn rows_are_whole() {
        assert_eq!(rows("# x\na\t-\n", 2).unwrap(), [["a", ""]]);
        for bad in ["a\n", "a\t\n", "a\tb|c\n"] {
            assert!(rows(bad, 2).is_err(), "{bad}");
        }
        assert!(minor("2.1").is_err() && minor("1.x").is_err());
        assert_eq!(minor("1.16").unwrap(), "16");
    }
}
