//! Two ids become one customer's (§17): its state, its place in lines, and what comes for either from then on.

use std::sync::Arc;

use baton_engine::{Chance, Customer, State};
use baton_program::Input;

use super::{Run, customers::Ordinal};

impl Run<'_> {
    /// A customer was known by another id until now. It is recorded where that can't be.
    pub(super) fn identify(&mut self, named: Ordinal, was: &Arc<str>, input: Input) {
        let (engine, at) = (self.engine, input.at);
        let is_known = self.customers.get(named).is_none_or(|state| engine.knows(state, &input.kind));
        if is_known {
            return self.step(named, input, at);
        }
        if let Some(why) = self.customers.objection(named, was) {
            let Some((customer, state)) = self.customers.get_mut(named) else { return };
            self.tally.refused();
            let wake = engine.refuse(customer, state, input, why.reason(), &mut self.output);
            return self.wakes.set(named, wake.map(|wake| wake.max(at)));
        }
        let bearer = self.customers.merge(named, was, engine.program());
        let Some((customer, state)) = self.customers.get_mut(named) else { return };
        let old = match bearer {
            Some((place, old)) => {
                self.wakes.set(place, None);
                self.lines.hand_over(place, named, &customer.id);
                old
            }
            None => State::new(engine.program()),
        };
        let was = Customer { id: was.clone(), chance: Chance::Hashed };
        let wake = engine.identify(customer, state, &was, old, input, &mut self.output);
        self.wakes.set(named, wake.map(|wake| wake.max(at)));
    }
}
