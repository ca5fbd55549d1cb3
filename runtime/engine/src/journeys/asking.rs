//! Asking the instances about an event (§8): goal, exit, `on` lines, the waiting arms, each from the top.

use std::sync::Arc;

use baton_program::{ArmTrigger, Bound, Effect, Event, Journey, Place, Trigger, Value};

use super::{Act, Move, Time};
use crate::state::{Goal, Instance};
use crate::timers::arms;
use crate::view::{Names, View};

impl View<'_> {
    /// The moves that an event makes, in the order of journeys and of entry. All are asked before any moves.
    pub(crate) fn moves_on(self, event: &Arc<Event>) -> Vec<Move> {
        let listeners = &self.engine.tables().listeners(event.event).asked;
        let journeys = listeners.iter().filter_map(|id| Some((*id, self.program().journeys.get(id.index())?)));
        let ask = |(id, journey)| {
            let instances = self.state.of_journey(id).iter();
            instances.filter_map(move |instance| self.ask(journey, instance, event))
        };
        journeys.flat_map(ask).collect()
    }

    fn ask(self, journey: &Journey, instance: &Instance, event: &Arc<Event>) -> Option<Move> {
        let takes = |bound: &Bound| self.bound_takes(bound, event, instance);
        let reaches = |trigger: &Trigger| match trigger {
            Trigger::On(bound) if takes(bound) => Some(bound.slot),
            _ => None,
        };
        let next = |act, slot: Option<u16>, place| self.move_on(instance, act, slot, event, place);
        if let Some(goal) = journey.goal.as_ref().filter(|_| instance.goal != Goal::Reached)
            && let Some(slot) = reaches(&goal.trigger)
        {
            return Some(next(Act::Reach, slot, goal.place));
        }
        for exit in &journey.exits {
            if let Some(slot) = reaches(&exit.trigger) {
                return Some(next(Act::Leave(exit.reason.clone()), slot, exit.place));
            }
        }
        // What is remembered from a pause comes first, also if this very event has ended the pause.
        if instance.remembered.is_some() {
            return None;
        }
        let time = self.time_of(journey, instance);
        let handler = journey.handlers.iter().find(|handler| takes(&handler.on)).map(|handler| {
            let act = match handler.effect {
                Effect::Moves => Act::Go(handler.start),
                Effect::Stays => Act::Handle(handler.start),
            };
            next(act, handler.on.slot, handler.place)
        });
        let arm = || {
            arms(journey, instance).iter().find_map(|arm| match &arm.trigger {
                ArmTrigger::On(bound) if takes(bound) => Some(next(Act::Go(arm.target), bound.slot, arm.place)),
                _ => None,
            })
        };
        handler.or_else(arm).map(|next| Move { time, ..next })
    }

    fn move_on(self, instance: &Instance, act: Act, slot: Option<u16>, event: &Arc<Event>, place: Place) -> Move {
        let name = self.program().events.get(event.event.index()).map_or_else(|| "".into(), |event| event.name.clone());
        let binding = slot.map(|slot| (slot, Value::Event(event.clone())));
        Move { binding, ..Move::when(instance, act, self.because(&name, place)).written(place) }
    }

    /// Whether an instance moves now or is paused.
    pub(crate) fn time_of(self, journey: &Journey, instance: &Instance) -> Time {
        let paused = |watch: &baton_program::Watch| self.holds(watch.condition, Names::of(instance));
        if self.state.pauses(instance.journey) || journey.paused.as_ref().is_some_and(paused) {
            Time::AfterPause
        } else {
            Time::Now
        }
    }
}
