//! Rules, and the lists of messages that name them.

use super::{Check, Checker, Fault, Refusal, at, each, ensure, range};
use crate::{Cap, Days, Holdout, MOST, Message, Period, RuleId, RuleKind};

/// Milliseconds of a day of 24 hours.
pub(super) const DAY: i64 = 86_400_000;

impl Checker<'_> {
    pub(super) fn rules(&self) -> Result<(), Refusal> {
        each(
            "rule",
            &self.program.rules,
            |rule| &rule.name,
            |_, rule| {
                self.place(rule.place)?;
                match &rule.kind {
                    RuleKind::Suppress(watch) => self.watch(watch, 0),
                    RuleKind::Cap(cap) => capped(cap),
                    RuleKind::Quiet(quiet) => {
                        time_of_day(quiet.from)?;
                        range("a time of day", i64::from(quiet.to), 0, DAY)?;
                        days(quiet.days)
                    }
                    RuleKind::Gather(until) => time_of_day(*until),
                    RuleKind::Holdout(holdout) => self.holdout(holdout),
                    RuleKind::Weigh(expr) => self.expr(*expr, 0),
                }
            },
        )
    }

    fn holdout(&self, holdout: &Holdout) -> Check {
        let messages = holdout.messages.iter().chain(&holdout.except_messages);
        let journeys = holdout.journeys.iter().chain(&holdout.except_journeys);
        messages.into_iter().try_for_each(|message| at(&self.program.messages, message.index(), "message"))?;
        journeys.into_iter().try_for_each(|journey| at(&self.program.journeys, journey.index(), "journey"))
    }

    pub(super) fn rules_of(&self, message: &Message) -> Check {
        let rules = &message.rules;
        ensure(rules.channels.len() == message.channels.len(), Fault::Unequal("its channels and their rules"))?;
        self.all_are(&rules.suppress, |kind| matches!(kind, RuleKind::Suppress(_)))?;
        self.all_are(&rules.gather, |kind| matches!(kind, RuleKind::Gather(_)))?;
        self.all_are(&rules.weigh, |kind| matches!(kind, RuleKind::Weigh(_)))?;
        for channel in &rules.channels {
            self.all_are(&channel.suppress, |kind| matches!(kind, RuleKind::Suppress(_)))?;
            self.all_are(&channel.quiet, |kind| matches!(kind, RuleKind::Quiet(_)))?;
            self.all_are(&channel.caps, |kind| matches!(kind, RuleKind::Cap(_)))?;
        }
        Ok(())
    }

    fn all_are(&self, rules: &[RuleId], wanted: impl Fn(&RuleKind) -> bool) -> Check {
        rules.iter().try_for_each(|id| {
            let rule = self.program.rules.get(id.index()).ok_or(Fault::NoSuch("rule", id.index()))?;
            ensure(wanted(&rule.kind), Fault::Unequal("a rule and the list that names it"))
        })
    }
}

fn capped(cap: &Cap) -> Check {
    range("a cap", i64::from(cap.limit), 0, i64::from(MOST))?;
    match cap.per {
        Period::Rolling(milliseconds) => range("the time of a cap", milliseconds, 1, super::LONGEST),
        Period::Hour | Period::Day | Period::Week | Period::Month => Ok(()),
    }
}

/// Milliseconds since midnight.
pub(super) fn time_of_day(time: u32) -> Check {
    range("a time of day", i64::from(time), 0, DAY - 1)
}

/// At least one day of the week.
pub(super) fn days(days: Days) -> Check {
    range("days of the week", i64::from(days.0), 1, i64::from(Days::ALL.0))
}
