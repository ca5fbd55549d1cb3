//! Watched conditions (§8): when can one next change as time passes?

use baton_program::{Clock, ReadId, Value, Watch};

use crate::state::Memory;
use crate::view::{Names, View};

impl View<'_> {
    /// The first instant after now at which time alone can change a watched condition.
    pub(crate) fn next_change(self, watch: &Watch, names: Names<'_>) -> Option<i64> {
        let ticks = watch.clocks.iter().filter_map(|clock| self.next_tick(clock, names));
        // At the edge of the calendar there is no later one.
        ticks.filter(|tick| *tick > self.now).min()
    }

    fn next_tick(self, clock: &Clock, names: Names<'_>) -> Option<i64> {
        let edge = |t, distance, sign: i64| {
            let at = self.instant_of(&self.value(t, names))?;
            let Value::Duration(distance) = self.value(distance, names) else {
                return None;
            };
            let edge = at.saturating_add(distance.saturating_mul(sign));
            // A comparison with `<=` changes a millisecond later than one with `<`.
            [edge, edge.saturating_add(1)].into_iter().find(|edge| *edge > self.now)
        };
        match clock {
            Clock::Window(read) => self.next_leaving(*read),
            Clock::Since(t, distance) => edge(*t, *distance, 1),
            Clock::Until(t, distance) => edge(*t, *distance, -1),
            Clock::Midnight => Some(self.calendar().next_midnight(self.now)),
        }
    }

    /// When the next remembered event leaves the window of a read (or enters it, from ahead of the clock).
    fn next_leaving(self, id: ReadId) -> Option<i64> {
        let read = self.program().reads.get(id.index())?;
        let within = read.within?;
        let Some(Memory::Recent { entries, .. }) = self.state.histories.get(read.history) else {
            return None;
        };
        let ahead = entries.iter().map(|entry| entry.at).find(|at| *at > self.now);
        let leaving = entries.iter().map(|entry| entry.at.saturating_add(within)).find(|edge| *edge > self.now);
        ahead.into_iter().chain(leaving).min()
    }
}
