//! `plimsoll connectivity`.

mod diff;
mod explain;
mod json;
mod said;
mod world;

use std::io::{self, Write};

use plimsoll_kube::network::Family;

use crate::args::{ConnectivityArgs, ConnectivityFormat};
use crate::human::plain;
use crate::output::{Status, print, say};
use world::World;

pub(crate) fn run(args: &ConnectivityArgs) -> io::Result<Status> {
    if let [old, new] = args.diff.as_slice() {
        return diff::run(old, new, args);
    }
    let mut world = World::load(&args.paths, args.host_network.into());
    said::say_all(&world);
    if world.network.is_too_large() {
        return Ok(Status::Trouble);
    }
    let mut is_found = true;
    match (args.explain.as_slice(), args.format) {
        ([from, to], format) => is_found = explain::run(&world, from, to, format)?,
        (_, ConnectivityFormat::Txt) => print(|out| text(&mut world, out))?,
        (_, ConnectivityFormat::Json) => print(|out| json::write(&mut world, out))?,
        (_, ConnectivityFormat::Markdown) => print(|out| markdown(&mut world, out))?,
    }
    Ok(if world.is_whole && is_found { Status::Clean } else { Status::Trouble })
}

fn text(world: &mut World, out: &mut impl Write) -> io::Result<()> {
    let lines = world.network.lines(false);
    let mut texts: Vec<String> = lines.iter().map(|line| world.network.text(line)).collect();
    texts.sort_unstable();
    texts.iter().try_for_each(|text| writeln!(out, "{}", plain(text)))
}

/// The same as tables: what may pass, and what lets the world in.
fn markdown(world: &mut World, out: &mut impl Write) -> io::Result<()> {
    let lines = world.network.lines(false);
    let mut rows: Vec<[String; 3]> = Vec::with_capacity(lines.len());
    for line in &lines {
        let (Some(from), Some(to)) = (world.network.party(line.from), world.network.party(line.to)) else { continue };
        rows.push([from.to_string(), to.to_string(), world.network.set(line.connections).to_string()]);
    }
    rows.sort_unstable();
    writeln!(out, "# Connectivity\n\n| From | To | Connections |\n|---|---|---|")?;
    rows.iter().try_for_each(|row| table_row(row, out))?;
    if !world.network.exposures().is_empty() {
        writeln!(out, "\n## Let in from outside\n\n| By | Workload | Ports | Let in by policies |\n|---|---|---|---|")?;
    }
    for exposure in world.network.exposures() {
        let Some(endpoint) = world.network.endpoints().get(exposure.endpoint) else { continue };
        let sets = [exposure.ports, exposure.open].map(|set| world.network.set(set).to_string());
        let [ports, open] = sets;
        table_row(&[world.name(exposure.by), endpoint.to_string(), ports, open], out)?;
    }
    Ok(())
}

fn table_row(cells: &[String], out: &mut impl Write) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {} ", plain(cell).replace('&', "&amp;").replace('<', "&lt;").replace('|', "\\|"))?;
    }
    writeln!(out, "|")
}

/// Says that ends were not found; whether both were.
fn are_found(world: &World, names: [&str; 2]) -> bool {
    let mut all = true;
    for name in names {
        if world.network.find(name).is_empty() {
            say(format_args!("`{name}` is no workload of these files, no address, and not `{{ingress-controller}}`"));
            all = false;
        }
    }
    all
}

/// How a family of addresses is called.
const fn family_name(family: Family) -> &'static str {
    match family {
        Family::V4 => "IPv4",
        Family::V6 => "IPv6",
    }
}
