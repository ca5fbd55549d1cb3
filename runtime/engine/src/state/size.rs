//! How much memory a state holds: computed from what is in it, in bytes.
//!
//! What several places share (an event in two frames, the program's own names) is counted at each of them, and what an
//! allocator adds is not counted: so the figure can be compared with the layout's, and doesn't depend on the machine.

use std::mem::size_of;

use baton_program::{Event, Value};

use super::{
    Candidate, Instance, Keyed, Memory, Offered, Orders, Prefix, Remembered, Remembrance, Rest, Sending, State,
};

/// What stands before what is shared: two counts.
const SHARED: usize = 2 * size_of::<usize>();

impl State {
    /// The memory that the state holds, in bytes: at most what the program's layout says
    /// ([`baton_program::Program::layout`]).
    pub fn bytes(&self) -> usize {
        // Whatever is added to a state has to be counted here.
        let Self {
            now: _,
            moment: _,
            events: _,
            entries: _,
            wake: _,
            event_ids,
            attributes,
            histories,
            patterns,
            latches,
            counters,
            instances,
            ended,
            last_sends,
            orders,
        } = self;
        [
            size_of::<Self>(),
            list(event_ids, |_| 0),
            attributes.bytes(points_to),
            histories.bytes(memory),
            patterns.bytes(|keys| list(keys, keyed)),
            list(latches, |_| 0),
            counters.bytes(|times| list(times, |_| 0)),
            list(instances, instance),
            ended.bytes(|ends| list(ends, |(key, _)| points_to(key))),
            last_sends.bytes(|last| text(&last.send)),
            orders.as_ref().map_or(0, |orders| size_of::<Orders>() + orders.bytes()),
        ]
        .iter()
        .sum()
    }
}

/// The memory of a list, room that is not used included, and of what its elements point to.
pub(super) fn list<T>(list: &Vec<T>, each: impl Fn(&T) -> usize) -> usize {
    list.capacity() * size_of::<T>() + list.iter().map(each).sum::<usize>()
}

/// The memory of elements in one piece, and of what they point to.
fn piece<T>(elements: &[T], each: impl Fn(&T) -> usize) -> usize {
    size_of_val(elements) + elements.iter().map(each).sum::<usize>()
}

fn text(text: &str) -> usize {
    SHARED + text.len()
}

/// What a value points to.
fn points_to(value: &Value) -> usize {
    match value {
        Value::Text(shared) | Value::Id(shared) | Value::Timezone(shared) => text(shared),
        Value::List(elements) => SHARED + piece(elements, points_to),
        Value::Event(event) => SHARED + size_of::<Event>() + piece(&event.fields, points_to),
        Value::Unknown
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Number(_)
        | Value::Amount(..)
        | Value::Duration(_)
        | Value::Instant(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Channel(_)
        | Value::Symbol(_) => 0,
    }
}

fn memory(memory: &Memory) -> usize {
    match memory {
        Memory::Running { value, .. } => points_to(value),
        Memory::Recent { entries, .. } => list(entries, |entry: &Remembrance| piece(&entry.kept, points_to)),
    }
}

fn keyed(keyed: &Keyed) -> usize {
    let prefix = |prefix: &Option<Prefix>| {
        let prefix = prefix.as_ref();
        prefix.map_or(0, |prefix| list(&prefix.events, |_| 0) + piece(&prefix.frame, points_to))
    };
    points_to(&keyed.key) + piece(&keyed.prefixes, prefix)
}

fn instance(instance: &Instance) -> usize {
    let rest = match &instance.rest {
        Rest::Nowhere => 0,
        Rest::Sending(place) => sending(place),
        Rest::Doing(doing) => text(&doing.command),
        Rest::Waiting(waiting) => size_of_val(&*waiting.due),
    };
    let remembered = instance.remembered.as_ref().map_or(0, |remembered| {
        let binding = remembered.binding.as_ref().map_or(0, |(_, value)| points_to(value));
        size_of::<Remembered>() + text(&remembered.cause) + binding
    });
    let offers = list(&instance.offers, |offer: &Offered| text(&offer.id) + piece(&offer.args, points_to));
    let origin = instance.origin.as_deref().map_or(0, text);
    points_to(&instance.key) + origin + piece(&instance.frame, points_to) + rest + remembered + offers
}

fn sending(sending: &Sending) -> usize {
    let candidates = list(&sending.candidates, |candidate: &Candidate| piece(&candidate.args, points_to));
    size_of::<Sending>() + text(&sending.id) + candidates + size_of_val(&*sending.due)
}

#[cfg(test)]
mod tests {
    use baton_program::layout::sizes;
    use baton_program::{AttributeId, CounterId, HistoryId, JourneyId, MessageId, SignalId};

    use super::super::LastSend;
    use super::*;

    /// What the layout says that a part takes is what it takes.
    #[test]
    fn the_layout_knows_the_sizes() {
        let table = [
            ("value", size_of::<Value>(), sizes::VALUE),
            ("event", size_of::<Event>(), sizes::EVENT),
            ("state", size_of::<State>(), sizes::STATE),
            ("event ids", super::super::EVENT_IDS, sizes::EVENT_IDS),
            ("attribute", size_of::<(AttributeId, Value)>(), sizes::ATTRIBUTE),
            ("history", size_of::<(HistoryId, Memory)>(), sizes::HISTORY),
            ("remembrance", size_of::<Remembrance>(), sizes::REMEMBRANCE),
            ("pattern", size_of::<(SignalId, Vec<Keyed>)>(), sizes::PATTERN),
            ("keyed", size_of::<Keyed>(), sizes::KEYED),
            ("prefix", size_of::<Option<Prefix>>(), sizes::PREFIX),
            ("counter", size_of::<(CounterId, Vec<i64>)>(), sizes::COUNTER),
            ("instance", size_of::<Instance>(), sizes::INSTANCE),
            ("offered", size_of::<Offered>(), sizes::OFFERED),
            ("orders", size_of::<Orders>(), sizes::ORDERS),
            ("turned", size_of::<(baton_program::SwitchId, baton_program::SwitchState)>(), sizes::TURNED),
            ("paused", size_of::<(JourneyId, ())>(), sizes::PAUSED),
            ("sending", size_of::<Sending>(), sizes::SENDING),
            ("candidate", size_of::<Candidate>(), sizes::CANDIDATE),
            ("due", size_of::<Option<i64>>(), sizes::DUE),
            ("remembered", size_of::<Remembered>(), sizes::REMEMBERED),
            ("ended journey", size_of::<(JourneyId, Vec<(Value, i64)>)>(), sizes::ENDED_JOURNEY),
            ("ended", size_of::<(Value, i64)>(), sizes::ENDED),
            ("last send", size_of::<(MessageId, LastSend)>(), sizes::LAST_SEND),
        ];
        let wrong: Vec<_> = table.iter().filter(|(_, is, said)| *is as u64 != *said).collect();
        assert!(wrong.is_empty(), "the size, and what `baton_program::layout::sizes` says: {wrong:?}");
    }
}
