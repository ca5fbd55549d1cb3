//! Types (§5) as the runtime needs them: to convert what comes in, and to know what a value is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{EventId, SymbolId};

/// An ISO 4217 code; its minor units are those of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Currency(pub [u8; 3]);

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Currency {
    /// The currency of a code of ISO 4217, in capitals.
    pub fn from_code(code: &str) -> Option<Self> {
        iso_currency::Currency::from_code(code)?;
        code.as_bytes().try_into().ok().map(Self)
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals its minor unit stands for: 2 for GBP, 0 for JPY, 3 for KWD.
    pub fn decimals(&self) -> u32 {
        iso_currency::Currency::from_code(self.code()).and_then(|c| c.exponent()).map_or(0, u32::from)
    }
}

/// A type of §5.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Type {
    /// `bool`.
    Bool,
    /// `int`: 64 bit.
    Int,
    /// `number`: binary64, finite, no -0.
    Number,
    /// `text`, of at most so many bytes (1,024 unless written).
    Text(u32),
    /// `id`.
    Id,
    /// An exact amount.
    Amount(Currency),
    /// `duration`, in milliseconds.
    Duration,
    /// `instant`, in UTC milliseconds.
    Instant,
    /// `date`.
    Date,
    /// `time` of day.
    Time,
    /// `timezone` (IANA).
    Timezone,
    /// `channel`.
    Channel,
    /// One of these values, in order of symbols.
    Enumeration(Arc<[SymbolId]>),
    /// `list of T`, at most 64.
    #[serde(deserialize_with = "crate::depth::bounded")]
    List(Box<Type>),
    /// An event (a parameter's type, or what an `as` name is bound to).
    Event(EventId),
    /// `T?`; never nested.
    #[serde(deserialize_with = "crate::depth::bounded")]
    Optional(Box<Type>),
}

/// The most bytes a `text` has unless its type says otherwise (§5).
pub const TEXT_BYTES: u32 = 1024;
/// The most bytes that `text up to` may say: texts are kept in memory with their customer.
pub const LONGEST_TEXT: u32 = 65_536;
/// How deep events may be nested in one another, by signals that carry signals.
pub const DEEPEST_EVENT: usize = 8;
/// How many events a signal may carry, those within events included.
pub const MOST_EVENTS: usize = 64;
/// How deep questions to history may be nested that are asked of each remembered event.
pub const DEEPEST_READ: u8 = 3;
/// The most elements a list has (§5).
pub const LIST_ELEMENTS: usize = 64;
