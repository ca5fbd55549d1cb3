//! What can cause what, before time passes.

use std::collections::BTreeMap;

use baton_grammar::tree::Span;

use crate::{
    hir::{Body, FullName},
    lower::LoweredItem,
};

/// A thing that can happen within a moment. Journeys and audiences are numbers of items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A step begins.
    Step(usize, usize),
    /// An instance rests at the `wait` or `send` at this offset.
    Rest(usize, u32),
    /// A journey is entered.
    Entry(usize),
    /// Where a journey is, changes.
    Moves(usize),
    /// Who is in an audience, changes.
    Members(usize),
    /// An event from inside happens: its name, and the name in parentheses.
    Event(FullName, Option<FullName>),
}

impl Node {
    /// The thing in words; none of what has no name of its own.
    pub(super) fn told(&self, items: &[LoweredItem]) -> Option<String> {
        let name = |item: &usize| items.get(*item).map(|item| item.name.as_str()).unwrap_or_default();
        match self {
            Self::Step(item, step) => {
                let journey = items.get(*item).map(|item| item.body);
                let step = match journey {
                    Some(Body::Journey(journey)) => journey.steps.get(*step).map(|step| step.name.as_str()),
                    _ => None,
                };
                Some(format!("step `{}` of `{}`", step.unwrap_or_default(), name(item)))
            }
            Self::Rest(..) | Self::Moves(_) => None,
            Self::Entry(item) => Some(format!("entry of `{}`", name(item))),
            Self::Members(item) => Some(format!("members of `{}`", name(item))),
            Self::Event(event, None) => Some(format!("`{event}`")),
            Self::Event(event, Some(of)) => Some(format!("`{event}({of})`")),
        }
    }
}

/// That one thing can cause another before time passes, and where that is written.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    pub(super) from: Node,
    pub(super) to: Node,
    /// Whether it is an `emit`.
    pub(super) kind: Kind,
    /// The item in which it is written.
    pub(super) item: usize,
    /// Where in the item.
    pub(super) span: Span,
    /// What to say there.
    pub(super) label: String,
}

/// How something is caused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By `emit`.
    Emit,
    /// In any other way.
    Other,
}

/// All arrows, by where they begin; between two things only the first that was found.
#[derive(Debug, Default)]
pub(super) struct Graph {
    arrows: BTreeMap<Node, Vec<Arrow>>,
}

impl Graph {
    pub(super) fn add(&mut self, arrow: Arrow) {
        let from = self.arrows.entry(arrow.from.clone()).or_default();
        if !from.iter().any(|other| other.to == arrow.to && other.kind == arrow.kind) {
            from.push(arrow);
        }
    }

    /// What causes anything, in order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.arrows.keys()
    }

    pub(super) fn arrows(&self, from: &Node) -> &[Arrow] {
        self.arrows.get(from).map_or(&[], Vec::as_slice)
    }
}
