//! The offers that stand: those whose statement and message are still there stand on.

use baton_program::{Op, Pc};

use super::TakeOver;
use crate::state::{Instance, Offered, State};
use crate::view::{Names, View};

impl TakeOver<'_> {
    /// What an instance offers under the new program. An offer stays what it is: with its id, its time, and its arguments
    /// as long as the message still has them.
    pub(super) fn offers(&self, old: &Instance, new: &Instance, state: &State) -> Vec<Offered> {
        let view = View { engine: self.new, state, now: state.now };
        let offered = |offer: &Offered| {
            let pc = self.change.offer(old.journey, offer.pc)?;
            let journey = self.new.program().journeys.get(new.journey.index())?;
            let Some(Op::Offer(statement)) = journey.code.get(pc.index()) else {
                return None;
            };
            let params = &self.new.program().messages.get(statement.message.index())?.params;
            let was = self.message_before(old, offer.pc);
            let args = was.and_then(|was| self.arguments(was, params, &offer.args));
            let args = args.unwrap_or_else(|| view.arguments(&statement.args, params, Names::of(new)).into());
            Some(Offered { pc, args, ..offer.clone() })
        };
        let mut offers: Vec<_> = old.offers.iter().filter_map(offered).collect();
        offers.sort_by_key(|offer| offer.pc);
        offers.shrink_to_fit();
        offers
    }

    fn message_before(&self, old: &Instance, pc: Pc) -> Option<&baton_program::Message> {
        let program = self.old.program();
        match program.journeys.get(old.journey.index())?.code.get(pc.index())? {
            Op::Offer(offer) => program.messages.get(offer.message.index()),
            _ => None,
        }
    }
}
