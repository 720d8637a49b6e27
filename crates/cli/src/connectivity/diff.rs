//! What may pass in one set of files and not in another.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use plimsoll_kube::network::{Party, Range, cut};
use serde_json::{Value, json};

use super::world::World;
use super::{said, table_row};
use crate::args::{ConnectivityArgs, ConnectivityFormat};
use crate::human::plain;
use crate::output::{Status, print};

/// What passes between two ends, as text; nothing where nothing does.
type Passing = Option<String>;

/// A pair of ends between which something else may pass than before.
struct Change {
    from: String,
    to: String,
    old: Passing,
    new: Passing,
}

pub(super) fn run(old: &PathBuf, new: &PathBuf, args: &ConnectivityArgs) -> io::Result<Status> {
    let mut worlds = [old, new].map(|path| World::load(std::slice::from_ref(path), args.host_network.into()));
    worlds.iter().for_each(said::say_all);
    if worlds.iter().any(|world| world.network.is_too_large()) {
        return Ok(Status::Trouble);
    }
    let [old, new] = worlds.each_mut().map(Lines::of);
    let changes = changes(&old, &new);
    print(|out| match args.format {
        ConnectivityFormat::Txt => changes.iter().try_for_each(|change| writeln!(out, "{}", plain(&change.text()))),
        ConnectivityFormat::Json => json(&changes, out),
        ConnectivityFormat::Markdown => markdown(&changes, out),
    })?;
    Ok(if worlds.iter().all(|world| world.is_whole) { Status::Clean } else { Status::Trouble })
}

/// The lines of a network: between named ends, and between a workload and addresses.
#[derive(Default)]
struct Lines {
    named: BTreeMap<(String, String), String>,
    /// By the workload, and whether the connections come from it.
    addresses: BTreeMap<(String, bool), Vec<(Range, String)>>,
}

impl Lines {
    fn of(world: &mut World) -> Self {
        let mut lines = Self::default();
        for line in world.network.lines(false) {
            let network = &world.network;
            let (Some(from), Some(to)) = (network.party(line.from), network.party(line.to)) else { continue };
            let passing = network.set(line.connections).to_string();
            match (from, to) {
                (Party::Range(range), other) => {
                    lines.addresses.entry((other.to_string(), false)).or_default().push((range, passing));
                }
                (other, Party::Range(range)) => {
                    lines.addresses.entry((other.to_string(), true)).or_default().push((range, passing));
                }
                _ => {
                    lines.named.insert((from.to_string(), to.to_string()), passing);
                }
            }
        }
        lines
    }
}

fn changes(old: &Lines, new: &Lines) -> Vec<Change> {
    let mut changes = Vec::new();
    let ends = old.named.keys().chain(new.named.keys().filter(|ends| !old.named.contains_key(*ends)));
    for ends in ends {
        let (before, after) = (old.named.get(ends).cloned(), new.named.get(ends).cloned());
        let (from, to) = ends.clone();
        changes.push(Change { from, to, old: before, new: after });
    }
    let sides = old.addresses.keys().chain(new.addresses.keys().filter(|side| !old.addresses.contains_key(*side)));
    for side in sides {
        let [before, after] = [old, new].map(|lines| lines.addresses.get(side).map_or(&[][..], Vec::as_slice));
        for (range, old, new) in cut_by_both(before, after) {
            let (workload, addresses) = (side.0.clone(), Party::Range(range).to_string());
            let (from, to) = if side.1 { (workload, addresses) } else { (addresses, workload) };
            changes.push(Change { from, to, old, new });
        }
    }
    changes.retain(|change| change.old != change.new);
    changes.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    changes
}

/// Addresses with what passes in both, each range as large as it can be.
fn cut_by_both(old: &[(Range, String)], new: &[(Range, String)]) -> Vec<(Range, Passing, Passing)> {
    let mut found: Vec<(Range, Passing, Passing)> = Vec::new();
    for piece in cut(old.iter().chain(new).map(|(range, _)| range)) {
        let [before, after] = [old, new]
            .map(|lines| lines.iter().find(|(range, _)| range.contains(&piece)).map(|(_, passing)| passing.clone()));
        let beside = found.last_mut().filter(|(range, old, new)| {
            let is_next = range.family == piece.family && range.last.checked_add(1) == Some(piece.first);
            is_next && *old == before && *new == after
        });
        match beside {
            Some((range, ..)) => range.last = piece.last,
            None => found.push((piece, before, after)),
        }
    }
    found
}

const NOTHING: &str = "No Connections";

impl Change {
    fn word(&self) -> &'static str {
        match (&self.old, &self.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }

    fn sides(&self) -> [&str; 2] {
        [&self.old, &self.new].map(|side| side.as_deref().unwrap_or(NOTHING))
    }

    fn text(&self) -> String {
        let (from, to) = (&self.from, &self.to);
        match (&self.old, &self.new) {
            (None, Some(new)) => format!("+ {from} => {to} : {new}"),
            (Some(old), None) => format!("- {from} => {to} : {old}"),
            _ => {
                let [old, new] = self.sides();
                format!("~ {from} => {to} : {old} -> {new}")
            }
        }
    }
}

fn json(changes: &[Change], out: &mut impl Write) -> io::Result<()> {
    let changes = changes.iter().map(|change| {
        let [old, new] = change.sides();
        json!({"change": change.word(), "from": change.from, "to": change.to, "old": old, "new": new})
    });
    let changes: Vec<Value> = changes.collect();
    writeln!(out, "{}", json!({"schemaVersion": 1, "plimsoll": env!("CARGO_PKG_VERSION"), "changes": changes}))
}

fn markdown(changes: &[Change], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# Changes of connectivity\n")?;
    if changes.is_empty() {
        return writeln!(out, "None.");
    }
    writeln!(out, "| Change | From | To | Before | After |\n|---|---|---|---|---|")?;
    changes.iter().try_for_each(|change| {
        let [old, new] = change.sides().map(str::to_owned);
        table_row(&[change.word().to_owned(), change.from.clone(), change.to.clone(), old, new], out)
    })
}
