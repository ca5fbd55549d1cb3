//! One run through a journey.

use std::sync::Arc;

use baton_program::{ChannelId, JourneyId, Pc, StepId, Value};
use serde::{Deserialize, Serialize};

/// An instance of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Instance {
    /// Which of the customer's instances it is, counted from 1.
    pub(crate) id: u64,
    /// The journey.
    pub(crate) journey: JourneyId,
    /// Its key; unknown where the journey has none.
    pub(crate) key: Value,
    /// When it entered.
    pub(crate) start: i64,
    /// The number of the moment at which it entered.
    pub(crate) moment: u64,
    /// The id under which its customer was known then, where that was or could be another than now (§17): of it the ids of
    /// its sends and commands are made.
    pub(crate) origin: Option<Arc<str>>,
    /// The step at which it is.
    pub(crate) step: StepId,
    /// The values of its `as` names.
    pub(crate) frame: Box<[Value]>,
    /// Whether the goal is still asked.
    pub(crate) goal: Goal,
    /// Where it rests.
    pub(crate) rest: Rest,
    /// The first thing that would have moved it while it was paused.
    pub(crate) remembered: Option<Box<Remembered>>,
    /// What it offers, at most one thing for each of its `offer` statements, in their order.
    pub(crate) offers: Vec<Offered>,
}

/// An offer that stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Offered {
    /// The instruction.
    pub(crate) pc: Pc,
    /// When it was made.
    pub(crate) asked: i64,
    /// The last instant at which it stands.
    pub(crate) until: i64,
    /// The send's id.
    pub(crate) id: Arc<str>,
    /// The message's arguments.
    pub(crate) args: Box<[Value]>,
}

/// What became of an instance's goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Goal {
    /// It is asked.
    Open,
    /// Its time is over; it is asked all the same.
    Missed,
    /// It was reached; the instance went on.
    Reached,
}

/// Where an instance rests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Rest {
    /// Nowhere: its body runs, or what comes next is remembered until its pause ends.
    Nowhere,
    /// At a `send`.
    Sending(Box<Sending>),
    /// At a `do` with an answer.
    Doing(Doing),
    /// At a `wait`.
    Waiting(Waiting),
}

/// A place on the docket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sending {
    /// The instruction.
    pub(crate) pc: Pc,
    /// The time of asking.
    pub(crate) asked: i64,
    /// The send's id.
    pub(crate) id: Arc<str>,
    /// The messages that can still be sent, in the order written.
    pub(crate) candidates: Vec<Candidate>,
    /// When each of its arms is due.
    pub(crate) due: Box<[Option<i64>]>,
    /// Whether it was recorded as held.
    pub(crate) recorded: bool,
    /// Its place in a channel's line.
    pub(crate) turn: Option<Turn>,
    /// The channel on which caps have counted it.
    pub(crate) counted: Option<ChannelId>,
    /// When it must be asked again.
    pub(crate) again_at: Option<i64>,
}

/// A message that can be sent at a place on the docket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Candidate {
    /// Which of the instruction's candidates.
    pub(crate) index: u16,
    /// Its arguments.
    pub(crate) args: Box<[Value]>,
}

/// A place in the line of a channel with a capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Turn {
    /// Which of the instruction's candidates.
    pub(crate) candidate: u16,
    /// The channel.
    pub(crate) channel: ChannelId,
}

/// A command that waits for its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Doing {
    /// The instruction.
    pub(crate) pc: Pc,
    /// The command's id.
    pub(crate) command: Arc<str>,
    /// How long it waits.
    pub(crate) until: i64,
}

/// A wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// The instruction.
    pub(crate) pc: Pc,
    /// When each of its arms is due.
    pub(crate) due: Box<[Option<i64>]>,
}

/// What moves an instance when its pause ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// Where it goes on.
    pub(crate) target: Pc,
    /// What is bound, and where.
    pub(crate) binding: Option<(u16, Value)>,
    /// What it was: the event's name or the kind of arm.
    pub(crate) cause: Arc<str>,
    /// Where that is written.
    pub(crate) place: baton_program::Place,
}
