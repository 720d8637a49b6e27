//! `cargo xtask new-rule`: a rule's code and page with every part in its place. The tests fail until the parts are filled in.

use anyhow::{Context as _, Result, bail, ensure};
use plimsoll_report::Strategy;

use crate::repo::{self, Repo};
use crate::steps;

const CODE: &str = include_str!("../templates/rule.rs.txt");
const PAGE: &str = include_str!("../templates/rule.md.txt");

/// Beginnings that name a duty or a check instead of the bad thing: `allow no-x` would say the opposite of what it does.
const BAD_BEGINNINGS: &[&str] = &["no-", "use-", "ensure-", "check-", "must-", "should-", "avoid-"];

pub(crate) fn run(repo: &Repo, id: &str, strategy: Strategy) -> Result<()> {
    legal(id)?;
    let rules = repo.rules();
    let module = id.replace('-', "_");
    let folder_name = strategy.as_str().replace('-', "_");
    let folder = rules.join(&folder_name);
    let (code, page) = (folder.join(format!("{module}.rs")), folder.join(format!("{id}.md")));
    for path in [&code, &page] {
        ensure!(!path.exists(), "{} is there already", repo.shown(path));
    }
    let table_path = rules.join("table.rs");
    let table = repo::read(&table_path)?;
    let row = format!("    \"{id}\" = {folder_name}::{module}::RULE,");
    let mut table = insert_sorted(&table, "    \"", &row).context("the table of rules has no row to stand beside")?;

    let fill = |template: &str| {
        let variant = format!("{strategy:?}");
        template
            .replace("RULE_ID", id)
            .replace("STRATEGY_VARIANT", &variant)
            .replace("RELEASE", env!("CARGO_PKG_VERSION"))
    };
    let declaration = format!("pub(crate) mod {module};");
    let list = folder.join("mod.rs");
    if list.exists() {
        let text = repo::read(&list)?;
        repo::write(
            &list,
            insert_sorted(&text, "pub(crate) mod ", &declaration).unwrap_or_else(|| format!("{text}\n{declaration}\n")),
        )?;
    } else {
        repo::write(&list, format!("//! Rules that serve the strategy `{strategy}`.\n\n{declaration}\n"))?;
        let library = rules.join("lib.rs");
        let text = insert_sorted(&repo::read(&library)?, "mod ", &format!("mod {folder_name};"));
        repo::write(&library, text.context("the crate's list of modules was not found")?)?;
        table = import(&table, &folder_name)?;
    }
    repo::write(&code, fill(CODE))?;
    repo::write(&page, fill(PAGE))?;
    repo::write(&table_path, table)?;
    // The order of modules and the width of rows are the formatter's.
    steps::run(steps::cargo(repo).args(["fmt", "--package", "plimsoll-rules"]))?;
    for path in [&code, &page, &list, &table_path] {
        println!("{}", repo.shown(path));
    }
    println!("\nFill in what stands in <angle brackets>, then: cargo test --package plimsoll-rules {module}");
    Ok(())
}

fn legal(id: &str) -> Result<()> {
    let letters = id.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    let ends = id.starts_with(|letter: char| letter.is_ascii_lowercase()) && !id.ends_with('-') && !id.contains("--");
    ensure!(letters && ends, "`{id}` is no id: lower-case letters, digits and single hyphens, a letter first");
    if let Some(beginning) = BAD_BEGINNINGS.iter().find(|beginning| id.starts_with(**beginning)) {
        bail!(
            "`{id}` begins with `{beginning}`: name the bad thing, as in `allow {}`",
            id.trim_start_matches(beginning)
        );
    }
    Ok(())
}

/// Puts `line` among the lines that begin with `prefix`, before the first that sorts after it. None where there are none.
fn insert_sorted(text: &str, prefix: &str, line: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let places: Vec<usize> =
        lines.iter().enumerate().filter(|(_, other)| other.starts_with(prefix)).map(|(place, _)| place).collect();
    let after = places.iter().copied().find(|place| lines.get(*place).is_some_and(|other| *other > line));
    let place = after.or_else(|| places.last().map(|place| place + 1))?;
    let mut lines = lines;
    lines.insert(place, line);
    Some(lines.join("\n") + "\n")
}

/// Adds a strategy's module to the table's import of modules: `use crate::{a, b};`.
fn import(table: &str, module: &str) -> Result<String> {
    let line = table
        .lines()
        .find(|line| line.starts_with("use crate::{"))
        .context("the table's import of modules was not found")?;
    let inner = line.trim_start_matches("use crate::{").trim_end_matches("};");
    let mut names: Vec<&str> = inner.split(", ").chain([module]).collect();
    names.sort_unstable();
    Ok(table.replace(line, &format!("use crate::{{{}}};", names.join(", "))))
}

/// Whether a part of the scaffold stands as it was made.
pub(crate) fn is_unfilled(text: &str) -> bool {
    let parts = CODE.lines().chain(PAGE.lines()).map(str::trim).filter(|line| line.contains('<') && line.contains('>'));
    let own: Vec<&str> = parts.filter(|line| !line.contains("fn check(")).collect();
    text.lines().any(|line| own.contains(&line.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_the_bad_thing() {
        assert!(legal("host-network").is_ok() && legal("tls-1-0-allowed").is_ok());
        for id in ["", "no-limits", "use-digest", "Host", "host_network", "-a", "a-", "a--b", "1a"] {
            assert!(legal(id).is_err(), "{id}");
        }
    }

    #[test]
    fn rows_stay_sorted() {
        let text = "head\n  a,\n  c,\ntail\n";
        assert_eq!(insert_sorted(text, "  ", "  b,").unwrap(), "head\n  a,\n  b,\n  c,\ntail\n");
        assert_eq!(insert_sorted(text, "  ", "  d,").unwrap(), "head\n  a,\n  c,\n  d,\ntail\n");
        assert_eq!(insert_sorted(text, "x", "x"), None);
        assert_eq!(import("use crate::{a, c};\n", "b").unwrap(), "use crate::{a, b, c};\n");
    }

    #[test]
    fn an_unfilled_scaffold_is_known() {
        assert!(is_unfilled(PAGE) && is_unfilled(CODE));
        assert!(!is_unfilled("## What it checks\n\nThe port.\n"));
        assert!(!is_unfilled("fn check(ctx: &Context<'_>, findings: &mut Findings) {"));
    }
}
