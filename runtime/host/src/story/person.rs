//! A customer of a story.

use std::{collections::BTreeSet, sync::Arc};

use baton_engine::{Chance, Customer, Engine, Output, State};
use baton_program::{
    Action, AttributeId, BuiltIn, ChannelId, Event, ExprId, Input, InputKind, JourneyId, Kind, Record, RuleId,
    SignalId, StepId, Value,
};

/// How much had come out at a point of the story.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    records: usize,
    signals: usize,
}

pub(super) struct Person {
    pub(super) customer: Customer,
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
    pub(super) fn new(engine: &Engine, id: &str) -> Self {
        let chance = Chance::Told { holdouts: vec![], arms: vec![] };
        Self {
            customer: Customer { id: id.into(), chance },
            state: State::new(engine.program()),
            records: vec![],
            signals: vec![],
            since: Mark::default(),
            wake: None,
            before: vec![],
            begun: Begun::NotYet,
        }
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
        // Nothing has happened yet: a likeness of the customer that has the attributes knows the zone.
        let mut state = State::new(engine.program());
        let input = Input { at: guess, kind: self.change(engine, &self.before, None, guess) };
        engine.step(&self.customer, &mut state, input, &mut Output::default());
        engine.local(&state, days, time)
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
        self.begun = Begun::Already;
        // Whatever is due at a wake-up has happened then: the next one is later, or a story would never end.
        let earliest = if input.kind == InputKind::Wake { at.saturating_add(1) } else { at };
        let mut output = Output::default();
        let mut had = BTreeSet::new();
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            let wake = engine.step(&self.customer, &mut self.state, input, &mut output);
            self.wake = wake.map(|at| at.max(earliest));
            self.records.append(&mut output.records);
            self.signals.append(&mut output.signals);
            // The last input is the next: turns come in the order of the line, what they cause before the next turn.
            for queued in output.queued.drain(..).rev() {
                // Each has one turn in a moment: one that can't go now won't a second time.
                if had.insert(queued.send.clone()) {
                    inputs.push(Input { at, kind: InputKind::Turn(queued.send) });
                }
            }
        }
    }
}
