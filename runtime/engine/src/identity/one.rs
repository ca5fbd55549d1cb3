//! Two states become one. Each part has its rule; what is added to a state needs one.

use std::sync::Arc;

use baton_program::{Program, SignalId, Value};

use super::{instances, kept, memories, prefixes};
use crate::State;
use crate::state::Instance;

/// What comes of two states.
pub(super) struct One {
    /// Theirs together.
    pub(super) state: State,
    /// The instances that don't come over, as they would have.
    pub(super) losers: Vec<Instance>,
    /// The keys of patterns that are too many.
    pub(super) forgotten: Vec<(SignalId, Value)>,
}

impl One {
    /// The state of a customer, with that of whom it was known as until now. Latches are those of the customer.
    pub(super) fn of(program: &Program, named: State, old: State, id: &Arc<str>, was: &Arc<str>) -> Self {
        let State {
            now,
            moment,
            events,
            entries,
            wake: _,
            event_ids,
            attributes,
            histories,
            patterns,
            latches,
            counters,
            instances,
            ended,
            last_sends,
            orders,
        } = old;
        let came = instances::arrivals(instances, named.entries, was);
        let (instances, losers) = instances::together(program, named.instances, came, id);
        let (patterns, forgotten) = prefixes::together(program, named.patterns, patterns, named.events);
        let state = State {
            now: named.now.max(now),
            // Moments and events go on behind those of both, so that no number and no id is given twice.
            moment: named.moment.max(moment),
            events: named.events.saturating_add(events),
            entries: named.entries.saturating_add(entries),
            // Timers are set anew at the end of the moment.
            wake: None,
            event_ids: kept::event_ids(named.event_ids, event_ids),
            attributes: named.attributes.with(attributes, |_, own, _| own),
            histories: memories::together(program, named.histories, histories),
            patterns,
            latches: super::latches::of_entries(program, named.latches, &latches),
            counters: kept::counters(program, named.counters, counters),
            instances,
            ended: kept::ended(program, named.ended, ended),
            orders: kept::orders(named.orders, orders),
            last_sends: named.last_sends.with(last_sends, |_, own, other| if other.at > own.at { other } else { own }),
        };
        Self { state, losers, forgotten }
    }
}
