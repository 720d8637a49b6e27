//! What maps show: objects and what ties them together, who can reach whom, who may do what; and manifests that are made of the
//! answers, each read again and compared with what was asked for.

mod access;
mod graph;
mod keep;
mod objects;
mod reach;
mod role;
#[cfg(test)]
mod tests;
mod why;
mod world;
mod yaml;

use plimsoll_report::{MapAnswer, MapLine, MapPlace, MapQuery};

use self::world::World;
use crate::workspace::Held;

/// Things in one picture. Of more, groups are drawn.
const NODES: usize = 300;

/// The answer to a question of a map.
pub(crate) fn answer(files: &[Held], query: &MapQuery) -> MapAnswer {
    let world = &World::of(files);
    match query {
        MapQuery::Objects { namespace } => MapAnswer::Graph(objects::graph(world, namespace)),
        MapQuery::Reach { deny } => MapAnswer::Reach(reach::reach(world, deny)),
        MapQuery::Why { deny, from, to } => MapAnswer::Told(why::why(world, deny, *from, *to)),
        MapQuery::Keep { pairs } => MapAnswer::Made(keep::keep(world, pairs)),
        MapQuery::Access => MapAnswer::Graph(access::graph(world)),
        MapQuery::WhoCan(request) => MapAnswer::Told(access::who_can(world, request)),
        MapQuery::Powers { subject } => {
            let (told, graph) = access::powers(world, subject);
            MapAnswer::Powers(told, graph)
        }
        MapQuery::Role { namespace, verbs, resources, names } => {
            MapAnswer::Made(role::role(&role::Wish { namespace, verbs, resources, names }))
        }
    }
}

fn line(parts: &[&str], places: Vec<MapPlace>) -> MapLine {
    MapLine { text: parts.concat(), places }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// `a`, `a` and `b`, or `a` and 3 more, in backticks.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => ["`", one, "`"].concat(),
        [one, other] => ["`", one, "` and `", other, "`"].concat(),
        [one, rest @ ..] => ["`", one, "` and ", &rest.len().to_string(), " more"].concat(),
    }
}
