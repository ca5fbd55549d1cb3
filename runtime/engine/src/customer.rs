//! Whom a step concerns, and what comes out of it.

use std::sync::Arc;

use baton_program::{ChannelId, JourneyId, Mark, PurposeId, Record, RuleId, SignalId, StepId};

/// The customer of a step.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The id.
    pub id: Arc<str>,
    /// Where chance places it.
    pub chance: Chance,
}

/// How chance places a customer (§17).
#[derive(Clone, Debug)]
pub enum Chance {
    /// By the hash of its id.
    Hashed,
    /// As a test says: in no holdout but these, and on the first arm of every split but these.
    Told {
        /// The holdouts.
        holdouts: Vec<RuleId>,
        /// The arms, by journey and step of the split.
        arms: Vec<(JourneyId, StepId, Arc<str>)>,
    },
}

/// What comes out of steps; a step adds to it.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The records.
    pub records: Vec<Record>,
    /// Messages that stand in line for a channel with a capacity.
    pub queued: Vec<Queued>,
    /// The signals that happened, which have no records: when, and which.
    pub signals: Vec<(i64, SignalId)>,
    /// How many customers a command has concerned, or would concern.
    pub concerned: u64,
    /// What measures count, in the order in which it happened.
    pub marks: Vec<Mark>,
    /// How many moments were ended before everything in them was done, because they did more than any moment may: none
    /// of a program that the compiler has made.
    pub unfinished: u32,
}

/// A message that stands in line: the host gives it its turn by [`baton_program::InputKind::Turn`]. The line's order is
/// priority, rank, time, and customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// The channel.
    pub channel: ChannelId,
    /// The send's id.
    pub send: Arc<str>,
    /// The message's purpose; the lower, the higher its priority.
    pub purpose: PurposeId,
    /// The message's rank; the higher, the earlier.
    pub rank: f64,
    /// When it was queued: UTC milliseconds.
    pub at: i64,
}
