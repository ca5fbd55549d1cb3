//! Tests (§15), compiled.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    ActionId, AttributeId, ChannelId, DecisionId, EventId, ExprId, JourneyId, MessageId, Place, PlacementId, RuleId,
    StepId, SwitchId, SwitchState,
};

/// A test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// The package it stands in; empty is the root.
    pub package: Arc<str>,
    /// What it shows.
    pub title: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// Its lines.
    pub lines: Vec<(Line, Place)>,
}

/// A line of a test. Values are expressions that are constant, but for the customer of their time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Line {
    /// The next lines concern this customer (the first one has the id `customer`); these attributes are set before
    /// anything happens, or at the present.
    Customer(Option<Arc<str>>, Vec<(AttributeId, ExprId)>),
    /// Time goes on to this instant, and something may happen.
    AtInstant(i64, Option<Told>),
    /// Time goes on to this local time of the customer: days since 1970, milliseconds since midnight.
    AtLocal(i32, u32, Option<Told>),
    /// Time goes on by so many milliseconds.
    After(i64, Option<Told>),
    /// The customer is in this holdout.
    InHoldout(RuleId),
    /// The customer takes the arm of that name at the split of this step.
    Takes(JourneyId, StepId, Arc<str>),
    /// A switch is turned, for everybody.
    Turn(SwitchId, SwitchState),
    /// A touchpoint asks.
    Ask(Asking),
    /// Something is expected.
    Expect(Expectation, Extent),
}

/// What a touchpoint asks in a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Asking {
    /// A decision, with all of its arguments.
    Decision(DecisionId, Vec<ExprId>),
    /// The built-in `at_a_glance`.
    Glance,
    /// The best offers for a placement.
    Placement(PlacementId),
}

/// What happens in a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// An event; fields that are not written are unknown.
    Event {
        /// Which.
        event: EventId,
        /// Through which channel.
        channel: Option<ChannelId>,
        /// Its fields, by index in the event's type.
        fields: Vec<(u16, ExprId)>,
        /// Of `customer_changed`: the attributes it carries.
        changes: Vec<(AttributeId, ExprId)>,
    },
    /// `answered(a) { … }`: the latest command of that action is answered.
    Answered(ActionId, Vec<(u16, ExprId)>),
    /// `failed(a)`: the latest command of that action failed.
    Failed(ActionId),
}

/// How long an expectation looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// Since the previous line that moved time.
    SoFar,
    /// Until it holds, at most so many milliseconds on.
    Within(i64),
    /// It holds throughout so many milliseconds on.
    For(i64),
}

/// What is expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expectation {
    /// `sent m via c with { … }`.
    Sent {
        /// The message.
        message: MessageId,
        /// Any of these; empty is any.
        via: Vec<ChannelId>,
        /// Values of its content.
        with: Vec<(Arc<str>, ExprId)>,
    },
    /// `shown m via c with { … }`.
    Shown {
        /// The message.
        message: MessageId,
        /// Any of these; empty is any.
        via: Vec<ChannelId>,
        /// Values of its content.
        with: Vec<(Arc<str>, ExprId)>,
    },
    /// `answer { … }`: of the last question, these fields of its answer.
    Answer(Vec<(Arc<str>, ExprId)>),
    /// `held m because rule`: recorded.
    Held(MessageId, Option<Arc<str>>),
    /// `waiting m because rule`: on the docket now.
    Waiting(MessageId, Option<Arc<str>>),
    /// `dropped m because rule`.
    Dropped(MessageId, Option<Arc<str>>),
    /// `withdrawn m because rule`.
    Withdrawn(MessageId, Option<Arc<str>>),
    /// `queued m`.
    Queued(MessageId),
    /// `withheld m`.
    Withheld(MessageId),
    /// `no m`: neither sent nor shown.
    NoMessage(MessageId),
    /// `no a`: not done.
    NoAction(ActionId),
    /// `no e`: neither emitted nor, as a signal, happened.
    NoEvent(EventId),
    /// `did a with { … }`.
    Did(ActionId, Vec<(Arc<str>, ExprId)>),
    /// `J reached` and the like.
    Journey(JourneyId, Outcome),
    /// A condition that holds now.
    Holds(ExprId),
}

/// What became of a journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are the words of §15")]
pub enum Outcome {
    Reached,
    Completed,
    Missed,
    Refused,
    Left(Option<Arc<str>>),
    NotEntered,
}
