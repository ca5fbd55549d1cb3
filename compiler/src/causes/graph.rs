//! What can cause what, before time passes.

use std::collections::BTreeMap;

use baton_grammar::tree::Span;

use crate::{hir::FullName, lookup::Space};

/// A thing that can happen within a moment. Journeys and audiences are full names, or where they come in the workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<D> {
    /// A step begins.
    Step(D, usize),
    /// An instance rests at this `wait` or `send` of its journey.
    Rest(D, usize),
    /// A journey is entered.
    Entry(D),
    /// Where a journey is, changes.
    Moves(D),
    /// Who is in an audience, changes.
    Members(D),
    /// An event from inside happens: its name, and the name in parentheses.
    Event(FullName, Option<FullName>),
}

impl Node<FullName> {
    /// The same, with where its declaration comes in the workspace.
    pub(super) fn placed(&self, place: &impl Fn(Space, &FullName) -> usize) -> Node<usize> {
        match self {
            Self::Step(journey, step) => Node::Step(place(Space::Journey, journey), *step),
            Self::Rest(journey, rest) => Node::Rest(place(Space::Journey, journey), *rest),
            Self::Entry(journey) => Node::Entry(place(Space::Journey, journey)),
            Self::Moves(journey) => Node::Moves(place(Space::Journey, journey)),
            Self::Members(audience) => Node::Members(place(Space::Audience, audience)),
            Self::Event(event, of) => Node::Event(event.clone(), of.clone()),
        }
    }
}

/// The declaration in which something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The kind of its name.
    pub(super) space: Space,
    /// Its full name.
    pub(super) name: FullName,
}

/// That one thing can cause another before time passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) from: Node<FullName>,
    pub(super) to: Node<FullName>,
    /// Whether it is an `emit`.
    pub(super) kind: Kind,
    /// In which declaration it is written.
    pub(super) owner: Owner,
}

/// An arrow as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) arrow: Arrow,
    /// Where in the declaration.
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

/// An arrow between places.
#[derive(Clone, Debug)]
pub(super) struct Link<'a> {
    pub(super) from: Node<usize>,
    pub(super) to: Node<usize>,
    pub(super) arrow: &'a Arrow,
}

/// All links, by where they begin; between two things only the first that was found.
#[derive(Debug, Default)]
pub(super) struct Graph<'a> {
    links: BTreeMap<Node<usize>, Vec<Link<'a>>>,
}

impl<'a> Graph<'a> {
    pub(super) fn add(&mut self, link: Link<'a>) {
        let from = self.links.entry(link.from.clone()).or_default();
        if !from.iter().any(|other| other.to == link.to && other.arrow.kind == link.arrow.kind) {
            from.push(link);
        }
    }

    /// What causes anything, in order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node<usize>> {
        self.links.keys()
    }

    pub(super) fn links(&self, from: &Node<usize>) -> &[Link<'a>] {
        self.links.get(from).map_or(&[], Vec::as_slice)
    }
}
