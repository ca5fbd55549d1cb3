//! The slots of a journey: its instances with their frames and rests, the ends that `again` asks for, its latches; and
//! the last sends of the messages that journeys send.

use super::size::{Size, largest, sum};
use super::sizes::{
    CANDIDATE, DUE, ENDED, ENDED_JOURNEY, INSTANCE, LAST_SEND, OFFERED, PAUSED, REMEMBERED, SENDING, SHARED, VALUE,
};
use super::slots::{latch, slot};
use super::values::{Values, shared_text};
use super::{Declared, Keeps, Owner, Slot};
use crate::{
    Again, Arm, ArmTrigger, Bound, Entry, ExprId, Journey, JourneyId, Message, MessageId, Op, Send, TEXT_BYTES,
    Trigger, Type,
};

/// The longest number in an id: 64 bits.
const DIGITS: u64 = 20;
/// What moves an instance is told by an event's name or a word like `until`.
const WORD: u64 = 16;

/// How many instances of a journey a customer has at most.
pub(super) fn instances(journey: &Journey) -> u64 {
    journey.key.as_ref().map_or(1, |key| u64::from(key.instances)).max(1)
}

pub(super) fn slots(values: Values<'_>, id: JourneyId, journey: &Journey) -> Vec<Slot> {
    let owner = Owner { kind: Declared::Journey, name: journey.name.clone() };
    let count = instances(journey);
    // Whether an operator has paused it is kept apart from the instances.
    let paused = Size { once: 0, most: PAUSED };
    let bytes = instance(values, journey).up_to(count).and(paused).bytes();
    let timers = instance_timers(journey).saturating_mul(count);
    let mut slots = vec![Slot { timers, ..slot(owner.clone(), Keeps::Instances(id), bytes) }];
    if journey.again != Again::Always {
        let end = Size::of(ENDED).and(key(values, journey)).up_to(count);
        // A journey that a condition enters is asked again when it may be entered again.
        let waits = matches!(journey.again, Again::After(_)) && entries_when(journey).next().is_some();
        let bytes = Size::of(ENDED_JOURNEY).and(end).bytes();
        slots.push(Slot { timers: u64::from(waits), ..slot(owner.clone(), Keeps::Ended(id), bytes) });
    }
    slots.extend(entries_when(journey).map(|(id, watch)| latch(owner.clone(), id, watch)));
    slots
}

/// The last send of a message, where a journey sends or offers it.
pub(super) fn last_send(values: Values<'_>, id: MessageId, message: &Message) -> Option<Slot> {
    let sends = |journey: &&Journey| {
        journey.code.iter().any(|op| match op {
            Op::Send(send) => send.candidates.iter().any(|(candidate, _)| *candidate == id),
            Op::Offer(offer) => offer.message == id,
            _ => false,
        })
    };
    let senders: Vec<_> = values.program.journeys.iter().filter(sends).collect();
    let owner = Owner { kind: Declared::Message, name: message.name.clone() };
    let id_of_send = largest(senders.iter().map(|journey| send_id(values, journey)));
    let bytes = Size::of(LAST_SEND).and(id_of_send).bytes();
    (!senders.is_empty()).then(|| slot(owner, Keeps::LastSend(id), bytes))
}

/// One instance, whatever it rests at.
fn instance(values: Values<'_>, journey: &Journey) -> Size {
    let frame = (0..journey.slots).map(|slot| {
        let bound = binders(values, journey).into_iter().filter(|(other, _)| *other == slot).map(|(_, size)| size);
        Size::of(VALUE).and(largest(bound))
    });
    let rest = largest(journey.code.iter().map(|op| rest(values, journey, op)));
    let remembered = if journey.paused.is_some() { remembered(values, journey) } else { Size::NOTHING };
    let offers = sum(journey.code.iter().map(|op| offered(values, journey, op)));
    // Only who has become one with another has two ids.
    let origin = Size { once: 0, ..shared_text(Size::text(u64::from(TEXT_BYTES))) };
    sum([Size::of(INSTANCE), key(values, journey), origin, sum(frame), rest, remembered, offers])
}

/// Everything that is bound with `as`: its slot, and what the value there points to.
fn binders(values: Values<'_>, journey: &Journey) -> Vec<(u16, Size)> {
    let event =
        |bound: &Bound| Some((bound.slot?, largest(bound.alternatives.iter().map(|one| values.event(one.event)))));
    let answer = |op: &Op| match op {
        Op::Do(one) => {
            let action = values.program.actions.get(one.action.index())?;
            Some((one.answer.as_ref()?.slot, values.fields(action.answers.as_deref()?)))
        }
        _ => None,
    };
    let events = bounds(journey).into_iter().filter_map(event);
    events.chain(journey.code.iter().filter_map(answer)).collect()
}

/// Everything that a journey waits for.
pub(super) fn bounds(journey: &Journey) -> Vec<&Bound> {
    let entries = journey.entries.iter().filter_map(|entry| match entry {
        Entry::On(bound, _) => Some(bound),
        Entry::When(..) => None,
    });
    entries.chain(asked(journey)).collect()
}

/// Everything that an instance waits for.
pub(super) fn asked(journey: &Journey) -> Vec<&Bound> {
    let triggers = journey.goal.iter().map(|goal| &goal.trigger).chain(journey.exits.iter().map(|exit| &exit.trigger));
    let triggers = triggers.filter_map(|trigger| match trigger {
        Trigger::On(bound) => Some(bound),
        Trigger::When(_) => None,
    });
    let handlers = journey.handlers.iter().map(|handler| &handler.on);
    let arms = journey.code.iter().flat_map(arms).filter_map(|arm| match &arm.trigger {
        ArmTrigger::On(bound) => Some(bound),
        _ => None,
    });
    triggers.chain(handlers).chain(arms).collect()
}

/// The arms of an instruction.
pub(super) fn arms(op: &Op) -> &[Arm] {
    match op {
        Op::Wait(arms) => arms,
        Op::Send(send) => &send.arms,
        _ => &[],
    }
}

fn entries_when(journey: &Journey) -> impl Iterator<Item = (crate::LatchId, &crate::Watch)> {
    journey.entries.iter().filter_map(|entry| match entry {
        Entry::When(latch, watch) => Some((*latch, watch)),
        Entry::On(..) => None,
    })
}

/// What the first thing is that would have moved a paused instance.
fn remembered(values: Values<'_>, journey: &Journey) -> Size {
    let names = bounds(journey).into_iter().flat_map(|bound| &bound.alternatives);
    let names = names.filter_map(|one| values.program.events.get(one.event.index()));
    let cause = names.map(|event| event.name.len() as u64).fold(WORD, u64::max);
    let binding = largest(binders(values, journey).into_iter().map(|(_, size)| size));
    sum([Size::of(REMEMBERED), shared_text(Size::text(cause)), binding])
}

fn rest(values: Values<'_>, journey: &Journey, op: &Op) -> Size {
    match op {
        Op::Send(send) => {
            let docket = Size::of(SENDING).and(send_id(values, journey));
            sum([docket, Size::of(DUE).times(send.arms.len() as u64), candidates(values, send)])
        }
        Op::Do(one) if one.answer.is_some() => send_id(values, journey),
        Op::Wait(arms) => Size::of(DUE).times(arms.len() as u64),
        _ => Size::NOTHING,
    }
}

/// What an `offer` has made: each statement has at most one that stands.
fn offered(values: Values<'_>, journey: &Journey, op: &Op) -> Size {
    match op {
        Op::Offer(offer) => {
            sum([Size::of(OFFERED), send_id(values, journey), arguments(values, offer.message, &offer.args)])
        }
        _ => Size::NOTHING,
    }
}

fn candidates(values: Values<'_>, send: &Send) -> Size {
    sum(send.candidates.iter().map(|(message, args)| Size::of(CANDIDATE).and(arguments(values, *message, args))))
}

fn arguments(values: Values<'_>, message: MessageId, args: &[ExprId]) -> Size {
    let params = values.program.messages.get(message.index()).map_or(&[][..], |message| &message.params);
    Size::of(VALUE).times(args.len() as u64).and(sum(params.iter().map(|param| values.ty(&param.ty))))
}

/// What an instance's key points to.
fn key(values: Values<'_>, journey: &Journey) -> Size {
    largest(key_types(values, journey).map(|ty| values.ty(ty)))
}

fn key_types<'p>(values: Values<'p>, journey: &'p Journey) -> impl Iterator<Item = &'p Type> {
    let entries = journey.entries.iter().filter_map(|entry| match entry {
        Entry::On(bound, _) => Some(bound),
        Entry::When(..) => None,
    });
    let selectors = entries.filter(|_| journey.key.is_some()).flat_map(|bound| &bound.alternatives);
    let program = values.program;
    selectors.filter_map(move |one| {
        let event = program.events.get(one.event.index())?;
        Some(&event.fields.get(usize::from(one.key?))?.ty)
    })
}

/// The id of a send or command: journey, moment of entry, key with its length, moment and place, customer.
fn send_id(values: Values<'_>, journey: &Journey) -> Size {
    let key = largest(key_types(values, journey).map(|ty| values.text_form(ty)));
    let numbers = Size { once: 2 * 5, most: DIGITS * 5 };
    let separators = Size::of(7);
    let name = Size::of(journey.name.len() as u64);
    let customer = Size::text(u64::from(TEXT_BYTES));
    sum([Size::of(SHARED), name, numbers, separators, key, customer])
}

/// How many timers an instance can have pending: its limit, its goal's time, what its rest waits for, and the clocks of
/// the conditions that it watches.
fn instance_timers(journey: &Journey) -> u64 {
    let clocks = |trigger: &Trigger| match trigger {
        Trigger::When(watch) => watch.clocks.len(),
        Trigger::On(_) => 0,
    };
    let goal = journey.goal.as_ref().map_or(0, |goal| usize::from(goal.within.is_some()) + clocks(&goal.trigger));
    let exits: usize = journey.exits.iter().map(|exit| clocks(&exit.trigger)).sum();
    let paused = journey.paused.as_ref().map_or(0, |watch| watch.clocks.len());
    let rest = journey.code.iter().map(rest_timers).max().unwrap_or(0);
    (1 + goal + exits + paused + rest) as u64
}

fn rest_timers(op: &Op) -> usize {
    let arms = arms(op).iter().map(|arm| match &arm.trigger {
        ArmTrigger::On(_) => 0,
        ArmTrigger::When(watch) => watch.clocks.len(),
        ArmTrigger::After(_) | ArmTrigger::TimeOfDay(_) | ArmTrigger::Until(_) => 1,
    });
    let own = match op {
        // When it is asked again; when the answer is waited for no more.
        Op::Send(_) => 1,
        Op::Do(one) => usize::from(one.answer.is_some()),
        _ => 0,
    };
    own + arms.sum::<usize>()
}
