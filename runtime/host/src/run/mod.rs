//! A run: all events in order of time, and the wake-ups and turns between them.

mod audiences;
mod commands;
mod customers;
mod identity;
mod lines;
mod questions;
mod sink;
mod snapshot;
mod summary;
mod wakes;

#[cfg(test)]
mod tests;

use std::{io, sync::Arc};

use baton_engine::{Engine, Output};
use baton_program::{
    Input, InputKind, Kind, Record,
    wire::{Taken, Whom},
};

pub(crate) use self::customers::Unmerged;
use self::{
    commands::Commands,
    customers::{Customers, Ordinal},
    lines::{Began, Lines, Turn},
    summary::Tally,
    wakes::Wakes,
};
pub use self::{
    sink::{JsonLines, Silent, Sink},
    snapshot::{Snapshot, Unusable},
    summary::{AudienceTally, JourneyTally, MessageTally, Summary},
};
use crate::measure::Measures;

/// How many events go by between two reports of progress.
const PROGRESS_EVERY: u64 = 1024;

/// Runs events, and goes on to `until`: [`Run::go_on`] of a run of its own.
///
/// # Errors
///
/// Those of the sink; they end the run.
pub fn run(engine: &Engine, events: Vec<Taken>, until: Option<i64>, sink: &mut impl Sink) -> io::Result<Summary> {
    let mut run = Run::new(engine);
    run.go_on(events, until, sink)?;
    Ok(run.summary())
}

/// What comes next; at one time in this order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Event,
    /// Of a channel whose line was not empty before.
    Turn(Turn),
    Wake(Ordinal),
    /// Of a channel that was free when its line began.
    FirstTurn(Turn),
}

/// A run: the states of all customers, and what they wait for.
pub struct Run<'a> {
    engine: &'a Engine,
    customers: Customers,
    wakes: Wakes,
    lines: Lines,
    commands: Commands,
    output: Output,
    tally: Tally,
    measures: Measures,
    /// How far it has come: UTC milliseconds.
    reached: i64,
    /// Events that are not later than this were taken by the run before.
    begins_after: Option<i64>,
}

impl<'a> Run<'a> {
    /// A run in which nothing has happened yet.
    pub fn new(engine: &'a Engine) -> Self {
        let program = engine.program();
        Self {
            engine,
            customers: Customers::default(),
            wakes: Wakes::default(),
            lines: Lines::new(&program.channels),
            commands: Commands::default(),
            output: Output::default(),
            tally: Tally::new(program),
            measures: Measures::new(engine),
            reached: i64::MIN,
            begins_after: None,
        }
    }

    /// Takes events, in order of time and of arrival, and then goes on to `until` (UTC milliseconds; without it the last
    /// event's time). Events later than that are not taken, and counted in [`Summary::after_until`].
    ///
    /// At one time, what is for everybody comes first, then other events; then the turns of messages that were already in
    /// line; then wake-ups, in the order in which the customers first appeared; then the turns of messages for channels
    /// that nobody stood in line for, so that the best of all that ask at that time goes first (§8, §11).
    ///
    /// Going on twice, to a time and from there, is the same as once.
    ///
    /// # Errors
    ///
    /// Those of the sink; they end the run.
    pub fn go_on(&mut self, mut events: Vec<Taken>, until: Option<i64>, sink: &mut impl Sink) -> io::Result<()> {
        // What is for everybody, each takes before its own inputs of the same time.
        events.sort_by_key(|taken| (taken.input.at, taken.whom != Whom::Everybody));
        self.leave_out_earlier(&mut events);
        let until = until.or_else(|| events.last().map(|taken| taken.input.at)).unwrap_or(i64::MIN);
        let mut events = events.into_iter().peekable();
        while let Some((at, next)) = self.next(events.peek()).filter(|(at, _)| *at <= until) {
            self.measure(at, sink)?;
            let customer = match next {
                Next::Event => match events.next() {
                    Some(taken) => self.take(taken, sink)?,
                    None => None,
                },
                Next::Turn(turn) | Next::FirstTurn(turn) => self.turn(at, turn),
                Next::Wake(customer) => Some(self.wake(at, customer)),
            };
            if let Some(customer) = customer {
                self.settle(customer, sink)?;
            }
        }
        self.tally.summary.after_until += events.count() as u64;
        self.measure(until, sink)?;
        self.reached = self.reached.max(until);
        sink.progress(self.tally.summary.events);
        Ok(())
    }

    /// Events that the run before has taken are not taken again.
    fn leave_out_earlier(&mut self, events: &mut Vec<Taken>) {
        let Some(after) = self.begins_after else { return };
        let all = events.len();
        events.retain(|taken| taken.input.at > after);
        self.tally.summary.before += (all - events.len()) as u64;
    }

    /// What it came to so far.
    pub fn summary(&self) -> Summary {
        let measures = self.measures.tallies(self.engine);
        let customers = self.customers.len() as u64;
        let mut summary = Summary { customers, measures, ..self.tally.summary.clone() };
        self.count_members(&mut summary.audiences);
        summary
    }

    fn next(&mut self, event: Option<&Taken>) -> Option<(i64, Next)> {
        let event = event.map(|taken| (taken.input.at, Next::Event));
        let turn = self.lines.next().map(|(at, turn)| match turn.line_began {
            Began::Before => (at, Next::Turn(turn)),
            Began::Now => (at, Next::FirstTurn(turn)),
        });
        let wake = self.wakes.next().map(|(at, customer)| (at, Next::Wake(customer)));
        [event, turn, wake].into_iter().flatten().min()
    }

    /// Takes an input; gives the customer for whom something may have come of it that is still to be handed on.
    fn take(&mut self, taken: Taken, sink: &mut impl Sink) -> io::Result<Option<Ordinal>> {
        if let Some(why) = self.refused(&taken) {
            self.refuse(&taken, why, sink)?;
        } else if let InputKind::Command(command) = &taken.input.kind {
            self.command(&taken, command, sink)?;
        } else if self.asks_about_stranger(&taken) {
            self.answer_stranger(taken, sink)?;
        } else if let Whom::Customer(id) = taken.whom.clone() {
            return Ok(Some(self.event(&id, taken, sink)));
        }
        Ok(None)
    }

    fn event(&mut self, id: &Arc<str>, taken: Taken, sink: &mut impl Sink) -> Ordinal {
        self.tally.event(&taken);
        if self.tally.summary.events.is_multiple_of(PROGRESS_EVERY) {
            sink.progress(self.tally.summary.events);
        }
        let customer = self.customers.ordinal(id, self.engine.program(), &self.commands.standing);
        let at = taken.input.at;
        match taken.input.kind.was_known_as().cloned() {
            Some(was) => self.identify(customer, &was, taken.input),
            None => self.step(customer, taken.input, at),
        }
        customer
    }

    fn wake(&mut self, at: i64, customer: Ordinal) -> Ordinal {
        self.wakes.set(customer, None);
        // Whatever is due at this time has happened now: the next wake-up is later, or the run would never end.
        self.step(customer, Input { at, kind: InputKind::Wake }, at.saturating_add(1));
        customer
    }

    fn turn(&mut self, at: i64, turn: Turn) -> Option<Ordinal> {
        let (customer, send) = self.lines.call(turn)?;
        self.step(customer, Input { at, kind: InputKind::Turn(send.clone()) }, at);
        let channel = self.engine.program().channels.get(turn.channel.index()).map(|channel| &channel.name);
        let this = |record: &Record| record.send.as_ref() == Some(&send) && record.channel.as_ref() == channel;
        let sent = self.output.records.iter().any(|record| record.kind == Kind::Sent && this(record));
        let again = self.output.queued.iter().any(|queued| queued.send == send);
        // A turn that nothing came of is the next one's; one that asks for another is spent, so that the line moves.
        if sent || again {
            self.lines.spend(turn, at);
        }
        Some(customer)
    }

    /// Asks the engine; the customer is woken again no sooner than `earliest`.
    fn step(&mut self, ordinal: Ordinal, input: Input, earliest: i64) {
        let Some((customer, state)) = self.customers.get_mut(ordinal) else { return };
        let wake = self.engine.step(customer, state, input, &mut self.output);
        self.wakes.set(ordinal, wake.map(|at| at.max(earliest)));
    }

    /// Hands on the figures that are final by then: nothing that comes at that time changes them.
    fn measure(&mut self, until: i64, sink: &mut impl Sink) -> io::Result<()> {
        for record in self.measures.settle(self.engine, until) {
            self.tally.record(&record);
            sink.record(&record)?;
        }
        Ok(())
    }

    /// Hands on the records of a take-over.
    fn hand_on(&mut self, sink: &mut impl Sink) -> io::Result<()> {
        for record in self.output.records.drain(..) {
            self.tally.record(&record);
            sink.record(&record)?;
        }
        self.output.signals.clear();
        Ok(())
    }

    /// Hands on what came out.
    fn settle(&mut self, ordinal: Ordinal, sink: &mut impl Sink) -> io::Result<()> {
        for record in self.output.records.drain(..) {
            self.tally.record(&record);
            if let (Kind::Withdrawn | Kind::Dropped, Some(send)) = (record.kind, &record.send) {
                self.lines.leave(ordinal, send);
            }
            if record.kind == Kind::Merged
                && let Some((_, serde_json::Value::String(was))) = record.with.first()
            {
                self.measures.merge(was, &record.customer);
            }
            sink.record(&record)?;
        }
        // Signals have no records; only stories ask for them.
        self.output.signals.clear();
        let Some((customer, _)) = self.customers.get_mut(ordinal) else { return Ok(()) };
        for mark in self.output.marks.drain(..) {
            self.measures.mark(self.engine, &customer.id, &mark);
        }
        for queued in self.output.queued.drain(..) {
            self.lines.join(ordinal, &customer.id, queued);
        }
        Ok(())
    }
}
