//! Taking over the state of a customer under a new version of the program (§17).
//!
//! Invariants: the state of the version before is never read under the new one's ids; what has no counterpart is left
//! behind, and recorded where a customer was in the middle of it; nothing that was sent is sent again because of the
//! version. Taking over is an input for everybody: a moment of each customer.

mod instances;
mod kept;
mod offers;

use baton_program::{ChannelId, MeasureId, PurposeId, change::Change};

use self::instances::Fate;
use crate::moment::{Moment, Occasion};
use crate::{Customer, Engine, Orders, Output, State};

/// The way from one program to another.
pub struct TakeOver<'a> {
    old: &'a Engine,
    new: &'a Engine,
    change: Change<'a>,
}

impl<'a> TakeOver<'a> {
    /// The way from an old program to a new one.
    pub fn new(old: &'a Engine, new: &'a Engine) -> Self {
        Self { old, new, change: Change::between(old.program(), new.program()) }
    }

    /// A customer's state under the new program, from this time on (UTC milliseconds; its own present if that is later).
    /// What was due before must have happened.
    pub fn take_over(&self, customer: &Customer, state: State, at: i64, output: &mut Output) -> State {
        let now = at.max(state.now);
        let (mut taken, fates) = self.kept(state, now);
        let mut moment = Moment::begin(self.new, customer, &mut taken, output, now, Occasion::Input);
        for fate in fates {
            moment.meet(self.old, fate);
        }
        moment.unfold();
        taken
    }

    /// What operators have ordered under the old program, under the new one: switches and journeys go with their names.
    pub fn orders(&self, orders: &Orders) -> Orders {
        orders.renamed(|switch| self.change.switch(switch), |journey| self.change.named_journey(journey))
    }

    /// What a channel of the old program is in the new one.
    pub fn channel(&self, channel: ChannelId) -> Option<ChannelId> {
        self.change.channel(channel)
    }

    /// What a measure of the old program is in the new one, if it still counts the same.
    pub fn measure(&self, measure: MeasureId) -> Option<MeasureId> {
        self.change.measure(measure)
    }

    /// What a purpose of the old program is in the new one.
    pub fn purpose(&self, purpose: PurposeId) -> Option<PurposeId> {
        self.change.purpose(purpose)
    }
}
