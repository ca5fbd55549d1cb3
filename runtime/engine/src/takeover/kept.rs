//! What is kept of a customer, under the new program's ids.

use baton_program::{HistoryId, JourneyId, LatchId, MessageId, Pattern, RuleKind, SignalId, Store, change::Latch};

use super::{Fate, TakeOver};
use crate::state::{Held, Keyed, LastSend, Memory, Prefix, Remembrance, State};
use crate::view::{Names, View};

impl TakeOver<'_> {
    /// The state but for what the moment of taking over changes, and what becomes of those in the middle of a journey.
    pub(super) fn kept(&self, old: State, now: i64) -> (State, Vec<Fate>) {
        let mut state = State {
            now,
            moment: old.moment,
            events: old.events,
            entries: old.entries,
            ..State::new(self.new.program())
        };
        // Whatever is read under the new program is read with the switches as they stand.
        if let Some(orders) = &old.orders {
            state.stand(&self.orders(orders));
        }
        self.attributes(&old, &mut state);
        self.histories(&old, &mut state);
        self.patterns(&old, &mut state);
        self.counters(&old, &mut state);
        self.ends_and_sends(&old, &mut state);
        let fates = self.instances(&old, &mut state);
        self.latches(&old, &mut state);
        state.event_ids = old.event_ids;
        (state, fates)
    }

    fn attributes(&self, old: &State, state: &mut State) {
        let (before, now) = (self.old.program(), self.new.program());
        for at in (0..before.attributes.len()).map(|at| baton_program::AttributeId(at as u16)) {
            let value = old.attributes.get(at);
            let Some((value, id)) = value.zip(self.change.attribute(at)) else { continue };
            let ty = now.attributes.get(id.index()).map(|attribute| &attribute.ty);
            if let Some(value) = ty.and_then(|ty| self.change.value_as(value, ty)) {
                state.attributes.set(id, value);
            }
        }
    }

    fn histories(&self, old: &State, state: &mut State) {
        for (at, from) in self.change.histories().iter().enumerate() {
            let id = HistoryId(at as u16);
            let history = self.new.program().histories.get(at);
            let memory = from.and_then(|from| old.histories.get(from));
            if let Some((history, memory)) = history.zip(memory) {
                state.histories.set(id, self.memory(memory, history.store));
            }
        }
    }

    fn memory(&self, memory: &Memory, store: Store) -> Memory {
        match memory {
            Memory::Running { count, known, value, at } => {
                let value = self.change.value(value).unwrap_or_default();
                Memory::Running { count: *count, known: *known, value, at: *at }
            }
            Memory::Recent { entries, forgotten, forgotten_at } => {
                let most = match store {
                    Store::Recent(most) => usize::from(most),
                    Store::Running(_) => usize::MAX,
                };
                let beyond = entries.len().saturating_sub(most);
                let (gone, kept) = entries.split_at(beyond);
                Memory::Recent {
                    entries: kept.iter().map(|entry| self.remembrance(entry)).collect(),
                    forgotten: forgotten.saturating_add(gone.len() as u64),
                    forgotten_at: gone.iter().map(|entry| entry.at).fold(*forgotten_at, i64::max),
                }
            }
        }
    }

    fn remembrance(&self, entry: &Remembrance) -> Remembrance {
        let kept = entry.kept.iter().map(|value| self.change.value(value).unwrap_or_default()).collect();
        Remembrance { at: entry.at, alternative: entry.alternative, kept }
    }

    fn patterns(&self, old: &State, state: &mut State) {
        for at in (0..self.old.program().signals.len()).map(|at| SignalId(at as u16)) {
            let Some((keys, id)) = old.patterns.get(at).zip(self.change.signal(at)) else { continue };
            let most = self.new.program().signals.get(id.index()).and_then(|signal| signal.keys);
            let most = most.map_or(1, |most| usize::from(most).max(1));
            let mut keys: Vec<Keyed> = keys.iter().filter_map(|keyed| self.keyed(keyed)).collect();
            keys.drain(..keys.len().saturating_sub(most));
            if !keys.is_empty() {
                state.patterns.set(id, keys);
            }
        }
    }

    fn keyed(&self, keyed: &Keyed) -> Option<Keyed> {
        let prefix = |prefix: &Prefix| Prefix {
            frame: prefix.frame.iter().map(|value| self.change.value(value).unwrap_or_default()).collect(),
            ..prefix.clone()
        };
        let prefixes = keyed.prefixes.iter().map(|one| one.as_ref().map(prefix)).collect();
        Some(Keyed { key: self.change.value(&keyed.key)?, prefixes })
    }

    fn counters(&self, old: &State, state: &mut State) {
        for rule in &self.new.program().rules {
            let RuleKind::Cap(cap) = &rule.kind else { continue };
            let from = self.change.counters().get(cap.counter.index()).copied().flatten();
            if let Some(times) = from.and_then(|from| old.counters.get(from)) {
                let beyond = times.len().saturating_sub(cap.limit as usize);
                state.counters.set(cap.counter, times.iter().skip(beyond).copied().collect());
            }
        }
    }

    fn ends_and_sends(&self, old: &State, state: &mut State) {
        for at in (0..self.old.program().journeys.len()).map(|at| JourneyId(at as u16)) {
            let Some((ended, id)) = old.ended.get(at).zip(self.change.journey(at)) else { continue };
            let journey = self.new.program().journeys.get(id.index());
            let Some(journey) = journey.filter(|journey| journey.again != baton_program::Again::Always) else {
                continue;
            };
            let most = journey.key.as_ref().map_or(1, |key| usize::from(key.instances).max(1));
            let ended = ended.iter().filter_map(|(key, at)| Some((self.change.value(key)?, *at)));
            let mut ended: Vec<_> = ended.collect();
            ended.drain(..ended.len().saturating_sub(most));
            state.ended.set(id, ended);
        }
        for at in (0..self.old.program().messages.len()).map(|at| MessageId(at as u16)) {
            let Some((last, id)) = old.last_sends.get(at).zip(self.change.message(at)) else { continue };
            let channel = last.channel.and_then(|channel| self.change.channel(channel));
            state.last_sends.set(id, LastSend { channel, ..last.clone() });
        }
    }

    /// What watched conditions held. A signal that becomes true is read here for the first time, and nothing happens.
    fn latches(&self, old: &State, state: &mut State) {
        for (at, latch) in self.change.latches().iter().enumerate() {
            let held = match latch {
                Latch::As(from) | Latch::While(from) => old.latch(*from),
                Latch::Silent | Latch::Off => false,
            };
            state.set_latch(LatchId(at as u32), Held::from(held));
        }
        let silent = self.new.program().signals.iter().filter_map(|signal| match &signal.pattern {
            Pattern::Becomes(latch, watch) if self.change.latches().get(latch.index()) == Some(&Latch::Silent) => {
                Some((*latch, watch.condition))
            }
            _ => None,
        });
        for (latch, condition) in silent {
            let view = View { engine: self.new, state, now: state.now };
            let held = Held::from(view.holds(condition, Names::NONE));
            state.set_latch(latch, held);
        }
    }
}
