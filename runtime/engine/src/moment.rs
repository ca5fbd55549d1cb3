//! A moment (§8): one input, or what is due at one time, and everything it causes.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use baton_program::{AudienceId, BuiltIn, Event, EventId, JourneyId, Pc, Program, Value};

use crate::docket::Showing;
use crate::state::{Held, State};
use crate::view::View;
use crate::{Customer, Engine, Output, history, patterns};

/// How many instructions and causes a moment may take.
const FUEL: u32 = baton_program::layout::MOST_OF_A_MOMENT;

/// A moment in the making.
pub(crate) struct Moment<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) program: &'a Program,
    pub(crate) customer: &'a Customer,
    pub(crate) state: &'a mut State,
    pub(crate) output: &'a mut Output,
    /// Its time.
    pub(crate) now: i64,
    /// What began it.
    pub(crate) occasion: Occasion,
    /// What is still to be taken.
    pub(crate) queue: VecDeque<Cause>,
    /// The journeys that were entered in it, with their keys.
    pub(crate) entered: Vec<(JourneyId, Value)>,
    /// The refreshed audiences that are still to be asked in it.
    pub(crate) refreshing: Vec<AudienceId>,
    /// How often each place has asked or done something in it: what ids are made of.
    pub(crate) ids: BTreeMap<(u64, Pc), u32>,
    /// What an instance that begins its step again under a new version has done already.
    pub(crate) done: Vec<(u64, Pc)>,
    /// What a placement asks: it is answered when the docket has come to rest.
    pub(crate) showing: Option<Showing>,
    fuel: u32,
}

/// What began a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// An input.
    Input,
    /// Timers: what is due at its time comes after every input of that time.
    Timers,
}

/// What a moment takes from its queue.
#[derive(Debug)]
pub(crate) enum Cause {
    /// Something happened.
    Event(Arc<Event>),
    /// A command was answered, or failed.
    Answer(Arc<str>, Option<Box<[Value]>>),
    /// A queued message has its turn.
    Turn(Arc<str>),
    /// The time of an instance's goal is over.
    GoalDue(u64),
    /// The time of an instance is over.
    LimitDue(u64),
    /// An arm of an instance's rest may be due.
    RestDue(u64),
}

/// Whether a part of a moment changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acted {
    Yes,
    No,
}

impl<'a> Moment<'a> {
    /// The next moment of a customer.
    pub(crate) fn begin(
        engine: &'a Engine,
        customer: &'a Customer,
        state: &'a mut State,
        output: &'a mut Output,
        now: i64,
        occasion: Occasion,
    ) -> Self {
        state.now = now;
        state.moment = state.moment.saturating_add(1);
        Self {
            engine,
            program: engine.program(),
            customer,
            state,
            output,
            now,
            occasion,
            queue: VecDeque::new(),
            entered: Vec::new(),
            refreshing: Vec::new(),
            ids: BTreeMap::new(),
            done: Vec::new(),
            showing: None,
            fuel: FUEL,
        }
    }

    /// Everything that the moment causes.
    pub(crate) fn unfold(mut self) {
        loop {
            self.take_causes();
            if self.conditions() == Acted::Yes && self.spend() == Spent::Yes {
                continue;
            }
            if self.clear_docket() == Acted::Yes && self.spend() == Spent::Yes {
                continue;
            }
            if self.answer_placement() == Acted::No || self.spend() == Spent::Nothing {
                break;
            }
        }
        if self.fuel == 0 {
            self.output.unfinished += 1;
        }
        self.state.wake = self.view().next_timer(self.occasion);
    }

    pub(crate) fn view(&self) -> View<'_> {
        View { engine: self.engine, state: self.state, now: self.now }
    }

    /// Takes a little of what a moment may cost.
    pub(crate) fn spend(&mut self) -> Spent {
        match self.fuel.checked_sub(1) {
            Some(left) => {
                self.fuel = left;
                Spent::Yes
            }
            None => Spent::Nothing,
        }
    }

    fn take_causes(&mut self) {
        while let Some(cause) = self.queue.pop_front() {
            if self.spend() == Spent::Nothing {
                self.queue.clear();
                return;
            }
            match cause {
                Cause::Event(event) => self.take_event(&event),
                Cause::Answer(command, fields) => self.take_answer(&command, fields),
                Cause::Turn(send) => self.take_turn(&send),
                Cause::GoalDue(id) => self.miss_goal(id),
                Cause::LimitDue(id) => self.reach_limit(id),
                Cause::RestDue(id) => self.end_rest(id),
            }
        }
    }

    fn take_event(&mut self, event: &Arc<Event>) {
        self.remember(event);
        self.mark(event);
        let moves = self.view().moves_on(event);
        for next in moves {
            self.make(next);
        }
        self.enter_on(event);
    }

    /// Records an event: histories, patterns; the signals that it completes join the queue.
    fn remember(&mut self, event: &Arc<Event>) {
        let listeners = self.engine.tables().listeners(event.event);
        for id in &listeners.histories {
            let Some(history) = self.program.histories.get(id.index()) else {
                continue;
            };
            if let Some(kept) = self.view().remembrance(history, event) {
                history::remember(self.state, *id, history, kept, self.now);
            }
        }
        for id in &listeners.signals {
            let keys = self.state.patterns.remove(*id).unwrap_or_default();
            let (matched, keys) = patterns::take(self.view(), *id, keys, event);
            patterns::keep(self.state, *id, keys);
            self.signal(*id, matched);
        }
    }

    /// Lets something happen: an event joins the queue, if anybody listens.
    pub(crate) fn happen(
        &mut self,
        event: EventId,
        fields: impl FnOnce() -> Box<[Value]>,
        channel: Option<baton_program::ChannelId>,
    ) {
        if self.engine.tables().is_heard(event) {
            let number = self.next_number();
            let event = Event { event, at: self.now, channel, fields: fields(), number };
            self.queue.push_back(Cause::Event(Arc::new(event)));
        }
    }

    /// Lets a built-in event happen.
    pub(crate) fn happen_built_in(
        &mut self,
        event: BuiltIn,
        channel: Option<baton_program::ChannelId>,
        fields: impl FnOnce() -> Box<[Value]>,
    ) {
        self.happen(event.id(), fields, channel);
    }

    /// The number of the customer's next event.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.state.events = self.state.events.saturating_add(1);
        self.state.events
    }

    pub(crate) fn set_latch(&mut self, latch: baton_program::LatchId, held: Held) {
        self.state.set_latch(latch, held);
    }
}

/// Whether there was anything left to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spent {
    Yes,
    Nothing,
}
