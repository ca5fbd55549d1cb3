//! Remembering events (§7): running values, and the last ones by their own time.

use baton_program::{Event, Fold, History, HistoryId, Store, Value};

use crate::eval::{add, order};
use crate::state::{Memory, Remembrance, State, make_room};
use crate::view::{Names, View};

impl View<'_> {
    /// What a history keeps of an event, if one of its alternatives takes it.
    pub(crate) fn remembrance(self, history: &History, event: &Event) -> Option<Remembrance> {
        let names = Names::NONE.about(event);
        let takes = |selector| self.takes(selector, event, names);
        let at = history.alternatives.iter().position(|alternative| takes(&alternative.selector))?;
        let alternative = history.alternatives.get(at)?;
        let kept = alternative.kept.iter().map(|expr| self.value(*expr, names)).collect();
        Some(Remembrance { at: event.at, alternative: u16::try_from(at).unwrap_or(u16::MAX), kept })
    }
}

/// Adds an event to a history.
pub(crate) fn remember(state: &mut State, id: HistoryId, history: &History, new: Remembrance, now: i64) {
    match history.store {
        Store::Running(fold) => {
            let nothing = || Memory::Running { count: 0, known: 0, value: Value::Unknown, at: new.at };
            run(state.histories.or_insert_with(id, nothing), fold, new);
        }
        Store::Recent(most) => {
            let oldest = history.within.map_or(i64::MIN, |within| now.saturating_sub(within));
            if history.within.is_some() && new.at <= oldest {
                return;
            }
            let nothing = || Memory::Recent { entries: Vec::new(), forgotten: 0, forgotten_at: i64::MIN };
            keep(state.histories.or_insert_with(id, nothing), usize::from(most), oldest, new);
        }
    }
}

fn run(memory: &mut Memory, fold: Fold, new: Remembrance) {
    let Memory::Running { count, known, value, at } = memory else {
        return;
    };
    let first_ever = *count == 0;
    *count = count.saturating_add(1);
    let seen = new.kept.into_iter().next().unwrap_or_default();
    match fold {
        Fold::Count => {}
        // Of events of one time the last taken is the last, and the first taken the first.
        Fold::Latest if first_ever || new.at >= *at => (*value, *at) = (seen, new.at),
        Fold::First if first_ever || new.at < *at => (*value, *at) = (seen, new.at),
        Fold::Latest | Fold::First => {}
        Fold::Sum | Fold::Average | Fold::Lowest | Fold::Highest => {
            if seen == Value::Unknown {
                return;
            }
            *known = known.saturating_add(1);
            let before = std::mem::take(value);
            *value = match fold {
                _ if before == Value::Unknown => seen,
                Fold::Lowest if order(&seen, &before) == Some(std::cmp::Ordering::Less) => seen,
                Fold::Highest if order(&seen, &before) == Some(std::cmp::Ordering::Greater) => seen,
                Fold::Lowest | Fold::Highest => before,
                _ => add(&before, &seen),
            };
        }
    }
}

fn keep(memory: &mut Memory, most: usize, oldest: i64, new: Remembrance) {
    let Memory::Recent { entries, forgotten, forgotten_at } = memory else {
        return;
    };
    // What has left every window counts as forgotten by nobody: it can't be asked for any more.
    let gone = entries.partition_point(|entry| oldest != i64::MIN && entry.at <= oldest);
    entries.drain(..gone);
    let at = entries.partition_point(|entry| entry.at <= new.at);
    if entries.len() < most {
        make_room(entries, most);
        entries.insert(at, new);
        return;
    }
    *forgotten = forgotten.saturating_add(1);
    // The oldest goes, which is the new one where none is older.
    let oldest = match at.checked_sub(1) {
        Some(behind) if !entries.is_empty() => {
            let oldest = entries.remove(0);
            entries.insert(behind, new);
            oldest.at
        }
        _ => new.at,
    };
    *forgotten_at = (*forgotten_at).max(oldest);
}
