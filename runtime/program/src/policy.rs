//! Policies (§11).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{CounterId, Days, ExprId, JourneyId, MessageId, Place, Watch};

/// A rule of a policy. Which messages it concerns on which channels is said by the messages
/// ([`crate::MessageRules`]); whom a holdout concerns, by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its full name: `contact_rules.nights`, `care.calm.pause`.
    pub name: Arc<str>,
    /// Where it is written.
    pub place: Place,
    /// What it does.
    pub kind: RuleKind,
}

/// The kinds of rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RuleKind {
    /// `suppress … while c`, `suppress … for D after E`.
    Suppress(Watch),
    /// `cap … to N per …`.
    Cap(Cap),
    /// `quiet a..b on days`.
    Quiet(Quiet),
    /// `gather … until time`: milliseconds since midnight.
    Gather(u32),
    /// `holdout P% of …`.
    Holdout(Holdout),
    /// `weigh … by expr`.
    Weigh(ExprId),
}

/// `cap … to N per …`: the counter keeps the times of the last N that were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// N.
    pub limit: u32,
    /// In what time.
    pub per: Period,
    /// Where it is counted.
    pub counter: CounterId,
}

/// A span of time in which a cap counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Period {
    /// So many milliseconds before now, rolling.
    Rolling(i64),
    /// The calendar's hour, in the customer's zone.
    Hour,
    /// Day.
    Day,
    /// Week, from Monday.
    Week,
    /// Month.
    Month,
}

/// `quiet a..b on days`: over midnight where b is not after a; the day is the one on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// Milliseconds since midnight at which it begins.
    pub from: u32,
    /// Milliseconds since midnight at which it is over; 24:00 is 86,400,000.
    pub to: u32,
    /// On which days it begins.
    pub days: Days,
}

/// `holdout P% of …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holdout {
    /// Customers whose hash is below are held out; none is everybody.
    pub below: Option<u64>,
    /// The salt (§17).
    pub salt: Arc<str>,
    /// These messages …
    pub messages: Vec<MessageId>,
    /// … and all that these journeys send …
    pub journeys: Vec<JourneyId>,
    /// … except these …
    pub except_messages: Vec<MessageId>,
    /// … and what these send.
    pub except_journeys: Vec<JourneyId>,
}
