//! `step`: an input, and first what is due before it.

use std::sync::Arc;

use baton_program::{Asked, AttributeId, BuiltIn, Event, Input, InputKind, Question, Value};

use crate::docket::Showing;
use crate::moment::{Cause, Moment, Occasion};
use crate::state::State;
use crate::{Customer, Engine, Output};

/// How many timer moments may follow each other without time going on. Every one of them uses up what was due; only a
/// state that no step has made could have more.
const MOMENTS_AT_ONE_TIME: u32 = 10_000;

impl Engine {
    /// Takes an input: first what is due before it, each time its own moment, then the input's own moment. Gives when
    /// the customer next wants to be woken (UTC milliseconds; at once if that is past).
    ///
    /// An event whose id is among the last 64, and an answer or turn that nobody waits for, are not taken: they have no
    /// moment. What comes before the customer's present is taken at the present.
    pub fn step(&self, customer: &Customer, state: &mut State, input: Input, output: &mut Output) -> Option<i64> {
        let at = input.at.max(state.now);
        // Timers of the input's own time come after every input of that time; time that passes without one brings them.
        let last = if input.kind == InputKind::Wake { at } else { at.saturating_sub(1) };
        if !self.knows(state, &input.kind) {
            self.fire(customer, state, output, last);
            state.now = at;
            self.take(customer, state, output, at, input.kind);
        }
        state.wake
    }

    /// Whether an event has been taken already.
    pub fn knows(&self, state: &State, input: &InputKind) -> bool {
        matches!(input, InputKind::Event { id: Some(id), .. } if state.has_taken(id))
    }

    /// Lets everything happen that is due up to a time.
    pub(crate) fn fire(&self, customer: &Customer, state: &mut State, output: &mut Output, last: i64) {
        let mut moments = 0;
        while let Some(due) = state.wake.filter(|due| *due <= last) {
            let at = due.max(state.now);
            moments = if at > state.now { 0 } else { moments + 1 };
            if moments > MOMENTS_AT_ONE_TIME {
                state.wake = at.checked_add(1);
                continue;
            }
            let mut moment = Moment::begin(self, customer, state, output, at, Occasion::Timers);
            moment.queue_due();
            moment.unfold();
        }
    }

    fn take(&self, customer: &Customer, state: &mut State, output: &mut Output, at: i64, input: InputKind) {
        let cause = match input {
            InputKind::Ask(Question { id: request, what: Asked::Placement(placement) }) => {
                return self.ask_placement(customer, state, output, at, Showing { placement, request });
            }
            InputKind::Ask(question) => return output.records.extend(self.answer(customer, state, &question)),
            InputKind::Command(command) => return self.command(customer, state, output, at, &command),
            InputKind::Wake => return,
            InputKind::Answered(command, _) | InputKind::CommandFailed(command)
                if state.awaiting(&command).is_none() =>
            {
                return;
            }
            InputKind::Turn(send) if state.in_line(&send).is_none() => return,
            InputKind::Answered(command, fields) => Cause::Answer(command, Some(fields)),
            InputKind::CommandFailed(command) => Cause::Answer(command, None),
            InputKind::Turn(send) => Cause::Turn(send),
            InputKind::Event { id, event, changes } => {
                if let Some(id) = id {
                    state.take_id(&id);
                }
                let mut moment = Moment::begin(self, customer, state, output, at, Occasion::Input);
                let mut event = moment.receive(event);
                if event.event == BuiltIn::CustomerChanged.id() {
                    moment.carry(&mut event, &changes);
                    moment.change(changes);
                }
                moment.queue.push_back(Cause::Event(Arc::new(event)));
                return moment.unfold();
            }
        };
        let mut moment = Moment::begin(self, customer, state, output, at, Occasion::Input);
        moment.queue.push_back(cause);
        moment.unfold();
    }

    /// A placement's question is a moment of a customer of whom anything is known.
    fn ask_placement(&self, customer: &Customer, state: &mut State, output: &mut Output, at: i64, showing: Showing) {
        if state.moment == 0 {
            return self.show_nothing(customer, output, at, showing);
        }
        let mut moment = Moment::begin(self, customer, state, output, at, Occasion::Input);
        moment.showing = Some(showing);
        moment.unfold();
    }
}

impl Moment<'_> {
    /// An event from outside as the customer takes it: with its number and all of its fields.
    pub(crate) fn receive(&mut self, event: Event) -> Event {
        let declared = self.program.events.get(event.event.index());
        let mut fields = event.fields.into_vec();
        fields.resize(declared.map_or(0, |declared| declared.fields.len()), Value::Unknown);
        let mut event = Event { number: self.next_number(), fields: fields.into(), ..event };
        let is_report =
            BuiltIn::ALL.get(event.event.index()).is_some_and(|built_in| crate::event::is_report(*built_in));
        if is_report {
            self.view().complete_report(&mut event);
        }
        event
    }

    /// The attributes that an event carries stand in its fields.
    fn carry(&self, event: &mut Event, changes: &[(AttributeId, Value)]) {
        let Some(declared) = self.program.events.get(event.event.index()) else { return };
        for (id, value) in changes {
            let Some(attribute) = self.program.attributes.get(id.index()) else { continue };
            let field = declared.fields.iter().position(|field| field.name == attribute.name);
            if let Some(field) = field.and_then(|at| event.fields.get_mut(at)) {
                *field = value.clone();
            }
        }
    }
}
