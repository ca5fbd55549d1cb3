//! What is asked of each message at a clearing (§11), all of it, in the order of the text.

use std::sync::Arc;

use baton_program::{
    Because, Cap, ChannelId, ChannelRules, Direction, Objection as Kind, Period, Privacy, RuleId, RuleKind, Value,
    Watch, wire::duration_text, withheld,
};

use super::{Asking, Proposal};
use crate::eval::order;
use crate::view::{Names, View};

/// An objection to a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Objection {
    pub(super) by: By,
    /// The channel, where it is to one alone.
    pub(super) channel: Option<ChannelId>,
    /// When it ends, or may end, where that is known.
    pub(super) until: Option<i64>,
}

/// What objects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum By {
    /// `paused while`.
    Paused,
    /// An operator has paused the journey.
    Operator,
    OnlyWhen,
    Requires,
    Rule(RuleId),
}

/// What came of asking.
#[derive(Debug)]
pub(super) struct Verdict {
    /// The first channel without an objection.
    pub(super) channel: Option<ChannelId>,
    /// All objections, in the order asked.
    pub(super) objections: Vec<Objection>,
    /// Whether any channel can be used at all.
    pub(super) reach: Reach,
}

/// Whether a message can reach the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// On some channel.
    Reachable,
    /// Every channel fails what it requires.
    Unreachable,
}

impl<'a> View<'a> {
    /// Asks about a message and all of its channels.
    pub(super) fn ask_message(self, asking: &Asking<'_>) -> Verdict {
        let mut objections = self.ask_before_channels(&asking.proposal);
        let general = !objections.is_empty();
        let (mut channel, mut reach) = (None, Reach::Unreachable);
        for id in self.channels(asking) {
            let before = objections.len();
            self.ask_channel(&asking.proposal, id, &mut objections);
            let own = objections.get(before..).unwrap_or_default();
            if own.is_empty() && !general {
                channel = channel.or(Some(id));
            }
            if own.iter().all(|objection| objection.by != By::Requires) {
                reach = Reach::Reachable;
            }
        }
        Verdict { channel, objections, reach }
    }

    /// Asks whether a message whose turn it is may still be sent: everything but the caps.
    pub(super) fn ask_at_turn(self, asking: &Asking<'_>, channel: ChannelId) -> bool {
        self.ask_on(&asking.proposal, channel).is_empty()
    }

    /// All that objects to a message on this channel.
    pub(super) fn ask_on(self, proposal: &Proposal<'_>, channel: ChannelId) -> Vec<Objection> {
        let mut objections = self.ask_before_channels(proposal);
        self.ask_channel(proposal, channel, &mut objections);
        objections
    }

    fn ask_before_channels(self, proposal: &Proposal<'_>) -> Vec<Objection> {
        let mut objections = Vec::new();
        let mut object = |by, until| objections.push(Objection { by, channel: None, until });
        let own = Names::of(proposal.instance);
        if proposal.journey.paused.as_ref().is_some_and(|watch| self.holds(watch.condition, own)) {
            object(By::Paused, None);
        }
        if self.state.pauses(proposal.instance.journey) {
            object(By::Operator, None);
        }
        if let Some(watch) = &proposal.message.only_when
            && !self.holds(watch.condition, proposal.names())
        {
            object(By::OnlyWhen, self.next_change(watch, proposal.names()));
        }
        let rules = &proposal.message.rules;
        for (id, until) in self.suppressing(&rules.suppress) {
            object(By::Rule(id), until);
        }
        for id in &rules.gather {
            if let Some(RuleKind::Gather(time)) = self.rule(*id) {
                let until = self.calendar().first(*time, proposal.asked);
                if self.now < until {
                    object(By::Rule(*id), Some(until));
                }
            }
        }
        objections
    }

    fn ask_channel(self, proposal: &Proposal<'_>, id: ChannelId, objections: &mut Vec<Objection>) {
        let mut object = |by, until| objections.push(Objection { by, channel: Some(id), until });
        let names = Names { channel: Some(id), ..Names::NONE };
        let requires = self.program().channels.get(id.index()).and_then(|channel| channel.requires.as_ref());
        if let Some(watch) = requires
            && !self.holds(watch.condition, names)
        {
            object(By::Requires, self.next_change(watch, names));
        }
        let Some(rules) = channel_rules(proposal, id) else {
            return;
        };
        for (rule, until) in self.suppressing(&rules.suppress) {
            object(By::Rule(rule), until);
        }
        for rule in &rules.quiet {
            if let Some(RuleKind::Quiet(quiet)) = self.rule(*rule)
                && let Some(until) = self.calendar().quiet_until(*quiet, self.now)
            {
                object(By::Rule(*rule), Some(until));
            }
        }
        // What was counted when it was queued is not asked again: it would stand in its own way.
        if proposal.counted == Some(id) {
            return;
        }
        for rule in &rules.caps {
            if let Some(RuleKind::Cap(cap)) = self.rule(*rule)
                && let Some(until) = self.capped(*cap)
            {
                object(By::Rule(*rule), until);
            }
        }
    }

    /// The suppressing rules among these, and when their conditions can next change.
    fn suppressing(self, rules: &'a [RuleId]) -> impl Iterator<Item = (RuleId, Option<i64>)> + use<'a> {
        rules.iter().filter_map(move |id| match self.rule(*id) {
            Some(RuleKind::Suppress(watch)) if self.holds(watch.condition, Names::NONE) => {
                Some((*id, self.next_change(watch, Names::NONE)))
            }
            _ => None,
        })
    }

    fn rule(self, id: RuleId) -> Option<&'a RuleKind> {
        self.program().rules.get(id.index()).map(|rule| &rule.kind)
    }

    /// Whether a cap is full, and then until when.
    fn capped(self, cap: Cap) -> Option<Option<i64>> {
        let counted = self.counted_by(cap);
        if u64::from(cap.limit) > counted.len() as u64 {
            return None;
        }
        Some(match cap.per {
            _ if cap.limit == 0 => None,
            Period::Rolling(within) => counted.first().map(|oldest| oldest.saturating_add(within)),
            calendar => self.calendar().next_period(calendar, self.now),
        })
    }

    /// When was sent what a cap counts now, the oldest first.
    fn counted_by(self, cap: Cap) -> Vec<i64> {
        let sent = self.state.counters.get(cap.counter).map_or(&[][..], Vec::as_slice).iter().copied();
        match cap.per {
            Period::Rolling(within) => sent.filter(|at| *at > self.now.saturating_sub(within)).collect(),
            period => sent.filter(|at| self.calendar().same(period, *at, self.now)).collect(),
        }
    }

    /// The channels that a send may take, in the order in which they are asked.
    fn channels(self, asking: &Asking<'_>) -> Vec<ChannelId> {
        let allowed = |id: &&ChannelId| {
            let outbound = self.program().channels.get(id.index()).is_some_and(|c| c.direction == Direction::Outbound);
            outbound && (asking.send.via.is_empty() || asking.send.via.contains(id))
        };
        let mut channels: Vec<_> = asking.proposal.message.channels.iter().filter(allowed).copied().collect();
        if let Some(by) = asking.proposal.message.by {
            let value = |id| self.value(by, Names { channel: Some(id), ..asking.proposal.names() });
            let mut valued: Vec<_> = channels.into_iter().map(|id| (id, value(id))).collect();
            // The sort is stable, so that ties stay as the list has them; what is unknown comes last.
            valued.sort_by(|(_, a), (_, b)| {
                let known = |value: &Value| *value != Value::Unknown;
                order(b, a).unwrap_or_else(|| known(b).cmp(&known(a)))
            });
            channels = valued.into_iter().map(|(id, _)| id).collect();
        }
        channels
    }

    /// Objections as records show them.
    pub(super) fn because_of(self, proposal: &Proposal<'_>, objections: &[Objection]) -> Vec<Because> {
        objections.iter().map(|objection| self.explain(proposal, objection)).collect()
    }

    fn explain(self, proposal: &Proposal<'_>, objection: &Objection) -> Because {
        let channel = objection.channel.and_then(|id| self.program().channels.get(id.index()));
        let watched = |rule: &str, watch: Option<&Watch>, names| match watch {
            Some(watch) => self.because_watch(rule, watch, names),
            None => Because { rule: rule.into(), ..Because::default() },
        };
        let because = match objection.by {
            By::Paused => watched("paused", proposal.journey.paused.as_ref(), Names::of(proposal.instance)),
            By::Operator => Because { values: ordered_pause(), ..watched("paused", None, Names::NONE) },
            By::OnlyWhen => watched("only_when", proposal.message.only_when.as_ref(), proposal.names()),
            By::Requires => {
                let names = Names { channel: objection.channel, ..Names::NONE };
                watched("requires", channel.and_then(|channel| channel.requires.as_ref()), names)
            }
            By::Rule(id) => match self.program().rules.get(id.index()) {
                Some(rule) => Because { values: self.values(&rule.kind), ..self.because(&rule.name, rule.place) },
                None => Because::default(),
            },
        };
        Because {
            kind: self.kind(objection.by),
            channel: channel.map(|channel| channel.name.clone()),
            until: objection.until,
            ..because
        }
    }

    fn kind(self, by: By) -> Option<Kind> {
        Some(match by {
            By::Paused | By::Operator => Kind::Paused,
            By::OnlyWhen => Kind::OnlyWhen,
            By::Requires => Kind::Requires,
            By::Rule(id) => match self.rule(id)? {
                RuleKind::Suppress(_) => Kind::Suppress,
                RuleKind::Cap(_) => Kind::Cap,
                RuleKind::Quiet(_) => Kind::Quiet,
                RuleKind::Gather(_) => Kind::Gather,
                RuleKind::Holdout(_) => Kind::Holdout,
                RuleKind::Weigh(_) => return None,
            },
        })
    }

    fn values(self, rule: &RuleKind) -> Vec<(Arc<str>, serde_json::Value)> {
        match rule {
            RuleKind::Suppress(watch) => self.reasons(watch, Names::NONE),
            RuleKind::Cap(cap) => {
                let sent = self.counted_by(*cap).len();
                let per = match cap.per {
                    Period::Rolling(within) => duration_text(within),
                    Period::Hour => "hour".into(),
                    Period::Day => "day".into(),
                    Period::Week => "week".into(),
                    Period::Month => "month".into(),
                };
                vec![("sent".into(), sent.into()), ("limit".into(), cap.limit.into()), ("per".into(), per.into())]
            }
            RuleKind::Quiet(_) => {
                let attribute = self.engine.tables().timezone;
                let own = attribute.map(|attribute| self.attribute(attribute));
                let zone = match &own {
                    Some(Value::Timezone(zone)) => zone,
                    _ => &self.program().zone,
                };
                let civil = self.calendar().civil(self.now);
                let time = format!("{:02}:{:02}", civil.hour(), civil.minute());
                let declared = attribute.and_then(|attribute| self.program().attributes.get(attribute.index()));
                let values: [serde_json::Value; 2] = match declared.map_or(Privacy::Open, |declared| declared.privacy) {
                    Privacy::Open => [time.into(), (**zone).into()],
                    Privacy::Personal => [withheld(), withheld()],
                };
                ["local_time".into(), "timezone".into()].into_iter().zip(values).collect()
            }
            RuleKind::Gather(_) | RuleKind::Holdout(_) | RuleKind::Weigh(_) => Vec::new(),
        }
    }
}

/// What tells an operator's pause from `paused while`.
fn ordered_pause() -> Vec<(Arc<str>, serde_json::Value)> {
    vec![("ordered".into(), "pause".into())]
}

/// The rules that concern a message on a channel.
pub(super) fn channel_rules<'a>(proposal: &Proposal<'a>, id: ChannelId) -> Option<&'a ChannelRules> {
    let at = proposal.message.channels.iter().position(|channel| *channel == id)?;
    proposal.message.rules.channels.get(at)
}
