//! Running a journey's code: a body runs at once to its next rest.

use std::sync::Arc;

use baton_program::{Because, Effect, EventId, ExprId, Kind, Op, Pc, Record, StepId, Value};

use super::moves::Ending;
use crate::chance;
use crate::moment::{Moment, Spent};
use crate::state::Rest;
use crate::view::Names;

/// What comes behind an instruction.
enum Next {
    /// This one.
    At(Pc),
    /// Nothing: the instance rests, has ended, or stays where it was.
    Nothing,
}

impl Moment<'_> {
    /// Runs an instance's code from a place; `because` is recorded with the first step that it comes to.
    pub(crate) fn run(&mut self, who: u64, from: Pc, effect: Effect, mut because: Option<Because>) {
        if effect == Effect::Moves
            && let Some(instance) = self.state.instance_mut(who)
        {
            instance.rest = Rest::Nowhere;
        }
        let mut pc = from;
        loop {
            if self.spend() == Spent::Nothing {
                return self.end(who, Ending::Left("did not come to rest".into()), Vec::new());
            }
            let Some(instance) = self.state.instance(who) else {
                return;
            };
            let journey = self.program.journeys.get(instance.journey.index());
            let op = journey.and_then(|journey| journey.code.get(pc.index()));
            let Some(op) = op else {
                return match effect {
                    Effect::Moves => self.end(who, Ending::Completed, Vec::new()),
                    Effect::Stays => {}
                };
            };
            match self.execute(who, op, pc, effect, &mut because) {
                Next::At(next) => pc = next,
                Next::Nothing => return,
            }
        }
    }

    fn execute(&mut self, who: u64, op: &Op, pc: Pc, effect: Effect, because: &mut Option<Because>) -> Next {
        let next = Next::At(Pc(pc.0.saturating_add(1)));
        if self.done.contains(&(who, pc)) {
            return next;
        }
        match op {
            Op::Step(step) => {
                self.move_to(who, *step, because.take());
                next
            }
            Op::If(condition, otherwise) => {
                if self.holds_in(who, *condition) {
                    next
                } else {
                    Next::At(*otherwise)
                }
            }
            Op::Jump(target) => Next::At(*target),
            Op::Do(order) => {
                let command = self.command(who, pc, order);
                match &order.answer {
                    Some(answer) if effect == Effect::Moves => {
                        self.rest_at_do(who, pc, command, answer);
                        Next::Nothing
                    }
                    _ => next,
                }
            }
            Op::Offer(offer) => {
                self.make_offer(who, pc, offer);
                next
            }
            Op::Emit { event, fields, .. } => {
                self.emit(who, *event, fields);
                next
            }
            Op::Split(split) => {
                let journey = self.state.instance(who).map(|instance| instance.journey);
                let arm = journey.and_then(|journey| chance::arm(self.customer, journey, split));
                arm.map_or(next, Next::At)
            }
            Op::Done => self.end_in(who, effect, Ending::Completed),
            Op::Leave(reason) => self.end_in(who, effect, Ending::Left(reason.clone())),
            // What stays where it is can't rest: it has a rest already.
            Op::Send(_) | Op::Wait(_) if effect == Effect::Stays => Next::Nothing,
            Op::Send(send) => {
                self.rest_at_send(who, pc, send);
                Next::Nothing
            }
            Op::Wait(arms) => self.rest_at_wait(who, pc, arms).map_or(Next::Nothing, Next::At),
            Op::Return => Next::Nothing,
        }
    }

    fn holds_in(&self, who: u64, condition: ExprId) -> bool {
        self.state.instance(who).is_some_and(|instance| self.view().holds(condition, Names::of(instance)))
    }

    fn end_in(&mut self, who: u64, effect: Effect, ending: Ending) -> Next {
        if effect == Effect::Moves {
            self.end(who, ending, Vec::new());
        }
        Next::Nothing
    }

    fn move_to(&mut self, who: u64, step: StepId, because: Option<Because>) {
        let Some(instance) = self.state.instance_mut(who) else {
            return;
        };
        instance.step = step;
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let record = Record { because: because.into_iter().collect(), ..self.record_of(Kind::Moved, instance) };
        self.output.records.push(record);
    }

    /// Records a command; gives its id.
    fn command(&mut self, who: u64, pc: Pc, order: &baton_program::Do) -> Arc<str> {
        let id = self.new_id(who, pc);
        let Some(instance) = self.state.instance(who) else {
            return id;
        };
        let Some(action) = self.program.actions.get(order.action.index()) else {
            return id;
        };
        let args = self.view().arguments(&order.args, &action.params, Names::of(instance));
        let named = action.params.iter().zip(&args);
        let record = Record {
            action: Some(action.name.clone()),
            to: Some(action.to.clone()),
            command: Some(id.clone()),
            with: named.map(|(param, value)| (param.name.clone(), self.program.json_of(value))).collect(),
            ..self.record_of(Kind::Did, instance)
        };
        self.output.records.push(record);
        id
    }

    /// Lets an event of the customer happen.
    fn emit(&mut self, who: u64, event: EventId, fields: &[ExprId]) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let Some(declared) = self.program.events.get(event.index()) else {
            return;
        };
        let mut values = self.view().arguments(fields, &declared.fields, Names::of(instance));
        values.resize(declared.fields.len(), Value::Unknown);
        let named = declared.fields.iter().zip(&values).filter(|(_, value)| **value != Value::Unknown);
        let record = Record {
            event: Some(declared.name.clone()),
            with: self.view().told(named),
            ..self.record_of(Kind::Emitted, instance)
        };
        self.output.records.push(record);
        self.happen(event, || values.into(), None);
    }
}
