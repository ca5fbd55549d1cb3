//! What is due of an instance (§8): its goal's time, its limit, an arm of its rest.

use baton_program::{BuiltIn, Kind, Record};

use super::Onward;
use super::moves::Ending;
use crate::moment::Moment;
use crate::state::{Goal, Rest};
use crate::timers::arms;

impl Moment<'_> {
    /// The time of a goal is over: that is recorded, and the instance goes on.
    pub(crate) fn miss_goal(&mut self, who: u64) {
        let Some(instance) = self.state.instance_mut(who) else {
            return;
        };
        if instance.goal != Goal::Open {
            return;
        }
        instance.goal = Goal::Missed;
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let place = self.program.journeys.get(instance.journey.index()).and_then(|journey| journey.goal.as_ref());
        let because = place.map(|goal| self.view().because(&"within".into(), goal.place));
        let record = Record { because: because.into_iter().collect(), ..self.record_of(Kind::Missed, instance) };
        self.happen_to_journey(BuiltIn::Missed, &record);
        self.output.records.push(record);
    }

    /// The time of an instance is over, also while it is paused.
    pub(crate) fn reach_limit(&mut self, who: u64) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let place = self.program.journeys.get(instance.journey.index()).map(|journey| journey.place);
        let because = place.map(|place| self.view().because(&"limit".into(), place));
        self.end(who, Ending::Left("limit".into()), because.into_iter().collect());
    }

    /// Takes the first arm that is due, from the top.
    pub(crate) fn end_rest(&mut self, who: u64) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let Some(journey) = self.program.journeys.get(instance.journey.index()) else {
            return;
        };
        let due = match &instance.rest {
            Rest::Nowhere => return,
            Rest::Doing(doing) if doing.until <= self.now => {
                let command = doing.command.clone();
                return self.give_up(&command, "within");
            }
            Rest::Doing(_) => return,
            Rest::Waiting(waiting) => &waiting.due,
            Rest::Sending(sending) => &sending.due,
        };
        let is_due = |due: &Option<i64>| due.is_some_and(|due| due <= self.now);
        let arm = due.iter().position(is_due).and_then(|at| arms(journey, instance).get(at));
        if let Some(arm) = arm {
            let cause = match arm.trigger {
                baton_program::ArmTrigger::After(_) => "after",
                _ => "until",
            };
            let because = self.view().because(&cause.into(), arm.place);
            self.go_on(who, Onward { target: arm.target, because, place: arm.place });
        }
    }
}
