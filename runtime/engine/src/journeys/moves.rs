//! Making the moves of instances, and their ends.

use std::sync::Arc;

use baton_program::{Because, BuiltIn, Effect, Kind, Record};

use super::{Act, Move, Onward, Time};
use crate::event::journey_fields;
use crate::moment::Moment;
use crate::state::{Goal, Instance, Remembered, Rest};

/// How an instance ends.
#[derive(Clone, Debug)]
pub(crate) enum Ending {
    /// Its goal is reached.
    Reached,
    /// It has come to its end.
    Completed,
    /// It has left for this reason.
    Left(Arc<str>),
}

impl Moment<'_> {
    /// Makes a move, or remembers it until the instance's pause ends.
    pub(crate) fn make(&mut self, next: Move) {
        let Some(instance) = self.state.instance_mut(next.who) else {
            return;
        };
        if next.time == Time::AfterPause {
            // What would have left it where it is, would not have moved it.
            let Act::Go(target) = next.act else {
                return;
            };
            let remembered = Remembered { target, binding: next.binding, cause: next.because.rule, place: next.place };
            instance.remembered.get_or_insert_with(|| Box::new(remembered));
            return;
        }
        if let Some((slot, value)) = next.binding
            && let Some(place) = instance.frame.get_mut(usize::from(slot))
        {
            *place = value;
        }
        match next.act {
            Act::Reach => self.reach(next.who, next.because),
            Act::Leave(reason) => self.end(next.who, Ending::Left(reason), vec![next.because]),
            Act::Go(target) => {
                instance.remembered = None;
                self.withdraw(next.who, &next.because);
                self.run(next.who, target, Effect::Moves, Some(next.because));
            }
            Act::Handle(start) => self.run(next.who, start, Effect::Stays, Some(next.because)),
        }
    }

    /// Goes on behind a fate, an answer or a due arm; or when the instance's pause ends.
    pub(crate) fn go_on(&mut self, who: u64, onward: Onward) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let Some(journey) = self.program.journeys.get(instance.journey.index()) else {
            return;
        };
        let time = self.view().time_of(journey, instance);
        let Onward { target, because, place } = onward;
        let next = Move { time, ..Move::when(instance, Act::Go(target), because).written(place) };
        self.make(next);
    }

    fn reach(&mut self, who: u64, because: Because) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let to = self.program.journeys.get(instance.journey.index()).and_then(|journey| journey.goal.as_ref()?.to);
        let Some(target) = to else {
            return self.end(who, Ending::Reached, vec![because]);
        };
        let record = Record { because: vec![because.clone()], ..self.record_of(Kind::Reached, instance) };
        self.happen_to_journey(BuiltIn::Reached, &record);
        self.withdraw(who, &because);
        self.output.records.push(record);
        if let Some(instance) = self.state.instance_mut(who) {
            instance.goal = Goal::Reached;
            instance.remembered = None;
        }
        self.run(who, target, Effect::Moves, Some(because));
    }

    /// An instance ends.
    pub(crate) fn end(&mut self, who: u64, ending: Ending, because: Vec<Because>) {
        if let Some(first) = because.first() {
            self.withdraw(who, first);
        }
        let Some(instance) = self.state.remove(self.program, who, self.now) else {
            return;
        };
        let (kind, event, reason) = match ending {
            Ending::Reached => (Kind::Reached, BuiltIn::Reached, None),
            Ending::Completed => (Kind::Completed, BuiltIn::Completed, None),
            Ending::Left(reason) => (Kind::Left, BuiltIn::Left, Some(reason)),
        };
        let record = Record { reason, because, ..self.record_of(kind, &instance) };
        self.happen_to_journey(event, &record);
        self.output.records.push(record);
    }

    /// A message that waits is withdrawn, because its instance moves.
    fn withdraw(&mut self, who: u64, because: &Because) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let Rest::Sending(sending) = &instance.rest else {
            return;
        };
        let record = Record {
            message: self.message_of(instance, sending).map(|message| message.name.clone()),
            send: Some(sending.id.clone()),
            because: vec![because.clone()],
            ..self.record_of(Kind::Withdrawn, instance)
        };
        self.output.records.push(record);
        if let Some(instance) = self.state.instance_mut(who) {
            instance.rest = Rest::Nowhere;
        }
    }

    /// Lets a built-in event of a journey happen, as its record says.
    pub(crate) fn happen_to_journey(&mut self, event: BuiltIn, record: &Record) {
        if let Some(journey) = &record.journey {
            let (key, reason) = (record.key.clone(), record.reason.clone());
            self.happen_built_in(event, None, || journey_fields(journey, key, reason));
        }
    }

    /// The message of a place on the docket: the one in line, else the best that can still be sent.
    fn message_of(&self, instance: &Instance, sending: &crate::state::Sending) -> Option<&baton_program::Message> {
        let journey = self.program.journeys.get(instance.journey.index())?;
        let Some(baton_program::Op::Send(send)) = journey.code.get(sending.pc.index()) else {
            return None;
        };
        let in_line = sending.turn.as_ref().map(|turn| turn.candidate);
        let index = in_line.or_else(|| self.view().best_candidate(instance.id))?;
        let (message, _) = send.candidates.get(usize::from(index))?;
        self.program.messages.get(message.index())
    }
}
