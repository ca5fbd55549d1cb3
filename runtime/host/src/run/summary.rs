//! What a run came to, in figures.

use std::{collections::BTreeMap, sync::Arc};

use baton_program::{AT_A_GLANCE, InputKind, Kind, Program, Record, wire::Taken};
use rustc_hash::FxHashMap;

use crate::measure::MeasureTally;

/// What a run came to. Journeys, messages, actions, decisions and audiences are all of the program's, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Events that were taken.
    pub events: u64,
    /// Events that were not taken because they are later than the end of the run.
    pub after_until: u64,
    /// Events that were not taken because the run before has taken them.
    pub before: u64,
    /// Operators' commands that were taken.
    pub commands: u64,
    /// Inputs that were refused: their customer was forgotten, they are commands that were taken before, or two ids can't
    /// become one.
    pub refused: u64,
    /// How often two customers became one.
    pub merged: u64,
    /// Customers that appeared; whoever is known by several ids is one.
    pub customers: u64,
    /// Fields of events that the program doesn't know.
    pub ignored_fields: u64,
    /// Records that came out.
    pub records: u64,
    /// What became of journeys.
    pub journeys: Vec<JourneyTally>,
    /// What became of messages.
    pub messages: Vec<MessageTally>,
    /// How often each action was done.
    pub actions: Vec<(Arc<str>, u64)>,
    /// How often each decision was asked, the built-in one last.
    pub decisions: Vec<(Arc<str>, u64)>,
    /// What became of audiences.
    pub audiences: Vec<AudienceTally>,
    /// What measures came to.
    pub measures: Vec<MeasureTally>,
}

/// What became of one journey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneyTally {
    /// Its full name.
    pub name: Arc<str>,
    /// Instances that entered.
    pub entered: u64,
    /// Goals reached.
    pub reached: u64,
    /// Goals missed.
    pub missed: u64,
    /// Instances that completed.
    pub completed: u64,
    /// Instances that left, by reason.
    pub left: BTreeMap<Arc<str>, u64>,
    /// Entries refused.
    pub refused: u64,
}

/// What became of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageTally {
    /// Its full name.
    pub name: Arc<str>,
    /// Sent, by channel.
    pub sent: BTreeMap<Arc<str>, u64>,
    /// Shown, by channel.
    pub shown: BTreeMap<Arc<str>, u64>,
    /// Held for a time.
    pub held: u64,
    /// Queued for a channel with a capacity.
    pub queued: u64,
    /// Withheld from customers in a holdout.
    pub withheld: u64,
    /// Withdrawn because the journey moved on.
    pub withdrawn: u64,
    /// Dropped.
    pub dropped: u64,
    /// Of those, by each rule that objected at the end.
    pub dropped_by: BTreeMap<Arc<str>, u64>,
}

/// What became of one audience.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AudienceTally {
    /// Its full name.
    pub name: Arc<str>,
    /// How often a customer joined it.
    pub joined: u64,
    /// How often a customer departed from it.
    pub departed: u64,
    /// How many customers are in it at the end.
    pub members: u64,
}

/// A summary in the making.
pub(super) struct Tally {
    pub(super) summary: Summary,
    /// Where each name's figures stand.
    journeys: FxHashMap<Arc<str>, usize>,
    messages: FxHashMap<Arc<str>, usize>,
    actions: FxHashMap<Arc<str>, usize>,
    decisions: FxHashMap<Arc<str>, usize>,
    audiences: FxHashMap<Arc<str>, usize>,
}

impl Tally {
    pub(super) fn new(program: &Program) -> Self {
        let journeys = || program.journeys.iter().map(|journey| &journey.name);
        let messages = || program.messages.iter().map(|message| &message.name);
        let actions = || program.actions.iter().map(|action| &action.name);
        let glance: Arc<str> = AT_A_GLANCE.into();
        let decisions = || program.decisions.iter().map(|decision| &decision.name).chain([&glance]);
        let audiences = || program.audiences.iter().map(|audience| &audience.name);
        let summary = Summary {
            journeys: journeys().map(|name| JourneyTally { name: name.clone(), ..Default::default() }).collect(),
            messages: messages().map(|name| MessageTally { name: name.clone(), ..Default::default() }).collect(),
            actions: actions().map(|name| (name.clone(), 0)).collect(),
            decisions: decisions().map(|name| (name.clone(), 0)).collect(),
            audiences: audiences().map(|name| AudienceTally { name: name.clone(), ..Default::default() }).collect(),
            ..Summary::default()
        };
        Self {
            summary,
            journeys: places(journeys()),
            messages: places(messages()),
            actions: places(actions()),
            decisions: places(decisions()),
            audiences: places(audiences()),
        }
    }

    pub(super) fn event(&mut self, taken: &Taken) {
        self.summary.events += u64::from(!matches!(taken.input.kind, InputKind::Ask(_)));
        self.summary.ignored_fields += u64::from(taken.ignored_fields);
    }

    pub(super) fn command(&mut self, taken: &Taken) {
        self.summary.commands += 1;
        self.summary.ignored_fields += u64::from(taken.ignored_fields);
    }

    pub(super) fn refused(&mut self) {
        self.summary.refused += 1;
    }

    pub(super) fn record(&mut self, record: &Record) {
        self.summary.records += 1;
        match record.kind {
            Kind::Entered | Kind::Reached | Kind::Missed | Kind::Completed | Kind::Left | Kind::Refused => {
                self.journey(record);
            }
            Kind::Queued | Kind::Sent | Kind::Shown | Kind::Held | Kind::Withheld | Kind::Dropped | Kind::Withdrawn => {
                self.message(record);
            }
            Kind::Did => {
                let place = record.action.as_ref().and_then(|name| self.actions.get(name));
                if let Some((_, done)) = place.and_then(|place| self.summary.actions.get_mut(*place)) {
                    *done += 1;
                }
            }
            Kind::Answered => {
                let place = record.decision.as_ref().and_then(|name| self.decisions.get(name));
                if let Some((_, asked)) = place.and_then(|place| self.summary.decisions.get_mut(*place)) {
                    *asked += 1;
                }
            }
            Kind::Merged => self.summary.merged += 1,
            Kind::Joined | Kind::Departed => self.audience(record),
            Kind::Moved | Kind::Emitted | Kind::Commanded | Kind::Previewed | Kind::Measured | Kind::Alerted => {}
        }
    }

    fn audience(&mut self, record: &Record) {
        let place = record.audience.as_ref().and_then(|name| self.audiences.get(name));
        let Some(tally) = place.and_then(|place| self.summary.audiences.get_mut(*place)) else { return };
        match record.kind {
            Kind::Joined => tally.joined += 1,
            _ => tally.departed += 1,
        }
    }

    fn journey(&mut self, record: &Record) {
        let place = record.journey.as_ref().and_then(|name| self.journeys.get(name));
        let Some(tally) = place.and_then(|place| self.summary.journeys.get_mut(*place)) else { return };
        match record.kind {
            Kind::Entered => tally.entered += 1,
            Kind::Reached => tally.reached += 1,
            Kind::Missed => tally.missed += 1,
            Kind::Completed => tally.completed += 1,
            Kind::Refused => tally.refused += 1,
            Kind::Left => *tally.left.entry(record.reason.clone().unwrap_or_default()).or_default() += 1,
            _ => {}
        }
    }

    fn message(&mut self, record: &Record) {
        let place = record.message.as_ref().and_then(|name| self.messages.get(name));
        let Some(tally) = place.and_then(|place| self.summary.messages.get_mut(*place)) else { return };
        match record.kind {
            Kind::Sent => *tally.sent.entry(record.channel.clone().unwrap_or_default()).or_default() += 1,
            Kind::Shown => *tally.shown.entry(record.channel.clone().unwrap_or_default()).or_default() += 1,
            Kind::Held => tally.held += 1,
            Kind::Queued => tally.queued += 1,
            Kind::Withheld => tally.withheld += 1,
            Kind::Withdrawn => tally.withdrawn += 1,
            Kind::Dropped => {
                tally.dropped += 1;
                // A rule that objects to several channels has dropped the message once. What can't be reached was
                // dropped for that alone, whatever else objected.
                let unreachable = record.because.iter().find(|because| &*because.rule == "unreachable");
                let decisive = unreachable.map_or(record.because.as_slice(), std::slice::from_ref);
                let mut rules: Vec<_> = decisive.iter().map(|because| &because.rule).collect();
                rules.sort();
                rules.dedup();
                for rule in rules {
                    *tally.dropped_by.entry(rule.clone()).or_default() += 1;
                }
            }
            _ => {}
        }
    }
}

fn places<'a>(names: impl Iterator<Item = &'a Arc<str>>) -> FxHashMap<Arc<str>, usize> {
    names.enumerate().map(|(place, name)| (name.clone(), place)).collect()
}

#[cfg(test)]
mod tests {
    use baton_program::Because;

    use super::*;

    /// The rules that a message was dropped by, to which these objected.
    fn dropped_by(rules: &[&str]) -> BTreeMap<Arc<str>, u64> {
        let mut tally = Tally::new(&Program::default());
        tally.summary.messages.push(MessageTally { name: "offer".into(), ..Default::default() });
        tally.messages.insert("offer".into(), 0);
        let because = |rule: &&str| Because { rule: (*rule).into(), ..Default::default() };
        tally.record(&Record {
            kind: Kind::Dropped,
            message: Some("offer".into()),
            because: rules.iter().map(because).collect(),
            ..Default::default()
        });
        let offer = tally.summary.messages.first().cloned().unwrap_or_default();
        assert_eq!(offer.dropped, 1);
        offer.dropped_by
    }

    #[test]
    fn a_rule_drops_a_message_once_whatever_channels_it_objects_to() {
        let dropped_by = dropped_by(&["rules.nights", "rules.cap", "rules.nights"]);
        assert_eq!(dropped_by, BTreeMap::from([("rules.cap".into(), 1), ("rules.nights".into(), 1)]));
    }

    #[test]
    fn what_is_unreachable_was_dropped_for_that_alone() {
        let dropped_by = dropped_by(&["unreachable", "requires", "rules.cap"]);
        assert_eq!(dropped_by, BTreeMap::from([("unreachable".into(), 1)]));
    }
}
