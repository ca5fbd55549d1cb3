//! "Every moment ends" (§10): the graph of causes, and the cycles in it that take no time.
//!
//! Invariant: the graph holds whatever can happen. Every endless moment would go round in it, so one without a refused
//! cycle ends; a cycle may be refused that no customer ever goes.

mod draw;
mod graph;
mod rounds;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use crate::{
    db::Item,
    diagnostic::{Diagnostic, Finding, Site, codes::causes::ENDLESS},
    hir::{Body, FullName},
    locate::located,
    lookup::Space,
    names::item_of,
    stages::checked,
};
use draw::{arrows, drawing, drawn};
use graph::{Arrow, Drawn, Graph, Link, Node, Owner};
use rounds::rounds;

/// What can go round without time passing.
pub(crate) fn causes(db: &dyn salsa::Database) -> impl Iterator<Item = Diagnostic> {
    refused(db).iter().filter_map(|round| {
        let item = item_of_owner(db, &round.first()?.owner)?;
        Some(located(db, item, &finding(db, round)?))
    })
}

/// The cycles that take no time: the same ones as long as what causes what is the same, wherever it is written.
#[salsa::tracked(returns(deref))]
fn refused(db: &dyn salsa::Database) -> Vec<Vec<Arrow>> {
    let named = drawing(db).iter().filter_map(|item| Some((item.what(db)?.0, item.full_name(db))));
    let places: FxHashMap<(Space, FullName), usize> = named.zip(0..).collect();
    let place = |space: Space, name: &FullName| places.get(&(space, name.clone())).copied().unwrap_or(usize::MAX);
    let mut graph = Graph::default();
    for arrow in drawing(db).iter().flat_map(|item| arrows(db, *item)) {
        graph.add(Link { from: arrow.from.placed(&place), to: arrow.to.placed(&place), arrow });
    }
    let arrows = |round: Vec<Link>| round.into_iter().map(|link| link.arrow.clone()).collect();
    rounds(&graph).into_iter().map(arrows).collect()
}

/// A cycle as it stands in the source.
fn finding(db: &dyn salsa::Database, round: &[Arrow]) -> Option<Finding> {
    let (first, others) = round.split_first()?;
    let start = written(db, first)?;
    // Rests have no names; the labels show them.
    let passed = round.iter().map(|arrow| &arrow.from).chain([&first.from]);
    let way: Vec<String> = passed.filter_map(|node| told(db, node)).collect();
    let message = format!("this can go round without time passing: {}", way.join(", "));
    let mut finding = Finding::new(ENDLESS, start.span, message).label(&start.label).help(help(round));
    for arrow in others {
        let drawn = written(db, arrow)?;
        let site = if arrow.owner == first.owner {
            Site::Here(drawn.span)
        } else {
            Site::Declaration(arrow.owner.space, arrow.owner.name.clone())
        };
        finding = finding.other(site, &drawn.label);
    }
    Some(finding)
}

/// The first place at which an arrow is written.
fn written<'db>(db: &'db dyn salsa::Database, arrow: &Arrow) -> Option<&'db Drawn> {
    drawn(db, item_of_owner(db, &arrow.owner)?).iter().find(|drawn| drawn.arrow == *arrow)
}

fn item_of_owner<'db>(db: &'db dyn salsa::Database, owner: &Owner) -> Option<Item<'db>> {
    item_of(db, owner.space, &owner.name)
}

/// A thing in words; none of what has no name of its own.
fn told(db: &dyn salsa::Database, node: &Node<FullName>) -> Option<String> {
    match node {
        Node::Step(journey, step) => {
            let item = item_of(db, Space::Journey, journey);
            let name = match item.map(|item| &checked(db, item).body) {
                Some(Body::Journey(journey)) => journey.steps.get(*step).map(|step| step.name.as_str()),
                _ => None,
            };
            Some(format!("step `{}` of `{journey}`", name.unwrap_or_default()))
        }
        Node::Rest(..) | Node::Moves(_) => None,
        Node::Entry(journey) => Some(format!("entry of `{journey}`")),
        Node::Members(audience) => Some(format!("members of `{audience}`")),
        Node::Event(event, None) => Some(format!("`{event}`")),
        Node::Event(event, Some(of)) => Some(format!("`{event}({of})`")),
    }
}

fn help(round: &[Arrow]) -> &'static str {
    if round.iter().any(|arrow| arrow.owner.space == Space::Audience) {
        "let time pass on the way: an audience that is `refreshed daily at` a time is asked at that time alone"
    } else {
        "let time pass on the way: with `wait`, `after`, or `on` an event from outside"
    }
}
