//! What operators command (§13): switches are turned, journeys paused, resumed and advanced, instances removed.

use baton_program::{Among, Because, Carried, Command, JourneyId, Kind, Order, Pc, Place, Record};

use crate::journeys::{Ending, Onward};
use crate::moment::{Moment, Occasion};
use crate::state::{Instance, Rest, State};
use crate::timers::arms;
use crate::view::{Names, View};
use crate::{Customer, Engine, Output};

impl Engine {
    /// An operator commands. Whom it doesn't concern has no moment because of it.
    pub(crate) fn command(
        &self,
        customer: &Customer,
        state: &mut State,
        output: &mut Output,
        at: i64,
        command: &Command,
    ) {
        let view = View { engine: self, state, now: at };
        let (concern, changes) = match view.is_among(command.among) {
            true => (view.concern(command.order), view.changes(command.order)),
            false => (Concern::None, Changes::Nothing),
        };
        if concern == Concern::Some {
            output.concerned = output.concerned.saturating_add(1);
        }
        match (command.extent, concern, changes) {
            (Carried::Preview, Concern::Some, _) => output.records.push(self.preview(customer, state, at, command)),
            (Carried::Out, _, Changes::Something) => {
                let mut moment = Moment::begin(self, customer, state, output, at, Occasion::Input);
                moment.obey(command);
                moment.unfold();
            }
            // That a switch was turned to where it stood is remembered all the same, for versions to come.
            (Carried::Out, _, Changes::Nothing) => {
                if let Order::Turn(switch, to) = command.order {
                    state.order(|orders| orders.turn(switch, to));
                }
            }
            (Carried::Preview, Concern::None, _) => {}
        }
    }

    /// That a command would concern the customer: nothing else comes of it, and it is no moment.
    fn preview(&self, customer: &Customer, state: &State, at: i64, command: &Command) -> Record {
        Record {
            at,
            customer: customer.id.clone(),
            moment: state.moments(),
            kind: Kind::Previewed,
            with: command.said(),
            ..self.program().record_of_command(command)
        }
    }
}

/// Whether a command concerns a customer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Concern {
    Some,
    None,
}

/// Whether a command changes anything of a customer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changes {
    Something,
    Nothing,
}

impl View<'_> {
    fn is_among(self, among: Among) -> bool {
        match among {
            Among::All => true,
            Among::Audience(audience) => self.is_member(audience),
            Among::Trait(id) => {
                let condition = self.program().traits.get(id.index());
                condition.is_some_and(|one| self.holds(one.value, Names::NONE))
            }
        }
    }

    /// Whether an order concerns a customer who is among those whom it reaches.
    fn concern(self, order: Order) -> Concern {
        let concerned = match order {
            Order::Turn(switch, to) => self.switch(switch) != to,
            Order::Pause(journey) => !self.state.pauses(journey) && !self.state.of_journey(journey).is_empty(),
            Order::Resume(journey) => self.state.pauses(journey) && !self.state.of_journey(journey).is_empty(),
            Order::Advance(journey) => self.state.of_journey(journey).iter().any(|one| self.first_due(one).is_some()),
            Order::Remove(journey) => !self.state.of_journey(journey).is_empty(),
            Order::Refresh(audience) => self.is_out_of_date(audience),
            Order::Forget => false,
        };
        if concerned { Concern::Some } else { Concern::None }
    }

    /// A pause concerns those who are in the journey, and keeps the others out of it.
    fn changes(self, order: Order) -> Changes {
        let changes = match order {
            Order::Pause(journey) => !self.state.pauses(journey),
            Order::Resume(journey) => self.state.pauses(journey),
            other => self.concern(other) == Concern::Some,
        };
        if changes { Changes::Something } else { Changes::Nothing }
    }

    /// Where an instance goes on whose waiting is over: behind the arm of its wait that would be due first, of those due
    /// at one time the first.
    fn first_due(self, instance: &Instance) -> Option<(Pc, Place)> {
        let Rest::Waiting(waiting) = &instance.rest else { return None };
        // What is remembered from a pause moves it already.
        if instance.remembered.is_some() {
            return None;
        }
        let journey = self.program().journeys.get(instance.journey.index())?;
        let due = arms(journey, instance).iter().zip(&waiting.due).filter_map(|(arm, due)| Some(((*due)?, arm)));
        // Of equal ones `min_by_key` takes the first.
        due.min_by_key(|(due, _)| *due).map(|(_, arm)| (arm.target, arm.place))
    }
}

impl Moment<'_> {
    fn obey(&mut self, command: &Command) {
        match command.order {
            Order::Turn(switch, to) => self.state.order(|orders| orders.turn(switch, to)),
            Order::Pause(journey) => {
                self.state.order(|orders| orders.pause(journey));
                self.tell_instances(journey, command);
            }
            Order::Resume(journey) => {
                self.state.order(|orders| orders.resume(journey));
                self.tell_instances(journey, command);
            }
            Order::Advance(journey) => self.advance(journey, command),
            Order::Remove(journey) => {
                for who in self.instances(journey) {
                    let because = vec![self.ordered(command)];
                    self.end(who, Ending::Left("removed".into()), because);
                }
            }
            Order::Refresh(audience) => {
                let Record { at, customer, moment, kind, .. } = self.record(Kind::Commanded);
                let about = self.program.record_of_command(command);
                let because = vec![self.ordered(command)];
                self.output.records.push(Record { at, customer, moment, kind, because, ..about });
                self.refresh(audience);
            }
            Order::Forget => {}
        }
    }

    /// The timers of a journey's waits count as due.
    fn advance(&mut self, journey: JourneyId, command: &Command) {
        for who in self.instances(journey) {
            let Some(instance) = self.state.instance(who) else { continue };
            let Some((target, place)) = self.view().first_due(instance) else { continue };
            let because = Because { place: self.view().place(place), ..self.ordered(command) };
            let record = Record { because: vec![because.clone()], ..self.told(instance, command) };
            self.output.records.push(record);
            self.go_on(who, Onward { target, because, place });
        }
    }

    /// Records of each instance of a journey what was ordered.
    fn tell_instances(&mut self, journey: JourneyId, command: &Command) {
        let records: Vec<_> =
            self.state.of_journey(journey).iter().map(|instance| self.told(instance, command)).collect();
        self.output.records.extend(records);
    }

    fn told(&self, instance: &Instance, command: &Command) -> Record {
        Record {
            order: Some(command.order.word().into()),
            request: command.id.clone(),
            because: vec![self.ordered(command)],
            ..self.record_of(Kind::Commanded, instance)
        }
    }

    fn instances(&self, journey: JourneyId) -> Vec<u64> {
        self.state.of_journey(journey).iter().map(|instance| instance.id).collect()
    }

    /// The order as what decided.
    fn ordered(&self, command: &Command) -> Because {
        Because { rule: command.order.word().into(), values: command.said(), ..Because::default() }
    }
}
