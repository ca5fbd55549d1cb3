//! `offer` (§10): what it makes stands until its time has passed, its instance ends, or the statement runs again.

use baton_program::{Offer, Pc};

use crate::moment::Moment;
use crate::state::{Instance, Offered};
use crate::view::Names;

impl Moment<'_> {
    /// An offer is made: what the same statement offered before ends.
    pub(super) fn make_offer(&mut self, who: u64, pc: Pc, offer: &Offer) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let params = self.program.messages.get(offer.message.index()).map_or(&[][..], |message| &message.params);
        let args = self.view().arguments(&offer.args, params, Names::of(instance)).into();
        let until = self.now.saturating_add(offer.lasts);
        let offered = Offered { pc, asked: self.now, until, id: self.new_id(who, pc), args };
        let now = self.now;
        if let Some(instance) = self.state.instance_mut(who) {
            instance.offers.retain(|other| other.pc != pc && other.stands(now));
            instance.offer(offered);
        }
    }
}

impl Offered {
    /// Whether it still stands: its last instant belongs to it, as to everything that has a time.
    pub(crate) const fn stands(&self, now: i64) -> bool {
        now <= self.until
    }
}

impl Instance {
    /// Puts an offer among its own, in the order of their statements.
    pub(crate) fn offer(&mut self, offered: Offered) {
        let at = self.offers.partition_point(|other| other.pc < offered.pc);
        // Most instances offer nothing: room is made for no more than there are.
        self.offers.reserve_exact(1);
        self.offers.insert(at, offered);
    }
}
