//! The declarations by kind, in the order in which they stand in a program.

use baton_program::SwitchState;

use crate::hir::{self, Body, FullName};

use super::{LoweredItem, walk};

/// A declaration of one kind.
pub(super) struct Declared<'a, T> {
    /// Where it stands.
    pub(super) item: &'a LoweredItem<'a>,
    /// What it is.
    pub(super) is: &'a T,
}

impl<T> Clone for Declared<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Declared<'_, T> {}

/// All declarations.
#[derive(Default)]
pub(super) struct Declarations<'a> {
    pub(super) attributes: Vec<Declared<'a, hir::Attribute>>,
    pub(super) happenings: Vec<Happening<'a>>,
    /// Each after those it uses.
    pub(super) traits: Vec<Declared<'a, hir::Expr>>,
    pub(super) channels: Vec<Declared<'a, hir::Channel>>,
    pub(super) purposes: Vec<FullName>,
    pub(super) messages: Vec<Declared<'a, hir::Message>>,
    pub(super) actions: Vec<Declared<'a, hir::Action>>,
    /// The root's policies first.
    pub(super) policies: Vec<Declared<'a, Vec<hir::Rule>>>,
    pub(super) journeys: Vec<Declared<'a, hir::Journey>>,
    pub(super) decisions: Vec<Declared<'a, hir::Decision>>,
    pub(super) placements: Vec<Declared<'a, hir::Placement>>,
    pub(super) audiences: Vec<Declared<'a, hir::Audience>>,
    pub(super) switches: Vec<Declared<'a, SwitchState>>,
    pub(super) measures: Vec<Declared<'a, hir::Measure>>,
    pub(super) sources: Vec<Declared<'a, hir::Source>>,
    pub(super) stories: Vec<Declared<'a, hir::Story>>,
}

/// An event or a signal.
#[derive(Clone, Copy)]
pub(super) enum Happening<'a> {
    Event(Declared<'a, Vec<hir::Field>>),
    Signal(Declared<'a, hir::Signal>),
}

impl<'a> Happening<'a> {
    /// Where it stands.
    pub(super) fn item(&self) -> &'a LoweredItem<'a> {
        match self {
            Self::Event(event) => event.item,
            Self::Signal(signal) => signal.item,
        }
    }
}

impl<'a> Declarations<'a> {
    /// The items by kind and in order.
    pub(super) fn new(items: &'a [LoweredItem<'a>]) -> Self {
        let mut all = Self::default();
        let mut sorted: Vec<&'a LoweredItem<'a>> = items.iter().collect();
        sorted.sort_by(|a, b| (&a.name, a.file, a.start).cmp(&(&b.name, b.file, b.start)));
        for item in sorted {
            all.add(item);
        }
        all.attributes.sort_by(|a, b| a.is.name.cmp(&b.is.name));
        all.policies.sort_by_key(|policy| !policy.item.package.is_empty());
        all.traits = users_last(&all.traits);
        all
    }

    fn add(&mut self, item: &'a LoweredItem<'a>) {
        match item.body {
            Body::Customer(attributes) => {
                self.attributes.extend(attributes.iter().map(|is| Declared { item, is }));
            }
            Body::Event(is) => self.happenings.push(Happening::Event(Declared { item, is })),
            Body::Signal(is) => self.happenings.push(Happening::Signal(Declared { item, is })),
            Body::Trait(is) => self.traits.push(Declared { item, is }),
            Body::Channel(is) => self.channels.push(Declared { item, is }),
            Body::Priorities(purposes) => self.purposes.extend(purposes.iter().cloned()),
            Body::Message(is) => self.messages.push(Declared { item, is }),
            Body::Action(is) => self.actions.push(Declared { item, is }),
            Body::Policy(is) => self.policies.push(Declared { item, is }),
            Body::Journey(is) => self.journeys.push(Declared { item, is }),
            Body::Source(is) => self.sources.push(Declared { item, is }),
            Body::Story(is) => self.stories.push(Declared { item, is }),
            Body::Decision(is) => self.decisions.push(Declared { item, is }),
            Body::Placement(is) => self.placements.push(Declared { item, is }),
            Body::Audience(is) => self.audiences.push(Declared { item, is }),
            Body::Switch(is) => self.switches.push(Declared { item, is }),
            Body::Measure(is) => self.measures.push(Declared { item, is }),
            Body::Enumeration | Body::Invariant(_) | Body::Nothing => {}
        }
    }

    /// The signals, by full name.
    pub(super) fn signals(&self) -> impl Iterator<Item = Declared<'a, hir::Signal>> {
        self.happenings.iter().filter_map(|happening| match happening {
            Happening::Signal(signal) => Some(*signal),
            Happening::Event(_) => None,
        })
    }
}

/// The traits, each after those it uses, else by full name.
fn users_last<'a>(traits: &[Declared<'a, hir::Expr>]) -> Vec<Declared<'a, hir::Expr>> {
    let mut sorted = Vec::new();
    let mut seen = vec![false; traits.len()];
    for at in 0..traits.len() {
        after_its_uses(traits, at, &mut seen, &mut sorted);
    }
    sorted
}

fn after_its_uses<'a>(
    traits: &[Declared<'a, hir::Expr>],
    at: usize,
    seen: &mut [bool],
    sorted: &mut Vec<Declared<'a, hir::Expr>>,
) {
    let (Some(declared), Some(seen_here)) = (traits.get(at), seen.get_mut(at)) else { return };
    if std::mem::replace(seen_here, true) {
        return;
    }
    let mut uses = Vec::new();
    walk::everything(declared.is, &mut |expr| {
        if let hir::ExprKind::Trait(name) = &expr.kind
            && let Ok(used) = traits.binary_search_by(|other| other.item.name.cmp(name))
        {
            uses.push(used);
        }
    });
    for used in uses {
        after_its_uses(traits, used, seen, sorted);
    }
    sorted.push(*declared);
}
