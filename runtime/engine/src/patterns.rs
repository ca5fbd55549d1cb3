//! Signals as patterns of events (§9).
//!
//! Each prefix remembers its most recent match. An event extends every prefix that it can, from the last link to the
//! first, so that it never follows itself; so what exists is found: `F then F then F all within 1h` sees three of the
//! last hour whatever came before them.

use std::sync::Arc;

use baton_program::{Event, Link, No, Pattern, Program, Selector, Signal, SignalId, Value};

use crate::event::{Asker, key_of};
use crate::state::{Keyed, Prefix, State};
use crate::view::{Names, View};

/// What an event or the time did to a signal's pattern.
#[derive(Debug, Default)]
pub(crate) struct Matched {
    /// The signal happens: with these keys and `as` names.
    pub(crate) happened: Vec<(Value, Box<[Value]>)>,
    /// This key was forgotten for a further one.
    pub(crate) forgotten: Option<Value>,
}

/// A pattern, taken apart.
struct Sequence<'a> {
    links: &'a [Link],
    no: Option<&'a No>,
    all_within: Option<i64>,
    slots: u16,
}

impl<'a> Sequence<'a> {
    fn of(signal: &'a Signal) -> Option<Self> {
        match &signal.pattern {
            Pattern::Becomes(..) => None,
            Pattern::Sequence { links, no, all_within, slots } => {
                Some(Self { links, no: no.as_ref(), all_within: *all_within, slots: *slots })
            }
        }
    }

    /// How many prefixes are remembered: the whole of a pattern only where it waits for an absence.
    fn remembered(&self) -> usize {
        if self.no.is_some() { self.links.len() } else { self.links.len().saturating_sub(1) }
    }

    fn empty(&self, key: Value) -> Keyed {
        Keyed { key, prefixes: vec![None; self.remembered()].into() }
    }
}

/// Shows a signal an event, and gives what it has matched so far back as it is then.
pub(crate) fn take(view: View<'_>, id: SignalId, mut keys: Vec<Keyed>, event: &Arc<Event>) -> (Matched, Vec<Keyed>) {
    let mut matched = Matched::default();
    let Some(signal) = view.program().signals.get(id.index()) else {
        return (matched, keys);
    };
    let Some(sequence) = Sequence::of(signal) else {
        return (matched, keys);
    };
    for keyed in &mut keys {
        let frame = view.extend(&sequence, keyed, event);
        matched.happened.extend(frame.map(|frame| (keyed.key.clone(), frame)));
    }
    if let Some(mut keyed) = view.new_key(signal, &sequence, &keys, event).map(|key| sequence.empty(key)) {
        let frame = view.extend(&sequence, &mut keyed, event);
        matched.happened.extend(frame.map(|frame| (keyed.key.clone(), frame)));
        keys.reserve_exact(1);
        keys.push(keyed);
    }
    keys.retain(|keyed| keyed.prefixes.iter().any(Option::is_some));
    if keys.len() > signal.keys.map_or(1, |most| usize::from(most).max(1)) {
        matched.forgotten = Some(keys.remove(0).key);
    }
    (matched, keys)
}

/// Keeps what a signal has matched.
pub(crate) fn keep(state: &mut State, id: SignalId, keys: Vec<Keyed>) {
    if keys.is_empty() {
        state.patterns.remove(id);
    } else {
        state.patterns.set(id, keys);
    }
}

/// The signal's absences whose time is over: they happen, the oldest key first.
pub(crate) fn complete_due(program: &Program, state: &mut State, id: SignalId, now: i64) -> Matched {
    let mut matched = Matched::default();
    let Some(sequence) = program.signals.get(id.index()).and_then(Sequence::of) else {
        return matched;
    };
    let Some(keys) = state.patterns.get_mut(id) else {
        return matched;
    };
    for keyed in keys.iter_mut() {
        if deadline(&sequence, keyed).is_some_and(|deadline| deadline <= now)
            && let Some(prefix) = keyed.prefixes.last_mut().and_then(Option::take)
        {
            clear(keyed, &prefix.events);
            matched.happened.push((keyed.key.clone(), prefix.frame));
        }
    }
    keys.retain(|keyed| keyed.prefixes.iter().any(Option::is_some));
    if keys.is_empty() {
        state.patterns.remove(id);
    }
    matched
}

/// When the first absence of a signal is complete.
pub(crate) fn next_deadline(program: &Program, state: &State, id: SignalId) -> Option<i64> {
    let sequence = Sequence::of(program.signals.get(id.index())?)?;
    state.patterns.get(id)?.iter().filter_map(|keyed| deadline(&sequence, keyed)).min()
}

fn deadline(sequence: &Sequence<'_>, keyed: &Keyed) -> Option<i64> {
    let prefix = keyed.prefixes.last()?.as_ref()?;
    Some(prefix.last_at.saturating_add(sequence.no?.within))
}

/// Clears every prefix that holds one of these events.
fn clear(keyed: &mut Keyed, events: &[u64]) {
    for slot in &mut keyed.prefixes {
        if slot.as_ref().is_some_and(|prefix| prefix.events.iter().any(|number| events.contains(number))) {
            *slot = None;
        }
    }
}

impl View<'_> {
    /// Extends what has matched for a key; gives the `as` names if that completes the pattern.
    fn extend(self, sequence: &Sequence<'_>, keyed: &mut Keyed, event: &Arc<Event>) -> Option<Box<[Value]>> {
        self.break_absence(sequence, keyed, event);
        for (at, link) in sequence.links.iter().enumerate().rev() {
            let before = match at.checked_sub(1) {
                Some(before) => match keyed.prefixes.get(before) {
                    Some(Some(prefix)) => Some(prefix),
                    _ => continue,
                },
                None => None,
            };
            let Some(extended) = self.extended(sequence, link, before, &keyed.key, event) else {
                continue;
            };
            match keyed.prefixes.get_mut(at) {
                Some(slot) => *slot = Some(extended),
                // Only the whole pattern has no slot: it is complete, and its last event begins nothing.
                None => {
                    clear(keyed, &extended.events);
                    return Some(extended.frame);
                }
            }
        }
        None
    }

    /// B has come: what waits for its absence waits no more. The event may still be one that the pattern begins with.
    fn break_absence(self, sequence: &Sequence<'_>, keyed: &mut Keyed, event: &Event) {
        let Some(no) = sequence.no else { return };
        let key = &keyed.key;
        let Some(slot) = keyed.prefixes.last_mut() else {
            return;
        };
        let breaks = slot.as_ref().is_some_and(|prefix| {
            let names = Names { frame: &prefix.frame, key, ..Names::NONE };
            let in_time = prefix.last_at <= event.at && event.at <= prefix.last_at.saturating_add(no.within);
            in_time && no.on.iter().any(|selector| self.takes_for(selector, event, names, Asker::Anyone))
        });
        if breaks {
            *slot = None;
        }
    }

    /// The match that an event makes of the one before it, if its link takes the event.
    fn extended(
        self,
        sequence: &Sequence<'_>,
        link: &Link,
        before: Option<&Prefix>,
        key: &Value,
        event: &Arc<Event>,
    ) -> Option<Prefix> {
        let in_time = before.is_none_or(|before| {
            let within = |from: i64, most: Option<i64>| most.is_none_or(|most| event.at <= from.saturating_add(most));
            event.at >= before.last_at
                && within(before.last_at, link.within)
                && within(before.first_at, sequence.all_within)
        });
        let names = Names { frame: before.map_or(&[], |before| &before.frame), key, ..Names::NONE };
        // What begins must have the key: without it, it would begin anew for all of them.
        let begins =
            |selector: &Selector| before.is_some() || *key == Value::Unknown || key_of(selector, event).is_some();
        let takes = |selector| begins(selector) && self.takes_for(selector, event, names, Asker::Anyone);
        if !in_time || !link.on.alternatives.iter().any(takes) {
            return None;
        }
        let mut next = match before {
            Some(before) => before.clone(),
            None => {
                let frame = vec![Value::Unknown; usize::from(sequence.slots)].into();
                Prefix { events: Vec::new(), first_at: event.at, last_at: event.at, frame }
            }
        };
        next.events.reserve_exact(1);
        next.events.push(event.number);
        next.last_at = event.at;
        if let Some(slot) = link.on.slot.and_then(|slot| next.frame.get_mut(usize::from(slot))) {
            *slot = Value::Event(event.clone());
        }
        Some(next)
    }

    /// The key that an event begins, where nothing has matched for it yet.
    fn new_key(self, signal: &Signal, sequence: &Sequence<'_>, keys: &[Keyed], event: &Event) -> Option<Value> {
        let first = sequence.links.first()?;
        let key = if signal.keys.is_some() {
            let selector = first.on.alternatives.iter().find(|selector| selector.event == event.event)?;
            key_of(selector, event)?.clone()
        } else {
            Value::Unknown
        };
        keys.iter().all(|keyed| keyed.key != key).then_some(key)
    }
}
