//! What operators have ordered and what still stands: switches that were turned, journeys that are paused (§13).

use baton_program::{Among, Carried, Command, JourneyId, Order, SwitchId, SwitchState};
use serde::{Deserialize, Serialize};

use super::Sparse;

/// What operators have ordered and what still stands, for one customer or for all who are still to come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Orders {
    /// The switches that were turned, and how they stand since.
    switches: Sparse<SwitchId, SwitchState>,
    /// The journeys that are paused.
    paused: Sparse<JourneyId, ()>,
}

impl Orders {
    /// What a command for everybody means for those who are still to come: they find switches as they stand, and
    /// journeys paused that are paused for all.
    pub fn stand(&mut self, command: &Command) {
        if command.among == Among::All && command.extent == Carried::Out {
            match command.order {
                Order::Turn(switch, state) => self.turn(switch, state),
                Order::Pause(journey) => self.pause(journey),
                Order::Resume(journey) => self.resume(journey),
                Order::Advance(_) | Order::Remove(_) | Order::Refresh(_) | Order::Forget => {}
            }
        }
    }

    pub(crate) fn switch(&self, switch: SwitchId) -> Option<SwitchState> {
        self.switches.get(switch).copied()
    }

    pub(crate) fn pauses(&self, journey: JourneyId) -> bool {
        self.paused.get(journey).is_some()
    }

    pub(crate) fn turn(&mut self, switch: SwitchId, state: SwitchState) {
        self.switches.set(switch, state);
    }

    pub(crate) fn pause(&mut self, journey: JourneyId) {
        self.paused.set(journey, ());
    }

    pub(crate) fn resume(&mut self, journey: JourneyId) {
        self.paused.remove(journey);
    }

    /// The same with other ids; what has none is left behind.
    pub(crate) fn renamed(
        &self,
        switch: impl Fn(SwitchId) -> Option<SwitchId>,
        journey: impl Fn(JourneyId) -> Option<JourneyId>,
    ) -> Self {
        let mut renamed = Self::default();
        for (id, state) in self.switches.iter() {
            if let Some(id) = switch(id) {
                renamed.turn(id, *state);
            }
        }
        for (id, ()) in self.paused.iter() {
            if let Some(id) = journey(id) {
                renamed.pause(id);
            }
        }
        renamed
    }

    /// What was ordered of two who are one now: each pause stays, and each switch of this one as it stands.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            switches: self.switches.with(other.switches, |_, own, _| own),
            paused: self.paused.with(other.paused, |_, (), ()| ()),
        }
    }

    /// Whether nothing was ordered.
    pub(crate) fn is_empty(&self) -> bool {
        self.switches.iter().next().is_none() && self.paused.iter().next().is_none()
    }

    /// The memory of what it points to.
    pub(super) fn bytes(&self) -> usize {
        self.switches.bytes(|_| 0) + self.paused.bytes(|()| 0)
    }
}
