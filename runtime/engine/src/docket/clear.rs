//! Clearing the docket (§11): each message is sent, withheld, queued, held or dropped.

use baton_program::{Because, BuiltIn, ChannelId, Kind, Pc, Record};

use super::Asking;
use super::objections::{Reach, Verdict};
use super::order::{Place, Standing};
use crate::journeys::Onward;
use crate::moment::{Acted, Moment, Occasion};
use crate::state::Rest;
use crate::view::View;

/// What a clearing decides about a place on the docket.
enum Decision {
    /// A message may go by a channel.
    Cleared { index: u16, channel: ChannelId, standing: Standing },
    /// It waits on, with these candidates, to be asked again at a time.
    Held { index: u16, left: Vec<u16>, because: Vec<Because>, again_at: Option<i64> },
    /// It has waited long enough, or can't reach the customer.
    Dropped { index: u16, because: Vec<Because> },
}

impl Moment<'_> {
    /// Step 3 of a moment. Bodies whose message has its fate go on afterwards, in the order of the docket.
    pub(crate) fn clear_docket(&mut self) -> Acted {
        let mut fates = Vec::new();
        for place in self.view().docket_order() {
            fates.extend(self.clear_place(&place).map(|onward| (place.who, onward)));
        }
        let acted = if fates.is_empty() && self.queue.is_empty() { Acted::No } else { Acted::Yes };
        for (who, onward) in fates {
            self.go_on(who, onward);
        }
        acted
    }

    /// Decides about one place; gives where its body goes on, if it does.
    fn clear_place(&mut self, place: &Place) -> Option<Onward> {
        let decision = self.view().decide(place, self.occasion)?;
        match decision {
            Decision::Cleared { index, channel, standing } => self.clear(place.who, index, channel, standing),
            Decision::Held { index, left, because, again_at } => {
                let recorded = self.sending_mut(place.who).map(|sending| {
                    sending.candidates.retain(|candidate| left.contains(&candidate.index));
                    sending.again_at = again_at;
                    std::mem::replace(&mut sending.recorded, true)
                });
                if recorded == Some(false) {
                    self.record_fate(place.who, index, Kind::Held, BuiltIn::Held, because);
                }
                None
            }
            Decision::Dropped { index, because } => {
                self.record_fate(place.who, index, Kind::Dropped, BuiltIn::Dropped, because);
                self.settle(place.who, "dropped")
            }
        }
    }

    /// Records that a message is held or dropped.
    fn record_fate(&mut self, who: u64, index: u16, kind: Kind, event: BuiltIn, because: Vec<Because>) {
        let Some(record) = self.message_record(who, index, kind) else {
            return;
        };
        let reason = because.first().map(|because| because.rule.clone());
        let record = Record { because, ..record };
        self.happen_to_message(event, &record, None, reason);
        self.output.records.push(record);
    }

    /// A place's message has its fate: the place is gone, and the body goes on there.
    pub(super) fn settle(&mut self, who: u64, fate: &str) -> Option<Onward> {
        let view = self.view();
        let asking = view.askings(who).next()?;
        let behind = Pc(asking.sending.pc.0.saturating_add(1));
        let target = if fate == "dropped" { asking.send.dropped.unwrap_or(behind) } else { behind };
        let place = asking.send.place;
        let because = view.because(&fate.into(), place);
        self.state.instance_mut(who)?.rest = Rest::Nowhere;
        Some(Onward { target, because, place })
    }

    pub(super) fn sending_mut(&mut self, who: u64) -> Option<&mut crate::state::Sending> {
        match &mut self.state.instance_mut(who)?.rest {
            Rest::Sending(sending) => Some(sending),
            _ => None,
        }
    }
}

impl View<'_> {
    fn decide(self, place: &Place, occasion: Occasion) -> Option<Decision> {
        let askings: Vec<_> = self.askings(place.who).collect();
        let in_order = place
            .messages
            .iter()
            .filter_map(|(index, standing)| Some((askings.iter().find(|asking| asking.index == *index)?, *standing)));
        let mut refused: Vec<(&Asking<'_>, Verdict)> = Vec::new();
        for (asking, standing) in in_order {
            if asking.sending.turn.is_some() {
                return None;
            }
            let verdict = self.ask_message(asking);
            if let Some(channel) = verdict.channel {
                return Some(Decision::Cleared { index: asking.index, channel, standing });
            }
            refused.push((asking, verdict));
        }
        let falls_away = |asking: &Asking<'_>, verdict: &Verdict| {
            verdict.reach == Reach::Unreachable || self.has_waited(asking, occasion)
        };
        let left: Vec<_> = refused.iter().filter(|(asking, verdict)| !falls_away(asking, verdict)).collect();
        let Some((best, verdict)) = left.first() else {
            let (asking, verdict) = refused.first()?;
            return Some(Decision::Dropped { index: asking.index, because: self.dropped_because(asking, verdict) });
        };
        let ends = left.iter().map(|(asking, _)| asking.hold_end());
        let objections = left.iter().flat_map(|(_, verdict)| &verdict.objections);
        let again_at =
            objections.filter_map(|objection| objection.until).filter(|until| *until > self.now).chain(ends).min();
        // A place of several messages is recorded as its best one, with what objects to that one.
        let because =
            if best.sending.recorded { Vec::new() } else { self.because_of(&best.proposal, &verdict.objections) };
        let left = left.iter().map(|(asking, _)| asking.index).collect();
        Some(Decision::Held { index: best.index, left, because, again_at })
    }

    /// Whether a message has waited as long as it may. The last instant of its hold belongs to it: every input of that
    /// time can still clear it, and then it is asked once more.
    fn has_waited(self, asking: &Asking<'_>, occasion: Occasion) -> bool {
        let end = asking.hold_end();
        match occasion {
            _ if asking.proposal.message.hold <= 0 => true,
            Occasion::Timers => end <= self.now,
            Occasion::Input => end < self.now,
        }
    }

    fn dropped_because(self, asking: &Asking<'_>, verdict: &Verdict) -> Vec<Because> {
        let unreachable = match verdict.reach {
            Reach::Unreachable => Some(self.because(&"unreachable".into(), asking.proposal.message.place)),
            Reach::Reachable => None,
        };
        unreachable.into_iter().chain(self.because_of(&asking.proposal, &verdict.objections)).collect()
    }
}
