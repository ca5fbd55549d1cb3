//! What history says (§7).

use baton_program::{Measure, Read, ReadId, Value};

use super::{add, divide_by_count, equal, order};
use crate::state::{Memory, Remembrance};
use crate::view::{Here, Names, View};

impl<'a> View<'a> {
    /// The value of a question to history.
    pub(super) fn read(self, id: ReadId, names: Names<'_>) -> Value {
        let Some(read) = self.program().reads.get(id.index()) else {
            return Value::Unknown;
        };
        match self.state.histories.get(read.history) {
            Some(Memory::Running { count, known, value, at }) => running(read, *count, *known, value, *at),
            Some(Memory::Recent { entries, .. }) => {
                let since = read.within.map_or(i64::MIN, |within| self.now.saturating_sub(within));
                measure(read, self.asked(read, entries, since, names))
            }
            None => measure(read, std::iter::empty()),
        }
    }

    /// `share`: looks back as far as both windows remember.
    pub(super) fn share(self, part: ReadId, whole: ReadId, names: Names<'_>) -> Value {
        let horizon = |id: ReadId| {
            let read = self.program().reads.get(id.index())?;
            let since = read.within.map_or(i64::MIN, |within| self.now.saturating_sub(within));
            match self.state.histories.get(read.history) {
                Some(Memory::Recent { forgotten_at, .. }) => Some(since.max(*forgotten_at)),
                _ => Some(since),
            }
        };
        let (Some(a), Some(b)) = (horizon(part), horizon(whole)) else {
            return Value::Unknown;
        };
        let (part, whole) = (self.counted(part, a.max(b), names), self.counted(whole, a.max(b), names));
        match (part, whole) {
            (_, 0) => Value::Unknown,
            (part, whole) => Value::Number(part as f64 / whole as f64),
        }
    }

    fn counted(self, id: ReadId, since: i64, names: Names<'_>) -> u64 {
        let Some(read) = self.program().reads.get(id.index()) else {
            return 0;
        };
        match self.state.histories.get(read.history) {
            Some(Memory::Recent { entries, .. }) => self.asked(read, entries, since, names).count() as u64,
            Some(Memory::Running { count, .. }) => *count,
            None => 0,
        }
    }

    /// The remembered events that a read asks about: in its window and taken by its filter.
    fn asked<'b>(
        self,
        read: &'b Read,
        entries: &'b [Remembrance],
        since: i64,
        names: Names<'b>,
    ) -> impl Iterator<Item = &'b Remembrance> + use<'a, 'b> {
        entries.iter().filter(move |entry| {
            // What has no window speaks of all that is remembered, also of what is a little ahead of the clock.
            let inside = since == i64::MIN || (since < entry.at && entry.at <= self.now);
            let filter = || read.filters.get(usize::from(entry.alternative)).copied().flatten();
            let taken = || {
                filter().is_none_or(|filter| self.holds(filter, Names { here: Here::Kept(entry), parts: &[], ..names }))
            };
            inside && taken()
        })
    }
}

fn running(read: &Read, count: u64, known: u64, value: &Value, at: i64) -> Value {
    match read.measure {
        Measure::Seen => Value::Bool(count > 0),
        Measure::Count | Measure::Distinct => int(count),
        Measure::Sum if known == 0 => read.zero.clone(),
        Measure::Average if known == 0 => Value::Unknown,
        Measure::Average => divide_by_count(value, known),
        Measure::LatestAt if count == 0 => Value::Unknown,
        Measure::LatestAt => Value::Instant(at),
        Measure::Sum | Measure::Lowest | Measure::Highest | Measure::Latest | Measure::First => value.clone(),
    }
}

fn measure<'b>(read: &Read, mut entries: impl Iterator<Item = &'b Remembrance>) -> Value {
    match read.measure {
        Measure::Seen => Value::Bool(entries.next().is_some()),
        Measure::Count => int(entries.count() as u64),
        Measure::Sum => known(entries).fold(read.zero.clone(), |sum, value| add(&sum, value)),
        Measure::Average => {
            let mut count = 0;
            let sum = known(entries).inspect(|_| count += 1).fold(None, |sum: Option<Value>, value| match sum {
                Some(sum) => Some(add(&sum, value)),
                None => Some(value.clone()),
            });
            sum.map_or(Value::Unknown, |sum| divide_by_count(&sum, count))
        }
        Measure::Lowest => extreme(known(entries), std::cmp::Ordering::Less),
        Measure::Highest => extreme(known(entries), std::cmp::Ordering::Greater),
        Measure::Distinct => {
            let mut different: Vec<&Value> = Vec::new();
            for value in known(entries) {
                if !different.iter().any(|other| equal(other, value)) {
                    different.push(value);
                }
            }
            int(different.len() as u64)
        }
        Measure::Latest => entries.last().and_then(|entry| entry.kept.first()).cloned().unwrap_or_default(),
        Measure::First => entries.next().and_then(|entry| entry.kept.first()).cloned().unwrap_or_default(),
        Measure::LatestAt => entries.last().map_or(Value::Unknown, |entry| Value::Instant(entry.at)),
    }
}

fn known<'b>(entries: impl Iterator<Item = &'b Remembrance>) -> impl Iterator<Item = &'b Value> {
    entries.filter_map(|entry| entry.kept.first()).filter(|value| **value != Value::Unknown)
}

fn extreme<'b>(values: impl Iterator<Item = &'b Value>, wanted: std::cmp::Ordering) -> Value {
    let further = |best: &'b Value, value: &'b Value| {
        if order(value, best) == Some(wanted) { value } else { best }
    };
    values.reduce(further).cloned().unwrap_or_default()
}

fn int(count: u64) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
