//! Sources (§16): how rows of other files become events.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{EventId, ExprId};

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its full name.
    pub name: Arc<str>,
    /// What its files look like.
    pub format: Format,
    /// The column with the customer's id.
    pub customer: Arc<str>,
    /// The column with the event's id.
    pub id: Option<Arc<str>>,
    /// The column with the channel's name.
    pub via: Option<Arc<str>>,
    /// The column with the time.
    pub at: Arc<str>,
    /// How it is written.
    pub clock: TimeFormat,
    /// What is taken from a row: each line that holds takes it, in order.
    pub takes: Vec<Take>,
}

/// What a source's files look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Columns with a header, parted by this byte.
    Separated(u8),
    /// A JSON object a line; a column of `a.b` is the member b of the member a.
    JsonLines,
}

/// How a source writes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeFormat {
    /// Unix seconds.
    Seconds,
    /// Unix milliseconds.
    Milliseconds,
    /// ISO 8601 with an offset.
    Iso,
    /// Hours (whole or not) since this instant in UTC milliseconds.
    HoursSince(i64),
}

/// One line of a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// The event.
    pub event: EventId,
    /// For which rows: over [`crate::Node::Column`]s.
    pub condition: Option<ExprId>,
    /// Its fields: index in the event's type, and value. Text is converted to the field's type.
    pub fields: Vec<(u16, ExprId)>,
}
