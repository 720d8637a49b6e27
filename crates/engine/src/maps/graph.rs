//! A picture, and what becomes of one with too many things.

use plimsoll_report::{MapEdge, MapGraph, MapNode, MapPlace, MapTie};

use super::{NODES, narrow};

/// Ties in one picture.
const EDGES: usize = 4_000;

/// A picture on its way.
#[derive(Default)]
pub(super) struct Graph {
    pub(super) graph: MapGraph,
}

impl Graph {
    pub(super) fn node(&mut self, node: MapNode) -> u32 {
        self.graph.nodes.push(node);
        narrow(self.graph.nodes.len() - 1)
    }

    /// The thing with this kind, namespace and name: there are few of them beside the objects.
    pub(super) fn named(&mut self, first: usize, kind: &str, namespace: &str, name: &str) -> (u32, &mut MapNode) {
        let mut rest = self.graph.nodes.iter().skip(first);
        let known = rest.position(|node| node.name == name && node.kind == kind && node.namespace == namespace);
        let number = known.map_or(self.graph.nodes.len(), |place| place + first);
        if known.is_none() {
            let (kind, namespace, name) = (kind.to_owned(), namespace.to_owned(), name.to_owned());
            self.graph.nodes.push(MapNode { kind, namespace, name, ..MapNode::default() });
        }
        // It is there: it was found, or pushed just now.
        let last = self.graph.nodes.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the number is that of a node that is there")]
        let node = &mut self.graph.nodes[number.min(last)];
        (narrow(number), node)
    }

    pub(super) fn edge(
        &mut self,
        from: u32,
        tie: MapTie,
        to: u32,
        label: &str,
        place: Option<MapPlace>,
    ) -> Option<&mut MapEdge> {
        if self.graph.edges.len() >= EDGES {
            self.graph.left_out += 1;
            return None;
        }
        self.graph.edges.push(MapEdge { from, to, tie, label: label.to_owned(), problem: String::new(), place });
        self.graph.edges.last_mut()
    }

    /// The picture; of too many things their groups: namespaces, or kinds in one namespace.
    pub(super) fn finish(self, by_kind: bool) -> MapGraph {
        let whole = self.graph;
        if whole.nodes.len() <= NODES {
            return whole;
        }
        let mut grouped = Self::default();
        grouped.graph.is_grouped = true;
        grouped.graph.left_out = whole.left_out;
        let mut group_of = Vec::new();
        let mut counts: Vec<(u32, u32)> = Vec::new();
        for node in &whole.nodes {
            let (kind, name) = match (by_kind, &*node.namespace) {
                (true, _) => ("kind", &*node.kind),
                (false, "") => ("", "no namespace"),
                (false, namespace) => ("Namespace", namespace),
            };
            let (number, _) = grouped.named(0, kind, "", name);
            group_of.push(number);
            counts.resize(grouped.graph.nodes.len(), (0, 0));
            if let Some((all, broken)) = counts.get_mut(number as usize) {
                *all += 1;
                *broken += u32::from(!node.problem.is_empty());
            }
        }
        let mut ties: Vec<(u32, u32, MapTie, u32)> = Vec::new();
        let group = |number: u32| group_of.get(number as usize).copied().unwrap_or_default();
        let mut all: Vec<(u32, u32, MapTie)> =
            whole.edges.iter().map(|edge| (group(edge.from), group(edge.to), edge.tie)).collect();
        for edge in whole.edges.iter().filter(|edge| !edge.problem.is_empty()) {
            if let Some((_, broken)) = counts.get_mut(group(edge.from) as usize) {
                *broken += 1;
            }
        }
        all.retain(|(from, to, _)| from != to);
        all.sort_unstable();
        for (from, to, tie) in all {
            match ties.last_mut().filter(|last| (last.0, last.1, last.2) == (from, to, tie)) {
                Some(last) => last.3 += 1,
                None => ties.push((from, to, tie, 1)),
            }
        }
        for (from, to, tie, count) in ties {
            grouped.edge(from, tie, to, &count.to_string(), None);
        }
        for (node, (all, broken)) in grouped.graph.nodes.iter_mut().zip(counts) {
            node.name = [&*node.name, " (", &all.to_string(), ")"].concat();
            if broken > 0 {
                node.problem = [&*broken.to_string(), " broken"].concat();
            }
        }
        grouped.graph
    }
}
