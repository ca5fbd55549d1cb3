//! What patterns have matched: of each key and prefix the later match stays.

use std::iter::Peekable;

use baton_program::{Program, SignalId, Value};

use crate::state::{Keyed, Prefix, Sparse};

/// Of each signal what has matched so far, by key.
type Matches = Sparse<SignalId, Vec<Keyed>>;

/// What has matched for both, and the keys that are too many. The events of the other count as so many behind the
/// customer's own: an event is one event in all prefixes that hold it, and no two have one number.
pub(super) fn together(
    program: &Program,
    own: Matches,
    mut other: Matches,
    events: u64,
) -> (Matches, Vec<(SignalId, Value)>) {
    let numbers = other.values_mut().flatten().flat_map(|keyed| keyed.prefixes.iter_mut().flatten());
    for number in numbers.flat_map(|prefix| &mut prefix.events) {
        *number = number.saturating_add(events);
    }
    let mut forgotten = Vec::new();
    let both = own.with(other, |id, own, other| {
        let most = program.signals.get(id.index()).and_then(|signal| signal.keys);
        let mut keys = by_age(own, other);
        let beyond = keys.len().saturating_sub(most.map_or(1, |most| usize::from(most).max(1)));
        forgotten.extend(keys.drain(..beyond).map(|keyed| (id, keyed.key)));
        keys.shrink_to_fit();
        keys
    });
    (both, forgotten)
}

/// The keys of both, the oldest first; each keeps its own order.
fn by_age(mut own: Vec<Keyed>, other: Vec<Keyed>) -> Vec<Keyed> {
    let mut new = Vec::new();
    for keyed in other {
        match own.iter_mut().find(|one| one.key == keyed.key) {
            Some(one) => stay_later(one, keyed),
            None => new.push(keyed),
        }
    }
    let (mut own, mut new) = (own.into_iter().peekable(), new.into_iter().peekable());
    let next = || {
        let is_older = |(new, own)| begun(new) < begun(own);
        let others = match (new.peek(), own.peek()) {
            (Some(new), Some(own)) => is_older((new, own)),
            (new, _) => new.is_some(),
        };
        if others { Peekable::next(&mut new) } else { own.next() }
    };
    std::iter::from_fn(next).collect()
}

/// When the first of what has matched happened.
fn begun(keyed: &Keyed) -> Option<i64> {
    keyed.prefixes.iter().flatten().map(|prefix| prefix.first_at).min()
}

fn stay_later(own: &mut Keyed, other: Keyed) {
    for (own, other) in own.prefixes.iter_mut().zip(other.prefixes) {
        let last = |prefix: &Option<Prefix>| prefix.as_ref().map(|prefix| prefix.last_at);
        if last(&other) > last(own) {
            *own = other;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use baton_program::{EventId, Pattern, Place, Signal};

    use super::*;

    fn keyed(key: i64, prefixes: &[Option<(i64, i64)>]) -> Keyed {
        let prefix = |times: &Option<(i64, i64)>| {
            times.map(|(first_at, last_at)| Prefix { events: vec![1], first_at, last_at, frame: Box::default() })
        };
        Keyed { key: Value::Int(key), prefixes: prefixes.iter().map(prefix).collect() }
    }

    fn signal(keys: u16) -> Program {
        let pattern = Pattern::Sequence { links: vec![], no: None, all_within: None, slots: 0 };
        let signal = Signal { name: "s".into(), event: EventId(0), keys: Some(keys), pattern, place: Place::default() };
        Program { signals: vec![signal], ..Program::default() }
    }

    fn of(keys: Vec<Keyed>) -> Matches {
        let mut all = Sparse::default();
        all.set(SignalId(0), keys);
        all
    }

    #[test]
    fn the_later_match_of_each_prefix_stays_and_events_stay_apart() {
        let own = of(vec![keyed(7, &[Some((10, 10)), Some((1, 30)), None, Some((4, 4))])]);
        let other = of(vec![keyed(7, &[Some((20, 20)), Some((2, 20)), Some((5, 5)), Some((4, 4))])]);
        let (both, forgotten) = together(&signal(16), own, other, 100);
        let told = both.get(SignalId(0)).unwrap().iter().flat_map(|keyed| keyed.prefixes.iter().flatten());
        let told: Vec<_> = told.map(|prefix| (prefix.last_at, prefix.events.clone())).collect();
        assert_eq!(told, [(20, vec![101]), (30, vec![1]), (5, vec![101]), (4, vec![1])]);
        assert!(forgotten.is_empty());
    }

    #[test]
    fn the_oldest_keys_go_where_there_are_too_many() {
        let own = of(vec![keyed(1, &[Some((10, 10))]), keyed(2, &[Some((30, 30))])]);
        let other = of(vec![keyed(3, &[Some((5, 5))]), keyed(4, &[Some((20, 20))]), keyed(5, &[Some((40, 40))])]);
        let (both, forgotten) = together(&signal(3), own, other, 0);
        let keys: Vec<_> = both.get(SignalId(0)).unwrap().iter().map(|keyed| keyed.key.clone()).collect();
        assert_eq!(keys, [4, 2, 5].map(Value::Int));
        assert_eq!(forgotten, [3, 1].map(|key| (SignalId(0), Value::Int(key))));
    }
}
