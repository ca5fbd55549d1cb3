//! Watched conditions (§8): all are read at once, then what turned true acts.

use baton_program::{ArmTrigger, AudienceId, Entry, JourneyId, LatchId, Pattern, SignalId, Trigger, Watch};

use crate::audiences::Membership;
use crate::journeys::{Act, Move, Time};
use crate::moment::{Acted, Moment};
use crate::state::{Goal, Held, Instance};
use crate::timers::arms;
use crate::view::{Names, View};

/// What was read.
#[derive(Default)]
struct Readings {
    memberships: Vec<Membership>,
    becomes: Vec<(SignalId, LatchId, Held)>,
    /// Of goals, exits, and arms, each in the order of instances.
    goals: Vec<Move>,
    exits: Vec<Move>,
    arms: Vec<Move>,
    entries: Vec<(JourneyId, usize, LatchId, Reading)>,
}

/// What an entry's condition says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It doesn't hold.
    Ended,
    /// It holds and the journey can be entered.
    Enters,
    /// It holds, but the journey can't be entered yet, or has been.
    Waits,
}

impl Moment<'_> {
    /// Step 2 of a moment.
    pub(crate) fn conditions(&mut self) -> Acted {
        // A refreshed audience is asked once in a moment.
        let refreshing = std::mem::take(&mut self.refreshing);
        let readings = self.view().readings(&self.entered, &refreshing);
        let mut acted = Acted::No;
        for change in readings.memberships {
            self.change_membership(change);
            acted = Acted::Yes;
        }
        for (signal, latch, held) in readings.becomes {
            if held == Held::Yes && !self.state.latch(latch) {
                self.signal_became(signal);
                acted = Acted::Yes;
            }
            self.set_latch(latch, held);
        }
        let mut moved = Vec::new();
        for next in readings.goals.into_iter().chain(readings.exits).chain(readings.arms) {
            if !moved.contains(&next.who) {
                moved.push(next.who);
                // What a pause keeps back is only noted.
                if next.time == Time::Now {
                    acted = Acted::Yes;
                }
                self.make(next);
            }
        }
        for (journey, entry, latch, reading) in readings.entries {
            match reading {
                Reading::Ended => self.set_latch(latch, Held::No),
                Reading::Waits => {}
                Reading::Enters => {
                    if self.enter_when(journey, entry) == Acted::Yes {
                        self.set_latch(latch, Held::Yes);
                        acted = Acted::Yes;
                    }
                }
            }
        }
        acted
    }
}

impl View<'_> {
    fn readings(self, entered: &[(JourneyId, baton_program::Value)], refreshing: &[AudienceId]) -> Readings {
        let mut readings = Readings { memberships: self.memberships(refreshing), ..Readings::default() };
        for id in &self.engine.tables().becomes {
            if let Some(Pattern::Becomes(latch, watch)) = self.program().signals.get(id.index()).map(|s| &s.pattern) {
                let held = Held::from(self.holds(watch.condition, Names::NONE));
                readings.becomes.push((*id, *latch, held));
            }
        }
        for instance in &self.state.instances {
            self.read_instance(instance, &mut readings);
        }
        for id in &self.engine.tables().entered_when {
            let Some(journey) = self.program().journeys.get(id.index()) else {
                continue;
            };
            for (at, entry) in journey.entries.iter().enumerate() {
                if let Entry::When(latch, watch) = entry {
                    let reading = self.read_entry(*id, *latch, watch, entered);
                    readings.entries.push((*id, at, *latch, reading));
                }
            }
        }
        readings
    }

    fn read_instance(self, instance: &Instance, readings: &mut Readings) {
        let Some(journey) = self.program().journeys.get(instance.journey.index()) else {
            return;
        };
        let names = Names::of(instance);
        let holds = |watch: &Watch| self.holds(watch.condition, names);
        if instance.goal != Goal::Reached
            && let Some(Trigger::When(watch)) = journey.goal.as_ref().map(|goal| &goal.trigger)
            && holds(watch)
        {
            readings.goals.push(Move::when(instance, Act::Reach, self.because_watch("goal", watch, names)));
        }
        let exit = journey.exits.iter().find_map(|exit| match &exit.trigger {
            Trigger::When(watch) if holds(watch) => Some((exit, watch)),
            _ => None,
        });
        if let Some((exit, watch)) = exit {
            let leave = Act::Leave(exit.reason.clone());
            readings.exits.push(Move::when(instance, leave, self.because_watch("exit", watch, names)));
        }
        let time = self.time_of(journey, instance);
        if let Some(remembered) = &instance.remembered {
            if time == Time::Now {
                readings.arms.push(Move::remembered(
                    instance,
                    remembered,
                    self.because(&remembered.cause, remembered.place),
                ));
            }
            return;
        }
        let arm = arms(journey, instance).iter().find_map(|arm| match &arm.trigger {
            ArmTrigger::When(watch) if holds(watch) => Some((arm, watch)),
            _ => None,
        });
        if let Some((arm, watch)) = arm {
            let because = self.because_watch("when", watch, names);
            readings.arms.push(Move { time, ..Move::when(instance, Act::Go(arm.target), because).written(arm.place) });
        }
    }

    fn read_entry(
        self,
        id: JourneyId,
        latch: LatchId,
        watch: &Watch,
        entered: &[(JourneyId, baton_program::Value)],
    ) -> Reading {
        if !self.holds(watch.condition, Names::NONE) {
            return Reading::Ended;
        }
        let names = Names { start: Some(self.now), ..Names::NONE };
        let already = self.state.latch(latch) || entered.iter().any(|(journey, _)| *journey == id);
        if already || !self.can_be_entered(id, names) { Reading::Waits } else { Reading::Enters }
    }
}
