//! What stands for a customer until somebody changes it: switches, and membership of audiences (§13).

use baton_program::{AudienceId, SwitchId, SwitchState};

use crate::view::View;

impl View<'_> {
    /// How a switch stands for the customer.
    pub(crate) fn switch(self, id: SwitchId) -> SwitchState {
        let turned = self.state.orders.as_ref().and_then(|orders| orders.switch(id));
        let initial = || self.program().switches.get(id.index()).map_or(SwitchState::Off, |switch| switch.initial);
        turned.unwrap_or_else(initial)
    }

    /// Whether the customer is a member of an audience.
    pub(crate) fn is_member(self, id: AudienceId) -> bool {
        self.program().audiences.get(id.index()).is_some_and(|audience| self.state.latch(audience.member))
    }
}
