//! The cycles that are refused: those that don't pass the entry of a journey, and those with an `emit`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::graph::{Graph, Kind, Link, Node};

/// A thing, by its place.
type Place = Node<usize>;

/// One shortest cycle for each knot of things that cause one another.
pub(super) fn rounds<'a>(graph: &Graph<'a>) -> Vec<Vec<Link<'a>>> {
    let mut found: Vec<Vec<Link<'a>>> = Vec::new();
    for knot in knots(graph, |node| !matches!(node, Node::Entry(_))) {
        found.extend(knot.iter().next().and_then(|node| round_through(graph, &knot, node)));
    }
    for knot in knots(graph, |_| true) {
        let told = found.iter().flatten().any(|link| knot.contains(&link.from));
        let inner = knot.iter().flat_map(|node| graph.links(node)).filter(|link| knot.contains(&link.to));
        let emit = inner.into_iter().find(|link| link.arrow.kind == Kind::Emit);
        if let Some(emit) = emit.filter(|_| !told) {
            let back = way(graph, &knot, &emit.to, &emit.from);
            found.extend(back.map(|back| std::iter::once(emit.clone()).chain(back).collect()));
        }
    }
    found
}

/// The shortest cycle through a thing of a knot.
fn round_through<'a>(graph: &Graph<'a>, knot: &BTreeSet<Place>, node: &Place) -> Option<Vec<Link<'a>>> {
    let rounds = graph.links(node).iter().filter(|link| knot.contains(&link.to)).filter_map(|link| {
        let back = way(graph, knot, &link.to, node)?;
        Some(std::iter::once(link.clone()).chain(back).collect::<Vec<Link<'a>>>())
    });
    rounds.min_by_key(Vec::len)
}

/// The shortest way between two things of a knot; empty where they are the same.
fn way<'a>(graph: &Graph<'a>, knot: &BTreeSet<Place>, from: &Place, to: &Place) -> Option<Vec<Link<'a>>> {
    let mut came_by: BTreeMap<&Place, &Link<'a>> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(node) = open.pop_front() {
        if node == to {
            break;
        }
        for link in graph.links(node).iter().filter(|link| knot.contains(&link.to)) {
            if link.to != *from && !came_by.contains_key(&link.to) {
                came_by.insert(&link.to, link);
                open.push_back(&link.to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = to;
    while at != from {
        let link = came_by.get(at)?;
        way.push((*link).clone());
        at = &link.from;
    }
    way.reverse();
    Some(way)
}

/// The largest sets of things each of which can cause each other (Tarjan's strongly connected components, without
/// recursion); only those in which something can go round.
fn knots(graph: &Graph, may_pass: fn(&Place) -> bool) -> Vec<BTreeSet<Place>> {
    let mut search = Search::default();
    for root in graph.nodes().filter(|node| may_pass(node)) {
        search.from(graph, root, may_pass);
    }
    let goes_round = |knot: &BTreeSet<Place>| {
        knot.len() > 1 || knot.iter().any(|node| graph.links(node).iter().any(|link| link.to == *node))
    };
    let mut knots: Vec<BTreeSet<Place>> = search.knots.into_iter().filter(goes_round).collect();
    knots.sort();
    knots
}

#[derive(Default)]
struct Search<'g> {
    /// For each thing that was seen, when it was, and the earliest open one that it leads to.
    seen: BTreeMap<&'g Place, (usize, usize)>,
    stack: Vec<&'g Place>,
    on_stack: BTreeSet<&'g Place>,
    knots: Vec<BTreeSet<Place>>,
}

impl<'g> Search<'g> {
    fn from(&mut self, graph: &'g Graph, root: &'g Place, may_pass: fn(&Place) -> bool) {
        let mut open: Vec<(&Place, usize)> = Vec::new();
        if self.enter(root) {
            open.push((root, 0));
        }
        while let Some((node, next)) = open.pop() {
            if let Some(link) = graph.links(node).get(next) {
                open.push((node, next + 1));
                if may_pass(&link.to) && self.enter(&link.to) {
                    open.push((&link.to, 0));
                } else if self.on_stack.contains(&link.to) {
                    let seen = self.seen.get(&link.to).map_or(usize::MAX, |(at, _)| *at);
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
    fn enter(&mut self, node: &'g Place) -> bool {
        let at = self.seen.len();
        let first = !self.seen.contains_key(node);
        if first {
            self.seen.insert(node, (at, at));
            self.stack.push(node);
            self.on_stack.insert(node);
        }
        first
    }

    fn leads_to(&mut self, node: &Place, at: usize) {
        if let Some((_, earliest)) = self.seen.get_mut(node) {
            *earliest = at.min(*earliest);
        }
    }

    fn close(&mut self, root: &Place) {
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
