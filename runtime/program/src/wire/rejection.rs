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
    /// The answer to an action that there isn't.
    #[error("there is no action `{0}`")]
    UnknownAction(Box<str>),
    /// The answer to an action that is not answered.
    #[error("the action `{0}` has no answer")]
    NoAnswer(Box<str>),
    /// No command of that word.
    #[error(
        "there is no `baton:{0}`: operators have `baton:turn`, `baton:pause`, `baton:resume`, `baton:advance`, \
         `baton:remove`, `baton:refresh` and `baton:forget`, touchpoints `baton:ask` and `baton:show`"
    )]
    UnknownCommand(Box<str>),
    /// Something that a command names and that isn't there.
    #[error("there is no {kind} `{name}`: {there_are}")]
    Unnamed {
        /// What it should be.
        kind: &'static str,
        /// As it was written, cut where it is long.
        name: Box<str>,
        /// What there is instead.
        there_are: Box<str>,
    },
    /// A trait that is no condition, where a command says among whom.
    #[error("field `among`: the trait `{0}` is no condition: it must be a `bool`")]
    NoCondition(Box<str>),
    /// A command that says among whom, and is for all it reaches.
    #[error("`baton:{0}` takes no `among`")]
    NotAmong(Box<str>),
    /// A command for one customer that is for everybody.
    #[error("`baton:{0}` is for everybody: it takes no `subject`")]
    ForEverybody(Box<str>),
    /// An audience that is watched can't be refreshed.
    #[error(
        "the audience `{0}` is watched: it is never out of date, and only one that is `refreshed` can be refreshed"
    )]
    Watched(Box<str>),
    /// A placement that another channel asks for.
    #[error("the placement `{placement}` stands in `{channel}`, and can't be shown through `{asked}`")]
    NotItsChannel {
        /// The placement.
        placement: Box<str>,
        /// The channel that asks.
        asked: Box<str>,
        /// Its own.
        channel: Box<str>,
    },
    /// A field that must say something and is empty.
    #[error("field `{0}` is empty: a command says who orders it and why, and names what it is about")]
    Empty(&'static str),
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
