//! Answers to commands (§10).

use std::sync::Arc;

use baton_program::{Answer, Do, Event, EventId, Kind, Op, Pc, Place, Record, Value};

use super::{Act, Move};
use crate::moment::Moment;
use crate::state::{Instance, Rest, State};

/// An answer is no event of the program: nothing but its fields is ever read.
const ANSWER: EventId = EventId(u16::MAX);

impl State {
    /// The instance that waits for the answer to a command.
    pub(crate) fn awaiting(&self, command: &str) -> Option<&Instance> {
        let waits = |instance: &&Instance| matches!(&instance.rest, Rest::Doing(doing) if *doing.command == *command);
        self.instances.iter().find(waits)
    }
}

impl<'a> Moment<'a> {
    /// A command was answered (with its fields), or failed.
    pub(crate) fn take_answer(&mut self, command: &Arc<str>, fields: Option<Box<[Value]>>) {
        let Some((who, order, answer, pc)) = self.asked(command) else {
            return;
        };
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let names = self.program.actions.get(order.action.index()).and_then(|action| action.answers.as_deref());
        let named = names.into_iter().flatten().zip(fields.iter().flatten());
        let mut record = Record {
            action: self.program.actions.get(order.action.index()).map(|action| action.name.clone()),
            command: Some(command.clone()),
            with: self.view().told(named),
            ..self.record_of(Kind::Answered, instance)
        };
        match fields {
            Some(fields) => {
                self.output.records.push(record);
                let number = self.next_number();
                let event = Event { event: ANSWER, at: self.now, channel: None, fields, number };
                let binding = Some((answer.slot, Value::Event(Arc::new(event))));
                self.answered(who, binding, Pc(pc.0.saturating_add(1)), "answered", order.place);
            }
            None => {
                record.reason = Some("failed".into());
                self.output.records.push(record);
                self.give_up(command, "failed");
            }
        }
    }

    /// No answer will come any more.
    pub(crate) fn give_up(&mut self, command: &Arc<str>, cause: &str) {
        let Some((who, order, answer, pc)) = self.asked(command) else {
            return;
        };
        let otherwise = answer.otherwise.unwrap_or(Pc(pc.0.saturating_add(1)));
        self.answered(who, None, otherwise, cause, order.place);
    }

    /// The instance that waits for a command's answer, and what it asked for.
    fn asked(&self, command: &str) -> Option<(u64, &'a Do, &'a Answer, Pc)> {
        let instance = self.state.awaiting(command)?;
        let Rest::Doing(doing) = &instance.rest else {
            return None;
        };
        match self.program.journeys.get(instance.journey.index())?.code.get(doing.pc.index())? {
            Op::Do(order) => Some((instance.id, order, order.answer.as_ref()?, doing.pc)),
            _ => None,
        }
    }

    fn answered(&mut self, who: u64, binding: Option<(u16, Value)>, target: Pc, cause: &str, place: Place) {
        let Some(instance) = self.state.instance_mut(who) else {
            return;
        };
        // The answer can come once: also while it is remembered that the instance goes on.
        instance.rest = Rest::Nowhere;
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let Some(journey) = self.program.journeys.get(instance.journey.index()) else {
            return;
        };
        let time = self.view().time_of(journey, instance);
        let because = self.view().because(&cause.into(), place);
        let next = Move { binding, time, ..Move::when(instance, Act::Go(target), because).written(place) };
        self.make(next);
    }
}
