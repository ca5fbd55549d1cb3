//! The cycles that are refused: those that don't pass the entry of a journey, and those with an `emit`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::graph::{Arrow, Graph, Kind, Node};

/// One shortest cycle for each knot of things that cause one another.
pub(super) fn rounds(graph: &Graph) -> Vec<Vec<Arrow>> {
    let mut found: Vec<Vec<Arrow>> = Vec::new();
    for knot in knots(graph, |node| !matches!(node, Node::Entry(_))) {
        found.extend(knot.iter().next().and_then(|node| round_through(graph, &knot, node)));
    }
    for knot in knots(graph, |_| true) {
        let told = found.iter().flatten().any(|arrow| knot.contains(&arrow.from));
        let inner = knot.iter().flat_map(|node| graph.arrows(node)).filter(|arrow| knot.contains(&arrow.to));
        let emit = inner.into_iter().find(|arrow| arrow.kind == Kind::Emit);
        if let Some(emit) = emit.filter(|_| !told) {
            let back = way(graph, &knot, &emit.to, &emit.from);
            found.extend(back.map(|back| std::iter::once(emit.clone()).chain(back).collect()));
        }
    }
    found
}

/// The shortest cycle through a thing of a knot.
fn round_through(graph: &Graph, knot: &BTreeSet<Node>, node: &Node) -> Option<Vec<Arrow>> {
    let rounds = graph.arrows(node).iter().filter(|arrow| knot.contains(&arrow.to)).filter_map(|arrow| {
        let back = way(graph, knot, &arrow.to, node)?;
        Some(std::iter::once(arrow.clone()).chain(back).collect::<Vec<Arrow>>())
    });
    rounds.min_by_key(Vec::len)
}

/// The shortest way between two things of a knot; empty where they are the same.
fn way(graph: &Graph, knot: &BTreeSet<Node>, from: &Node, to: &Node) -> Option<Vec<Arrow>> {
    let mut came_by: BTreeMap<&Node, &Arrow> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(node) = open.pop_front() {
        if node == to {
            break;
        }
        for arrow in graph.arrows(node).iter().filter(|arrow| knot.contains(&arrow.to)) {
            if arrow.to != *from && !came_by.contains_key(&arrow.to) {
                came_by.insert(&arrow.to, arrow);
                open.push_back(&arrow.to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = to;
    while at != from {
        let arrow = came_by.get(at)?;
        way.push((*arrow).clone());
        at = &arrow.from;
    }
    way.reverse();
    Some(way)
}

/// The largest sets of things each of which can cause each other (Tarjan's strongly connected components, without
/// recursion); only those in which something can go round.
fn knots(graph: &Graph, may_pass: fn(&Node) -> bool) -> Vec<BTreeSet<Node>> {
    let mut search = Search::default();
    for root in graph.nodes().filter(|node| may_pass(node)) {
        search.from(graph, root, may_pass);
    }
    let goes_round = |knot: &BTreeSet<Node>| {
        knot.len() > 1 || knot.iter().any(|node| graph.arrows(node).iter().any(|arrow| arrow.to == *node))
    };
    let mut knots: Vec<BTreeSet<Node>> = search.knots.into_iter().filter(goes_round).collect();
    knots.sort();
    knots
}

#[derive(Default)]
struct Search<'g> {
    /// For each thing that was seen, when it was, and the earliest open one that it leads to.
    seen: BTreeMap<&'g Node, (usize, usize)>,
    stack: Vec<&'g Node>,
    on_stack: BTreeSet<&'g Node>,
    knots: Vec<BTreeSet<Node>>,
}

impl<'g> Search<'g> {
    fn from(&mut self, graph: &'g Graph, root: &'g Node, may_pass: fn(&Node) -> bool) {
        let mut open: Vec<(&Node, usize)> = Vec::new();
        if self.enter(root) {
            open.push((root, 0));
        }
        while let Some((node, next)) = open.pop() {
            if let Some(arrow) = graph.arrows(node).get(next) {
                open.push((node, next + 1));
                if may_pass(&arrow.to) && self.enter(&arrow.to) {
                    open.push((&arrow.to, 0));
                } else if self.on_stack.contains(&arrow.to) {
                    let seen = self.seen.get(&arrow.to).map_or(usize::MAX, |(at, _)| *at);
                    self.leads_to(node, seen);
                }
                continue;
            }
            let (at, earliest) = self.seen.get(node).copied().unwrap_or_default();
            if let Some((parent, _)) = open.last() {
                self.leads_to(parent, earliest);
            }
            if at == earliest {
                self.close(node);
            }
        }
    }

    /// Whether it is seen for the first time.
    fn enter(&mut self, node: &'g Node) -> bool {
        let at = self.seen.len();
        let first = !self.seen.contains_key(node);
        if first {
            self.seen.insert(node, (at, at));
            self.stack.push(node);
            self.on_stack.insert(node);
        }
        first
    }

    fn leads_to(&mut self, node: &Node, at: usize) {
        if let Some((_, earliest)) = self.seen.get_mut(node) {
            *earliest = at.min(*earliest);
        }
    }

    fn close(&mut self, root: &Node) {
        let mut knot = BTreeSet::new();
        while let Some(node) = self.stack.pop() {
            self.on_stack.remove(node);
            knot.insert(node.clone());
            if node == root {
                break;
            }
        }
        self.knots.push(knot);
    }
}
