//! Why an input was not taken (§16).

use super::{Mismatch, Unreadable};

/// Why an input was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The line can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Its data can't be read.
    #[error("`data`: {0}")]
    Data(Unreadable),
    /// An attribute that it needs is missing.
    #[error("`{0}` is missing")]
    MissingAttribute(&'static str),
    /// An attribute is not what it must be.
    #[error("`{attribute}`: {cause}")]
    Attribute {
        /// Which.
        attribute: &'static str,
        /// Why.
        cause: Mismatch,
    },
    /// A field without which the event can't be.
    #[error("field `{0}` is missing")]
    MissingField(Box<str>),
    /// A field is not of its type.
    #[error("field `{field}`: {cause}")]
    Field {
        /// Which.
        field: Box<str>,
        /// Why.
        cause: Mismatch,
    },
    /// A field that a column does not fill.
    #[error("field `{field}` from column `{column}`: {cause}")]
    FromColumn {
        /// The field.
        field: Box<str>,
        /// The column.
        column: Box<str>,
        /// Why.
        cause: Mismatch,
    },
    /// An attribute of the customer that always has a value.
    #[error("attribute `{0}` can't become unknown")]
    AlwaysKnown(Box<str>),
    /// Another version of CloudEvents.
    #[error("CloudEvents `{0}` is not the version 1.0")]
    Version(Box<str>),
    /// No event of that name.
    #[error("there is no event `{0}`")]
    UnknownEvent(Box<str>),
    /// An event that only the runtime makes.
    #[error("`{0}` is made by the runtime and can't come from outside")]
    Internal(Box<str>),
    /// A signal.
    #[error("`{0}` is a signal: it happens by itself and can't come from outside")]
    Signal(Box<str>),
    /// An input that this version can't take.
    #[error("`{0}` isn't supported yet")]
    Unsupported(&'static str),
    /// The answer to an action that there isn't.
    #[error("there is no action `{0}`")]
    UnknownAction(Box<str>),
    /// The answer to an action that is not answered.
    #[error("the action `{0}` has no answer")]
    NoAnswer(Box<str>),
    /// A row that nothing of its source takes.
    #[error("no line of source `{0}` takes it")]
    NotTaken(Box<str>),
    /// A column of a row is not what it must be.
    #[error("column `{column}`: {cause}")]
    Column {
        /// Which.
        column: Box<str>,
        /// Why.
        cause: Mismatch,
    },
    /// A row with more or fewer columns than its header.
    #[error("{found} columns where the header has {header}")]
    Width {
        /// How many it has.
        found: u64,
        /// How many the header has.
        header: u64,
    },
    /// A record that is too long to be one.
    #[error("longer than {0} bytes")]
    TooLong(usize),
}

impl Rejection {
    /// That a field is not of its type.
    pub fn field(name: &str, cause: Mismatch) -> Self {
        match cause {
            Mismatch::Missing => Self::MissingField(name.into()),
            cause => Self::Field { field: name.into(), cause },
        }
    }
}
