//! The network for programs. Fields may be added, and are never renamed.

use std::io::{self, Write};

use plimsoll_kube::Id;
use plimsoll_kube::network::{
    Action, Connections, Direction, Endpoint, Explanation, Family, Protocol, Reason, Side, Step, Tier, Way,
};
use plimsoll_source::{File, Span};
use serde_json::{Value, json};

use super::family_name;
use super::said::{notes, wrongs};
use super::world::World;

/// Everything: the ends, the policies, every ordered pair with its reasons, what lets the world in, and what is wrong.
pub(super) fn write(world: &mut World, out: &mut impl Write) -> io::Result<()> {
    let lines = world.network.lines(true);
    head(world, out)?;
    write!(out, ",\n\"connections\": [")?;
    let mut comma = "\n";
    for line in &lines {
        let (Some(from), Some(to)) = (world.network.party(line.from), world.network.party(line.to)) else { continue };
        let Some(mut why) = world.network.explain_line(line) else { continue };
        // The controller sends less than policies would let in.
        world.network.set(line.connections).clone_into(&mut why.connections);
        write!(out, "{comma}{}", pair(world, &from.to_string(), &to.to_string(), &why))?;
        comma = ",\n";
    }
    writeln!(out, "\n]}}")
}

/// The reasons of some pairs of ends.
pub(super) fn write_pairs(
    world: &World,
    pairs: &[(usize, usize, Explanation)],
    out: &mut impl Write,
) -> io::Result<()> {
    let name = |number: usize| world.network.endpoints().get(number).map_or_else(String::new, ToString::to_string);
    let pairs: Vec<Value> = pairs.iter().map(|(from, to, why)| pair(world, &name(*from), &name(*to), why)).collect();
    head(world, out)?;
    writeln!(out, ",\n\"connections\": {}}}", Value::from(pairs))
}

fn head(world: &World, out: &mut impl Write) -> io::Result<()> {
    let endpoints: Vec<Value> =
        world.network.endpoints().iter().filter(|one| is_shown(world, one)).map(|one| endpoint(world, one)).collect();
    let policies: Vec<Value> = world.network.policies().iter().map(|policy| {
        let (tier, priority) = match policy.tier {
            Tier::Admin(priority) => ("admin", Some(priority)),
            Tier::Namespaced => ("networkPolicy", None),
            Tier::Baseline(priority) => ("baseline", Some(priority).filter(|priority| *priority <= 1000)),
        };
        json!({
            "kind": *policy.kind, "namespace": *policy.namespace, "name": *policy.name, "tier": tier, "priority": priority,
            "place": place(world, policy.id, None),
        })
    }).collect();
    let exposed: Vec<Value> = world.network.exposures().iter().map(|exposure| {
        let name = world.network.endpoints().get(exposure.endpoint).map_or_else(String::new, ToString::to_string);
        let way = if exposure.way == Way::Controller { "controller" } else { "service" };
        json!({
            "by": world.name(exposure.by), "way": way, "place": place(world, exposure.by, None), "workload": name,
            "sends": connections(world.network.set(exposure.ports)), "letIn": connections(world.network.set(exposure.open)),
        })
    }).collect();
    let problems: Vec<Value> = wrongs(world)
        .iter()
        .map(|wrong| {
            let mut value = location(wrong.file, wrong.span);
            insert(&mut value, "path", json!(wrong.path.to_string()));
            insert(&mut value, "message", json!(wrong.message));
            value
        })
        .collect();
    writeln!(out, "{{\"schemaVersion\": 1, \"plimsoll\": {},", json!(env!("CARGO_PKG_VERSION")))?;
    for (key, values) in
        [("endpoints", endpoints), ("policies", policies), ("exposed", exposed), ("problems", problems)]
    {
        writeln!(out, "\"{key}\": {},", Value::from(values))?;
    }
    write!(out, "\"notes\": {}", json!(notes(world)))
}

/// Addresses of a family that no policy speaks of are shown for IPv4 only, as in the list.
fn is_shown(world: &World, endpoint: &Endpoint) -> bool {
    match endpoint {
        Endpoint::Range(range) => range.family == Family::V4 || world.network.speaks_of(range.family),
        Endpoint::Workload(_) => true,
        Endpoint::Controller => world.network.exposures().iter().any(|exposure| exposure.way == Way::Controller),
    }
}

fn endpoint(world: &World, endpoint: &Endpoint) -> Value {
    let mut value = json!({"id": endpoint.to_string()});
    match endpoint {
        Endpoint::Workload(workload) => {
            insert(&mut value, "type", json!("workload"));
            insert(&mut value, "kind", json!(*workload.kind));
            insert(&mut value, "namespace", json!(*workload.namespace));
            insert(&mut value, "name", json!(*workload.name));
            insert(&mut value, "hostNetwork", json!(workload.host_network));
            insert(&mut value, "place", place(world, workload.id, None));
        }
        Endpoint::Range(range) => {
            insert(&mut value, "type", json!("addresses"));
            insert(&mut value, "family", json!(family_name(range.family)));
        }
        Endpoint::Controller => insert(&mut value, "type", json!("controller")),
    }
    value
}

fn pair(world: &World, from: &str, to: &str, why: &Explanation) -> Value {
    json!({
        "from": from, "to": to, "connections": connections(&why.connections),
        "egress": side(world, Direction::Egress, &why.egress), "ingress": side(world, Direction::Ingress, &why.ingress),
    })
}

fn side(world: &World, direction: Direction, side: &Side) -> Value {
    let reasons: Vec<Value> = side.steps.iter().map(|step| reason(world, direction, step)).collect();
    json!({"allowed": connections(&side.allowed), "reasons": reasons})
}

fn reason(world: &World, direction: Direction, step: &Step) -> Value {
    let verdict = match step.verdict {
        Action::Allow => "allow",
        Action::Deny => "deny",
        Action::Pass => "pass",
    };
    let mut value = json!({"verdict": verdict, "connections": connections(&step.connections)});
    match &step.reason {
        Reason::Rule { policy, place: number, name } => {
            insert(&mut value, "by", json!("rule"));
            insert(&mut value, "policies", json!([policy]));
            insert(&mut value, "rule", json!(number));
            insert(&mut value, "ruleName", json!(**name));
            if let Some(policy) = world.network.policies().get(*policy as usize) {
                insert(&mut value, "place", place(world, policy.id, Some((direction, *number))));
            }
        }
        Reason::Isolated { policies } => {
            insert(&mut value, "by", json!("isolation"));
            insert(&mut value, "policies", json!(policies));
        }
        Reason::NoPolicy => insert(&mut value, "by", json!("no-policy")),
        Reason::Outside => insert(&mut value, "by", json!("outside")),
    }
    value
}

fn connections(set: &Connections) -> Value {
    let mut ports = Vec::new();
    for protocol in Protocol::ALL {
        let ranges = set.ports(protocol).ranges().iter();
        ports.extend(ranges.map(|(first, last)| json!({"protocol": protocol.as_str(), "first": first, "last": last})));
    }
    json!({"text": set.to_string(), "ports": ports})
}

fn place(world: &World, id: Id, rule: Option<(Direction, u32)>) -> Value {
    let Some((file, span, path)) = world.place(id, rule) else { return Value::Null };
    let mut value = location(file, span);
    insert(&mut value, "path", json!(path.to_string()));
    value
}

fn location(file: &File, span: Span) -> Value {
    let [start, end] = [span.start, span.end].map(|offset| {
        let (line, column) = file.lines().position(file.text(), offset);
        json!({"line": line, "column": column, "offset": offset})
    });
    json!({"file": file.name(), "location": {"start": start, "end": end}})
}

fn insert(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
