//! What the page may weigh.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::site::Site;

/// Bytes after brotli, as a server sends them.
const TYPING: usize = 150_000;
const UI: usize = 200_000;
const ENGINE: usize = 400_000;
const FIRST_LOAD: usize = 750_000;
/// On demand.
const FULL_ENGINE: usize = 700_000;
/// Bytes as they lie on the disk.
const SINGLE: usize = 3_000_000;

struct Row {
    name: &'static str,
    bytes: usize,
    limit: usize,
}

/// Prints the table.
pub(crate) fn show(site: &Site) {
    print(&rows(site));
}

/// Prints the table and fails if a row is above its limit.
pub(crate) fn hold(site: &Site) -> Result<()> {
    let rows = rows(site);
    print(&rows);
    let above: Vec<&str> = rows.iter().filter(|row| row.bytes > row.limit).map(|row| row.name).collect();
    if !above.is_empty() {
        bail!("above its limit: {}", above.join(", "));
    }
    Ok(())
}

fn rows(site: &Site) -> Vec<Row> {
    let packed = |paths: &[&PathBuf]| paths.iter().filter_map(|path| site.packed.get(*path)).sum::<usize>();
    let html_style_boot = packed(&[&site.html, &site.style, &site.boot]);
    let typing = html_style_boot + site.editor.iter().filter_map(|path| site.packed.get(path)).sum::<usize>();
    let ui = packed(&site.ui.each_ref());
    let engine = packed(&site.engine.each_ref());
    vec![
        Row { name: "typing is possible", bytes: typing, limit: TYPING },
        Row { name: "page (ui)", bytes: ui, limit: UI },
        Row { name: "engine", bytes: engine, limit: ENGINE },
        Row { name: "first load", bytes: typing + ui + engine, limit: FIRST_LOAD },
        Row { name: "full engine, on demand", bytes: packed(&[&site.full]), limit: FULL_ENGINE },
        Row { name: "single file, on disk", bytes: size(&site.single), limit: SINGLE },
    ]
}

fn size(path: &Path) -> usize {
    std::fs::metadata(path).ok().and_then(|data| usize::try_from(data.len()).ok()).unwrap_or(usize::MAX)
}

fn print(rows: &[Row]) {
    println!("\n  {:<24}{:>10}{:>10}", "bytes (brotli 11)", "is", "limit");
    for Row { name, bytes, limit } in rows {
        let mark = if bytes > limit { "  above" } else { "" };
        println!("  {name:<24}{bytes:>10}{limit:>10}{mark}");
    }
    println!();
}
