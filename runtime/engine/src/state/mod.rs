//! What is kept of one customer between moments.
//!
//! Invariants: everything is in an order that the program or the inputs fix, so equal states have equal bytes; what
//! grows is bounded by the program's text.

mod bytes;
mod instance;
mod orders;
mod room;
mod size;
mod sparse;

use std::sync::Arc;

use baton_program::{
    Again, AttributeId, ChannelId, CounterId, HistoryId, JourneyId, LatchId, MessageId, Program, SignalId, Value,
};
use serde::{Deserialize, Serialize};

pub use bytes::StateError;
pub(crate) use instance::{Candidate, Doing, Goal, Instance, Offered, Remembered, Rest, Sending, Turn, Waiting};
pub use orders::Orders;
pub(crate) use room::{make_room, push_within};
pub(crate) use sparse::Sparse;

/// How many event ids a customer remembers (§8).
pub(crate) const EVENT_IDS: usize = 64;

/// The state of one customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The present: the time of the last input or timer.
    pub(crate) now: i64,
    /// How many moments there have been.
    pub(crate) moment: u64,
    /// How many events there have been, from inside and outside.
    pub(crate) events: u64,
    /// How many instances have entered.
    pub(crate) entries: u64,
    /// When the customer next wants to be woken.
    pub(crate) wake: Option<i64>,
    /// Hashes of the last events' ids, the oldest first.
    pub(crate) event_ids: Vec<u64>,
    /// What is known of the customer.
    pub(crate) attributes: Sparse<AttributeId, Value>,
    /// What is remembered of events.
    pub(crate) histories: Sparse<HistoryId, Memory>,
    /// Of each signal what has matched so far, by key, the oldest key first.
    pub(crate) patterns: Sparse<SignalId, Vec<Keyed>>,
    /// Whether watched conditions held: 64 a word.
    pub(crate) latches: Vec<u64>,
    /// When was sent what caps count, the oldest first.
    pub(crate) counters: Sparse<CounterId, Vec<i64>>,
    /// The instances, by journey and then by entry.
    pub(crate) instances: Vec<Instance>,
    /// When instances ended, for `again`, the latest last.
    pub(crate) ended: Sparse<JourneyId, Vec<(Value, i64)>>,
    /// The last send of each message.
    pub(crate) last_sends: Sparse<MessageId, LastSend>,
    /// What operators have ordered and what still stands; most customers have nothing of it.
    pub(crate) orders: Option<Box<Orders>>,
}

impl State {
    /// The state of a customer of whom nothing is known.
    pub fn new(_program: &Program) -> Self {
        Self {
            now: i64::MIN,
            moment: 0,
            events: 0,
            entries: 0,
            wake: None,
            event_ids: Vec::new(),
            attributes: Sparse::default(),
            histories: Sparse::default(),
            patterns: Sparse::default(),
            latches: Vec::new(),
            counters: Sparse::default(),
            instances: Vec::new(),
            ended: Sparse::default(),
            last_sends: Sparse::default(),
            orders: None,
        }
    }

    /// The state of a customer of whom nothing is known, and who comes when operators have ordered this.
    pub fn under(program: &Program, orders: &Orders) -> Self {
        let mut state = Self::new(program);
        state.stand(orders);
        state
    }

    /// What operators have ordered stands for this customer, too.
    pub fn stand(&mut self, orders: &Orders) {
        self.orders = (!orders.is_empty()).then(|| Box::new(orders.clone()));
    }

    /// Whether an operator has paused a journey.
    pub(crate) fn pauses(&self, journey: JourneyId) -> bool {
        self.orders.as_ref().is_some_and(|orders| orders.pauses(journey))
    }

    /// Changes what operators have ordered.
    pub(crate) fn order(&mut self, change: impl FnOnce(&mut Orders)) {
        let mut orders = self.orders.take().unwrap_or_default();
        change(&mut orders);
        self.orders = (!orders.is_empty()).then_some(orders);
    }

    /// When the customer next wants to be woken: UTC milliseconds; what is past wants it at once.
    pub const fn wake(&self) -> Option<i64> {
        self.wake
    }

    /// The customer's present: UTC milliseconds; the earliest time there is before the first input.
    pub const fn now(&self) -> i64 {
        self.now
    }

    /// How many moments there have been.
    pub const fn moments(&self) -> u64 {
        self.moment
    }

    pub(crate) fn latch(&self, latch: LatchId) -> bool {
        self.latches.get(latch.index() / 64).is_some_and(|word| word >> (latch.index() % 64) & 1 == 1)
    }

    pub(crate) fn set_latch(&mut self, latch: LatchId, held: Held) {
        let (word, bit) = (latch.index() / 64, 1 << (latch.index() % 64));
        match (held, self.latches.get_mut(word)) {
            (Held::Yes, Some(bits)) => *bits |= bit,
            (Held::No, Some(bits)) => *bits &= !bit,
            (Held::No, None) => {}
            (Held::Yes, None) => {
                self.latches.reserve_exact(word + 1 - self.latches.len());
                self.latches.resize(word, 0);
                self.latches.push(bit);
            }
        }
    }

    pub(crate) fn instance(&self, id: u64) -> Option<&Instance> {
        self.instances.iter().find(|instance| instance.id == id)
    }

    pub(crate) fn instance_mut(&mut self, id: u64) -> Option<&mut Instance> {
        self.instances.iter_mut().find(|instance| instance.id == id)
    }

    /// The instances of a journey, in the order of entry.
    pub(crate) fn of_journey(&self, journey: JourneyId) -> &[Instance] {
        let from = self.instances.partition_point(|instance| instance.journey < journey);
        let to = self.instances.partition_point(|instance| instance.journey <= journey);
        self.instances.get(from..to).unwrap_or_default()
    }

    /// Adds an instance behind those of its journey.
    pub(crate) fn add(&mut self, instance: Instance) {
        let at = self.instances.partition_point(|other| other.journey <= instance.journey);
        // Most customers are in few journeys: room is made for no more than there are.
        self.instances.reserve_exact(1);
        self.instances.insert(at, instance);
    }

    /// Takes an instance away, and remembers its end as far as `again` asks for it.
    pub(crate) fn remove(&mut self, program: &Program, id: u64, now: i64) -> Option<Instance> {
        let at = self.instances.iter().position(|instance| instance.id == id)?;
        let instance = self.instances.remove(at);
        let journey = program.journeys.get(instance.journey.index())?;
        if journey.again != Again::Always {
            let most = journey.key.as_ref().map_or(1, |key| usize::from(key.instances).max(1));
            let ended = self.ended.or_insert_with(instance.journey, Vec::new);
            ended.retain(|(key, _)| *key != instance.key);
            push_within(ended, most, (instance.key.clone(), now));
        }
        Some(instance)
    }

    /// Whether an event of this id was taken lately.
    pub(crate) fn has_taken(&self, id: &str) -> bool {
        self.event_ids.contains(&xxhash_rust::xxh3::xxh3_64(id.as_bytes()))
    }

    pub(crate) fn take_id(&mut self, id: &str) {
        push_within(&mut self.event_ids, EVENT_IDS, xxhash_rust::xxh3::xxh3_64(id.as_bytes()));
    }
}

/// Whether a watched condition held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    Yes,
    No,
}

impl From<bool> for Held {
    fn from(held: bool) -> Self {
        if held { Self::Yes } else { Self::No }
    }
}

/// What is remembered of events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Memory {
    /// How many there were, the fold of what was known, how many were known, and the `at` of the one that counts.
    Running { count: u64, known: u64, value: Value, at: i64 },
    /// The last ones by `at`; how many were forgotten, and the `at` of the last one of those.
    Recent { entries: Vec<Remembrance>, forgotten: u64, forgotten_at: i64 },
}

/// One remembered event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Remembrance {
    /// Its own time.
    pub(crate) at: i64,
    /// Which alternative of the history kept it.
    pub(crate) alternative: u16,
    /// What is kept of it.
    pub(crate) kept: Box<[Value]>,
}

/// The last send of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LastSend {
    /// Its id.
    pub(crate) send: Arc<str>,
    /// The channel that it took; none where a version has taken the channel away.
    pub(crate) channel: Option<ChannelId>,
    /// When: UTC milliseconds.
    pub(crate) at: i64,
}

/// What a pattern has matched for one key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Keyed {
    /// The key; unknown without `for each`.
    pub(crate) key: Value,
    /// For each prefix its most recent match: the first is the first link alone.
    pub(crate) prefixes: Box<[Option<Prefix>]>,
}

/// A match of a pattern's first links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Prefix {
    /// The numbers of its events.
    pub(crate) events: Vec<u64>,
    /// The `at` of the first one.
    pub(crate) first_at: i64,
    /// The `at` of the last one.
    pub(crate) last_at: i64,
    /// The events named with `as`.
    pub(crate) frame: Box<[Value]>,
}
