//! Telling a story line by line: its time, its customers, and what happens to them.

use std::sync::Arc;

use baton_engine::{Engine, Orders};
use baton_program::{
    Among, Asked, Asking, AttributeId, BuiltIn, Carried, Command, Event, Expectation, ExprId, Extent, Input, InputKind,
    Line, Order, Place, Question, Story, SwitchId, SwitchState, Told, Value,
};

use super::{Failure, expectation::Scene, person::Person, words};
use crate::run::Unmerged;

/// The id of the customer that a story begins with.
const FIRST: &str = "customer";

/// Who turns the switches of a story, and why.
const TEST: &str = "test";

/// One time for all; the lines concern one customer at a time.
pub(super) struct Telling<'a> {
    engine: &'a Engine,
    people: Vec<Person>,
    current: usize,
    /// None before the first line that says a time.
    now: Option<i64>,
    /// How switches stand: people who appear later find them so.
    orders: Orders,
}

type Held = Result<(), Box<Failure>>;

impl<'a> Telling<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        let orders = Orders::default();
        Self { engine, people: vec![Person::new(engine, FIRST, &orders)], current: 0, now: None, orders }
    }

    pub(super) fn tell(mut self, story: &Story) -> Held {
        story.lines.iter().try_for_each(|(line, place)| self.line(line, *place))
    }

    fn line(&mut self, line: &Line, place: Place) -> Held {
        match line {
            Line::Customer(id, attributes) => self.customer(id.as_deref().unwrap_or(FIRST), attributes),
            Line::AtInstant(at, told) => return self.pass(*at, told.as_ref(), place),
            Line::AtLocal(days, time, told) => {
                let engine = self.engine;
                let at = self.person().local(engine, *days, *time);
                return self.pass(at, told.as_ref(), place);
            }
            Line::After(by, told) => return self.pass(self.now().saturating_add(*by), told.as_ref(), place),
            Line::InHoldout(rule) => self.person().in_holdout(*rule),
            Line::Takes(journey, step, arm) => self.person().takes(*journey, *step, arm.clone()),
            Line::Ask(asking) => self.ask(asking),
            Line::Turn(switch, to) => self.turn(*switch, *to),
            Line::Expect(expectation, extent) => return self.expect(expectation, *extent, place),
        }
        Ok(())
    }

    fn now(&self) -> i64 {
        self.now.unwrap_or(0)
    }

    #[expect(clippy::indexing_slicing, reason = "`current` is only ever set to the index of a person")]
    fn person(&mut self) -> &mut Person {
        &mut self.people[self.current]
    }

    fn customer(&mut self, id: &str, attributes: &[(AttributeId, ExprId)]) {
        let known = self.people.iter().position(|person| person.is_known_as(id));
        self.current = known.unwrap_or_else(|| {
            self.people.push(Person::new(self.engine, id, &self.orders));
            self.people.len() - 1
        });
        let (engine, now) = (self.engine, self.now);
        self.person().has(attributes);
        if let Some(now) = now {
            self.person().begin(engine, now);
        }
    }

    /// Time goes on to `at`, something happens then, and after it what is due at that time.
    fn pass(&mut self, at: i64, told: Option<&Told>, place: Place) -> Held {
        let at = self.now.map_or(at, |now| at.max(now));
        for person in &mut self.people {
            person.look_since(person.mark());
        }
        self.wake_until(at.saturating_sub(1));
        self.now = Some(at);
        let engine = self.engine;
        for person in &mut self.people {
            person.begin(engine, at);
        }
        let kind = match told {
            Some(told) => self.input(told, at, place)?,
            None => self.person().tick(engine, at),
        };
        match kind.was_known_as().cloned() {
            Some(was) => self.identify(&was, Input { at, kind }),
            None => self.person().take(engine, Input { at, kind }),
        }
        self.wake_until(at);
        Ok(())
    }

    /// Two people of the story turn out to be one.
    fn identify(&mut self, was: &Arc<str>, input: Input) {
        let bearer = self.people.iter().position(|person| person.is_known_as(was));
        let is_own_id = |bearer: usize| self.people.get(bearer).is_some_and(|person| person.customer.id == *was);
        let why = match bearer {
            _ if was.is_empty() => Some(Unmerged::NoId),
            Some(bearer) if !is_own_id(bearer) => Some(Unmerged::Already),
            Some(bearer) if bearer == self.current => Some(Unmerged::Same),
            _ => None,
        };
        let engine = self.engine;
        if let Some(why) = why {
            return self.person().refuses(engine, why.reason(), input);
        }
        let other = bearer.map(|bearer| {
            self.current -= usize::from(bearer < self.current);
            self.people.remove(bearer)
        });
        self.person().becomes_one(engine, was, other, input);
    }

    /// Wakes whoever is due by `last`, in order of time and then of appearance.
    fn wake_until(&mut self, last: i64) {
        while let Some(at) = self.next_wake().filter(|at| *at <= last) {
            self.wake_at(at);
        }
    }

    fn next_wake(&self) -> Option<i64> {
        self.people.iter().filter_map(Person::wake).min()
    }

    fn wake_at(&mut self, at: i64) {
        for person in self.people.iter_mut().filter(|person| person.wake() == Some(at)) {
            person.take(self.engine, Input { at, kind: InputKind::Wake });
        }
    }

    fn input(&mut self, told: &Told, at: i64, place: Place) -> Result<InputKind, Box<Failure>> {
        let program = self.engine.program();
        match told {
            Told::Event { event, channel, changes, .. } if *event == BuiltIn::CustomerChanged.id() => {
                let engine = self.engine;
                Ok(self.person().change(engine, changes, *channel, at))
            }
            Told::Event { event, channel, fields, .. } => {
                let count = program.events.get(event.index()).map_or(0, |event| event.fields.len());
                let fields = self.values(fields, count, at);
                let event = Event { event: *event, at, channel: *channel, fields, number: 0 };
                Ok(InputKind::Event { id: None, event, changes: vec![] })
            }
            Told::Answered(action, fields) => {
                let action = program.actions.get(action.index());
                let count = action.and_then(|action| action.answers.as_ref()).map_or(0, Vec::len);
                let command = action.and_then(|action| self.person().command(action));
                let Some(command) = command else { return Err(self.failure(words::answer(action), place)) };
                Ok(InputKind::Answered(command, self.values(fields, count, at)))
            }
            Told::Failed(action) => {
                let action = program.actions.get(action.index());
                let command = action.and_then(|action| self.person().command(action));
                command.map(InputKind::CommandFailed).ok_or_else(|| self.failure(words::answer(action), place))
            }
        }
    }

    /// A switch is turned at the present, for everybody.
    fn turn(&mut self, switch: SwitchId, to: SwitchState) {
        let (engine, now) = (self.engine, self.now());
        let (who, why) = (Arc::from(TEST), Arc::from(TEST));
        let order = Order::Turn(switch, to);
        let command = Arc::new(Command { id: None, order, among: Among::All, extent: Carried::Out, who, why });
        self.orders.stand(&command);
        for person in &mut self.people {
            person.commanded(engine, now, &command, &self.orders);
        }
        if self.now.is_some() {
            self.wake_until(now);
        }
    }

    /// A touchpoint asks at the present.
    fn ask(&mut self, asking: &Asking) {
        let (engine, at) = (self.engine, self.now());
        let person = self.person();
        let what = match asking {
            Asking::Decision(decision, args) => Asked::Decision(*decision, person.values(engine, args, at)),
            Asking::Glance => Asked::Glance,
            Asking::Placement(placement) => Asked::Placement(*placement),
        };
        person.asked(engine, at, Question { id: None, what });
    }

    /// So many values; those that are not written are unknown.
    fn values(&mut self, written: &[(u16, ExprId)], count: usize, at: i64) -> Box<[Value]> {
        let engine = self.engine;
        let person = self.person();
        let mut values = vec![Value::Unknown; count];
        for (field, value) in written {
            if let Some(field) = values.get_mut(usize::from(*field)) {
                *field = engine.evaluate(&person.customer, &person.state, *value, at);
            }
        }
        values.into()
    }

    fn expect(&mut self, expectation: &Expectation, extent: Extent, place: Place) -> Held {
        let marks: Vec<_> = self.people.iter().map(Person::mark).collect();
        let held = match extent {
            Extent::SoFar => return self.verdict(self.holds(expectation), expectation, extent, place),
            // Where it holds already no time passes, so that the next line sees what this one saw.
            Extent::Within(_) if self.holds(expectation) => return Ok(()),
            Extent::Within(by) => self.moves_on_until(true, expectation, by),
            Extent::For(by) => self.holds(expectation) && !self.moves_on_until(false, expectation, by),
        };
        self.verdict(held, expectation, extent, place)?;
        for (person, mark) in self.people.iter_mut().zip(marks) {
            person.look_since(mark);
        }
        Ok(())
    }

    fn holds(&self, expectation: &Expectation) -> bool {
        let scene = |person| Scene { engine: self.engine, person, now: self.now() };
        self.people.get(self.current).is_some_and(|person| scene(person).holds(expectation))
    }

    /// Moves on from wake-up to wake-up until the expectation `comes` true or false, at most `by` milliseconds, and says
    /// whether it did.
    fn moves_on_until(&mut self, comes: bool, expectation: &Expectation, by: i64) -> bool {
        let end = self.now().saturating_add(by);
        loop {
            let wake = self.next_wake().filter(|at| *at <= end);
            let at = wake.unwrap_or(end);
            self.now = Some(at.max(self.now()));
            if wake.is_some() {
                self.wake_at(at);
            }
            if self.holds(expectation) == comes {
                return true;
            }
            if wake.is_none() {
                return false;
            }
        }
    }

    fn verdict(&mut self, held: bool, expectation: &Expectation, extent: Extent, place: Place) -> Held {
        if held {
            return Ok(());
        }
        let (engine, now) = (self.engine, self.now());
        let expected = words::expectation(&Scene { engine, person: self.person(), now }, expectation, extent);
        Err(self.failure(expected, place))
    }

    fn failure(&mut self, expected: String, place: Place) -> Box<Failure> {
        let (engine, at) = (self.engine, self.now());
        let person = self.person();
        let signals = person.signals_lately().iter().filter_map(|(at, signal)| {
            let signal = engine.program().signals.get(signal.index())?;
            Some((*at, signal.name.clone()))
        });
        Box::new(Failure {
            place,
            expected,
            customer: person.customer.id.to_string(),
            at,
            happened: person.lately().to_vec(),
            signals: signals.collect(),
            docket: engine.docket(&person.state),
        })
    }
}
