//! Types (§5) while names still stand for enumerations' values and events.

use std::sync::Arc;

use baton_program::Currency;
use smol_str::SmolStr;

use super::FullName;

/// A type of §5.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `number`.
    Number,
    /// `text`, of at most so many bytes.
    Text(u32),
    /// `id`.
    Id,
    /// An amount.
    Amount(Currency),
    /// `duration`.
    Duration,
    /// `instant`.
    Instant,
    /// `date`.
    Date,
    /// `time`.
    Time,
    /// `timezone`.
    Timezone,
    /// `channel`.
    Channel,
    /// One of these values, in byte order: the same set of values is the same type.
    Enumeration(Arc<[SmolStr]>),
    /// `list of T`.
    List(Box<Type>),
    /// An event or signal, by full name.
    Event(FullName),
    /// `T?`; never nested.
    Optional(Box<Type>),
    /// Of what is broken, or of the literal `unknown` where nothing is expected: fits everywhere, complains nowhere.
    Any,
}

impl Type {
    /// The type of a known value of this type: T of `T?`.
    pub fn known(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            ty => ty,
        }
    }

    /// `T?` of T, and of `T?` itself.
    pub fn optional(self) -> Self {
        match self {
            ty @ (Self::Optional(_) | Self::Any) => ty,
            ty => Self::Optional(Box::new(ty)),
        }
    }
}
