//! What a moment has to ask, counted in the program's text: who listens to an event, what is watched, what is cleared.

use std::sync::Arc;

use super::journey::{arms, asked, instances};
use crate::{Bound, Entry, Message, Op, Pattern, Program, RuleKind, Selector, Trigger};

/// What the parts of a moment (§8) ask at most, with every key and instance there is room for.
///
/// A moment asks its event's listeners for each event of its queue, and the conditions and the docket once more whenever
/// something acted; [`super::MOST_OF_A_MOMENT`] ends it in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The event that most listen to; the first of several by name. None in a program without events.
    pub event: Option<Arc<str>>,
    /// How many occurrences are asked about that event: of histories, of signals for each key, of journeys for each
    /// instance, of entries, and of measures.
    pub listeners: u64,
    /// How many conditions are read: audiences, `becomes`, entries, and of each instance its goal, exits, arms and pause.
    pub conditions: u64,
    /// How many rules and conditions are asked to clear a full docket: of each instance the message with the most.
    pub clearing: u64,
    /// How many rules and conditions are asked to answer the placement for which the most is offered, when every offer
    /// stands.
    pub showing: u64,
}

impl Work {
    pub(super) fn of(program: &Program) -> Self {
        let mut counts = vec![0u64; program.events.len()];
        let mut listen = |selector: &Selector, times: u64| {
            if let Some(count) = counts.get_mut(selector.event.index()) {
                *count = count.saturating_add(times);
            }
        };
        let histories = program.histories.iter().flat_map(|history| &history.alternatives);
        histories.for_each(|alternative| listen(&alternative.selector, 1));
        for signal in &program.signals {
            // The event can begin a further key.
            let keys = u64::from(signal.keys.unwrap_or(0)) + 1;
            if let Pattern::Sequence { links, no, .. } = &signal.pattern {
                let links = links.iter().flat_map(|link| &link.on.alternatives);
                links.chain(no.iter().flat_map(|no| &no.on)).for_each(|selector| listen(selector, keys));
            }
        }
        for journey in &program.journeys {
            let mut all = |bounds: Vec<&Bound>, times| {
                bounds.into_iter().flat_map(|bound| &bound.alternatives).for_each(|selector| listen(selector, times));
            };
            all(asked(journey), instances(journey));
            let entries = journey.entries.iter().filter_map(|entry| match entry {
                Entry::On(bound, _) => Some(bound),
                Entry::When(..) => None,
            });
            all(entries.collect(), 1);
        }
        let measured = program.measures.iter().flat_map(|measure| measure.part.iter().chain(&measure.whole));
        measured.for_each(|selector| listen(selector, 1));
        let listeners = counts.iter().copied().max().unwrap_or(0);
        let busiest = program.events.iter().zip(&counts).find(|(_, count)| **count == listeners && listeners > 0);
        Self {
            event: busiest.map(|(event, _)| event.name.clone()),
            listeners,
            conditions: conditions(program),
            clearing: clearing(program),
            showing: showing(program),
        }
    }
}

fn conditions(program: &Program) -> u64 {
    let becomes = program.signals.iter().filter(|signal| matches!(signal.pattern, Pattern::Becomes(..))).count();
    let journeys = program.journeys.iter().map(|journey| {
        let when = |trigger: &Trigger| u64::from(matches!(trigger, Trigger::When(_)));
        let entries = journey.entries.iter().filter(|entry| matches!(entry, Entry::When(..))).count() as u64;
        let goal: u64 = journey.goal.iter().map(|goal| when(&goal.trigger)).sum();
        let exits: u64 = journey.exits.iter().map(|exit| when(&exit.trigger)).sum();
        let watched = |op: &Op| arms(op).iter().filter(|arm| matches!(arm.trigger, crate::ArmTrigger::When(_))).count();
        let arms = journey.code.iter().map(watched).max().unwrap_or(0) as u64;
        let paused = u64::from(journey.paused.is_some());
        (goal + exits + arms + paused).saturating_mul(instances(journey)).saturating_add(entries)
    });
    journeys.fold((program.audiences.len() + becomes) as u64, u64::saturating_add)
}

fn holdouts(program: &Program) -> u64 {
    program.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Holdout(_))).count() as u64
}

fn showing(program: &Program) -> u64 {
    let mut placements = vec![0u64; program.placements.len()];
    for journey in &program.journeys {
        for op in &journey.code {
            let Op::Offer(offer) = op else { continue };
            let asked = program.messages.get(offer.message.index()).map(|message| self::message(program, message));
            let asks = asked.unwrap_or(0).saturating_add(holdouts(program)).saturating_mul(instances(journey));
            if let Some(sum) = placements.get_mut(offer.placement.index()) {
                *sum = sum.saturating_add(asks);
            }
        }
    }
    placements.into_iter().max().unwrap_or(0)
}

fn clearing(program: &Program) -> u64 {
    let holdouts = holdouts(program);
    let journeys = program.journeys.iter().map(|journey| {
        let sends = journey.code.iter().filter_map(|op| match op {
            Op::Send(send) => Some(send),
            _ => None,
        });
        let asks = sends.map(|send| {
            let messages = send.candidates.iter().filter_map(|(id, _)| program.messages.get(id.index()));
            messages.map(|message| self::message(program, message)).fold(holdouts, u64::saturating_add)
        });
        asks.max().unwrap_or(0).saturating_mul(instances(journey))
    });
    journeys.fold(0, u64::saturating_add)
}

/// What is asked about one message: of it, and for each channel that it may take.
fn message(program: &Program, message: &Message) -> u64 {
    let rules = &message.rules;
    let of_channels = rules.channels.iter().map(|rules| rules.suppress.len() + rules.quiet.len() + rules.caps.len());
    let channels = message.channels.iter().filter_map(|channel| program.channels.get(channel.index()));
    let requires = channels.filter(|channel| channel.requires.is_some()).count();
    let own = usize::from(message.only_when.is_some()) + rules.suppress.len() + rules.gather.len();
    (own + requires + of_channels.sum::<usize>()) as u64
}
