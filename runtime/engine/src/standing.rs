//! What stands for a customer until somebody changes it: switches, and membership of audiences (§13).

use baton_program::{AudienceId, SwitchId, SwitchState};

use crate::view::View;

impl View<'_> {
    /// How a switch stands for the customer.
    pub(crate) fn switch(self, id: SwitchId) -> SwitchState {
        self.program().switches.get(id.index()).map_or(SwitchState::Off, |switch| switch.initial)
    }

    /// Whether the customer is a member of an audience.
    pub(crate) fn is_member(self, id: AudienceId) -> bool {
        self.program().audiences.get(id.index()).is_some_and(|audience| self.state.latch(audience.member))
    }
}
