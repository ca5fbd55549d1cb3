//! Values at run time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ChannelId, Currency, EventId, SymbolId};

/// A value of any type of §5.
///
/// Equality is the language's, except that here `Unknown` equals itself: the evaluator asks before it compares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Unknown, of any `T?`.
    #[default]
    Unknown,
    /// `bool`.
    Bool(bool),
    /// `int`.
    Int(i64),
    /// `number`: finite, never -0.
    Number(f64),
    /// `text`.
    Text(Arc<str>),
    /// `id`.
    Id(Arc<str>),
    /// An amount in minor units.
    Amount(i64, Currency),
    /// Milliseconds.
    Duration(i64),
    /// Milliseconds since 1970 in UTC.
    Instant(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// Milliseconds since midnight.
    Time(u32),
    /// An IANA name that the build's database has.
    Timezone(Arc<str>),
    /// A channel.
    Channel(ChannelId),
    /// A value of an enumeration.
    Symbol(SymbolId),
    /// A list.
    #[serde(deserialize_with = "crate::depth::bounded")]
    List(Arc<[Value]>),
    /// An event bound with `as`, or passed as an argument.
    #[serde(deserialize_with = "crate::depth::bounded")]
    Event(Arc<Event>),
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Which.
    pub event: EventId,
    /// When, by its own account: UTC milliseconds.
    pub at: i64,
    /// Through which channel, where known.
    pub channel: Option<ChannelId>,
    /// Its fields, in the order of [`crate::EventType::fields`]; always all of them.
    pub fields: Box<[Value]>,
    /// Which of the customer's events it is, counted from 1; the same for one event wherever it is remembered.
    pub number: u64,
}
