//! Records: what comes out (§16).

use std::sync::Arc;

use serde::Serialize;

/// One record. Its JSON has its keys in this order; what it doesn't speak of is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Record {
    /// When: UTC milliseconds; in JSON ISO 8601 with milliseconds.
    #[serde(serialize_with = "as_iso")]
    pub at: i64,
    /// The customer's id.
    pub customer: Arc<str>,
    /// A running number of the customer's moments, from 1.
    pub moment: u64,
    /// What happened.
    pub kind: Kind,
    /// The journey's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journey: Option<Arc<str>>,
    /// The instance's or signal's key, in its text form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Arc<str>>,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Arc<str>>,
    /// The event that was emitted, or the signal whose key was forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Arc<str>>,
    /// The message's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Arc<str>>,
    /// The channel's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Arc<str>>,
    /// The send's id: made of customer, instance, moment and place; the same in every replay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<Arc<str>>,
    /// The action's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Arc<str>>,
    /// The system that the action is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Arc<str>>,
    /// The command's id, made as a send's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Arc<str>>,
    /// The template of a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Arc<str>>,
    /// A message's content's values, an action's arguments, an event's fields; `[name, value]` in order, as an object.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_object")]
    pub with: Vec<(Arc<str>, serde_json::Value)>,
    /// Why it ended (`left`), or was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Arc<str>>,
    /// The rules and the values that decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// What a record says happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "they are the words of §16")]
pub enum Kind {
    #[default]
    Entered,
    Moved,
    Queued,
    Sent,
    Shown,
    Held,
    Withheld,
    Dropped,
    Withdrawn,
    Did,
    Emitted,
    Reached,
    Missed,
    Completed,
    Left,
    Refused,
    Joined,
    Departed,
    Answered,
}

/// One thing that decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Because {
    /// A rule's full name, or `paused`, `only_when`, `requires`, `unreachable`; or the event or condition that moved an
    /// instance.
    pub rule: Arc<str>,
    /// Its channel, where it objects to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Arc<str>>,
    /// Its place in the source: `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Arc<str>>,
    /// When the objection ends, where that is known: UTC milliseconds.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_iso_if_known")]
    pub until: Option<i64>,
    /// The values that decided: as written, and what they were.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_object")]
    pub values: Vec<(Arc<str>, serde_json::Value)>,
}

fn as_object<S: serde::Serializer>(pairs: &[(Arc<str>, serde_json::Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

fn as_iso<S: serde::Serializer>(at: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&crate::wire::iso(*at))
}

fn as_iso_if_known<S: serde::Serializer>(at: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => as_iso(at, serializer),
        None => serializer.serialize_none(),
    }
}
