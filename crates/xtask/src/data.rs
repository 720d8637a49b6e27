//! `cargo xtask data`: the tables that the product carries, each made from one source file that people keep.
//! A table is lines of text, sorted, its first line says what it is made from; sources and days of single rows stay behind.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::apis;
use crate::repo::{self, Repo};

/// A table and how it is made.
struct Table {
    /// In `crates/kube/data`.
    source: &'static str,
    /// In `crates/kube/src`.
    table: &'static str,
    make: fn(&str) -> Result<String>,
}

const TABLES: &[Table] = &[
    Table { source: "end-of-life.json", table: "image/tables/end-of-life.txt", make: end_of_life },
    Table { source: "image-families.tsv", table: "image/tables/image-families.txt", make: |text| columns(text, 11, 9) },
    Table { source: "image-bases.tsv", table: "image/tables/image-bases.txt", make: |text| columns(text, 7, 5) },
    Table {
        source: "official-images.txt",
        table: "image/tables/official-images.txt",
        make: |text| columns(text, 1, 1),
    },
    Table { source: "api-lifecycle.json", table: "api/tables/api-versions.txt", make: apis::of_kubernetes },
    Table { source: "third-party-apis.tsv", table: "api/tables/third-party-apis.txt", make: apis::of_others },
];

/// What belongs to servers and services, and stands in no image's tag.
const WITHOUT_IMAGES: &[&str] = &[
    "amazon-eks",
    "azure-kubernetes-service",
    "containerd",
    "docker-engine",
    "google-kubernetes-engine",
    "oracle-jdk",
];

/// Makes every table again.
pub(crate) fn run(repo: &Repo) -> Result<()> {
    for table in TABLES {
        let path = repo.root.join("crates/kube/src").join(table.table);
        repo::write(&path, made(repo, table)?)?;
        println!("{}", repo.shown(&path));
    }
    Ok(())
}

/// Fails where a table is not what its source makes.
pub(crate) fn check(repo: &Repo) -> Result<()> {
    for table in TABLES {
        let path = repo.root.join("crates/kube/src").join(table.table);
        let same = repo::read(&path)? == made(repo, table)?;
        ensure!(same, "{} is not what {} makes: run `cargo xtask data`", repo.shown(&path), table.source);
    }
    Ok(())
}

fn made(repo: &Repo, table: &Table) -> Result<String> {
    let text = repo::read(&repo.root.join("crates/kube/data").join(table.source))?;
    (table.make)(&text).with_context(|| format!("crates/kube/data/{}", table.source))
}

/// The first line of a table: day, source, licence.
pub(crate) fn head(date: &str, name: &str, licence: &str) -> String {
    format!("#{date}\t{name}\t{licence}\n")
}

/// The first columns of rows of text, sorted. Lines that begin with `#` say what the file is.
fn columns(text: &str, columns: usize, kept: usize) -> Result<String> {
    let said = |what: &str| {
        let begin = format!("# {what} ");
        text.lines()
            .find_map(|line| line.strip_prefix(&begin))
            .with_context(|| format!("no line begins with `{begin}`"))
    };
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        ensure!(cells.len() == columns, "{} columns instead of {columns}: {line}", cells.len());
        ensure!(cells.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "an empty cell or spaces: {line}");
        let key = cells.first().copied().unwrap_or_default();
        let row = cells.get(..kept).unwrap_or_default().iter().map(|cell| if *cell == "-" { "" } else { cell });
        ensure!(rows.insert(key, row.collect::<Vec<_>>().join("\t")).is_none(), "twice: {key}");
    }
    let rows: Vec<String> = rows.into_values().map(|row| row.trim_end().to_owned() + "\n").collect();
    Ok(head(said("date")?, said("name")?, said("licence")?) + &rows.concat())
}

/// A line for each product: its id, its name, and its cycles, the newest first, as `13:280809/300630`: when support ends, and when
/// that of others ends after it. `-` stands for an end that nobody has named.
fn end_of_life(text: &str) -> Result<String> {
    let source: Value = serde_json::from_str(text)?;
    let said = |what: &str| source.get(what).and_then(Value::as_str).with_context(|| format!("no `{what}`"));
    let products = source.get("products").and_then(Value::as_object).context("no `products`")?;
    let titles = source.get("titles").and_then(Value::as_object).context("no `titles`")?;
    let mut table = head(said("date")?, said("source")?, said("licence")?);
    let without: BTreeSet<&str> = WITHOUT_IMAGES.iter().copied().collect();
    let mut ids: Vec<&String> = products.keys().filter(|id| !without.contains(id.as_str())).collect();
    ids.sort();
    for id in ids {
        let title = titles.get(id).and_then(Value::as_str).with_context(|| format!("`{id}` has no title"))?;
        let cycles = products.get(id).and_then(Value::as_array).with_context(|| format!("`{id}` has no cycles"))?;
        let cycles: Vec<String> = cycles.iter().map(|row| cycle(id, row)).collect::<Result<_>>()?;
        table += &format!("{id}\t{title}\t{}\n", cycles.join(" "));
    }
    Ok(table)
}

fn cycle(id: &str, row: &Value) -> Result<String> {
    let cell = |place: usize| row.get(place).and_then(Value::as_str).with_context(|| format!("`{id}`: {row}"));
    // Debian's long-term support is for everybody; what others sell reaches no image that they did not build.
    let extended = if id == "debian" { day(cell(4)?)? } else { None };
    let end = day(cell(3)?)?.unwrap_or_else(|| "-".to_owned());
    let after = extended.map_or_else(String::new, |day| format!("/{day}"));
    Ok(format!("{}:{end}{after}", cell(0)?))
}

/// What has ended, on whatever day.
const ENDED: &str = "000101";

/// `2028-08-09` as `280809`; none for an end that is not near.
fn day(text: &str) -> Result<Option<String>> {
    if matches!(text, "" | "False") {
        return Ok(None);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("20") {
        Some(short) if short.len() == 6 && text.len() == 10 => Ok(Some(short.to_owned())),
        _ => match text.get(..2) {
            // In the last century: before anything that runs in a container.
            Some("19" | "Tr") => Ok(Some(ENDED.to_owned())),
            _ => bail!("`{text}` is no day"),
        },
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::calendar;

    use super::*;

    #[test]
    fn the_tables_are_what_their_sources_make() {
        check(&Repo::find().unwrap()).unwrap();
    }

    #[test]
    fn rows_are_sorted_and_shortened() {
        let text = "# date d\n# name n\n# licence l\nb\t-\tx\na\tc\ty\n";
        assert_eq!(columns(text, 3, 2).unwrap(), "#d\tn\tl\na\tc\nb\n");
        for bad in ["a\tb\n", "a\tb\tc\n", "# date d\n# name n\n# licence l\na\tb\n", "a\ta\n"] {
            assert!(columns(bad, 3, 2).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_shortened() {
        assert_eq!(day("2028-08-09").unwrap().as_deref(), Some("280809"));
        assert_eq!(day("1999-01-01").unwrap().as_deref(), Some("000101"));
        assert_eq!(day("True").unwrap().as_deref(), Some(ENDED));
        assert_eq!((day("False").unwrap(), day("").unwrap()), (None, None));
        assert!(day("soon").is_err() && day("2028-08").is_err());
    }

    #[test]
    fn the_calendar_of_the_dial_says_the_same() {
        let text = repo::read(&Repo::find().unwrap().root.join("crates/kube/data/end-of-life.json")).unwrap();
        let source: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(source["date"], calendar::AS_OF);
        let rows = source["products"]["kubernetes"].as_array().unwrap();
        for release in calendar::minors().iter().filter(|release| release.released.is_some()) {
            let row = rows.iter().find(|row| row[0] == format!("1.{}", release.minor)).unwrap();
            assert_eq!((row[1].as_str(), row[3].as_str()), (release.released, release.end_of_life), "{row}");
        }
    }
}
