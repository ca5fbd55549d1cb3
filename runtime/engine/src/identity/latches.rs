//! Latches: what held for either held for both, and what holds only because of the two together didn't become true.
//!
//! A stretch of time in which an entry's condition holds goes on from either of the two, so that nobody enters twice in
//! it. A signal happens by `becomes` only if its condition turns true for one of the two by itself.

use baton_program::{AudienceId, Because, Entry, ExprId, Kind, LatchId, Pattern, Program, Record};

use super::BECAUSE;
use crate::moment::Moment;
use crate::state::{Held, State};
use crate::view::{Names, View};
use crate::{Customer, Engine};

/// What `becomes` read of the two before they were one.
pub(super) struct Readings {
    /// Those that had held for either.
    had: Vec<LatchId>,
    /// Those that turn true for one of them by itself.
    turns: Vec<LatchId>,
}

impl Readings {
    /// What is read of a customer and of whom it was known as until now.
    pub(super) fn of(engine: &Engine, state: &State, old: &State, now: i64) -> Self {
        let mut readings = Self { had: Vec::new(), turns: Vec::new() };
        // Who never had a moment has none of its own now.
        let both = [Some(state), (old.moment > 0).then_some(old)];
        for state in both.into_iter().flatten() {
            let view = View { engine, state, now };
            for (latch, condition) in becomes(engine) {
                if state.latch(latch) {
                    readings.had.push(latch);
                } else if view.holds(condition, Names::NONE) {
                    readings.turns.push(latch);
                }
            }
        }
        readings
    }
}

/// The latches of a customer, with those of entries that the other has used.
pub(super) fn of_entries(program: &Program, mut own: Vec<u64>, other: &[u64]) -> Vec<u64> {
    for entry in program.journeys.iter().flat_map(|journey| &journey.entries) {
        let Entry::When(latch, _) = entry else { continue };
        let (word, bit) = (latch.index() / 64, 1 << (latch.index() % 64));
        if other.get(word).is_some_and(|bits| bits & bit != 0) {
            if word >= own.len() {
                own.reserve_exact(word + 1 - own.len());
                own.resize(word + 1, 0);
            }
            if let Some(bits) = own.get_mut(word) {
                *bits |= bit;
            }
        }
    }
    own
}

fn becomes(engine: &Engine) -> impl Iterator<Item = (LatchId, ExprId)> {
    engine.tables().becomes.iter().filter_map(|id| match &engine.program().signals.get(id.index())?.pattern {
        Pattern::Becomes(latch, watch) => Some((*latch, watch.condition)),
        Pattern::Sequence { .. } => None,
    })
}

impl Engine {
    /// Whom a customer was known as is in no audience any more.
    pub(super) fn departed(&self, was: &Customer, old: &State, at: i64, id: AudienceId) -> Option<Record> {
        let audience = self.program().audiences.get(id.index())?;
        Some(Record {
            at,
            customer: was.id.clone(),
            moment: old.moment.saturating_add(1),
            kind: Kind::Departed,
            audience: Some(audience.name.clone()),
            because: vec![Because { rule: BECAUSE.into(), ..Because::default() }],
            ..Record::default()
        })
    }
}

impl Moment<'_> {
    /// A signal whose condition holds because of the two together has held before.
    pub(super) fn settle_latches(&mut self, readings: &Readings) {
        for (latch, condition) in becomes(self.engine) {
            let is_new = readings.turns.contains(&latch) && !readings.had.contains(&latch);
            let held = !is_new && self.view().holds(condition, Names::NONE);
            self.set_latch(latch, Held::from(held));
        }
    }

    /// Audiences that are asked at their time of day have the customer as a member until then, if either was one. Those
    /// that are watched are read in this moment anyway.
    pub(super) fn join_as_before(&mut self, memberships: &[AudienceId]) {
        for id in memberships {
            let Some(audience) = self.program.audiences.get(id.index()) else { continue };
            if audience.refreshed.is_some() && !self.state.latch(audience.member) {
                self.join(*id, Because { rule: BECAUSE.into(), ..Because::default() });
            }
        }
    }
}
