//! What policies make of connections between classes: for each class of Pods and each direction a row over all classes.

use plimsoll_source::order::Order;

use super::classes::{Budget, narrow};
use super::compile::{Compiled, PortOfClass, Rule};
use super::policy::{Action, Direction, Tier};
use super::pool::{ALL, NONE, Pool, SetId};
use super::ports::Operation;

/// What one side of a connection allows, by the class of the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// For Pods that are not listed.
    pods: SetId,
    /// For addresses that are not listed.
    addresses: SetId,
    /// Classes for which it is something else, in order.
    others: Vec<(u32, SetId)>,
}

impl Row {
    pub(super) fn get(&self, class: u32, pod_classes: u32) -> SetId {
        let found = self.others.binary_search_by(|(known, _)| known.cmp(&class));
        let other = found.ok().and_then(|place| self.others.get(place));
        other.map_or(if class < pod_classes { self.pods } else { self.addresses }, |(_, set)| *set)
    }
}

/// The rows of all classes of Pods for one direction.
#[derive(Debug)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// For each class of Pods its row.
    row_of: Vec<u32>,
}

impl Rows {
    pub(super) fn of(compiled: &Compiled, direction: Direction, pool: &mut Pool, budget: &mut Budget) -> Self {
        let asked = asked(compiled, direction);
        let order = Order::new(asked.iter().map(|policies| key(policies)));
        let mut rows = Self { rows: Vec::new(), row_of: Vec::with_capacity(asked.len()) };
        let mut scratch = Scratch::new(compiled.classes);
        for (class, policies) in asked.iter().enumerate() {
            let before = order.find(key(policies)).take_while(|other| *other < class);
            let same = before
                .filter(|other| asked.get(*other) == Some(policies))
                .find_map(|other| rows.row_of.get(other).copied());
            let row = same.unwrap_or_else(|| {
                let own = compiled.ports.get(class).map_or(&[][..], Vec::as_slice);
                let asked = Asked { compiled, direction, policies, own };
                rows.rows.push(asked.row(&mut scratch, pool, budget));
                narrow(rows.rows.len() - 1)
            });
            rows.row_of.push(row);
        }
        rows
    }

    /// What Pods of a class allow with another class. Addresses allow everything.
    pub(super) fn get(&self, own: u32, other: u32, pod_classes: u32) -> SetId {
        let row = self.row_of.get(own as usize).and_then(|row| self.rows.get(*row as usize));
        row.map_or(ALL, |row| row.get(other, pod_classes))
    }
}

/// For each class of Pods the policies that have something to say of a direction, in the order in which they are asked. Where
/// their rules call ports of these very Pods by name, the class itself ends the list: only its own row is right for it.
fn asked(compiled: &Compiled, direction: Direction) -> Vec<Vec<u32>> {
    let mut asked: Vec<Vec<u32>> = vec![Vec::new(); compiled.pod_classes as usize];
    let mut has_names = vec![false; asked.len()];
    for (number, policy) in (0..).zip(&compiled.policies) {
        let Some(rules) = policy.rules(direction) else { continue };
        let is_named = direction == Direction::Ingress && rules.iter().any(Rule::has_names);
        for class in &policy.subjects {
            if let Some(policies) = asked.get_mut(*class as usize) {
                policies.push(number);
            }
            if let Some(has_names) = has_names.get_mut(*class as usize) {
                *has_names |= is_named;
            }
        }
    }
    for (class, (policies, has_names)) in (0_u32..).zip(asked.iter_mut().zip(has_names)) {
        if has_names {
            policies.push(u32::MAX - class);
        }
    }
    asked
}

fn key(policies: &[u32]) -> u64 {
    policies
        .iter()
        .fold(11, |key: u64, policy| (key ^ u64::from(*policy)).wrapping_mul(0x100_0000_01b3).rotate_left(29))
}

/// A rule that is about a connection: when it is asked, what it does, with which ports.
type Match = (Tier, Action, SetId);

/// What is decided of the connections that rules are about. `is_isolated` says whether some `NetworkPolicy` selects the Pods.
pub(super) fn decide(matches: &[Match], is_isolated: bool, pool: &mut Pool) -> SetId {
    let (mut allowed, mut rest, mut passed, mut let_in) = (NONE, ALL, NONE, NONE);
    let mut is_baseline = false;
    for (tier, action, ports) in matches {
        match tier {
            Tier::Namespaced => {
                let_in = pool.combine(let_in, *ports, Operation::Union);
                continue;
            }
            Tier::Baseline(_) if is_isolated => break,
            Tier::Baseline(_) if !is_baseline => {
                is_baseline = true;
                rest = pool.combine(rest, passed, Operation::Union);
                passed = NONE;
            }
            Tier::Baseline(_) | Tier::Admin(_) => {}
        }
        let hit = pool.combine(rest, *ports, Operation::Intersection);
        rest = pool.combine(rest, hit, Operation::Difference);
        match action {
            Action::Allow => allowed = pool.combine(allowed, hit, Operation::Union),
            Action::Pass => passed = pool.combine(passed, hit, Operation::Union),
            Action::Deny => {}
        }
    }
    rest = pool.combine(rest, passed, Operation::Union);
    if is_isolated {
        rest = pool.combine(rest, let_in, Operation::Intersection);
    }
    pool.combine(allowed, rest, Operation::Union)
}

/// Policies that have something to say of Pods.
struct Asked<'c> {
    compiled: &'c Compiled,
    direction: Direction,
    policies: &'c [u32],
    /// The ports that the Pods give names to.
    own: &'c [PortOfClass],
}

/// Room to work in, which is used again.
struct Scratch {
    /// For each class the last entry of its list.
    heads: Vec<u32>,
    /// Rules about a class: the number of the rule, and the entry of the next rule about the same class.
    entries: Vec<(u32, u32)>,
    /// Classes with a list.
    touched: Vec<u32>,
    matches: Vec<Match>,
}

const END: u32 = u32::MAX;

impl Scratch {
    fn new(classes: u32) -> Self {
        Self { heads: vec![END; classes as usize], entries: Vec::new(), touched: Vec::new(), matches: Vec::new() }
    }

    fn add(&mut self, class: u32, rule: u32) {
        let Some(head) = self.heads.get_mut(class as usize) else { return };
        if *head == END {
            self.touched.push(class);
        } else if self.entries.get(*head as usize).is_some_and(|(known, _)| *known == rule) {
            return;
        }
        self.entries.push((rule, *head));
        *head = narrow(self.entries.len() - 1);
    }
}

impl Asked<'_> {
    fn row(&self, scratch: &mut Scratch, pool: &mut Pool, budget: &mut Budget) -> Row {
        let compiled = self.compiled;
        let policies = || self.policies.iter().filter_map(|number| compiled.policies.get(*number as usize));
        let is_isolated = policies().any(|policy| policy.tier == Tier::Namespaced);
        let rules: Vec<(Tier, &Rule)> = policies()
            .flat_map(|policy| policy.rules(self.direction).into_iter().flatten().map(|rule| (policy.tier, rule)))
            .collect();
        // The last rule first, so that each list comes out in order.
        for (number, (_, rule)) in rules.iter().enumerate().rev() {
            let number = narrow(number);
            if !budget.spend(rule.classes.len()) {
                break;
            }
            rule.classes.iter().for_each(|class| scratch.add(*class, number));
            if rule.has_names() && self.direction == Direction::Egress {
                self.add_named(rule, number, scratch);
            }
        }
        let mut value = |class: Option<u32>, is_pods: bool, head: u32, scratch: &mut Scratch| {
            scratch.matches.clear();
            let ports = match self.direction {
                Direction::Ingress => Some(self.own),
                Direction::Egress => class.and_then(|class| compiled.ports.get(class as usize)).map(Vec::as_slice),
            };
            let mut next = head;
            for (number, (tier, rule)) in (0..).zip(&rules) {
                let entry = scratch.entries.get(next as usize).filter(|(listed, _)| *listed == number);
                if let Some((_, behind)) = entry {
                    next = *behind;
                }
                let is_all = if is_pods { rule.all_pods } else { rule.all_addresses };
                if entry.is_some() || is_all {
                    scratch.matches.push((*tier, rule.action, rule.ports(ports.unwrap_or_default(), pool)));
                }
            }
            decide(&scratch.matches, is_isolated, pool)
        };
        let (pods, addresses) = (value(None, true, END, scratch), value(None, false, END, scratch));
        let mut others = Vec::new();
        let mut touched = std::mem::take(&mut scratch.touched);
        touched.sort_unstable();
        for class in &touched {
            let is_pods = *class < compiled.pod_classes;
            let head = scratch.heads.get_mut(*class as usize).map_or(END, |head| std::mem::replace(head, END));
            let set = if budget.spend(rules.len()) { value(Some(*class), is_pods, head, scratch) } else { NONE };
            if set != if is_pods { pods } else { addresses } {
                others.push((*class, set));
            }
        }
        touched.clear();
        scratch.touched = touched;
        scratch.entries.clear();
        Row { pods, addresses, others }
    }

    /// A rule about all Pods that calls ports by name is something else for those Pods that have such ports.
    fn add_named(&self, rule: &Rule, number: u32, scratch: &mut Scratch) {
        for (class, ports) in (0..).zip(&self.compiled.ports) {
            if rule.all_pods && ports.iter().any(|port| rule.calls(port)) {
                scratch.add(class, number);
            }
        }
    }
}
