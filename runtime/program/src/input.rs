//! Inputs: what reaches `step` (§8).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AttributeId, BuiltIn, Command, DecisionId, Event, PlacementId, Value};

/// An input of one customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The time at which it is taken: UTC milliseconds. For an event within the host's lateness, its own; one before
    /// the customer's present is taken at the present.
    pub at: i64,
    /// What it is.
    pub kind: InputKind,
}

/// The kinds of inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InputKind {
    /// Something happened.
    Event {
        /// Its id, where it has one: it is not taken again.
        id: Option<Arc<str>>,
        /// The event; its `number` is given by `step`.
        event: Event,
        /// Of `customer_changed`: the attributes that it carries; null is [`Value::Unknown`].
        changes: Vec<(AttributeId, Value)>,
    },
    /// A command was answered: its id, and the answer's fields.
    Answered(Arc<str>, Box<[Value]>),
    /// A command failed: its id.
    CommandFailed(Arc<str>),
    /// A queued message has its turn: the send's id.
    Turn(Arc<str>),
    /// An operator commands.
    Command(Arc<Command>),
    /// A touchpoint asks.
    Ask(Question),
    /// Time has passed: what is due by now happens.
    Wake,
}

impl InputKind {
    /// By which other id the customer was known until now, where the input says so (§17).
    pub fn was_known_as(&self) -> Option<&Arc<str>> {
        match self {
            Self::Event { event, .. } if event.event == BuiltIn::CustomerIdentified.id() => {
                match event.fields.first() {
                    Some(Value::Id(was) | Value::Text(was)) => Some(was),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// The name of the built-in decision that tells of a customer at a glance (§12).
pub const AT_A_GLANCE: &str = "at_a_glance";

/// What a touchpoint asks about a customer (§12).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its id, where it has one: the answer carries it.
    pub id: Option<Arc<str>>,
    /// What is asked.
    pub what: Asked,
}

/// The kinds of questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Asked {
    /// A decision, with all of its arguments.
    Decision(DecisionId, Box<[Value]>),
    /// The built-in `at_a_glance`.
    Glance,
    /// The best offers for a placement.
    Placement(PlacementId),
}
