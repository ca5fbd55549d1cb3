//! Records: what comes out (§16).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::wire::record::{instant, instant_if_known, object};

/// One record. Its JSON has its keys in this order; what it doesn't speak of is left out. It is read as it was written;
/// keys that it doesn't have are passed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// When: UTC milliseconds; in JSON ISO 8601 with milliseconds.
    #[serde(with = "instant")]
    pub at: i64,
    /// The customer's id; empty, and left out, where it concerns nobody alone.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub customer: Arc<str>,
    /// A running number of the customer's moments, from 1; 0 outside of them.
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
    /// What an operator ordered: `turn`, `pause`, `resume`, `advance`, `remove`, `refresh`, `forget`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Arc<str>>,
    /// The switch that was turned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch: Option<Arc<str>>,
    /// The audience's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Arc<str>>,
    /// The decision's full name, or `at_a_glance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Arc<str>>,
    /// The placement's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<Arc<str>>,
    /// The id of the question or command that this belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Arc<str>>,
    /// The measure's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<Arc<str>>,
    /// The template of a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Arc<str>>,
    /// A message's content's values, an action's arguments, an event's fields; `[name, value]` in order, as an object.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "object")]
    pub with: Vec<(Arc<str>, serde_json::Value)>,
    /// Why it ended (`left`), or was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Arc<str>>,
    /// The rules and the values that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// What a record says happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// Another id is this customer's from now on.
    Merged,
    /// An operator's command was taken.
    Commanded,
    /// An operator's command would concern this customer.
    Previewed,
    /// A unit of time is over: the figures of a measure.
    Measured,
    /// A measure's share lies beyond its bound.
    Alerted,
}

/// One thing that decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Because {
    /// A rule's full name, or `paused`, `only_when`, `requires`, `unreachable`, `shows`; or the event or condition that moved an
    /// instance; of a decision `if` or `else`, as its condition held or not, and `answer`.
    pub rule: Arc<str>,
    /// What kind of objection it is, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Objection>,
    /// The message that it is about, where a record speaks of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Arc<str>>,
    /// That message's send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<Arc<str>>,
    /// Its channel, where it objects to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Arc<str>>,
    /// Its place in the source: `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Arc<str>>,
    /// When the objection ends, where that is known: UTC milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "instant_if_known")]
    pub until: Option<i64>,
    /// The values that decided: as written, and what they were; [`withheld`] where that is personal.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "object")]
    pub values: Vec<(Arc<str>, serde_json::Value)>,
}

/// What stands for a personal value in an explanation: `{"withheld":"personal"}`.
pub fn withheld() -> serde_json::Value {
    serde_json::json!({ "withheld": "personal" })
}

/// The kinds of what keeps a message from being sent (§11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// Its journey is paused.
    Paused,
    /// Its own `only when` doesn't hold.
    OnlyWhen,
    /// A rule suppresses it.
    Suppress,
    /// A rule gathers until a time of day.
    Gather,
    /// What its channel requires isn't so.
    Requires,
    /// A rule keeps its channel quiet.
    Quiet,
    /// A rule's cap is full.
    Cap,
    /// The customer is held out.
    Holdout,
    /// Its placement shows no more.
    Shows,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use serde_json::Value as Json;

    use super::*;

    fn text() -> impl Strategy<Value = Arc<str>> {
        any::<String>().prop_map(Into::into)
    }

    fn json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
        ];
        leaf.prop_recursive(2, 8, 4, |inner| proptest::collection::vec(inner, 0..4).prop_map(Json::from))
    }

    /// Within the calendar.
    fn instants() -> impl Strategy<Value = i64> {
        -377_000_000_000_000_i64..253_000_000_000_000
    }

    fn because() -> impl Strategy<Value = Because> {
        let kind = prop_oneof![Just(None), Just(Some(Objection::OnlyWhen)), Just(Some(Objection::Cap))];
        let known = (text(), kind, proptest::option::of(text()), proptest::option::of(instants()));
        (known, proptest::collection::vec((text(), json()), 0..4)).prop_map(|((rule, kind, channel, until), values)| {
            let message = channel.clone();
            Because { rule, kind, place: channel.clone(), send: message.clone(), message, channel, until, values }
        })
    }

    proptest! {
        #[test]
        fn a_record_is_read_as_it_was_written(
            at in instants(),
            texts in proptest::array::uniform4(proptest::option::of(text())),
            moment in any::<u64>(),
            with in proptest::collection::vec((text(), json()), 0..4),
            because in proptest::collection::vec(because(), 0..3),
        ) {
            let [customer, journey, message, reason] = texts;
            let customer = customer.unwrap_or_default();
            let record = Record { at, customer, moment, kind: Kind::Held, journey, message, reason, with, because, ..Record::default() };
            let line = serde_json::to_string(&record).unwrap();
            prop_assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
        }
    }

    #[test]
    fn what_a_record_needs() {
        let line = r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ann","moment":5,"kind":"held","more":{}}"#;
        assert_eq!(serde_json::from_str::<Record>(line).unwrap().moment, 5);
        for missing in ["at", "moment", "kind"] {
            let line = line.replace(&format!("\"{missing}\""), "\"other\"");
            assert!(serde_json::from_str::<Record>(&line).is_err(), "{missing}");
        }
    }
}
