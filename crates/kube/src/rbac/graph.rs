//! Who can become whom: nodes, edges, and the shortest way from everywhere to one node.

use std::collections::VecDeque;

use plimsoll_source::order::Order;

use super::query::Grant;
use super::technique::Technique;

/// The most rules that one step rests on.
pub(super) const PROOFS: usize = 3;

/// A step from one node to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) technique: Technique,
    pub(super) proofs: [Option<Grant>; PROOFS],
}

/// Of each node, the step that leads nearer.
#[derive(Debug, Default)]
pub(super) struct Ways {
    next: Vec<u32>,
    length: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Ways {
    /// The shortest ways to a node, by the edges that count: one visit of each node and each edge. Of ways of the same
    /// length the one whose edges come first.
    pub(super) fn to(goal: u32, nodes: usize, edges: &[Edge], counts: impl Fn(&Edge) -> bool) -> Self {
        let back = Order::new(edges.iter().map(|edge| u64::from(edge.to)));
        let mut ways = Self { next: vec![NONE; nodes], length: vec![NONE; nodes] };
        let mut done = vec![false; nodes];
        let mut open = VecDeque::from([goal]);
        ways.set(goal, 0, NONE);
        while let Some(node) = open.pop_front() {
            let length = ways.length_from(node).unwrap_or_default();
            match done.get_mut(node as usize) {
                Some(done) if !*done => *done = true,
                _ => continue,
            }
            for place in back.find(u64::from(node)) {
                let Some(edge) = edges.get(place).filter(|edge| counts(edge)) else { continue };
                let step = edge.technique.length();
                if ways.length_from(edge.from).is_some_and(|known| known <= length + step) {
                    continue;
                }
                ways.set(edge.from, length + step, place as u32);
                if step == 0 { open.push_front(edge.from) } else { open.push_back(edge.from) }
            }
        }
        ways
    }

    fn set(&mut self, node: u32, length: u32, next: u32) {
        if let (Some(known), Some(step)) = (self.length.get_mut(node as usize), self.next.get_mut(node as usize)) {
            *known = length;
            *step = next;
        }
    }

    /// How long the way from a node is.
    pub(super) fn length_from(&self, node: u32) -> Option<u32> {
        self.length.get(node as usize).copied().filter(|length| *length != NONE)
    }

    /// The edges of the way from a node.
    pub(super) fn from<'e>(&self, node: u32, edges: &'e [Edge]) -> Vec<&'e Edge> {
        let mut way = Vec::new();
        let mut at = node;
        while let Some(edge) = self.next.get(at as usize).and_then(|next| edges.get(*next as usize)) {
            way.push(edge);
            at = edge.to;
        }
        way
    }
}
