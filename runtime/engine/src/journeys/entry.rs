//! Entering journeys (§10).

use std::sync::Arc;

use baton_program::{
    Again, Because, BuiltIn, Effect, Entry, Event, Journey, JourneyId, Kind, Pc, Record, StepId, Trigger, Value,
};

use crate::event::{Asker, key_of};
use crate::moment::{Acted, Moment};
use crate::state::{Goal, Instance, Rest};
use crate::view::{Names, View};

/// An entry that an event makes.
struct Begun {
    journey: JourneyId,
    key: Value,
    binding: Option<(u16, Value)>,
    because: Because,
}

impl Moment<'_> {
    /// The entries that an event makes, by full name.
    pub(crate) fn enter_on(&mut self, event: &Arc<Event>) {
        let engine = self.engine;
        for id in &engine.tables().listeners(event.event).begun {
            if let Some(begun) = self.view().begun_by(*id, event) {
                self.try_to_enter(begun);
            }
        }
    }

    /// The entry of a journey whose condition holds.
    pub(crate) fn enter_when(&mut self, id: JourneyId, entry: usize) -> Acted {
        let journey = self.program.journeys.get(id.index());
        let Some(Entry::When(_, watch)) = journey.and_then(|journey| journey.entries.get(entry)) else {
            return Acted::No;
        };
        if self.has_been_entered(id, &Value::Unknown) {
            return Acted::No;
        }
        let because = self.view().because_watch("when", watch, Names::NONE);
        self.enter(id, Value::Unknown, None, because);
        Acted::Yes
    }

    fn try_to_enter(&mut self, begun: Begun) {
        let Begun { journey: id, key, binding, because } = begun;
        let Some(journey) = self.program.journeys.get(id.index()) else {
            return;
        };
        if self.has_been_entered(id, &key) {
            return;
        }
        let frame = first_frame(journey, binding.clone());
        let names = Names { frame: &frame, key: &key, start: Some(self.now), ..Names::NONE };
        if !self.view().can_be_entered(id, names) {
            return;
        }
        let most = journey.key.as_ref().map_or(1, |key| usize::from(key.instances));
        if self.state.of_journey(id).len() >= most {
            let record = Record {
                journey: Some(journey.name.clone()),
                key: self.view().key_text(&key),
                reason: Some("too many instances".into()),
                because: vec![because],
                ..self.record(Kind::Refused)
            };
            self.output.records.push(record);
            return;
        }
        self.enter(id, key, binding, because);
    }

    fn has_been_entered(&self, id: JourneyId, key: &Value) -> bool {
        self.entered.iter().any(|(journey, entered)| *journey == id && entered == key)
    }

    fn enter(&mut self, id: JourneyId, key: Value, binding: Option<(u16, Value)>, because: Because) {
        let Some(journey) = self.program.journeys.get(id.index()) else {
            return;
        };
        self.state.entries = self.state.entries.saturating_add(1);
        let instance = Instance {
            id: self.state.entries,
            journey: id,
            key: key.clone(),
            start: self.now,
            moment: self.state.moment,
            origin: None,
            step: StepId(0),
            frame: first_frame(journey, binding),
            goal: Goal::Open,
            rest: Rest::Nowhere,
            remembered: None,
            offers: Vec::new(),
        };
        let record = Record { because: vec![because], ..self.record_of(Kind::Entered, &instance) };
        self.happen_to_journey(BuiltIn::Entered, &record);
        self.output.records.push(record);
        let who = instance.id;
        self.entered.push((id, key));
        self.state.add(instance);
        // The first step stands in the record of the entry: its code begins behind the instruction that names it.
        let start = journey.steps.first().map_or(Pc(0), |step| Pc(step.start.0.saturating_add(1)));
        self.run(who, start, Effect::Moves, None);
    }
}

/// The frame of a new instance.
fn first_frame(journey: &Journey, binding: Option<(u16, Value)>) -> Box<[Value]> {
    let mut frame: Box<[Value]> = vec![Value::Unknown; usize::from(journey.slots)].into();
    if let Some((slot, value)) = binding
        && let Some(place) = frame.get_mut(usize::from(slot))
    {
        *place = value;
    }
    frame
}

impl View<'_> {
    /// The first of a journey's entries that takes an event.
    fn begun_by(self, id: JourneyId, event: &Arc<Event>) -> Option<Begun> {
        let journey = self.program().journeys.get(id.index())?;
        journey.entries.iter().find_map(|entry| {
            let Entry::On(bound, place) = entry else {
                return None;
            };
            bound.alternatives.iter().find_map(|selector| {
                let key = match &journey.key {
                    None => Value::Unknown,
                    Some(_) => key_of(selector, event)?.clone(),
                };
                let names = Names { key: &key, ..Names::NONE };
                if !self.takes_for(selector, event, names, Asker::Anyone) {
                    return None;
                }
                let name = self.program().events.get(event.event.index()).map(|event| event.name.clone());
                let because = self.because(&name.unwrap_or_else(|| "".into()), *place);
                let binding = bound.slot.map(|slot| (slot, Value::Event(event.clone())));
                Some(Begun { journey: id, key, binding, because })
            })
        })
    }

    /// Whether a journey can be entered: not active, `again` over, not paused, no `goal when` or `exit when` holding.
    /// The names are those that the instance would have.
    pub(crate) fn can_be_entered(self, id: JourneyId, names: Names<'_>) -> bool {
        let Some(journey) = self.program().journeys.get(id.index()) else {
            return false;
        };
        let active = self.state.of_journey(id).iter().any(|instance| instance.key == *names.key);
        let again = self.again_at(id, names.key).is_none_or(|at| at <= self.now);
        let triggers =
            journey.goal.iter().map(|goal| &goal.trigger).chain(journey.exits.iter().map(|exit| &exit.trigger));
        let mut watches = triggers.filter_map(|trigger| match trigger {
            Trigger::When(watch) => Some(watch),
            Trigger::On(_) => None,
        });
        let holds = |watch: &baton_program::Watch| self.holds(watch.condition, names);
        let paused = self.state.pauses(id) || journey.paused.as_ref().is_some_and(holds);
        !active && again && !paused && !watches.any(holds)
    }

    /// When a journey may be entered again with a key; none is at any time.
    pub(crate) fn again_at(self, id: JourneyId, key: &Value) -> Option<i64> {
        let again = self.program().journeys.get(id.index())?.again;
        let (_, ended) = self.state.ended.get(id)?.iter().find(|(ended, _)| ended == key)?;
        match again {
            Again::Always => None,
            Again::Never => Some(i64::MAX),
            Again::After(duration) => Some(ended.saturating_add(duration)),
        }
    }
}
