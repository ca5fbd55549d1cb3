//! The customers of a run and their states, in the order in which they first appeared.

use std::{collections::hash_map::Entry, sync::Arc};

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
        let next = Ordinal(self.all.len() as u32);
        match self.ordinals.entry(id.clone()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let customer = Customer { id: id.clone(), chance: Chance::Hashed };
                self.all.push((customer, State::new(program)));
                *new.insert(next)
            }
        }
    }

    pub(super) fn get_mut(&mut self, ordinal: Ordinal) -> Option<(&Customer, &mut State)> {
        self.all.get_mut(ordinal.0 as usize).map(|(customer, state)| (&*customer, state))
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}
