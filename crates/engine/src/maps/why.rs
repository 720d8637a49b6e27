//! Why something may pass between two ends, or may not, in sentences with places.

use plimsoll_kube::Field;
use plimsoll_kube::network::{Action, Connections, Direction, Network, Reason, Side, Step, Way};
use plimsoll_report::{MapLine, MapPlace, MapTold};

use super::reach::{Pair, routed};
use super::world::{MADE, World, place};
use super::{line, listed};

pub(super) fn why(world: &World<'_>, deny: &[String], from: u32, to: u32) -> MapTold {
    let pair = Pair::of(world, deny);
    let network = pair.then.as_ref().unwrap_or(&pair.now);
    let (from, to) = (from as usize, to as usize);
    let (Some(first), Some(second)) = (pair.first(from), pair.first(to)) else { return MapTold::default() };
    let Some(why) = network.explain(first, second) else { return MapTold::default() };
    let (from, to) = (pair.name(from), pair.name(to));
    let sent = routed(network, first, second);
    let passing = sent.as_ref().map_or_else(|| why.connections.clone(), |sent| why.connections.intersection(sent));
    let title = match (passing.is_empty(), passing.is_all()) {
        (true, _) => ["`", &*from, "` may not reach `", &to, "`"].concat(),
        (_, true) => ["`", &*from, "` may reach `", &to, "` on every port"].concat(),
        _ => ["`", &*from, "` may reach `", &to, "` on ", &passing.to_string()].concat(),
    };
    let mut told = MapTold { title, lines: Vec::new() };
    let teller = Teller { world, network };
    if sent.is_some() {
        let by = network.exposures().iter().filter(|one| one.way == Way::Controller && one.endpoint == second);
        let places: Vec<MapPlace> = by.filter_map(|one| world.place(one.by, "")).collect();
        let what = sent.as_ref().map_or_else(String::new, Connections::to_string);
        told.lines.push(match places.is_empty() {
            true => line(&["no Ingress or route sends to `", &to, "`"], places),
            false => line(&["an Ingress or route sends to ", &what, " of `", &to, "`"], places),
        });
    }
    teller.side(Direction::Egress, &from, &why.egress, first, &mut told.lines);
    teller.side(Direction::Ingress, &to, &why.ingress, second, &mut told.lines);
    told
}

struct Teller<'t, 'f> {
    world: &'t World<'f>,
    network: &'t Network,
}

impl Teller<'_, '_> {
    fn side(&self, direction: Direction, end: &str, side: &Side, number: usize, lines: &mut Vec<MapLine>) {
        for step in &side.steps {
            lines.push(self.step(direction, end, step, number));
        }
    }

    fn step(&self, direction: Direction, end: &str, step: &Step, number: usize) -> MapLine {
        let is_in = direction == Direction::Ingress;
        let all = step.connections.is_all();
        let what = if all { "everything".to_owned() } else { step.connections.to_string() };
        match &step.reason {
            Reason::NoPolicy => {
                let is_selected = self.network.policies_about(number, direction).next().is_some();
                let limits = if is_in { "what reaches it" } else { "what leaves it" };
                match is_selected {
                    false if all => line(&["no policy selects `", end, "`, so nothing limits ", limits], Vec::new()),
                    _ => line(&["no policy has a say in ", &what, " of `", end, "`"], Vec::new()),
                }
            }
            Reason::Outside => line(&["`", end, "` is outside, and policies are for Pods"], Vec::new()),
            Reason::Rule { policy, place, name } => {
                let Some(policy) = self.network.policies().get(*policy as usize) else { return MapLine::default() };
                let verb = match (step.verdict, is_in) {
                    (Action::Allow, true) => "lets in",
                    (Action::Allow, false) => "lets out",
                    (Action::Deny, _) => "denies",
                    (Action::Pass, _) => "leaves to the next tier",
                };
                let called = if name.is_empty() { String::new() } else { [" `", name, "`"].concat() };
                let rule = (place + 1).to_string();
                let text =
                    ["`", &*policy.name, "` ", verb, " ", &what, ": ", direction.as_str(), " rule ", &rule, &called];
                line(&text, self.rule(policy.id, direction, *place).into_iter().collect())
            }
            Reason::Isolated { policies } => {
                let policies = || policies.iter().filter_map(|number| self.network.policies().get(*number as usize));
                let names: Vec<&str> = policies().map(|policy| &*policy.name).collect();
                let places = policies().filter_map(|policy| self.world.place(policy.id, "")).collect();
                let selects = if names.len() == 1 { " selects `" } else { " select `" };
                let lets = if is_in {
                    "` and lets in nothing else from there"
                } else {
                    "` and lets out nothing else to there"
                };
                let lets = match (all, is_in) {
                    (true, true) => "`, and no rule lets anything in from there",
                    (true, false) => "`, and no rule lets anything out to there",
                    _ => lets,
                };
                line(&[&listed(&names), selects, end, lets], places)
            }
        }
    }

    /// Where a rule of a policy is written; nowhere where the policy is only thought of.
    fn rule(&self, id: plimsoll_kube::Id, direction: Direction, number: u32) -> Option<MapPlace> {
        if id.file == MADE {
            return None;
        }
        let (file, object) = self.world.object(id)?;
        let rules = object.field(match direction {
            Direction::Ingress => &["spec", "ingress"],
            Direction::Egress => &["spec", "egress"],
        });
        let rule = rules.items().nth(number as usize).map_or(rules, Field::of);
        Some(place(file, rule.span(), ""))
    }
}
