//! Journeys but for their code: entries, goal, exits, handlers, steps.

use super::{Check, Checker, Fault, Refusal, decl::keys, each, ensure, range};
use crate::{Again, Effect, Entry, Journey, LONGEST, Op, Step, Trigger};

impl Checker<'_> {
    pub(super) fn journeys(&self) -> Result<(), Refusal> {
        each("journey", &self.program.journeys, |journey| &journey.name, |_, journey| self.journey(journey))
    }

    fn journey(&self, journey: &Journey) -> Check {
        let slots = usize::from(journey.slots);
        self.place(journey.place)?;
        keys(journey.key.as_ref().map(|key| key.instances))?;
        range("a limit", journey.limit, 1, LONGEST)?;
        if let Again::After(milliseconds) = journey.again {
            Self::duration(milliseconds)?;
        }
        journey.entries.iter().try_for_each(|entry| self.entry(journey, entry))?;
        if let Some(goal) = &journey.goal {
            self.place(goal.place)?;
            self.trigger(&goal.trigger, slots)?;
            Self::duration_if(goal.within)?;
            goal.to.map_or(Ok(()), |to| Self::target(journey, to))?;
        }
        for exit in &journey.exits {
            self.place(exit.place)?;
            self.trigger(&exit.trigger, slots)?;
        }
        journey.paused.as_ref().map_or(Ok(()), |watch| self.watch(watch, 0))?;
        for handler in &journey.handlers {
            self.place(handler.place)?;
            self.bound(&handler.on, slots)?;
            Self::target(journey, handler.start)?;
        }
        ensure(!journey.steps.is_empty(), Fault::Broken("a journey without steps"))?;
        let starts = journey.steps.iter().enumerate().all(|(index, step)| starts_as_itself(journey, index, step));
        ensure(starts, Fault::Unequal("a step and where its code begins"))?;
        self.code(journey)?;
        journey
            .handlers
            .iter()
            .filter(|handler| handler.effect == Effect::Stays)
            .try_for_each(|handler| Self::returns(journey, handler.start))
    }

    fn entry(&self, journey: &Journey, entry: &Entry) -> Check {
        match entry {
            Entry::On(bound, place) => {
                self.place(*place)?;
                self.bound(bound, usize::from(journey.slots))?;
                let keyed = bound.alternatives.iter().all(|selector| selector.key.is_some());
                ensure(journey.key.is_none() || keyed, Fault::Broken("an entry without the journey's key"))
            }
            Entry::When(_, watch) => {
                ensure(journey.key.is_none(), Fault::Broken("an entry without the journey's key"))?;
                self.watch(watch, 0)
            }
        }
    }

    pub(super) fn trigger(&self, trigger: &Trigger, slots: usize) -> Check {
        match trigger {
            Trigger::On(bound) => self.bound(bound, slots),
            Trigger::When(watch) => self.watch(watch, slots),
        }
    }
}

fn starts_as_itself(journey: &Journey, index: usize, step: &Step) -> bool {
    matches!(journey.code.get(step.start.index()), Some(Op::Step(id)) if id.index() == index)
}
