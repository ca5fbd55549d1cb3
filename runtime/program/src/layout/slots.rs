//! The slots of what a program declares.

use std::sync::Arc;

use super::journey;
use super::owners::owners;
use super::size::{Size, largest, sum};
use super::sizes::{
    ATTRIBUTE, COUNTER, EVENT_ID, EVENT_IDS, EVENT_NUMBER, HISTORY, KEYED, LATCH_WORD, LATCHES, ORDERS, PATTERN,
    PREFIX, REMEMBRANCE, STATE, TIME, TURNED, VALUE,
};
use super::values::Values;
use super::{Bytes, Declared, Keeps, Owner, Slot};
use crate::{
    Attribute, AttributeId, Cap, CounterId, History, HistoryId, JourneyId, LatchId, Link, MessageId, No, Pattern,
    Program, Rule, RuleKind, Signal, SignalId, Store, SwitchId, Watch,
};

/// All slots, in the order of the tables.
pub(super) fn slots(program: &Program) -> Vec<Slot> {
    let values = Values { program };
    let mut slots = runtime(program);
    for (id, attribute) in ids(&program.attributes, AttributeId) {
        slots.push(self::attribute(values, id, attribute));
    }
    for ((id, history), owners) in ids(&program.histories, HistoryId).zip(owners(program)) {
        slots.push(self::history(values, id, history, owners));
    }
    for (id, signal) in ids(&program.signals, SignalId) {
        slots.push(self::signal(values, id, signal));
    }
    for (id, message) in ids(&program.messages, MessageId) {
        slots.extend(journey::last_send(values, id, message));
    }
    slots.extend(program.rules.iter().filter_map(counter));
    for (id, journey) in ids(&program.journeys, JourneyId) {
        slots.extend(journey::slots(values, id, journey));
    }
    for (id, switch) in ids(&program.switches, SwitchId) {
        let owner = Owner { kind: Declared::Switch, name: switch.name.clone() };
        slots.push(slot(owner, Keeps::Switch(id), Size { once: 0, most: TURNED }.bytes()));
    }
    for audience in &program.audiences {
        let owner = Owner { kind: Declared::Audience, name: audience.name.clone() };
        let slot = latch(owner, audience.member, &audience.condition);
        // A refreshed one has no clocks, but its time of day.
        slots.push(Slot { timers: slot.timers + u64::from(audience.refreshed.is_some()), ..slot });
    }
    slots
}

/// The things of a table with their ids; a verified program has no more than its ids can name.
fn ids<T, I>(table: &[T], id: fn(u16) -> I) -> impl Iterator<Item = (I, &T)> {
    (0..=u16::MAX).map(id).zip(table)
}

/// What every customer has.
fn runtime(program: &Program) -> Vec<Slot> {
    let owner = Owner { kind: Declared::Runtime, name: program.workspace.clone() };
    let state = Bytes { rest: STATE, once: STATE, most: STATE + ORDERS };
    let ids = Size::of(EVENT_ID).up_to(EVENT_IDS).bytes();
    [(Keeps::State, state), (Keeps::EventIds, ids)].map(|(keeps, bytes)| slot(owner.clone(), keeps, bytes)).into()
}

pub(super) const fn slot(owner: Owner, keeps: Keeps, bytes: Bytes) -> Slot {
    Slot { owner, also: Vec::new(), keeps, bytes, timers: 0 }
}

fn attribute(values: Values<'_>, id: AttributeId, attribute: &Attribute) -> Slot {
    let owner = Owner { kind: Declared::Attribute, name: format!("customer.{}", attribute.name).into() };
    slot(owner, Keeps::Attribute(id), Size::of(ATTRIBUTE).and(values.ty(&attribute.ty)).bytes())
}

fn history(values: Values<'_>, id: HistoryId, history: &History, owners: Vec<Owner>) -> Slot {
    let kept = |fields: Option<usize>| {
        largest(history.alternatives.iter().map(|alternative| {
            let kept = alternative.kept.iter().take(fields.unwrap_or(usize::MAX));
            let each = if fields.is_some() { 0 } else { VALUE };
            sum(kept.map(|expr| Size::of(each).and(values.expr(*expr, alternative.selector.event))))
        }))
    };
    let memory = match history.store {
        // A running value is part of the history.
        Store::Running(_) => kept(Some(1)),
        Store::Recent(most) => Size::of(REMEMBRANCE).and(kept(None)).up_to(u64::from(most)),
    };
    let mut owners = owners.into_iter();
    let nobody = || Owner { kind: Declared::Runtime, name: values.program.workspace.clone() };
    let owner = owners.next().unwrap_or_else(nobody);
    let bytes = Size::of(HISTORY).and(memory).bytes();
    Slot { also: owners.collect(), ..slot(owner, Keeps::History(id), bytes) }
}

fn signal(values: Values<'_>, id: SignalId, signal: &Signal) -> Slot {
    let owner = Owner { kind: Declared::Signal, name: signal.name.clone() };
    match &signal.pattern {
        Pattern::Becomes(id, watch) => latch(owner, *id, watch),
        Pattern::Sequence { links, no, slots, .. } => {
            let keys = u64::from(signal.keys.unwrap_or(1).max(1));
            let keyed = prefixes(values, links, no.as_ref(), u64::from(*slots)).and(key(values, signal, links));
            let timers = if no.is_some() { keys } else { 0 };
            // A further key is begun before the oldest is forgotten.
            let room = Size { once: 0, most: KEYED };
            let bytes = Size::of(PATTERN).and(Size::of(KEYED).and(keyed).up_to(keys)).and(room).bytes();
            Slot { timers, ..slot(owner, Keeps::Prefixes(id), bytes) }
        }
    }
}

/// The prefixes of one key: the whole of a pattern is remembered only where it waits for an absence.
fn prefixes(values: Values<'_>, links: &[Link], no: Option<&No>, slots: u64) -> Size {
    let remembered = if no.is_some() { links.len() } else { links.len().saturating_sub(1) };
    let frame = |last: usize| {
        let bound = links.iter().take(last + 1).filter(|link| link.on.slot.is_some());
        let events = bound.map(|link| largest(link.on.alternatives.iter().map(|one| values.event(one.event))));
        Size::of(VALUE).times(slots).and(sum(events))
    };
    sum((0..remembered).map(|last| {
        let numbers = Size::of(EVENT_NUMBER).times(last as u64 + 1);
        Size::of(PREFIX).and(numbers).and(frame(last))
    }))
}

/// What a signal's key points to.
fn key(values: Values<'_>, signal: &Signal, links: &[Link]) -> Size {
    let first = links.first().filter(|_| signal.keys.is_some());
    let selectors = first.into_iter().flat_map(|link| &link.on.alternatives);
    largest(selectors.filter_map(|one| Some(values.ty(values.field(one.event, one.key?)?))))
}

/// A latch; the first of each word of them takes the word.
pub(super) fn latch(owner: Owner, id: LatchId, watch: &Watch) -> Slot {
    let word = if u64::from(id.0) % LATCHES == 0 { LATCH_WORD } else { 0 };
    Slot { timers: watch.clocks.len() as u64, ..slot(owner, Keeps::Latch(id), Size::of(word).bytes()) }
}

fn counter(rule: &Rule) -> Option<Slot> {
    let RuleKind::Cap(Cap { limit, counter, .. }) = rule.kind else { return None };
    Some(cap(&rule.name, limit, counter))
}

fn cap(name: &Arc<str>, limit: u32, counter: CounterId) -> Slot {
    let owner = Owner { kind: Declared::Rule, name: name.clone() };
    let times = if limit == 0 { Size::NOTHING } else { Size::of(TIME).up_to(u64::from(limit)) };
    slot(owner, Keeps::Counter(counter), Size::of(COUNTER).and(times).bytes())
}
