//! `step`: what a moment means (§8), for one customer.
//!
//! Architecture invariants: `step` is pure, total and deterministic (no I/O, no clock, no randomness, no threads);
//! timers live in the state; whatever the state or input, nothing panics; this interpreter defines the meaning, and
//! whatever else runs programs must agree with it to the byte.

mod audiences;
mod calendar;
mod chance;
mod conditions;
mod customer;
mod docket;
mod eval;
mod event;
mod glance;
mod history;
mod identity;
mod journeys;
mod measures;
mod moment;
mod orders;
mod patterns;
mod questions;
mod records;
mod signals;
mod standing;
mod state;
mod step;
mod tables;
mod takeover;
#[cfg(test)]
mod tests;
mod timers;
mod view;
mod watch;

use std::ops::Range;
use std::sync::Arc;

use baton_program::{ExprId, JourneyId, Place, Program, Unit, Value};

use calendar::{Calendar, Zones};
use tables::Tables;
use view::{Names, View};

pub use customer::{Chance, Customer, Output, Queued};
pub use docket::Waiting;
pub use state::{Orders, State, StateError};
pub use takeover::TakeOver;

/// A program made ready to run. One engine serves any number of customers.
pub struct Engine {
    program: Arc<Program>,
    tables: Tables,
    zones: Zones,
    identity: u64,
}

/// A running instance, as a customer's summary shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Active {
    /// The journey.
    pub journey: JourneyId,
    /// Its key; unknown where it has none.
    pub key: Value,
    /// The step's name.
    pub step: Arc<str>,
    /// When it entered: UTC milliseconds.
    pub since: i64,
}

impl Engine {
    /// An engine for a program, which must have been verified.
    pub fn new(program: Arc<Program>) -> Self {
        let bytes = postcard::to_stdvec(&*program).unwrap_or_default();
        let identity = xxhash_rust::xxh3::xxh3_64(&bytes);
        Self { tables: Tables::new(&program), zones: Zones::new(&program.zone), identity, program }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What tells this program from others: XXH3-64 of its bytes.
    pub const fn identity(&self) -> u64 {
        self.identity
    }

    /// The value of an expression for a customer at a time (UTC milliseconds), outside every moment.
    pub fn evaluate(&self, _customer: &Customer, state: &State, expr: ExprId, now: i64) -> Value {
        View { engine: self, state, now }.value(expr, Names::NONE)
    }

    /// The value of an expression over a row of a source.
    pub fn evaluate_row(&self, expr: ExprId, columns: &dyn Fn(&str) -> Value) -> Value {
        let state = State::new(&self.program);
        let names = Names { columns: Some(columns), ..Names::NONE };
        View { engine: self, state: &state, now: 0 }.value(expr, names)
    }

    /// A local time of the customer as an instant: days since 1970, milliseconds since midnight (§8).
    pub fn local(&self, state: &State, date_days: i32, time_ms: u32) -> i64 {
        View { engine: self, state, now: state.now() }.calendar().instant(date_days, time_ms)
    }

    /// A place in the source as records tell it: `file:line:column`; none where it stands in no file.
    pub fn place(&self, place: Place) -> Option<Arc<str>> {
        records::place_in(&self.program, place)
    }

    /// The unit of the calendar in which an instant lies, in the workspace's zone: from its beginning to that of the next.
    pub fn unit(&self, unit: Unit, at: i64) -> Range<i64> {
        Calendar(self.zones.default()).period(unit.period(), at)
    }

    /// The customer's journeys, in the order of their full names and of entry.
    pub fn active(&self, state: &State) -> Vec<Active> {
        let active = |instance: &state::Instance| {
            let journey = self.program.journeys.get(instance.journey.index())?;
            let step = journey.steps.get(instance.step.index())?.name.clone();
            Some(Active { journey: instance.journey, key: instance.key.clone(), step, since: instance.start })
        };
        state.instances.iter().filter_map(active).collect()
    }

    pub(crate) const fn tables(&self) -> &Tables {
        &self.tables
    }

    pub(crate) const fn zones(&self) -> &Zones {
        &self.zones
    }
}
