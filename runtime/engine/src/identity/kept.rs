//! What a customer has lists of: ids of events, what caps count, the ends that `again` asks for, what operators ordered.

use baton_program::{Again, CounterId, JourneyId, Program, RuleKind, Value};

use crate::state::{EVENT_IDS, Orders, Sparse};

/// The ids of the last events of both. Nobody knows how they lie in time: each has half of the room, and what it doesn't
/// need is the other's.
pub(super) fn event_ids(own: Vec<u64>, mut other: Vec<u64>) -> Vec<u64> {
    other.retain(|id| !own.contains(id));
    let half = EVENT_IDS / 2;
    let last = |ids: Vec<u64>, room: usize| {
        let beyond = ids.len().saturating_sub(room);
        ids.into_iter().skip(beyond)
    };
    let for_other = half.max(EVENT_IDS.saturating_sub(own.len()));
    let for_own = half.max(EVENT_IDS.saturating_sub(other.len()));
    last(other, for_other).chain(last(own, for_own)).collect()
}

/// The times of both that caps count, in order.
pub(super) fn counters(
    program: &Program,
    own: Sparse<CounterId, Vec<i64>>,
    other: Sparse<CounterId, Vec<i64>>,
) -> Sparse<CounterId, Vec<i64>> {
    own.with(other, |id, own, other| {
        let limits = program.rules.iter().filter_map(|rule| match rule.kind {
            RuleKind::Cap(cap) if cap.counter == id => Some(cap.limit as usize),
            _ => None,
        });
        let mut times: Vec<i64> = own.into_iter().chain(other).collect();
        times.sort_unstable();
        let beyond = times.len().saturating_sub(limits.max().unwrap_or(0));
        times.drain(..beyond);
        times.shrink_to_fit();
        times
    })
}

/// The last ends of both: of each key the later.
pub(super) fn ended(
    program: &Program,
    own: Sparse<JourneyId, Vec<(Value, i64)>>,
    other: Sparse<JourneyId, Vec<(Value, i64)>>,
) -> Sparse<JourneyId, Vec<(Value, i64)>> {
    own.with(other, |id, own, other| {
        let journey = program.journeys.get(id.index()).filter(|journey| journey.again != Again::Always);
        let most = journey.and_then(|journey| journey.key.as_ref()).map_or(1, |key| usize::from(key.instances).max(1));
        let mut ends: Vec<(Value, i64)> = own.into_iter().chain(other).collect();
        // The sort is stable: of one instant the other's come last.
        ends.sort_by_key(|(_, at)| *at);
        let mut last: Vec<(Value, i64)> = Vec::new();
        for (key, at) in ends {
            last.retain(|(other, _)| *other != key);
            last.push((key, at));
        }
        last.drain(..last.len().saturating_sub(most));
        last.shrink_to_fit();
        last
    })
}

/// What operators have ordered of either.
pub(super) fn orders(own: Option<Box<Orders>>, other: Option<Box<Orders>>) -> Option<Box<Orders>> {
    match (own, other) {
        (Some(own), Some(other)) => Some(Box::new(own.with(*other))),
        (own, other) => own.or(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use baton_program::{Cap, Period, Place, Rule};

    use super::*;

    #[test]
    fn ids_of_both_are_remembered() {
        assert_eq!(event_ids(vec![1, 2], vec![2, 3]), [3, 1, 2]);
        let (own, other): (Vec<_>, Vec<_>) = ((100..164).collect(), (200..264).collect());
        let both = event_ids(own.clone(), other.clone());
        assert_eq!(both, (232..264).chain(132..164).collect::<Vec<_>>());
        assert_eq!(event_ids(own.clone(), vec![1]), std::iter::once(1).chain(101..164).collect::<Vec<_>>());
        assert_eq!(event_ids(vec![1], other), (201..264).chain([1]).collect::<Vec<_>>());
        assert_eq!(event_ids(own, vec![]).len(), EVENT_IDS);
    }

    #[test]
    fn caps_count_what_either_was_sent_up_to_their_limit() {
        let cap = RuleKind::Cap(Cap { limit: 3, per: Period::Day, counter: CounterId(0) });
        let rule = Rule { name: "c".into(), place: Place::default(), kind: cap };
        let program = Program { rules: vec![rule], ..Program::default() };
        let of = |times: &[i64]| {
            let mut all = Sparse::default();
            all.set(CounterId(0), times.to_vec());
            all
        };
        let both = counters(&program, of(&[10, 40]), of(&[20, 30]));
        assert_eq!(both.get(CounterId(0)).unwrap(), &[20, 30, 40]);
    }

    #[test]
    fn of_each_key_the_later_end_stays() {
        let of = |ends: &[(i64, i64)]| {
            let mut all = Sparse::default();
            all.set(JourneyId(0), ends.iter().map(|(key, at)| (Value::Int(*key), *at)).collect());
            all
        };
        let both = ended(&Program::default(), of(&[(1, 10)]), of(&[(1, 20)]));
        assert_eq!(both.get(JourneyId(0)).unwrap(), &[(Value::Int(1), 20)]);
        let both = ended(&Program::default(), of(&[(1, 30)]), of(&[(1, 20)]));
        assert_eq!(both.get(JourneyId(0)).unwrap(), &[(Value::Int(1), 30)]);
    }
}
