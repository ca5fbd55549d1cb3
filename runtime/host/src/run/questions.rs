//! Questions about customers who haven't appeared: they are answered, and nobody appears because of them (§12).

use std::io;

use baton_engine::{Chance, Customer, State};
use baton_program::{InputKind, wire::Taken};

use super::{Run, Sink};

impl Run<'_> {
    /// Whether it only asks about somebody who hasn't appeared: nothing that it is answered makes him known.
    pub(super) fn asks_about_stranger(&self, taken: &Taken) -> bool {
        matches!(taken.input.kind, InputKind::Ask(_))
            && taken.whom.customer().is_some_and(|id| self.customers.find(id).is_none())
    }

    /// Answers as of somebody of whom nothing is known.
    pub(super) fn answer_stranger(&mut self, taken: Taken, sink: &mut impl Sink) -> io::Result<()> {
        self.tally.event(&taken);
        let Some(id) = taken.whom.customer().cloned() else { return Ok(()) };
        let customer = Customer { id, chance: Chance::Hashed };
        let mut state = State::under(self.engine.program(), &self.commands.standing);
        self.engine.step(&customer, &mut state, taken.input, &mut self.output);
        self.hand_on(sink)
    }
}
