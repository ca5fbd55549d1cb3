//! Timers (§8): they live in the state; one time forms one moment.

use baton_program::{ArmTrigger, Entry, Goal as GoalItem, Journey, JourneyId, Op, Pattern, Trigger, Watch};

use crate::moment::{Cause, Moment, Occasion};
use crate::patterns;
use crate::state::{Goal, Instance, Rest};
use crate::view::{Names, View};

impl Moment<'_> {
    /// Queues what is due: pattern deadlines, goal deadlines, limits, waits; each in the order of names and of entry.
    pub(crate) fn queue_due(&mut self) {
        self.refresh_due();
        self.complete_absences();
        let now = self.now;
        let due = |of: fn(&Journey, &Instance) -> Option<i64>| {
            let view = self.view();
            let is_due = move |instance: &&Instance| {
                let journey = view.program().journeys.get(instance.journey.index());
                journey.and_then(|journey| of(journey, instance)).is_some_and(|due| due <= now)
            };
            self.state.instances.iter().filter(is_due).map(|instance| instance.id).collect::<Vec<_>>()
        };
        let (goals, limits, rests) =
            (due(goal_due), due(|journey, i| Some(limit(journey, i))), due(|_, i| rest_due(i)));
        self.queue.extend(goals.into_iter().map(Cause::GoalDue));
        self.queue.extend(limits.into_iter().map(Cause::LimitDue));
        self.queue.extend(rests.into_iter().map(Cause::RestDue));
    }
}

impl View<'_> {
    /// When the customer next wants to be woken, after a moment of this occasion.
    pub(crate) fn next_timer(self, occasion: Occasion) -> Option<i64> {
        let tables = self.engine.tables();
        let absences = tables.absences.iter().filter_map(|id| patterns::next_deadline(self.program(), self.state, *id));
        let instances = self.state.instances.iter().filter_map(|instance| self.next_of_instance(instance));
        let becomes = tables.becomes.iter().filter_map(|id| match &self.program().signals.get(id.index())?.pattern {
            Pattern::Becomes(_, watch) => self.next_change(watch, Names::NONE),
            Pattern::Sequence { .. } => None,
        });
        let entries = tables.entered_when.iter().filter_map(|id| self.next_entry(*id));
        absences.chain(instances).chain(becomes).chain(entries).chain(self.next_of_audiences(occasion)).min()
    }

    fn next_of_instance(self, instance: &Instance) -> Option<i64> {
        let journey = self.program().journeys.get(instance.journey.index())?;
        let names = Names::of(instance);
        let asked_again = match &instance.rest {
            Rest::Sending(sending) if sending.turn.is_none() => sending.again_at,
            _ => None,
        };
        let fixed = [goal_due(journey, instance), Some(limit(journey, instance)), rest_due(instance), asked_again];
        let goal = journey.goal.iter().filter(|_| instance.goal != Goal::Reached).filter_map(goal_watch);
        let watches = goal.chain(exit_watches(journey)).chain(arm_watches(journey, instance)).chain(&journey.paused);
        let changes = watches.filter_map(|watch| self.next_change(watch, names));
        fixed.into_iter().flatten().chain(changes).min()
    }

    /// When a journey that is entered by a condition can next be entered, as far as time decides.
    fn next_entry(self, id: JourneyId) -> Option<i64> {
        let journey = self.program().journeys.get(id.index())?;
        let watches = journey.entries.iter().filter_map(|entry| match entry {
            Entry::When(latch, watch) => Some((latch, watch)),
            Entry::On(..) => None,
        });
        let mut next = None;
        for (latch, watch) in watches {
            next = earlier(next, self.next_change(watch, Names::NONE));
            let waits = !self.state.latch(*latch) && self.holds(watch.condition, Names::NONE);
            if waits && self.state.of_journey(id).is_empty() {
                let blocks =
                    journey.goal.iter().filter_map(goal_watch).chain(exit_watches(journey)).chain(&journey.paused);
                let names = Names { start: Some(self.now), ..Names::NONE };
                let unblocked = blocks.filter_map(|watch| self.next_change(watch, names)).min();
                let again = self.again_at(id, names.key).filter(|at| *at > self.now && *at != i64::MAX);
                next = earlier(earlier(next, unblocked), again);
            }
        }
        next
    }
}

/// When a goal that is asked is missed.
fn goal_due(journey: &Journey, instance: &Instance) -> Option<i64> {
    let within = journey.goal.as_ref()?.within?;
    (instance.goal == Goal::Open).then(|| instance.start.saturating_add(within))
}

fn limit(journey: &Journey, instance: &Instance) -> i64 {
    instance.start.saturating_add(journey.limit)
}

/// When the first arm of a rest is due; none while another thing is remembered to move the instance.
fn rest_due(instance: &Instance) -> Option<i64> {
    if instance.remembered.is_some() {
        return None;
    }
    match &instance.rest {
        Rest::Nowhere => None,
        Rest::Sending(sending) => sending.due.iter().flatten().min().copied(),
        Rest::Waiting(waiting) => waiting.due.iter().flatten().min().copied(),
        Rest::Doing(doing) => Some(doing.until),
    }
}

fn goal_watch(goal: &GoalItem) -> Option<&Watch> {
    trigger_watch(&goal.trigger)
}

fn exit_watches(journey: &Journey) -> impl Iterator<Item = &Watch> {
    journey.exits.iter().filter_map(|exit| trigger_watch(&exit.trigger))
}

fn trigger_watch(trigger: &Trigger) -> Option<&Watch> {
    match trigger {
        Trigger::When(watch) => Some(watch),
        Trigger::On(_) => None,
    }
}

fn arm_watches<'a>(journey: &'a Journey, instance: &Instance) -> impl Iterator<Item = &'a Watch> + use<'a> {
    arms(journey, instance).iter().filter_map(|arm| match &arm.trigger {
        ArmTrigger::When(watch) => Some(watch),
        _ => None,
    })
}

/// The arms of the rest of an instance.
pub(crate) fn arms<'a>(journey: &'a Journey, instance: &Instance) -> &'a [baton_program::Arm] {
    let pc = match &instance.rest {
        Rest::Sending(sending) => sending.pc,
        Rest::Waiting(waiting) => waiting.pc,
        Rest::Nowhere | Rest::Doing(_) => return &[],
    };
    match journey.code.get(pc.index()) {
        Some(Op::Wait(arms)) => arms,
        Some(Op::Send(send)) => &send.arms,
        _ => &[],
    }
}

fn earlier(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    a.into_iter().chain(b).min()
}
