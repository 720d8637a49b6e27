//! Why something may pass between two ends, or may not.

use super::compile::{Policy, Rule};
use super::model::Network;
use super::policy::{Action, Direction, Tier};
use super::ports::{Connections, Operation};

/// Why something may pass between two ends, or may not: both sides must let it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What may pass.
    pub connections: Connections,
    /// What the end that it comes from has to say.
    pub egress: Side,
    /// What the end that it goes to has to say.
    pub ingress: Side,
}

/// What one side of a connection has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it lets pass.
    pub allowed: Connections,
    /// Why, in the order in which policies are asked.
    pub steps: Vec<Step>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about. Rules of several `NetworkPolicies` may let the same pass.
    pub connections: Connections,
    /// What becomes of it.
    pub verdict: Action,
    /// Who says so.
    pub reason: Reason,
}

/// Who says what becomes of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A rule of a policy.
    Rule {
        /// The number of the policy.
        policy: u32,
        /// The place of the rule in its list.
        place: u32,
        /// Its name; "" where it has none.
        name: Box<str>,
    },
    /// Policies select the Pods, and none of their rules lets it pass.
    Isolated {
        /// The numbers of the policies.
        policies: Vec<u32>,
    },
    /// No policy has anything to say of it.
    NoPolicy,
    /// Policies are for Pods, and this is an end outside.
    Outside,
}

impl Network {
    /// Why something may pass from one end to another, by their numbers, or may not.
    pub fn explain(&self, from: usize, to: usize) -> Option<Explanation> {
        let (from, to) = (self.class(from)?, self.class(to).filter(|_| !self.is_too_large())?);
        let egress = self.side(Direction::Egress, from, to);
        let ingress = self.side(Direction::Ingress, to, from);
        let is_known = self.is_pods(from) || self.is_pods(to);
        let both = egress.allowed.intersection(&ingress.allowed);
        Some(Explanation { connections: if is_known { both } else { Connections::none() }, egress, ingress })
    }

    /// The policies that have something to say of connections to an end, or from it, whatever its other end.
    pub fn policies_about(&self, endpoint: usize, direction: Direction) -> impl Iterator<Item = &Policy> {
        let class = self.class(endpoint).filter(|class| self.is_pods(*class));
        let is_about = move |policy: &&Policy| {
            class.is_some_and(|class| policy.subjects.binary_search(&class).is_ok())
                && policy.rules(direction).is_some()
        };
        self.policies().iter().filter(is_about)
    }

    fn side(&self, direction: Direction, own: u32, other: u32) -> Side {
        let mut teller = Teller { allowed: Connections::none(), rest: Connections::all(), steps: Vec::new() };
        if !self.is_pods(own) {
            teller.finish(Reason::Outside);
        } else {
            self.tell(direction, own, other, &mut teller);
        }
        Side { allowed: teller.allowed, steps: teller.steps }
    }

    fn tell(&self, direction: Direction, own: u32, other: u32, teller: &mut Teller) {
        let destination = if direction == Direction::Ingress { own } else { other };
        let ports = self.compiled.ports.get(destination as usize).map_or(&[][..], Vec::as_slice);
        let (mut passed, mut let_in, mut isolating) = (Connections::none(), Connections::none(), Vec::new());
        let mut is_baseline = false;
        for (number, policy) in (0..).zip(&self.compiled.policies) {
            let Some(rules) = policy.rules(direction) else { continue };
            if policy.subjects.binary_search(&own).is_err() {
                continue;
            }
            let about = rules.iter().filter(|rule| rule.is_about(other, self.is_pods(other)));
            let reason = |rule: &Rule| Reason::Rule { policy: number, place: rule.place, name: rule.name.clone() };
            if policy.tier == Tier::Namespaced {
                isolating.push(number);
                let waiting = teller.rest.union(&passed);
                for rule in about {
                    let hit = waiting.intersection(&rule.shown_ports(ports, &self.pool));
                    let_in = let_in.union(&hit);
                    teller.step(hit, Action::Allow, reason(rule));
                }
                continue;
            }
            if matches!(policy.tier, Tier::Baseline(_)) {
                if !isolating.is_empty() {
                    break;
                }
                if !is_baseline {
                    is_baseline = true;
                    teller.rest = teller.rest.union(&std::mem::take(&mut passed));
                }
            }
            for rule in about {
                let hit = teller.take(&rule.shown_ports(ports, &self.pool));
                match rule.action {
                    Action::Allow => teller.allowed = teller.allowed.union(&hit),
                    Action::Pass => passed = passed.union(&hit),
                    Action::Deny => {}
                }
                teller.step(hit, rule.action, reason(rule));
            }
        }
        teller.rest = teller.rest.union(&passed);
        if isolating.is_empty() {
            return teller.finish(Reason::NoPolicy);
        }
        teller.allowed = teller.allowed.union(&let_in);
        let denied = teller.rest.combine(&let_in, Operation::Difference);
        teller.step(denied, Action::Deny, Reason::Isolated { policies: isolating });
    }
}

/// What is not decided yet, and the reasons so far.
struct Teller {
    allowed: Connections,
    rest: Connections,
    steps: Vec<Step>,
}

impl Teller {
    /// Takes out of the rest what a rule is about.
    fn take(&mut self, ports: &Connections) -> Connections {
        let hit = self.rest.intersection(ports);
        self.rest = self.rest.combine(&hit, Operation::Difference);
        hit
    }

    fn step(&mut self, connections: Connections, verdict: Action, reason: Reason) {
        if !connections.is_empty() {
            self.steps.push(Step { connections, verdict, reason });
        }
    }

    /// Lets the rest pass.
    fn finish(&mut self, reason: Reason) {
        let rest = std::mem::take(&mut self.rest);
        self.allowed = self.allowed.union(&rest);
        self.step(rest, Action::Allow, reason);
    }
}
