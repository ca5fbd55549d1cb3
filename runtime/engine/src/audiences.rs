//! Audiences (§13): who is in them is read with the watched conditions, before anything else that is watched.

use baton_program::{Audience, AudienceId, Because, BuiltIn, DayTime, Days, Kind, Record, Value};

use crate::Engine;
use crate::moment::{Moment, Occasion};
use crate::state::{Held, State};
use crate::view::{Names, View};

/// That a customer joins an audience, or departs from it.
pub(crate) struct Membership {
    audience: AudienceId,
    held: Held,
    because: Because,
}

impl Engine {
    /// The audiences of which a customer is a member, in the order of their full names.
    pub fn member_of(&self, state: &State) -> Vec<AudienceId> {
        let all = self.audiences().filter(|(_, audience)| state.latch(audience.member));
        all.map(|(id, _)| id).collect()
    }

    /// A verified program has no more audiences than their ids can name.
    fn audiences(&self) -> impl Iterator<Item = (AudienceId, &Audience)> {
        (0..=u16::MAX).map(AudienceId).zip(&self.program().audiences)
    }
}

impl Moment<'_> {
    /// Lets an audience be asked in this moment, though its time has not come. One that is watched is asked anyway.
    pub(crate) fn refresh(&mut self, id: AudienceId) {
        self.refreshing.push(id);
    }

    /// Lets those refreshed audiences be asked in this moment whose time of day has come.
    pub(crate) fn refresh_due(&mut self) {
        let due: Vec<_> = self.view().refreshes(Occasion::Input).filter(|(_, due)| *due <= self.now).collect();
        self.refreshing.extend(due.into_iter().map(|(id, _)| id));
    }

    /// The customer joins an audience, whatever its condition says now.
    pub(crate) fn join(&mut self, audience: AudienceId, because: Because) {
        self.change_membership(Membership { audience, held: Held::Yes, because });
    }

    /// The customer joins an audience or departs from it.
    pub(crate) fn change_membership(&mut self, change: Membership) {
        let Membership { audience, held, because } = change;
        let Some(audience) = self.program.audiences.get(audience.index()) else { return };
        self.set_latch(audience.member, held);
        let (kind, event) = match held {
            Held::Yes => (Kind::Joined, BuiltIn::Joined),
            Held::No => (Kind::Departed, BuiltIn::Departed),
        };
        let record = Record { audience: Some(audience.name.clone()), because: vec![because], ..self.record(kind) };
        self.output.records.push(record);
        self.happen_built_in(event, None, || [Value::Text(audience.name.clone())].into());
    }
}

impl View<'_> {
    /// What changes of who is in which audience: of those that are watched, and of those that are refreshed now.
    pub(crate) fn memberships(self, refreshing: &[AudienceId]) -> Vec<Membership> {
        let asked = |(id, audience): &(AudienceId, &Audience)| audience.refreshed.is_none() || refreshing.contains(id);
        let change = |(id, audience): (AudienceId, &Audience)| Membership {
            audience: id,
            held: Held::from(!self.state.latch(audience.member)),
            because: self.because_watch("when", &audience.condition, Names::NONE),
        };
        let changes = self.engine.audiences().filter(asked).filter(|(id, _)| self.is_out_of_date(*id));
        changes.map(change).collect()
    }

    /// Whether asking an audience now would change whether the customer is in it.
    pub(crate) fn is_out_of_date(self, id: AudienceId) -> bool {
        let audience = self.program().audiences.get(id.index());
        audience.is_some_and(|one| self.holds(one.condition.condition, Names::NONE) != self.state.latch(one.member))
    }

    /// When time alone can next change who is in an audience, after a moment of this occasion.
    pub(crate) fn next_of_audiences(self, occasion: Occasion) -> Option<i64> {
        let watched =
            self.engine.audiences().filter_map(|(_, audience)| self.next_change(&audience.condition, Names::NONE));
        watched.chain(self.refreshes(occasion).map(|(_, due)| due)).min()
    }

    /// The refreshed audiences, and when each is asked next: what is due at the time of an input is still to come.
    fn refreshes(self, occasion: Occasion) -> impl Iterator<Item = (AudienceId, i64)> {
        let after = match occasion {
            Occasion::Input => self.now.saturating_sub(1),
            Occasion::Timers => self.now,
        };
        self.engine.audiences().filter_map(move |(id, audience)| {
            let at = DayTime { time: audience.refreshed?, days: Days::ALL };
            Some((id, self.calendar().next(at, after)?))
        })
    }
}
