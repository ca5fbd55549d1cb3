//! A run: all events in order of time, and the wake-ups and turns between them.

mod customers;
mod lines;
mod sink;
mod snapshot;
mod summary;
mod wakes;

#[cfg(test)]
mod tests;

use std::io;

use baton_engine::{Engine, Output};
use baton_program::{Input, InputKind, Kind, Record, wire::Taken};

use self::{
    customers::{Customers, Ordinal},
    lines::{Began, Lines, Turn},
    summary::Tally,
    wakes::Wakes,
};
pub use self::{
    sink::{JsonLines, Silent, Sink},
    snapshot::{Snapshot, Unusable},
    summary::{JourneyTally, MessageTally, Summary},
};

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
    output: Output,
    tally: Tally,
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
            output: Output::default(),
            tally: Tally::new(program),
            reached: i64::MIN,
            begins_after: None,
        }
    }

    /// Takes events, in order of time and of arrival, and then goes on to `until` (UTC milliseconds; without it the last
    /// event's time). Events later than that are not taken, and counted in [`Summary::after_until`].
    ///
    /// At one time, events come first; then the turns of messages that were already in line; then wake-ups, in the order
    /// in which the customers first appeared; then the turns of messages for channels that nobody stood in line for, so
    /// that the best of all that ask at that time goes first (§8, §11).
    ///
    /// Going on twice, to a time and from there, is the same as once.
    ///
    /// # Errors
    ///
    /// Those of the sink; they end the run.
    pub fn go_on(&mut self, mut events: Vec<Taken>, until: Option<i64>, sink: &mut impl Sink) -> io::Result<()> {
        events.sort_by_key(|taken| taken.input.at);
        self.leave_out_earlier(&mut events);
        let until = until.or_else(|| events.last().map(|taken| taken.input.at)).unwrap_or(i64::MIN);
        let mut events = events.into_iter().peekable();
        while let Some((at, next)) = self.next(events.peek()).filter(|(at, _)| *at <= until) {
            let customer = match next {
                Next::Event => events.next().map(|taken| self.event(taken, sink)),
                Next::Turn(turn) | Next::FirstTurn(turn) => self.turn(at, turn),
                Next::Wake(customer) => Some(self.wake(at, customer)),
            };
            if let Some(customer) = customer {
                self.settle(customer, sink)?;
            }
        }
        self.tally.summary.after_until += events.count() as u64;
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
        Summary { customers: self.customers.len() as u64, ..self.tally.summary.clone() }
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

    fn event(&mut self, taken: Taken, sink: &mut impl Sink) -> Ordinal {
        self.tally.event(&taken);
        if self.tally.summary.events.is_multiple_of(PROGRESS_EVERY) {
            sink.progress(self.tally.summary.events);
        }
        let customer = self.customers.ordinal(&taken.customer, self.engine.program());
        let at = taken.input.at;
        self.step(customer, taken.input, at);
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
            sink.record(&record)?;
        }
        // Signals have no records; only stories ask for them.
        self.output.signals.clear();
        let Some((customer, _)) = self.customers.get_mut(ordinal) else { return Ok(()) };
        for queued in self.output.queued.drain(..) {
            self.lines.join(ordinal, &customer.id, queued);
        }
        Ok(())
    }
}
