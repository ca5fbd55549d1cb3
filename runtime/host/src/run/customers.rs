//! The customers of a run and their states, in the order in which they first appeared.

use std::sync::Arc;

use baton_engine::{Chance, Customer, State};
use baton_program::Program;
use rustc_hash::FxHashMap;

/// A customer's place in the order of first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Ordinal(pub(super) u32);

/// All that have appeared.
#[derive(Default)]
pub(super) struct Customers {
    ordinals: FxHashMap<Arc<str>, Ordinal>,
    all: Vec<(Customer, State)>,
}

impl Customers {
    /// The customer with this id; a new one if it is the first that is heard of it.
    pub(super) fn ordinal(&mut self, id: &Arc<str>, program: &Program) -> Ordinal {
        if let Some(known) = self.ordinals.get(id) {
            return *known;
        }
        let new = Ordinal(self.all.len() as u32);
        let customer = Customer { id: id.clone(), chance: Chance::Hashed };
        self.all.push((customer, State::new(program)));
        self.ordinals.insert(id.clone(), new);
        new
    }

    pub(super) fn get_mut(&mut self, ordinal: Ordinal) -> Option<(&Customer, &mut State)> {
        self.all.get_mut(ordinal.0 as usize).map(|(customer, state)| (&*customer, state))
    }

    /// A customer that has appeared before this run.
    pub(super) fn add(&mut self, customer: Customer, state: State) -> Ordinal {
        let ordinal = Ordinal(self.all.len() as u32);
        self.ordinals.insert(customer.id.clone(), ordinal);
        self.all.push((customer, state));
        ordinal
    }

    /// All of them, in the order of first appearance.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Ordinal, &Customer, &State)> {
        (0..).map(Ordinal).zip(&self.all).map(|(ordinal, (customer, state))| (ordinal, customer, state))
    }

    pub(super) fn get(&self, ordinal: Ordinal) -> Option<&State> {
        self.all.get(ordinal.0 as usize).map(|(_, state)| state)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}
