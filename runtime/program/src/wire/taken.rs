//! What came in and was taken: whom it concerns, and the input.

use std::fmt;
use std::sync::Arc;

use crate::Input;

/// An input that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Whose it is.
    pub whom: Whom,
    /// The input.
    pub input: Input,
    /// How many of its fields the event doesn't have: they were ignored.
    pub ignored_fields: u32,
}

/// Whose an input is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whom {
    /// One customer's, with this id.
    Customer(Arc<str>),
    /// Everybody's: each customer takes it before its own inputs of the same time (§8).
    Everybody,
}

impl Whom {
    /// The customer, where it is one's alone.
    pub const fn customer(&self) -> Option<&Arc<str>> {
        match self {
            Self::Customer(id) => Some(id),
            Self::Everybody => None,
        }
    }
}

impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.customer().map_or("everybody", |id| id))
    }
}
