//! "Every moment ends" (§10): the graph of causes, and the cycles in it that take no time.
//!
//! Invariant: the graph holds whatever can happen. Every endless moment would go round in it, so one without a refused
//! cycle ends; a cycle may be refused that no customer ever goes.

mod draw;
mod graph;
mod rounds;
#[cfg(test)]
mod tests;

use crate::{
    diagnostic::{Finding, Site, codes::causes::ENDLESS},
    hir::{Body, FullName},
    lookup::Space,
    lower::LoweredItem,
};
use draw::draw;
use graph::Arrow;
use rounds::rounds;

/// What can go round without time passing: a finding for each such cycle, with the kind and full name of the declaration
/// in whose coordinates it is.
pub fn causes(items: &[LoweredItem]) -> Vec<(Space, FullName, Finding)> {
    let graph = draw(items);
    rounds(&graph).iter().filter_map(|round| finding(items, round)).collect()
}

/// The cycle as it stands in the source.
fn finding(items: &[LoweredItem], round: &[Arrow]) -> Option<(Space, FullName, Finding)> {
    let (first, others) = round.split_first()?;
    let item = items.get(first.item)?;
    // Rests have no names; the labels show them.
    let passed = round.iter().map(|arrow| &arrow.from).chain([&first.from]);
    let way: Vec<String> = passed.filter_map(|node| node.told(items)).collect();
    let way = way.join(", ");
    let message = format!("this can go round without time passing: {way}");
    let mut finding = Finding::new(ENDLESS, first.span, message).label(&first.label).help(help(items, round));
    for arrow in others {
        let other = items.get(arrow.item)?;
        let site = if arrow.item == first.item {
            Site::Here(arrow.span)
        } else {
            Site::Declaration(space(other), other.name.clone())
        };
        finding = finding.other(site, &arrow.label);
    }
    Some((space(item), item.name.clone(), finding))
}

fn help(items: &[LoweredItem], round: &[Arrow]) -> &'static str {
    let of_audience = |arrow: &Arrow| items.get(arrow.item).is_some_and(|item| matches!(item.body, Body::Audience(_)));
    if round.iter().any(of_audience) {
        "let time pass on the way: an audience that is `refreshed daily at` a time is asked at that time alone"
    } else {
        "let time pass on the way: with `wait`, `after`, or `on` an event from outside"
    }
}

fn space(item: &LoweredItem) -> Space {
    match item.body {
        Body::Journey(_) => Space::Journey,
        Body::Audience(_) => Space::Audience,
        _ => Space::Happening,
    }
}
