//! Which signals, steps, names, histories, caps and conditions of two versions are the same.

use std::sync::Arc;

use super::{
    Condition, Latch, StepFate, Thing, matched,
    names::Names,
    shape::{Shape, Shapes},
};
use crate::{
    AudienceId, CounterId, Entry, Gone, HistoryId, JourneyId, LatchId, MeasureId, Pattern, Program, Rule, RuleKind,
    SignalId, StepId, Store,
};

/// Both versions, with their names and shapes.
pub(super) struct Both<'b, 'p> {
    pub(super) old: &'p Program,
    pub(super) new: &'p Program,
    pub(super) before: &'b Names,
    pub(super) own: &'b Names,
    pub(super) old_shapes: &'b Shapes<'b>,
    pub(super) new_shapes: &'b Shapes<'b>,
}

impl Both<'_, '_> {
    pub(super) fn signals(&self) -> Vec<Option<SignalId>> {
        let ids = matched(&self.before.signals, &self.own.signals, |at| SignalId(at as u16));
        let same = |(id, old): (Option<SignalId>, &crate::Signal)| {
            let new = self.new.signals.get(id?.index())?;
            let keyed = old.keys.is_some() == new.keys.is_some();
            (keyed && self.old_shapes.shape(&old.pattern) == self.new_shapes.shape(&new.pattern)).then_some(id?)
        };
        ids.into_iter().zip(&self.old.signals).map(same).collect()
    }

    pub(super) fn steps(&self, journeys: &[Option<JourneyId>]) -> Vec<Vec<StepFate>> {
        let of = |(at, id): (usize, &Option<JourneyId>)| {
            let (Some(names), Some(id)) = (self.before.steps.get(at), id) else { return Vec::new() };
            let old = self.old.journeys.get(at).map(|journey| journey.steps.as_slice()).unwrap_or_default();
            names.iter().zip(old).map(|(name, old)| self.step(*id, name, &old.name)).collect()
        };
        journeys.iter().enumerate().map(of).collect()
    }

    fn step(&self, journey: JourneyId, name: &str, old: &str) -> StepFate {
        let steps = self.new.journeys.get(journey.index()).map(|journey| journey.steps.as_slice()).unwrap_or_default();
        if let Some(at) = steps.iter().position(|step| *step.name == *name) {
            return StepFate::Stays(StepId(at as u16));
        }
        let gone = self.new.versions.gone.iter().find(|gone| gone.journey == journey && *gone.step == *old);
        match gone.map(|gone| &gone.to) {
            Some(Gone::To(step)) => StepFate::GoesTo(*step),
            Some(Gone::Leave(reason)) => StepFate::Leaves(reason.clone()),
            None => StepFate::Stranded,
        }
    }

    /// The slots of each old journey, as the new one orders them.
    pub(super) fn locals(&self, journeys: &[Option<JourneyId>]) -> Vec<Vec<Option<u16>>> {
        let of = |(at, id): (usize, &Option<JourneyId>)| {
            let Some(id) = id else { return Vec::new() };
            let slots = self.new.journeys.get(id.index()).map_or(0, |journey| journey.slots);
            let names = (self.old.versions.locals.get(at), self.new.versions.locals.get(id.index()));
            let (Some(old), Some(new)) = names else { return (0..slots).map(Some).collect() };
            let from = |name: &Arc<str>| old.iter().position(|one| one == name).map(|at| at as u16);
            new.iter().map(from).collect()
        };
        journeys.iter().enumerate().map(of).collect()
    }

    pub(super) fn histories(&self) -> Vec<Option<HistoryId>> {
        let old: Vec<(Shape, &crate::History)> =
            self.old.histories.iter().map(|history| (self.old_shapes.shape(&history.alternatives), history)).collect();
        let from = |new: &crate::History| {
            let shape = self.new_shapes.shape(&new.alternatives);
            let asked_alike = |one: &(usize, &(Shape, &crate::History))| one.1.0 == shape;
            // Of those that remember the same events, the one that remembers the most for this question.
            let rank = |history: &crate::History| match (history.store, new.store) {
                (Store::Running(old), Store::Running(new)) => (old == new).then_some((true, i64::MAX, 0)),
                (Store::Recent(most), Store::Recent(_)) => {
                    let same = history.store == new.store && history.within == new.within;
                    Some((same, history.within.unwrap_or(i64::MAX), most))
                }
                _ => None,
            };
            let alike = old.iter().enumerate().filter(asked_alike);
            let ranked = alike.filter_map(|(at, (_, history))| Some((rank(history)?, at)));
            ranked.max_by_key(|(rank, at)| (*rank, std::cmp::Reverse(*at))).map(|(_, at)| HistoryId(at as u16))
        };
        self.new.histories.iter().map(from).collect()
    }

    pub(super) fn counters(&self) -> Vec<Option<CounterId>> {
        let mut counters = vec![None; self.new.counters as usize];
        let cap = |rule: &Rule| match &rule.kind {
            RuleKind::Cap(cap) => Some(cap.counter),
            _ => None,
        };
        for (rule, name) in self.new.rules.iter().zip(&self.own.rules) {
            let old = self.before.rules.iter().position(|old| old == name).and_then(|at| self.old.rules.get(at));
            if let (Some(counter), Some(old)) = (cap(rule), old.and_then(cap))
                && let Some(place) = counters.get_mut(counter.index())
            {
                *place = Some(old);
            }
        }
        counters
    }

    pub(super) fn latches(&self, journeys: &[Option<JourneyId>]) -> Vec<Latch> {
        let mut latches = vec![Latch::Off; self.new.latches as usize];
        let mut set = |id: LatchId, latch| {
            if let Some(place) = latches.get_mut(id.index()) {
                *place = latch;
            }
        };
        for (signal, name) in self.new.signals.iter().zip(&self.own.signals) {
            let Pattern::Becomes(latch, watch) = &signal.pattern else { continue };
            let old = self.before.signals.iter().position(|old| old == name).and_then(|at| self.old.signals.get(at));
            let same = old.and_then(|old| match &old.pattern {
                Pattern::Becomes(latch, before) => {
                    (self.old_shapes.shape(before) == self.new_shapes.shape(watch)).then_some(*latch)
                }
                Pattern::Sequence { .. } => None,
            });
            set(*latch, same.map_or(Latch::Silent, Latch::As));
        }
        for (audience, name) in self.new.audiences.iter().zip(&self.own.audiences) {
            let old = self.before.audiences.iter().position(|old| old == name);
            // Under a condition that was changed, who is in it is kept and then read anew.
            if let Some(old) = old.and_then(|at| self.old.audiences.get(at)) {
                set(audience.member, Latch::As(old.member));
            }
        }
        for (at, journey) in self.new.journeys.iter().enumerate() {
            let old = journeys.iter().position(|new| *new == Some(JourneyId(at as u16)));
            let mut old: Vec<_> =
                old.and_then(|old| self.old.journeys.get(old)).into_iter().flat_map(conditions).collect();
            let mut changed = Vec::new();
            for (latch, watch) in conditions(journey) {
                let shape = self.new_shapes.shape(watch);
                match old.iter().position(|(_, before)| self.old_shapes.shape(before) == shape) {
                    Some(same) => set(latch, Latch::As(old.remove(same).0)),
                    None => changed.push(latch),
                }
            }
            for (latch, (before, _)) in changed.into_iter().zip(old) {
                set(latch, Latch::While(before));
            }
        }
        latches
    }

    /// What has another name now.
    pub(super) fn renamed(&self) -> Vec<(Thing, Arc<str>, Arc<str>)> {
        let mut renamed = Vec::new();
        let mut differ = |thing: Thing, old: Vec<&Arc<str>>, new: &[Arc<str>]| {
            let pairs = old.into_iter().zip(new).filter(|(old, new)| old != new);
            renamed.extend(pairs.map(|(old, new)| (thing, old.clone(), new.clone())));
        };
        let plain = |event: &&crate::EventType| !matches!(event.origin, crate::Origin::Signal(_));
        let events = self.old.events.iter().zip(&self.before.events).filter(|(event, _)| plain(event));
        let (old, new): (Vec<_>, Vec<_>) = events.map(|(event, name)| (&event.name, name.clone())).unzip();
        differ(Thing::Event, old, &new);
        differ(Thing::Signal, self.old.signals.iter().map(|one| &one.name).collect(), &self.before.signals);
        differ(Thing::Channel, self.old.channels.iter().map(|one| &one.name).collect(), &self.before.channels);
        differ(Thing::Message, self.old.messages.iter().map(|one| &one.name).collect(), &self.before.messages);
        differ(Thing::Action, self.old.actions.iter().map(|one| &one.name).collect(), &self.before.actions);
        differ(Thing::Rule, self.old.rules.iter().map(|one| &one.name).collect(), &self.before.rules);
        differ(Thing::Journey, self.old.journeys.iter().map(|one| &one.name).collect(), &self.before.journeys);
        differ(Thing::Switch, self.old.switches.iter().map(|one| &one.name).collect(), &self.before.switches);
        differ(Thing::Measure, self.old.measures.iter().map(|one| &one.name).collect(), &self.before.measures);
        differ(Thing::Audience, self.old.audiences.iter().map(|one| &one.name).collect(), &self.before.audiences);
        renamed
    }

    /// For each old measure its new one, where it still counts the same.
    pub(super) fn measures(&self) -> Vec<Option<MeasureId>> {
        let ids = matched(&self.before.measures, &self.own.measures, |at| MeasureId(at as u16));
        let counted = |shapes: &Shapes<'_>, zone: &str, one: &crate::MeasureDecl| {
            shapes.shape(&(&one.part, &one.whole, one.within, one.by, one.per, zone))
        };
        let same = |(id, old): (Option<MeasureId>, &crate::MeasureDecl)| {
            let new = self.new.measures.get(id?.index())?;
            let old = counted(self.old_shapes, &self.old.zone, old);
            (old == counted(self.new_shapes, &self.new.zone, new)).then_some(id?)
        };
        ids.into_iter().zip(&self.old.measures).map(same).collect()
    }

    /// For each old audience its new one, and whether its condition is the same.
    pub(super) fn audiences(&self) -> Vec<Option<(AudienceId, Condition)>> {
        let ids = matched(&self.before.audiences, &self.own.audiences, |at| AudienceId(at as u16));
        let with_condition = |(id, old): (Option<AudienceId>, &crate::Audience)| {
            let new = self.new.audiences.get(id?.index())?;
            let same = self.old_shapes.shape(&old.condition) == self.new_shapes.shape(&new.condition)
                && old.refreshed == new.refreshed;
            Some((id?, if same { Condition::Same } else { Condition::Changed }))
        };
        ids.into_iter().zip(&self.old.audiences).map(with_condition).collect()
    }
}

/// The conditions by which a journey is entered.
fn conditions(journey: &crate::Journey) -> impl Iterator<Item = (LatchId, &crate::Watch)> {
    journey.entries.iter().filter_map(|entry| match entry {
        Entry::When(latch, watch) => Some((*latch, watch)),
        Entry::On(..) => None,
    })
}
