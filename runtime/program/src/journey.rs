//! Journeys (§10) as code: states with one program counter.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ActionId, Bound, ChannelId, EventId, ExprId, LatchId, MessageId, Offer, Pc, Place, StepId, Watch};

/// A journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Journey {
    /// Its full name.
    pub name: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Its lifecycle stage.
    pub stage: Option<Arc<str>>,
    /// `for each`: the key's name, and how many instances at most.
    pub key: Option<Key>,
    /// How many slots the frame of an instance has.
    pub slots: u16,
    /// How it is entered.
    pub entries: Vec<Entry>,
    /// When it may be entered again.
    pub again: Again,
    /// What it is for.
    pub goal: Option<Goal>,
    /// What ends it.
    pub exits: Vec<Exit>,
    /// How long an instance lives at most, in milliseconds.
    pub limit: i64,
    /// While this holds, an instance rests.
    pub paused: Option<Watch>,
    /// `on E …` of the journey, from the top.
    pub handlers: Vec<Handler>,
    /// Its steps, in the order written; the first is where it begins.
    pub steps: Vec<Step>,
    /// Its code.
    pub code: Vec<Op>,
}

/// The key of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// Its name.
    pub name: Arc<str>,
    /// How many instances at most.
    pub instances: u16,
}

/// A way into a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// `enter on E`; for a journey with a key each alternative has its key's field.
    On(Bound, Place),
    /// `enter when c`: the latch remembers that this stretch of c has had its entry.
    When(LatchId, Watch),
}

/// When a journey may be entered again, counted from the end of its last instance (of the key).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Again {
    /// At any time.
    Always,
    /// Never.
    Never,
    /// After so many milliseconds.
    After(i64),
}

/// The goal of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// What reaches it.
    pub trigger: Trigger,
    /// After so many milliseconds it is missed.
    pub within: Option<i64>,
    /// Where the instance goes on.
    pub to: Option<Pc>,
    /// Where it is written.
    pub place: Place,
}

/// An exit of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exit {
    /// What ends it.
    pub trigger: Trigger,
    /// The reason: the one written, else the trigger's text.
    pub reason: Arc<str>,
    /// Where it is written.
    pub place: Place,
}

/// Something that happens, or a condition that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// `on E`.
    On(Bound),
    /// `when c`.
    When(Watch),
}

/// `on E …` of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    /// What it waits for.
    pub on: Bound,
    /// Where its code begins.
    pub start: Pc,
    /// Where the instance is afterwards.
    pub effect: Effect,
    /// Where it is written.
    pub place: Place,
}

/// Where an instance is after a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// The code moves it.
    Moves,
    /// The code ends in [`Op::Return`]; the instance stays where it is.
    Stays,
}

/// A step of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub name: Arc<str>,
    /// Where its code begins: at an [`Op::Step`].
    pub start: Pc,
    /// The fewest steps still to come; none where its customers only leave by the limit.
    pub left: Option<u16>,
}

/// An instruction. Code runs on to the next one unless it says otherwise; at its end an instance is completed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// The instance is at this step now.
    Step(StepId),
    /// Go on if the condition holds, else at the other place.
    If(ExprId, Pc),
    /// Go on there.
    Jump(Pc),
    /// Ask for clearance and rest; goes on behind this instruction with the message's fate.
    Send(Send),
    /// Make an offer, and go on.
    Offer(Offer),
    /// Record a command; with an answer, rest until it comes.
    Do(Do),
    /// An event of this customer happens.
    Emit {
        /// Which.
        event: EventId,
        /// Its fields.
        fields: Vec<ExprId>,
        /// Where it is written.
        place: Place,
    },
    /// Rest until an arm is taken. No arms: until something outside the step moves it (`stay`).
    Wait(Vec<Arm>),
    /// Go on at the arm of the customer's share.
    Split(Split),
    /// The instance ends as completed.
    Done,
    /// The instance ends as left.
    Leave(Arc<str>),
    /// The end of a handler that leaves the instance where it is.
    Return,
}

/// `send`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Send {
    /// The messages and their arguments; more than one with `best of`.
    pub candidates: Vec<(MessageId, Vec<ExprId>)>,
    /// `via`; empty is any of the message's.
    pub via: Vec<ChannelId>,
    /// What is asked while the message waits.
    pub arms: Vec<Arm>,
    /// Where it goes on if the message is dropped; none is behind this instruction.
    pub dropped: Option<Pc>,
    /// Where it is written.
    pub place: Place,
}

/// `do`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Do {
    /// The action.
    pub action: ActionId,
    /// Its arguments.
    pub args: Vec<ExprId>,
    /// Waits for the answer.
    pub answer: Option<Answer>,
    /// Where it is written.
    pub place: Place,
}

/// How an answer is waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The slot in which the answer is kept: an event value whose fields are the answer's.
    pub slot: u16,
    /// So many milliseconds.
    pub within: i64,
    /// Where it goes on if it doesn't come or fails; none is behind this instruction.
    pub otherwise: Option<Pc>,
}

/// An arm of a rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// What takes it.
    pub trigger: ArmTrigger,
    /// Where it goes on.
    pub target: Pc,
    /// Where it is written.
    pub place: Place,
}

/// What takes an arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ArmTrigger {
    /// `on E`.
    On(Bound),
    /// `when c`.
    When(Watch),
    /// `after D`, from the beginning of the rest; at least a second.
    After(ExprId),
    /// `until 09:00 on …`: the next such time strictly after the beginning of the rest.
    TimeOfDay(DayTime),
    /// `until t` of an instant or date; in the past: at once.
    Until(ExprId),
}

/// A time of day, on some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTime {
    /// Milliseconds since midnight.
    pub time: u32,
    /// On which days.
    pub days: Days,
}

/// Days of the week: bit 0 is Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Days(pub u8);

impl Days {
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);

    /// Whether it holds the day so many days after Monday.
    pub const fn has(self, from_monday: u8) -> bool {
        self.0 >> from_monday & 1 == 1
    }
}

/// `split`: an arm takes the customers whose hash is below its bound and not below the one before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The salt (§17).
    pub salt: Arc<str>,
    /// The journey and step, as `takes arm of journey.step` names it.
    pub step: StepId,
    /// The arms: name, bound (none takes the rest), target.
    pub arms: Vec<(Arc<str>, Option<u64>, Pc)>,
}
