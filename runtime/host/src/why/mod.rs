//! Why: the story of a customer, or of one message, told in words from the records of a run.
//!
//! Records alone are read: no program is needed, and nothing is decided again. Where the workspace is at hand, its lines
//! stand beside the places.

mod answers;
mod cause;
mod near;
mod objection;
mod offers;
mod read;
mod sends;
mod telling;
mod time;
mod ways;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use baton_program::Kind;
use serde::{Serialize, Serializer};

pub use self::{
    near::near,
    read::{Read, read},
    sends::{Known, known_sends},
    telling::{of_customer, of_send},
    time::{between, clock},
};

/// Gives a line of a workspace's file, from 1.
pub type Lines<'a> = dyn Fn(&str, usize) -> Option<String> + 'a;

/// A story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tale {
    /// Whose it is.
    pub customer: Arc<str>,
    /// The message that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// What happened, in order.
    pub moments: Vec<Moment>,
    /// What became of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// A message that a story is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// The send's id.
    pub send: Arc<str>,
    /// What was asked for, and by whom, in words.
    pub words: String,
}

/// A moment of a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// When: UTC milliseconds; in JSON ISO 8601.
    #[serde(serialize_with = "iso")]
    pub at: i64,
    /// The customer's own time in words, where a record tells its zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<String>,
    /// Its running number; 0 of a question, which is none.
    pub moment: u64,
    /// What happened, in order.
    pub facts: Vec<Fact>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// What kind of record tells it.
    pub kind: Kind,
    /// In words.
    pub words: String,
    /// Where that is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The send's id, where a message has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<Arc<str>>,
    /// What objected, in the order asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<Objected>,
}

/// One objection to a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Objected {
    /// What objected and on which values, in words.
    pub words: String,
    /// Where that is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The channel, where it is to one alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Arc<str>>,
    /// What ends the objection, in words.
    pub ends: String,
}

/// A place in the source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// `file:line:column`.
    pub place: Arc<str>,
    /// The line as it is written, where the workspace is at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Place {
    /// The line's number.
    pub fn line(&self) -> Option<usize> {
        split(&self.place).map(|(_, line)| line)
    }
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// In words.
    pub words: String,
    /// What would have let it through, or would let it through yet: each of these by itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<String>,
}

/// The file and the line of `file:line:column`.
fn split(place: &str) -> Option<(&str, usize)> {
    let (rest, _) = place.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    Some((file, line.parse().ok()?))
}

fn iso<S: Serializer>(at: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&baton_program::wire::iso(*at))
}
