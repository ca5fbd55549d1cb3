//! What is remembered of events: windows merge by time, running values add.

use std::cmp::Ordering;

use baton_program::{Fold, HistoryId, Program, Store, Value};

use crate::eval::{add, order};
use crate::state::{Memory, Remembrance, Sparse};

/// What both remember.
pub(super) fn together(
    program: &Program,
    own: Sparse<HistoryId, Memory>,
    other: Sparse<HistoryId, Memory>,
) -> Sparse<HistoryId, Memory> {
    own.with(other, |id, own, other| match program.histories.get(id.index()) {
        Some(history) => joined(history.store, own, other),
        None => own,
    })
}

fn joined(store: Store, own: Memory, other: Memory) -> Memory {
    match (store, own, other) {
        (
            Store::Recent(most),
            Memory::Recent { entries, forgotten, forgotten_at },
            Memory::Recent { entries: others, forgotten: others_forgotten, forgotten_at: others_forgotten_at },
        ) => {
            // Of events of one time the customer's own count as the later ones.
            let mut entries: Vec<Remembrance> = others.into_iter().chain(entries).collect();
            entries.sort_by_key(|entry| entry.at);
            let beyond = entries.len().saturating_sub(usize::from(most));
            let (mut count, mut last) =
                (forgotten.saturating_add(others_forgotten), forgotten_at.max(others_forgotten_at));
            for gone in entries.drain(..beyond) {
                count = count.saturating_add(1);
                last = last.max(gone.at);
            }
            entries.shrink_to_fit();
            Memory::Recent { entries, forgotten: count, forgotten_at: last }
        }
        (
            Store::Running(fold),
            Memory::Running { count, known, value, at },
            Memory::Running { count: others_count, known: others_known, value: others_value, at: others_at },
        ) => {
            let (value, at) = folded(fold, (value, at), (others_value, others_at));
            let (count, known) = (count.saturating_add(others_count), known.saturating_add(others_known));
            Memory::Running { count, known, value, at }
        }
        (_, own, _) => own,
    }
}

/// Two running values, each with the time of the event that it is of.
fn folded(fold: Fold, own: (Value, i64), other: (Value, i64)) -> (Value, i64) {
    let others = |is_so: bool, own, other| if is_so { other } else { own };
    match fold {
        Fold::Count => own,
        Fold::Latest => others(other.1 > own.1, own, other),
        Fold::First => others(other.1 < own.1, own, other),
        // Without a known one there is no value yet.
        _ if own.0 == Value::Unknown => other,
        _ if other.0 == Value::Unknown => own,
        Fold::Sum | Fold::Average => (add(&own.0, &other.0), own.1),
        Fold::Lowest => others(order(&other.0, &own.0) == Some(Ordering::Less), own, other),
        Fold::Highest => others(order(&other.0, &own.0) == Some(Ordering::Greater), own, other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    fn recent(times: &[i64], forgotten: u64, forgotten_at: i64, kept: i64) -> Memory {
        let entry = |at: &i64| Remembrance { at: *at, alternative: 0, kept: [Value::Int(kept)].into() };
        Memory::Recent { entries: times.iter().map(entry).collect(), forgotten, forgotten_at }
    }

    #[test]
    fn windows_merge_by_time_up_to_their_bound() {
        let Memory::Recent { entries, forgotten, forgotten_at } =
            joined(Store::Recent(4), recent(&[10, 30, 50], 2, 5, 1), recent(&[20, 30, 40], 3, 15, 2))
        else {
            panic!("of one kind");
        };
        let told: Vec<_> = entries.iter().map(|entry| (entry.at, entry.kept.first().cloned())).collect();
        // The customer's own of 30 stands behind the other's.
        let expected = [(30, 2), (30, 1), (40, 2), (50, 1)];
        assert_eq!(told, expected.map(|(at, kept)| (at, Some(Value::Int(kept)))));
        assert_eq!((forgotten, forgotten_at, entries.capacity()), (7, 20, 4));
    }

    fn run(fold: Fold, own: (i64, i64), other: (i64, i64)) -> Memory {
        let memory = |(value, at)| Memory::Running { count: 2, known: 1, value: Value::Int(value), at };
        joined(Store::Running(fold), memory(own), memory(other))
    }

    #[test]
    fn running_values_add() {
        let memory = |value, at| Memory::Running { count: 4, known: 2, value: Value::Int(value), at };
        assert_eq!(run(Fold::Sum, (3, 10), (4, 20)), memory(7, 10));
        assert_eq!(run(Fold::Average, (3, 10), (4, 20)), memory(7, 10));
        assert_eq!(run(Fold::Lowest, (3, 10), (4, 20)), memory(3, 10));
        assert_eq!(run(Fold::Highest, (3, 10), (4, 20)), memory(4, 20));
        assert_eq!(run(Fold::Latest, (3, 10), (4, 20)), memory(4, 20));
        assert_eq!(run(Fold::Latest, (3, 10), (4, 10)), memory(3, 10));
        assert_eq!(run(Fold::First, (3, 10), (4, 5)), memory(4, 5));
        assert_eq!(run(Fold::First, (3, 10), (4, 10)), memory(3, 10));
    }

    #[test]
    fn what_is_unknown_adds_nothing() {
        let nothing = (Value::Unknown, 5);
        for fold in [Fold::Sum, Fold::Average, Fold::Lowest, Fold::Highest] {
            assert_eq!(folded(fold, nothing.clone(), (Value::Int(4), 9)).0, Value::Int(4));
            assert_eq!(folded(fold, (Value::Int(4), 9), nothing.clone()).0, Value::Int(4));
        }
    }
}
