//! What a new version means for what is kept: the list that a build shows.

use std::sync::Arc;

use super::{Change, Condition, Latch, RestFate, StepFate};
use crate::{Entry, Op, Pattern, Period, Program, Read, RuleKind, StepId, Store, wire};

/// One thing that is worth knowing about a new version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What becomes of it.
    pub fate: Fate,
    /// What it is.
    pub thing: Thing,
    /// Its name, as the new version calls it (what is gone: as the one before did).
    pub name: Arc<str>,
    /// More about it.
    pub detail: String,
}

/// What becomes of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// Its state goes on.
    TakenOver,
    /// Its state goes on under another name.
    Renamed,
    /// Those at it go on elsewhere, or leave.
    Moved,
    /// What was kept of it is not used any more.
    Afresh,
    /// It looks back on less than it asks for.
    Short,
    /// It was not there before.
    New,
    /// It is not there any more.
    Gone,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the words of the language")]
pub enum Thing {
    Journey,
    Step,
    Signal,
    Rule,
    Message,
    Action,
    Channel,
    Event,
    Attribute,
    History,
    Audience,
    Switch,
    Measure,
}

impl Thing {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Step => "step",
            Self::Signal => "signal",
            Self::Rule => "rule",
            Self::Message => "message",
            Self::Action => "action",
            Self::Channel => "channel",
            Self::Event => "event",
            Self::Attribute => "attribute",
            Self::History => "history",
            Self::Audience => "audience",
            Self::Switch => "switch",
            Self::Measure => "measure",
        }
    }
}

impl Change<'_> {
    /// What there is to know, by what becomes of it, kind and name.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for (thing, was, is) in &self.renamed {
            notes.push(note(Fate::Renamed, *thing, is, format!("was `{was}`")));
        }
        self.journey_notes(&mut notes);
        self.condition_notes(&mut notes);
        self.signal_notes(&mut notes);
        self.audience_notes(&mut notes);
        self.measure_notes(&mut notes);
        self.switch_notes(&mut notes);
        self.attribute_notes(&mut notes);
        self.cap_notes(&mut notes);
        self.history_notes(&mut notes);
        self.chance_notes(&mut notes);
        notes.sort();
        notes.dedup();
        notes
    }

    /// The steps that are gone without a word of what becomes of those at them: journey (as the new version calls it) and
    /// step.
    pub fn stranded(&self) -> Vec<(Arc<str>, Arc<str>)> {
        let mut stranded = Vec::new();
        for (at, old) in self.old.journeys.iter().enumerate() {
            let new = self.journeys.get(at).copied().flatten().and_then(|id| self.new.journeys.get(id.index()));
            let Some(new) = new else { continue };
            let fates = self.steps.get(at).into_iter().flatten().zip(&old.steps);
            let lost = fates.filter(|(fate, _)| **fate == StepFate::Stranded);
            stranded.extend(lost.map(|(_, step)| (new.name.clone(), step.name.clone())));
        }
        stranded
    }

    fn journey_notes(&self, notes: &mut Vec<Note>) {
        for (at, old) in self.old.journeys.iter().enumerate() {
            let id = crate::JourneyId(at as u16);
            let Some(new) = self.journeys.get(at).copied().flatten().and_then(|id| self.new.journeys.get(id.index()))
            else {
                let detail = "whoever is in it leaves".to_owned();
                notes.push(note(Fate::Gone, Thing::Journey, &old.name, detail));
                continue;
            };
            if self.journey(id).is_none() {
                let detail = "`for each` came or went: whoever is in it leaves".to_owned();
                notes.push(note(Fate::Afresh, Thing::Journey, &new.name, detail));
                continue;
            }
            if new.name == old.name {
                notes.push(note(Fate::TakenOver, Thing::Journey, &new.name, String::new()));
            }
            for (step, before) in old.steps.iter().enumerate() {
                self.step_notes(id, StepId(step as u16), (old, new), before, notes);
            }
            self.offer_notes(id, (old, new), notes);
        }
        let known: Vec<_> = self.journeys.iter().flatten().collect();
        for (at, new) in self.new.journeys.iter().enumerate() {
            if !known.contains(&&crate::JourneyId(at as u16)) {
                let by_condition = new.entries.iter().any(|entry| matches!(entry, Entry::When(..)));
                let detail = if by_condition { "enters at once whoever meets its condition" } else { "" };
                notes.push(note(Fate::New, Thing::Journey, &new.name, detail.to_owned()));
            }
        }
    }

    /// The `offer` statements that are gone, or offer something else.
    fn offer_notes(&self, id: crate::JourneyId, (old, new): (&crate::Journey, &crate::Journey), notes: &mut Vec<Note>) {
        for (at, op) in old.code.iter().enumerate() {
            let Op::Offer(offer) = op else { continue };
            if self.offer(id, crate::Pc(at as u32)).is_none() {
                let message = self.old.messages.get(offer.message.index()).map_or("", |message| &*message.name);
                let detail = format!("an `offer {message}` is gone: what it has offered ends");
                notes.push(note(Fate::Gone, Thing::Journey, &new.name, detail));
            }
        }
    }

    fn step_notes(
        &self,
        id: crate::JourneyId,
        step: StepId,
        (old, new): (&crate::Journey, &crate::Journey),
        before: &crate::Step,
        notes: &mut Vec<Note>,
    ) {
        let name = |step: &str| -> Arc<str> { format!("{}.{step}", new.name).into() };
        let target = |step: StepId| new.steps.get(step.index()).map(|step| step.name.clone()).unwrap_or_default();
        match self.step(id, step) {
            StepFate::Stays(now) => {
                let now = target(now);
                if now != before.name {
                    notes.push(note(Fate::Renamed, Thing::Step, &name(&now), format!("was `{}`", before.name)));
                }
                if self.begins_again(id, step, old) {
                    let detail = "changed: those at a place that is gone begin it again, and nothing is sent twice";
                    notes.push(note(Fate::Moved, Thing::Step, &name(&now), detail.to_owned()));
                }
            }
            StepFate::GoesTo(to) => {
                let detail = format!("gone: those at it go on at `{}`", target(to));
                notes.push(note(Fate::Moved, Thing::Step, &name(&before.name), detail));
            }
            StepFate::Leaves(reason) => {
                let detail = format!("gone: those at it leave, \"{reason}\"");
                notes.push(note(Fate::Moved, Thing::Step, &name(&before.name), detail));
            }
            StepFate::Stranded => {}
        }
    }

    /// Whether a place of the step at which customers may rest is gone.
    fn begins_again(&self, id: crate::JourneyId, step: StepId, old: &crate::Journey) -> bool {
        let start = old.steps.get(step.index()).map(|step| step.start).unwrap_or(crate::Pc(0));
        let end = old.steps.iter().map(|step| step.start).chain(old.handlers.iter().map(|handler| handler.start));
        let end = end.filter(|other| *other > start).min();
        let inside = |pc: crate::Pc| pc >= start && end.is_none_or(|end| pc < end);
        let fates = self.rests.get(id.index()).into_iter().flat_map(|rests| &rests.fates);
        fates.filter(|fate| inside(fate.from())).any(|fate| matches!(fate, RestFate::Again { .. }))
    }

    fn condition_notes(&self, notes: &mut Vec<Note>) {
        for (at, journey) in self.new.journeys.iter().enumerate() {
            let known = self.journeys.contains(&Some(crate::JourneyId(at as u16)));
            for entry in journey.entries.iter().filter(|_| known) {
                let Entry::When(latch, _) = entry else { continue };
                let detail = match self.latches.get(latch.index()) {
                    Some(Latch::While(_)) => "`enter when` changed: who has entered by it doesn't enter again by it",
                    Some(Latch::Off) => "a new `enter when`: whoever meets it enters at once",
                    _ => continue,
                };
                notes.push(note(Fate::New, Thing::Journey, &journey.name, detail.to_owned()));
            }
        }
    }

    fn signal_notes(&self, notes: &mut Vec<Note>) {
        for signal in &self.new.signals {
            let old = self.old.signals.iter().zip(&self.signals).find(|(old, _)| {
                old.name == signal.name
                    || self
                        .renamed
                        .iter()
                        .any(|(thing, was, is)| *thing == Thing::Signal && *was == old.name && *is == signal.name)
            });
            let silent = match &signal.pattern {
                Pattern::Becomes(..) => "what holds already doesn't happen",
                Pattern::Sequence { .. } => "what has begun to match begins anew",
            };
            match old {
                None => notes.push(note(Fate::New, Thing::Signal, &signal.name, String::new())),
                Some((_, None)) => {
                    notes.push(note(
                        Fate::Afresh,
                        Thing::Signal,
                        &signal.name,
                        format!("its pattern changed: {silent}"),
                    ));
                }
                Some((old, Some(_))) if old.name == signal.name => {
                    notes.push(note(Fate::TakenOver, Thing::Signal, &signal.name, String::new()));
                }
                Some(_) => {}
            }
        }
    }

    fn audience_notes(&self, notes: &mut Vec<Note>) {
        let at_once = |audience: &crate::Audience| audience.refreshed.is_none();
        for (old, new) in self.old.audiences.iter().zip(&self.audiences) {
            let Some((id, condition)) = new else {
                notes.push(note(Fate::Gone, Thing::Audience, &old.name, "nobody departs from it".to_owned()));
                continue;
            };
            let Some(new) = self.new.audiences.get(id.index()) else { continue };
            let detail = match condition {
                Condition::Same if old.name != new.name => continue,
                Condition::Same => "",
                Condition::Changed if at_once(new) => "changed: who is in it is asked at once",
                Condition::Changed => "changed: who is in it is asked at its next time",
            };
            notes.push(note(Fate::TakenOver, Thing::Audience, &new.name, detail.to_owned()));
        }
        let known: Vec<_> = self.audiences.iter().flatten().map(|(id, _)| id.index()).collect();
        for (_, new) in self.new.audiences.iter().enumerate().filter(|(at, _)| !known.contains(at)) {
            let detail =
                if at_once(new) { "whoever meets its condition joins at once" } else { "asked at its next time" };
            notes.push(note(Fate::New, Thing::Audience, &new.name, detail.to_owned()));
        }
    }

    fn switch_notes(&self, notes: &mut Vec<Note>) {
        for (old, new) in self.old.switches.iter().zip(&self.switches) {
            let new = new.and_then(|id| self.new.switches.get(id.index()));
            match new {
                None => notes.push(note(Fate::Gone, Thing::Switch, &old.name, "how it was turned is forgotten".into())),
                Some(new) if new.initial != old.initial => {
                    let detail = format!("{} until it is turned; one that was turned stays", new.initial.word());
                    notes.push(note(Fate::TakenOver, Thing::Switch, &new.name, detail));
                }
                Some(_) => {}
            }
        }
        for (at, new) in self.new.switches.iter().enumerate() {
            if !self.switches.iter().flatten().any(|id| id.index() == at) {
                notes.push(note(Fate::New, Thing::Switch, &new.name, format!("{} at first", new.initial.word())));
            }
        }
    }

    fn measure_notes(&self, notes: &mut Vec<Note>) {
        for (old, new) in self.old.measures.iter().zip(&self.measures) {
            let new = new.and_then(|id| self.new.measures.get(id.index()));
            let is_there = self.new.measures.iter().any(|new| new.name == old.name);
            notes.push(match new {
                Some(new) if new.name != old.name => continue,
                Some(new) => note(Fate::TakenOver, Thing::Measure, &new.name, String::new()),
                None if is_there => {
                    let detail = "changed: units of time whose figures are not final begin anew".to_owned();
                    note(Fate::Afresh, Thing::Measure, &old.name, detail)
                }
                None => note(Fate::Gone, Thing::Measure, &old.name, String::new()),
            });
        }
        let known: Vec<_> = self.measures.iter().flatten().map(|id| id.index()).collect();
        let was_there = |name: &Arc<str>| self.old.measures.iter().any(|old| old.name == *name);
        for (at, new) in self.new.measures.iter().enumerate() {
            if !known.contains(&at) && !was_there(&new.name) {
                notes.push(note(Fate::New, Thing::Measure, &new.name, String::new()));
            }
        }
    }

    fn attribute_notes(&self, notes: &mut Vec<Note>) {
        for (old, taken) in self.old.attributes.iter().zip(&self.attributes) {
            let there = self.new.attributes.iter().any(|new| new.name == old.name);
            let (fate, detail) = match (taken, there) {
                (Some(_), _) => (Fate::TakenOver, ""),
                (None, true) => (Fate::Afresh, "its type changed: what was known of it is forgotten"),
                (None, false) => (Fate::Gone, "what was known of it is forgotten"),
            };
            notes.push(note(fate, Thing::Attribute, &old.name, detail.to_owned()));
        }
        for new in &self.new.attributes {
            if !self.old.attributes.iter().any(|old| old.name == new.name) {
                notes.push(note(Fate::New, Thing::Attribute, &new.name, String::new()));
            }
        }
    }

    fn cap_notes(&self, notes: &mut Vec<Note>) {
        for rule in &self.new.rules {
            let RuleKind::Cap(cap) = &rule.kind else { continue };
            let old = self.counters.get(cap.counter.index()).copied().flatten();
            let old = old.and_then(|counter| {
                self.old.rules.iter().find_map(|rule| match &rule.kind {
                    RuleKind::Cap(cap) if cap.counter == counter => Some(cap),
                    _ => None,
                })
            });
            match old {
                None => {
                    let detail = format!("counts from now on: full in {}", lasting(span(cap.per)));
                    notes.push(note(Fate::Short, Thing::Rule, &rule.name, detail));
                }
                Some(old) if cap.limit > old.limit && span(cap.per) > span(old.per) => {
                    let detail = format!("remembers the last {} only: full in {}", old.limit, lasting(span(cap.per)));
                    notes.push(note(Fate::Short, Thing::Rule, &rule.name, detail));
                }
                Some(_) => notes.push(note(Fate::TakenOver, Thing::Rule, &rule.name, String::new())),
            }
        }
    }

    fn history_notes(&self, notes: &mut Vec<Note>) {
        for read in &self.new.reads {
            let Some(history) = self.new.histories.get(read.history.index()) else { continue };
            let from = self.histories.get(read.history.index()).copied().flatten();
            let old = from.and_then(|id| self.old.histories.get(id.index()));
            let name: Arc<str> = asked(self.new, read).into();
            let Some(old) = old else {
                let detail = match read.within.or(history.within) {
                    Some(window) => format!("asked for the first time: short for {}", lasting(window)),
                    None => "asked for the first time: counts from now on".to_owned(),
                };
                notes.push(note(Fate::Short, Thing::History, &name, detail));
                continue;
            };
            let asked = read.within.or(history.within);
            let missing = match (asked, old.within) {
                (Some(asked), Some(kept)) if asked > kept => Some(asked - kept),
                (Some(asked), _) if remembers(old.store) < remembers(history.store) => Some(asked),
                _ => None,
            };
            match missing {
                Some(missing) => {
                    let detail = format!("looks back further than before: short for {}", lasting(missing));
                    notes.push(note(Fate::Short, Thing::History, &name, detail));
                }
                None => notes.push(note(Fate::TakenOver, Thing::History, &name, String::new())),
            }
        }
    }

    /// A name that is a salt places customers anew when it changes.
    fn chance_notes(&self, notes: &mut Vec<Note>) {
        let salts = |program: &Program| -> Vec<Arc<str>> {
            let splits = program.journeys.iter().flat_map(|journey| &journey.code).filter_map(|op| match op {
                Op::Split(split) => Some(split.salt.clone()),
                _ => None,
            });
            let holdouts = program.rules.iter().filter_map(|rule| match &rule.kind {
                RuleKind::Holdout(holdout) => Some(holdout.salt.clone()),
                _ => None,
            });
            splits.chain(holdouts).collect()
        };
        let now = salts(self.new);
        for salt in salts(self.old).into_iter().filter(|salt| !now.contains(salt)) {
            let moved = self.renamed.iter().find_map(|(thing, was, is)| {
                let rest = salt.strip_prefix(&**was).filter(|rest| rest.is_empty() || rest.starts_with('.'))?;
                matches!(thing, Thing::Journey | Thing::Rule).then(|| (*thing, format!("{is}{rest}")))
            });
            if let Some((thing, name)) = moved.filter(|(_, name)| now.iter().any(|salt| **salt == **name)) {
                let detail =
                    format!("chance places customers anew: `salt \"{salt}\"` (of a split: its text) keeps them");
                notes.push(note(Fate::Afresh, thing, &name.into(), detail));
            }
        }
    }
}

fn note(fate: Fate, thing: Thing, name: &Arc<str>, detail: String) -> Note {
    Note { fate, thing, name: name.clone(), detail }
}

/// A duration as people write windows: in days where it is whole days.
fn lasting(milliseconds: i64) -> String {
    const DAY: i64 = 86_400_000;
    match milliseconds {
        days if days >= DAY && days % DAY == 0 => format!("{}d", days / DAY),
        other => wire::duration_text(other),
    }
}

const fn remembers(store: Store) -> u16 {
    match store {
        Store::Running(_) => u16::MAX,
        Store::Recent(most) => most,
    }
}

/// How long a cap counts, at most.
const fn span(per: Period) -> i64 {
    const DAY: i64 = 86_400_000;
    match per {
        Period::Rolling(span) => span,
        Period::Hour => DAY / 24,
        Period::Day => DAY,
        Period::Week => 7 * DAY,
        Period::Month => 31 * DAY,
    }
}

/// A question to history, in short: `count(care.call_ended where …, 14d)`.
fn asked(program: &Program, read: &Read) -> String {
    let measure = read.measure.word();
    let history = program.histories.get(read.history.index());
    let alternatives = history.map(|history| history.alternatives.as_slice()).unwrap_or_default();
    let of = alternatives.iter().enumerate().map(|(at, alternative)| {
        let selector = &alternative.selector;
        let name = program.events.get(selector.event.index()).map_or("", |event| &event.name);
        let of = selector.of.as_ref().map(|of| format!("({of})")).unwrap_or_default();
        let filtered = selector.condition.is_some() || read.filters.get(at).is_some_and(Option::is_some);
        format!("{name}{of}{}", if filtered { " where …" } else { "" })
    });
    let of = of.collect::<Vec<_>>().join(" or ");
    let within = read.within.map(|within| format!(", {}", lasting(within))).unwrap_or_default();
    format!("{measure}({of}{within})")
}
