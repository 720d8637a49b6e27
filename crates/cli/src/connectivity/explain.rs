//! Why something may pass between two ends, or may not.

use std::io::{self, Write};

use plimsoll_kube::network::{Action, Direction, Endpoint, Explanation, Reason, Step, Way};

use super::said::rule_place;
use super::world::World;
use super::{are_found, json};
use crate::args::ConnectivityFormat;
use crate::human::plain;
use crate::output::print;

/// Explains every pair of ends that two names mean. Whether there are such ends.
pub(super) fn run(world: &World, from: &str, to: &str, format: ConnectivityFormat) -> io::Result<bool> {
    if !are_found(world, [from, to]) {
        return Ok(false);
    }
    let mut pairs = Vec::new();
    for from in world.network.find(from) {
        for to in world.network.find(to) {
            let Some(mut why) = world.network.explain(from, to).filter(|_| from != to) else { continue };
            if let Some(routed) = world.routed(from, to) {
                why.connections = why.connections.intersection(&routed);
            }
            pairs.push((from, to, why));
        }
    }
    print(|out| match format {
        ConnectivityFormat::Json => json::write_pairs(world, &pairs, out),
        ConnectivityFormat::Txt => pairs.iter().try_for_each(|(from, to, why)| text(world, *from, *to, why, "", out)),
        ConnectivityFormat::Markdown => {
            pairs.iter().try_for_each(|(from, to, why)| text(world, *from, *to, why, "- ", out))
        }
    })?;
    Ok(true)
}

fn text(world: &World, from: usize, to: usize, why: &Explanation, dash: &str, out: &mut impl Write) -> io::Result<()> {
    let ends = world.network.endpoints();
    let number = to;
    let (Some(from), Some(to)) = (ends.get(from), ends.get(to)) else { return Ok(()) };
    let head = if dash.is_empty() { "" } else { "## " };
    writeln!(out, "{head}{}", plain(&format!("{from} => {to} : {}", why.connections)))?;
    for (direction, side, end) in [(Direction::Egress, &why.egress, from), (Direction::Ingress, &why.ingress, to)] {
        let name = if direction == Direction::Egress { "egress" } else { "ingress" };
        writeln!(out, "\n{}", plain(&format!("{dash}{name} of {end} allows {}", side.allowed)))?;
        for step in &side.steps {
            writeln!(out, "  {}", plain(&format!("{dash}{}", sentence(world, direction, step))))?;
        }
    }
    for exposure in world.network.exposures().iter().filter(|one| one.way == Way::Controller && one.endpoint == number)
    {
        if *from == Endpoint::Controller {
            let (by, sends) = (world.name(exposure.by), world.network.set(exposure.ports));
            let at = world.shown_place(exposure.by, None);
            writeln!(out, "\n{}", plain(&format!("{dash}{by} ({at}) sends to {sends}")))?;
        }
    }
    writeln!(out)
}

fn sentence(world: &World, direction: Direction, step: &Step) -> String {
    let verb = verb(step.verdict);
    let what = &step.connections;
    match &step.reason {
        Reason::Rule { policy, place, name } => {
            let Some(policy) = world.network.policies().get(*policy as usize) else { return String::new() };
            let at = rule_place(world, policy.id, direction, *place);
            let called = if name.is_empty() { String::new() } else { format!(" `{name}`") };
            let by = world.name(policy.id);
            format!("{verb} {what}: {} rule {}{called} of {by} ({at})", direction.as_str(), place + 1)
        }
        Reason::Isolated { policies } => {
            let policies = policies.iter().filter_map(|number| world.network.policies().get(*number as usize));
            let name = |id| format!("{} ({})", world.name(id), world.shown_place(id, None));
            let names: Vec<String> = policies.map(|policy| name(policy.id)).collect();
            format!("{verb} {what}: selected by {}, no rule of which is about it", names.join(" and "))
        }
        Reason::NoPolicy => format!("{verb} {what}: no policy has a say in it"),
        Reason::Outside => format!("{verb} {what}: policies are for Pods, and this is outside"),
    }
}

/// What becomes of a connection.
pub(super) const fn verb(action: Action) -> &'static str {
    match action {
        Action::Allow => "allows",
        Action::Deny => "denies",
        Action::Pass => "passes on",
    }
}
