//! Identity (§17): two customers turn out to be one.
//!
//! Invariants: first each of the two has what was due before, under its own id; then their states become one, by which
//! alone nothing completes; then the event that said so has its moment. Whose state it is, and which ids are known, is
//! the host's to know.

mod instances;
mod kept;
mod latches;
mod memories;
mod one;
mod prefixes;

use std::sync::Arc;

use baton_program::{Because, Event, Input, InputKind, Kind, Record};

use self::{latches::Readings, one::One};
use crate::journeys::Ending;
use crate::moment::{Cause, Moment, Occasion};
use crate::patterns::Matched;
use crate::{Customer, Engine, Output, State};

/// What records say decided.
const BECAUSE: &str = "merged";

impl Engine {
    /// Takes a `customer_identified`: the customer was known by another id until now, and the two become one. Gives when
    /// the customer next wants to be woken.
    ///
    /// An event that has been taken already ([`Engine::knows`]) is not for this, but for [`Engine::step`], which passes
    /// over it; so is every other input.
    pub fn identify(
        &self,
        customer: &Customer,
        state: &mut State,
        was: &Customer,
        mut old: State,
        input: Input,
        output: &mut Output,
    ) -> Option<i64> {
        let at = input.at.max(state.now).max(old.now);
        let InputKind::Event { id, event, .. } = input.kind else { return state.wake };
        self.fire(was, &mut old, output, at.saturating_sub(1));
        self.fire(customer, state, output, at.saturating_sub(1));
        let readings = Readings::of(self, state, &old, at);
        let memberships = self.member_of(&old);
        output.records.extend(memberships.iter().filter_map(|id| self.departed(was, &old, at, *id)));
        let named = std::mem::replace(state, State::new(self.program()));
        let One { state: both, losers, forgotten } = One::of(self.program(), named, old, &customer.id, &was.id);
        *state = both;
        if let Some(id) = id {
            state.take_id(&id);
        }
        let mut moment = Moment::begin(self, customer, state, output, at, Occasion::Input);
        moment.merged(&was.id);
        moment.take_identified(event);
        for (signal, key) in forgotten {
            moment.signal(signal, Matched { happened: Vec::new(), forgotten: Some(key) });
        }
        for loser in losers {
            moment.give_way(loser);
        }
        moment.join_as_before(&memberships);
        moment.settle_latches(&readings);
        moment.unfold();
        state.wake
    }

    /// Takes an event that asks for what can't be done: its moment has the record of why not, and nothing else of it.
    pub fn refuse(
        &self,
        customer: &Customer,
        state: &mut State,
        input: Input,
        reason: &str,
        output: &mut Output,
    ) -> Option<i64> {
        let at = input.at.max(state.now);
        let InputKind::Event { id, event, .. } = input.kind else { return state.wake };
        self.fire(customer, state, output, at.saturating_sub(1));
        if let Some(id) = id {
            state.take_id(&id);
        }
        let moment = Moment::begin(self, customer, state, output, at, Occasion::Input);
        let declared = moment.program.events.get(event.event.index());
        let fields = declared.iter().flat_map(|declared| &declared.fields).zip(&event.fields);
        let record = Record {
            event: declared.map(|declared| declared.name.clone()),
            with: fields.map(|(field, value)| (field.name.clone(), moment.program.json_of(value))).collect(),
            reason: Some(reason.into()),
            ..moment.record(Kind::Refused)
        };
        moment.output.records.push(record);
        moment.unfold();
        state.wake
    }
}

impl Moment<'_> {
    fn merged(&mut self, was: &Arc<str>) {
        let with = vec![("was".into(), serde_json::Value::from(&**was))];
        let record = Record { with, ..self.record(Kind::Merged) };
        self.output.records.push(record);
    }

    fn take_identified(&mut self, event: Event) {
        let event = self.receive(event);
        self.queue.push_back(Cause::Event(Arc::new(event)));
    }

    /// An instance leaves, because the customer is in the journey already.
    fn give_way(&mut self, loser: crate::state::Instance) {
        let who = loser.id;
        self.state.add(loser);
        let because = Because { rule: BECAUSE.into(), ..Because::default() };
        self.end(who, Ending::Left(BECAUSE.into()), vec![because]);
        self.state.instances.shrink_to_fit();
    }
}
