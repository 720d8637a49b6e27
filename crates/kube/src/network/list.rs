//! The connections of a network as a list: each pair of ends once, and addresses that do not differ together.

use std::fmt;

use super::endpoint::Endpoint;
use super::explain::{Explanation, Side};
use super::exposure::Way;
use super::model::Network;
use super::pool::{NONE, SetId};
use super::ports::Operation;
use super::range::{Family, Range};

/// One end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party<'n> {
    /// An endpoint that is no range of addresses.
    Endpoint(&'n Endpoint),
    /// Addresses that lie beside each other.
    Range(Range),
}

/// What may pass from one end to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Numbers of the first and the last endpoint that it comes from; they differ where addresses were put together.
    pub from: (usize, usize),
    /// Numbers of the first and the last endpoint that it goes to.
    pub to: (usize, usize),
    /// What may pass.
    pub connections: SetId,
}

impl fmt::Display for Party<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint(endpoint) => endpoint.fmt(formatter),
            Self::Range(range) => Endpoint::Range(*range).fmt(formatter),
        }
    }
}

impl Network {
    /// Every ordered pair of a workload with another, and with addresses, between which something may pass; where `all` says
    /// so, those between which nothing may pass as well. Addresses of IPv6 are left out where no policy speaks of any. From
    /// the controller there is what Ingresses and routes send to and policies let in.
    pub fn lines(&mut self, all: bool) -> Vec<Line> {
        let workloads = self.workloads();
        let ranges = self.shown_ranges();
        let mut lines = Vec::new();
        if self.is_too_large() {
            return lines;
        }
        for from in 0..workloads {
            for to in (0..workloads).filter(|to| *to != from) {
                let connections = self.connections(from, to);
                if all || connections != NONE {
                    lines.push(Line { from: (from, from), to: (to, to), connections });
                }
            }
            self.add_ranges(from, &ranges, all, &mut lines);
        }
        self.add_routed(all, &mut lines);
        lines
    }

    fn add_routed(&mut self, all: bool, lines: &mut Vec<Line>) {
        let mut open: Vec<Option<SetId>> = vec![None; self.workloads()];
        for exposure in self.exposures().to_vec() {
            let slot = open.get_mut(exposure.endpoint).filter(|_| exposure.way == Way::Controller);
            if let Some(slot) = slot {
                *slot = Some(self.pool.combine(slot.unwrap_or(NONE), exposure.open, Operation::Union));
            }
        }
        let controller = self.endpoints().len().saturating_sub(1);
        for (endpoint, connections) in open.into_iter().enumerate() {
            let Some(connections) = connections.filter(|set| all || *set != NONE) else { continue };
            lines.push(Line { from: (controller, controller), to: (endpoint, endpoint), connections });
        }
    }

    fn add_ranges(&mut self, workload: usize, ranges: &[usize], all: bool, lines: &mut Vec<Line>) {
        for is_from in [false, true] {
            let mut last: Option<Line> = None;
            for range in ranges {
                let (from, to) = if is_from { (workload, *range) } else { (*range, workload) };
                let connections = self.connections(from, to);
                let beside = last.as_mut().filter(|line| {
                    let (_, before) = if is_from { line.to } else { line.from };
                    line.connections == connections && self.are_neighbours(before, *range)
                });
                match beside {
                    Some(line) if is_from => line.to.1 = *range,
                    Some(line) => line.from.1 = *range,
                    None => {
                        lines.extend(last.filter(|line| all || line.connections != NONE));
                        last = Some(Line { from: (from, from), to: (to, to), connections });
                    }
                }
            }
            lines.extend(last.filter(|line| all || line.connections != NONE));
        }
    }

    /// How many endpoints are workloads: they come first.
    pub fn workloads(&self) -> usize {
        self.endpoints().iter().take_while(|endpoint| matches!(endpoint, Endpoint::Workload(_))).count()
    }

    /// The endpoints that are addresses of families that a list shows.
    fn shown_ranges(&self) -> Vec<usize> {
        let is_shown = |range: &Range| self.speaks_of(range.family) || range.family == Family::V4;
        let numbered = self.endpoints().iter().enumerate();
        numbered
            .filter_map(|(number, endpoint)| {
                matches!(endpoint, Endpoint::Range(range) if is_shown(range)).then_some(number)
            })
            .collect()
    }

    fn are_neighbours(&self, left: usize, right: usize) -> bool {
        let range = |number: usize| match self.endpoints().get(number) {
            Some(Endpoint::Range(range)) => Some(*range),
            _ => None,
        };
        let (Some(left), Some(right)) = (range(left), range(right)) else { return false };
        left.family == right.family && left.last.checked_add(1) == Some(right.first)
    }

    /// An end of a line.
    pub fn party(&self, (first, last): (usize, usize)) -> Option<Party<'_>> {
        let (first, last) = (self.endpoints().get(first)?, self.endpoints().get(last)?);
        Some(match (first, last) {
            (Endpoint::Range(first), Endpoint::Range(last)) => Party::Range(Range { last: last.last, ..*first }),
            _ => Party::Endpoint(first),
        })
    }

    /// Why something may pass between the ends of a line, or may not. Where addresses were put together for which the reasons
    /// differ, there are those of all of them.
    pub fn explain_line(&self, line: &Line) -> Option<Explanation> {
        let mut whole = self.explain(line.from.0, line.to.0)?;
        let mut seen = vec![(self.class(line.from.0), self.class(line.to.0))];
        for from in line.from.0..=line.from.1 {
            for to in line.to.0..=line.to.1 {
                let classes = (self.class(from), self.class(to));
                if seen.contains(&classes) {
                    continue;
                }
                seen.push(classes);
                let other = self.explain(from, to)?;
                add(&mut whole.egress, other.egress);
                add(&mut whole.ingress, other.ingress);
            }
        }
        Some(whole)
    }

    /// A line as text: `shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432`.
    pub fn text(&self, line: &Line) -> String {
        match (self.party(line.from), self.party(line.to)) {
            (Some(from), Some(to)) => format!("{from} => {to} : {}", self.set(line.connections)),
            _ => String::new(),
        }
    }
}

fn add(side: &mut Side, other: Side) {
    side.allowed = side.allowed.union(&other.allowed);
    for step in other.steps {
        if !side.steps.contains(&step) {
            side.steps.push(step);
        }
    }
}
