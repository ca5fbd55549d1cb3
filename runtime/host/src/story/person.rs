//! A customer of a story.

use std::{collections::BTreeSet, sync::Arc};

use baton_engine::{Chance, Customer, Engine, Orders, Output, State};
use baton_program::{
    Action, Asked, AttributeId, BuiltIn, ChannelId, Command, Event, ExprId, Input, InputKind, JourneyId, Kind,
    Question, Record, RuleId, SignalId, StepId, Value,
};

/// How much had come out at a point of the story.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    records: usize,
    signals: usize,
}

pub(super) struct Person {
    pub(super) customer: Customer,
    /// The other ids by which it is known.
    also: Vec<Arc<str>>,
    pub(super) state: State,
    /// All that came out.
    records: Vec<Record>,
    /// The signals that happened, and when.
    signals: Vec<(i64, SignalId)>,
    /// Where the time begins that expectations look at.
    since: Mark,
    wake: Option<i64>,
    /// Attributes that are set before anything happens.
    before: Vec<(AttributeId, ExprId)>,
    begun: Begun,
}

/// Whether a customer has had its first moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    NotYet,
    Already,
}

impl Person {
    /// A person of whom nothing has been told, and who comes when this was ordered.
    pub(super) fn new(engine: &Engine, id: &str, orders: &Orders) -> Self {
        let chance = Chance::Told { holdouts: vec![], arms: vec![] };
        Self {
            customer: Customer { id: id.into(), chance },
            also: vec![],
            state: State::under(engine.program(), orders),
            records: vec![],
            signals: vec![],
            since: Mark::default(),
            wake: None,
            before: vec![],
            begun: Begun::NotYet,
        }
    }

    /// Whether this is one of its ids.
    pub(super) fn is_known_as(&self, id: &str) -> bool {
        *self.customer.id == *id || self.also.iter().any(|other| **other == *id)
    }

    /// What came out in the time that expectations look at.
    pub(super) fn lately(&self) -> &[Record] {
        self.records.get(self.since.records..).unwrap_or_default()
    }

    /// The signals that happened in that time.
    pub(super) fn signals_lately(&self) -> &[(i64, SignalId)] {
        self.signals.get(self.since.signals..).unwrap_or_default()
    }

    /// How much has come out so far.
    pub(super) fn mark(&self) -> Mark {
        Mark { records: self.records.len(), signals: self.signals.len() }
    }

    /// Expectations look at what came out since that mark.
    pub(super) fn look_since(&mut self, mark: Mark) {
        self.since = mark;
    }

    pub(super) fn wake(&self) -> Option<i64> {
        self.wake
    }

    pub(super) fn in_holdout(&mut self, rule: RuleId) {
        if let Chance::Told { holdouts, .. } = &mut self.customer.chance {
            holdouts.push(rule);
        }
    }

    pub(super) fn takes(&mut self, journey: JourneyId, step: StepId, arm: Arc<str>) {
        if let Chance::Told { arms, .. } = &mut self.customer.chance {
            arms.push((journey, step, arm));
        }
    }

    /// Attributes that the customer has before anything happens.
    pub(super) fn has(&mut self, attributes: &[(AttributeId, ExprId)]) {
        self.before.extend_from_slice(attributes);
    }

    /// The instant of a local time, in the zone that the customer has then.
    pub(super) fn local(&self, engine: &Engine, days: i32, time: u32) -> i64 {
        let guess = engine.local(&self.state, days, time);
        if self.before.is_empty() {
            return guess;
        }
        engine.local(&self.likeness(engine, guess), days, time)
    }

    /// The state of a likeness of the customer that has the attributes which are set before anything happens.
    fn likeness(&self, engine: &Engine, at: i64) -> State {
        let mut state = self.state.clone();
        let input = Input { at, kind: self.change(engine, &self.before, None, at) };
        engine.step(&self.customer, &mut state, input, &mut Output::default());
        state
    }

    /// A touchpoint asks. A customer of whom nothing has been told yet doesn't become known by it: its likeness answers.
    pub(super) fn asked(&mut self, engine: &Engine, at: i64, question: Question) {
        let is_moment = matches!(question.what, Asked::Placement(_));
        let input = Input { at, kind: InputKind::Ask(question) };
        if is_moment || self.begun == Begun::Already {
            return self.take(engine, input);
        }
        let mut output = Output::default();
        let mut state = if self.before.is_empty() { self.state.clone() } else { self.likeness(engine, at) };
        engine.step(&self.customer, &mut state, input, &mut output);
        self.records.append(&mut output.records);
    }

    /// An operator commands everybody. One of whom nothing has been told yet finds what stands when it appears.
    pub(super) fn commanded(&mut self, engine: &Engine, at: i64, command: &Arc<Command>, orders: &Orders) {
        match self.begun {
            Begun::Already => self.take(engine, Input { at, kind: InputKind::Command(command.clone()) }),
            Begun::NotYet => self.state.stand(orders),
        }
    }

    /// What expressions are for the customer at a time.
    pub(super) fn values(&self, engine: &Engine, expressions: &[ExprId], at: i64) -> Box<[Value]> {
        expressions.iter().map(|value| engine.evaluate(&self.customer, &self.state, *value, at)).collect()
    }

    /// The attributes from before are set, in a moment of their own.
    pub(super) fn begin(&mut self, engine: &Engine, at: i64) {
        let before = std::mem::take(&mut self.before);
        if !before.is_empty() {
            let kind = self.change(engine, &before, None, at);
            self.take(engine, Input { at, kind });
        }
    }

    /// What a tick of the clock is for the customer. It wakes one that has begun; another becomes known by it, with no
    /// attributes, so that what holds of everybody holds of it.
    pub(super) fn tick(&self, engine: &Engine, at: i64) -> InputKind {
        match self.begun {
            Begun::Already => InputKind::Wake,
            Begun::NotYet => self.change(engine, &[], None, at),
        }
    }

    /// `customer_changed` with these attributes.
    pub(super) fn change(
        &self,
        engine: &Engine,
        attributes: &[(AttributeId, ExprId)],
        channel: Option<ChannelId>,
        at: i64,
    ) -> InputKind {
        let event = BuiltIn::CustomerChanged.id();
        let count = engine.program().events.get(event.index()).map_or(0, |event| event.fields.len());
        let mut fields = vec![Value::Unknown; count];
        let mut changes = vec![];
        for (attribute, value) in attributes {
            let value = engine.evaluate(&self.customer, &self.state, *value, at);
            if let Some(field) = fields.get_mut(attribute.index()) {
                field.clone_from(&value);
            }
            changes.push((*attribute, value));
        }
        let event = Event { event, at, channel, fields: fields.into(), number: 0 };
        InputKind::Event { id: None, event, changes }
    }

    /// The latest command of an action.
    pub(super) fn command(&self, action: &Action) -> Option<Arc<str>> {
        let done = |record: &&Record| record.kind == Kind::Did && record.action.as_ref() == Some(&action.name);
        self.records.iter().rev().find(done).and_then(|record| record.command.clone())
    }

    /// The engine takes an input, and what is queued because of it has its turn at once.
    pub(super) fn take(&mut self, engine: &Engine, input: Input) {
        let at = input.at;
        // Whatever is due at a wake-up has happened then: the next one is later, or a story would never end.
        let earliest = if input.kind == InputKind::Wake { at.saturating_add(1) } else { at };
        self.happens(engine, at, earliest, |customer, state, output| engine.step(customer, state, input, output));
    }

    /// It turns out to be another as well, of whom it takes what happened and what it is; `was` is that one's id.
    pub(super) fn becomes_one(&mut self, engine: &Engine, was: &Arc<str>, other: Option<Self>, input: Input) {
        let other = other.unwrap_or_else(|| Self::new(engine, was, &Orders::default()));
        let Self { customer, also, state, records, signals, since, .. } = other;
        self.also.push(was.clone());
        self.also.extend(also);
        let own = std::mem::take(&mut self.records);
        (self.records, self.since.records) =
            together((own, self.since.records), (records, since.records), |record| record.at);
        let own = std::mem::take(&mut self.signals);
        (self.signals, self.since.signals) =
            together((own, self.since.signals), (signals, since.signals), |(at, _)| *at);
        self.happens(engine, input.at, input.at, |own, own_state, output| {
            engine.identify(own, own_state, &customer, state, input, output)
        });
    }

    /// An input asks for what can't be done.
    pub(super) fn refuses(&mut self, engine: &Engine, reason: &str, input: Input) {
        self.happens(engine, input.at, input.at, |customer, state, output| {
            engine.refuse(customer, state, input, reason, output)
        });
    }

    /// What an input causes happens, and what is queued because of it has its turn at once. Nothing wakes it before
    /// `earliest`.
    fn happens(
        &mut self,
        engine: &Engine,
        at: i64,
        earliest: i64,
        input: impl FnOnce(&Customer, &mut State, &mut Output) -> Option<i64>,
    ) {
        self.begun = Begun::Already;
        let (mut output, mut had, mut turns) = (Output::default(), BTreeSet::new(), vec![]);
        let mut wake = input(&self.customer, &mut self.state, &mut output);
        loop {
            self.wake = wake.map(|at| at.max(earliest));
            self.records.append(&mut output.records);
            self.signals.append(&mut output.signals);
            // The last one is the next: turns come in the order of the line, what they cause before the next turn. Each
            // has one in a moment: one that can't go now won't a second time.
            let queued = output.queued.drain(..).rev().map(|queued| queued.send);
            turns.extend(queued.filter(|send| had.insert(send.clone())));
            let Some(send) = turns.pop() else { return };
            let turn = Input { at, kind: InputKind::Turn(send) };
            wake = engine.step(&self.customer, &mut self.state, turn, &mut output);
        }
    }
}

/// What came out of two people in order of time, each with how much of it is before what expectations look at.
fn together<T>(own: (Vec<T>, usize), other: (Vec<T>, usize), at: impl Fn(&T) -> i64) -> (Vec<T>, usize) {
    let split = |(mut all, since): (Vec<T>, usize)| {
        let lately = all.split_off(since.min(all.len()));
        (all, lately)
    };
    let ((mut before, mut lately), (others_before, others_lately)) = (split(own), split(other));
    before.extend(others_before);
    before.sort_by_key(&at);
    lately.extend(others_lately);
    lately.sort_by_key(&at);
    let since = before.len();
    before.append(&mut lately);
    (before, since)
}
