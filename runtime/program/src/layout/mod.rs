//! The layout of a customer's state (§1, principle 6): a slot for everything that a program can keep of one customer,
//! with the declaration that asks for it and what it takes.
//!
//! Invariants: a layout is derived from a verified program's tables alone, so one program has one layout; no state takes
//! more than its layout says.

mod journey;
mod moment;
mod owners;
mod size;
pub mod sizes;
mod slots;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{AttributeId, CounterId, HistoryId, JourneyId, LatchId, MessageId, Program, SignalId, SwitchId};
pub use moment::Work;

/// How many instructions and causes a moment may take, whatever the program.
///
/// The compiler proves that moments end; this ends those of a program from elsewhere.
pub const MOST_OF_A_MOMENT: u32 = 100_000;

/// The layout of a customer's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Everything that can be kept, in the order of the program's tables.
    pub slots: Vec<Slot>,
    /// What a moment has to ask.
    pub moment: Work,
}

/// A place of the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The declaration that asks for it.
    pub owner: Owner,
    /// Further ones that ask for the same history: it is kept once.
    pub also: Vec<Owner>,
    /// What is kept.
    pub keeps: Keeps,
    /// What it takes.
    pub bytes: Bytes,
    /// How many timers it can have pending.
    pub timers: u64,
}

/// What a slot keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeps {
    /// What every customer has, whatever the program: time, counts, where the rest is.
    State,
    /// The ids of the last events.
    EventIds,
    /// An attribute.
    Attribute(AttributeId),
    /// What is remembered of events.
    History(HistoryId),
    /// What a signal's pattern has matched, for each key.
    Prefixes(SignalId),
    /// Whether a condition held.
    Latch(LatchId),
    /// When was sent what a cap counts.
    Counter(CounterId),
    /// The instances of a journey: their frames, and where they rest.
    Instances(JourneyId),
    /// When instances of a journey ended, for `again`.
    Ended(JourneyId),
    /// How a switch was turned.
    Switch(SwitchId),
    /// The last send of a message, for reports without a send's id.
    LastSend(MessageId),
}

/// A declaration, or what stands for one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// What it is.
    pub kind: Declared,
    /// Its full name; of an attribute `customer.email`, of a rule `contact_rules.two_a_day`.
    pub name: Arc<str>,
}

/// The kinds of declarations that can make a state larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Declared {
    /// None: every customer has it.
    Runtime,
    /// An attribute of `customer`.
    Attribute,
    /// A trait.
    Trait,
    /// A signal.
    Signal,
    /// A channel.
    Channel,
    /// A message.
    Message,
    /// A rule of a policy.
    Rule,
    /// A journey.
    Journey,
    /// A decision.
    Decision,
    /// An audience.
    Audience,
    /// A switch.
    Switch,
    /// A measure.
    Measure,
    /// A test.
    Test,
}

impl Declared {
    /// The language's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Runtime => "runtime",
            Self::Attribute => "attribute",
            Self::Trait => "trait",
            Self::Signal => "signal",
            Self::Channel => "channel",
            Self::Message => "message",
            Self::Rule => "rule",
            Self::Journey => "journey",
            Self::Decision => "decision",
            Self::Audience => "audience",
            Self::Switch => "switch",
            Self::Measure => "measure",
            Self::Test => "test",
        }
    }
}

/// What something takes, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bytes {
    /// For a customer of whom nothing is known.
    pub rest: u64,
    /// For a customer of whom everything is kept once (an event in each history, a key for each signal, an instance of
    /// each journey), with texts and ids of 16 bytes.
    pub once: u64,
    /// At most: all keys, all events of all windows, every text as long as its type allows.
    pub most: u64,
}

impl Bytes {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            rest: self.rest.saturating_add(other.rest),
            once: self.once.saturating_add(other.once),
            most: self.most.saturating_add(other.most),
        }
    }
}

/// What one declaration costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost<'l> {
    /// Which.
    pub owner: &'l Owner,
    /// Its slots, the largest first.
    pub slots: Vec<&'l Slot>,
    /// What they take together.
    pub bytes: Bytes,
    /// How many timers they can have pending.
    pub timers: u64,
}

impl Program {
    /// The layout of a customer's state; the program must be verified.
    pub fn layout(&self) -> Layout {
        Layout { slots: slots::slots(self), moment: Work::of(self) }
    }
}

impl Layout {
    /// What the whole state takes.
    pub fn bytes(&self) -> Bytes {
        self.slots.iter().fold(Bytes::default(), |sum, slot| sum.and(slot.bytes))
    }

    /// How many timers a customer can have pending. A host keeps one wake-up for all of them.
    pub fn timers(&self) -> u64 {
        self.slots.iter().fold(0, |sum, slot| sum.saturating_add(slot.timers))
    }

    /// What each declaration costs: the largest first, those of one size by name.
    pub fn by_declaration(&self) -> Vec<Cost<'_>> {
        let mut costs: BTreeMap<&Owner, Cost<'_>> = BTreeMap::new();
        for slot in &self.slots {
            let new = || Cost { owner: &slot.owner, slots: Vec::new(), bytes: Bytes::default(), timers: 0 };
            let cost = costs.entry(&slot.owner).or_insert_with(new);
            cost.slots.push(slot);
            cost.bytes = cost.bytes.and(slot.bytes);
            cost.timers = cost.timers.saturating_add(slot.timers);
        }
        let mut costs: Vec<_> = costs.into_values().collect();
        for cost in &mut costs {
            cost.slots.sort_by_key(|slot| std::cmp::Reverse(slot.bytes.most));
        }
        costs.sort_by(|a, b| b.bytes.most.cmp(&a.bytes.most).then_with(|| a.owner.name.cmp(&b.owner.name)));
        costs
    }
}
