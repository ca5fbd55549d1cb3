//! Journeys, checked.

use baton_grammar::tree::Span;
use baton_program::{Again, DayTime, Effect};
use smol_str::SmolStr;

use super::{Bound, Expr, FullName, Key};

/// A journey (§10).
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// `stage`.
    pub stage: Option<SmolStr>,
    /// `for each` (16 instances unless written).
    pub key: Option<Key>,
    /// Its `as` names and their events (of `do … as x`: the action's full name), in the order of their first binding.
    pub locals: Vec<SmolStr>,
    /// Its entries.
    pub entries: Vec<Trigger>,
    /// `again`.
    pub again: Again,
    /// Its goal.
    pub goal: Option<Goal>,
    /// Its exits.
    pub exits: Vec<Exit>,
    /// `limit` in milliseconds.
    pub limit: i64,
    /// `paused while`.
    pub paused: Option<Expr>,
    /// `on E …`.
    pub handlers: Vec<Handler>,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// `on E` or `when c`.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// Something that happens.
    On(Bound),
    /// A watched condition.
    When(Expr),
}

/// `goal`.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What reaches it.
    pub trigger: Trigger,
    /// Milliseconds after which it is missed.
    pub within: Option<i64>,
    /// `-> step`.
    pub to: Option<SmolStr>,
    /// Where it stands.
    pub span: Span,
}

/// `exit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// What ends it.
    pub trigger: Trigger,
    /// `because "reason"`.
    pub reason: Option<SmolStr>,
    /// Where it stands.
    pub span: Span,
}

/// `on E …` of the journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// What it waits for.
    pub on: Bound,
    /// What it does.
    pub body: Vec<Statement>,
    /// Whether it moves the instance.
    pub effect: Effect,
    /// Where it stands.
    pub span: Span,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: SmolStr,
    /// What it does.
    pub body: Vec<Statement>,
    /// Where it stands.
    pub span: Span,
}

/// A statement and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of statements. A reaction `-> step` is a body of one [`StatementKind::Go`]; one that is left out is empty.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `send`: the messages with all of their arguments in the order of the parameters.
    Send {
        /// The messages.
        candidates: Vec<(FullName, Vec<Expr>)>,
        /// `via`.
        via: Vec<FullName>,
        /// Its arms.
        arms: Vec<Arm>,
        /// `else`.
        dropped: Option<Vec<Statement>>,
    },
    /// `offer`: the message with all of its arguments.
    Offer {
        /// The message.
        message: FullName,
        /// Its arguments, in the order of the parameters.
        args: Vec<Expr>,
        /// The placement.
        placement: FullName,
        /// For how many milliseconds it stands.
        lasts: i64,
    },
    /// `do`.
    Do {
        /// The action.
        action: FullName,
        /// All of its arguments.
        args: Vec<Expr>,
        /// `as x within D else …`.
        answer: Option<Answer>,
    },
    /// `emit`: all fields in the order of the event's.
    Emit(FullName, Vec<Expr>),
    /// Every form of `wait`, and `stay` (no arms).
    Wait(Vec<Arm>),
    /// `if`.
    If {
        /// The condition.
        condition: Expr,
        /// If it holds.
        then: Vec<Statement>,
        /// If not.
        otherwise: Vec<Statement>,
    },
    /// `split`.
    Split {
        /// The salt, where written.
        salt: Option<SmolStr>,
        /// Its arms: name, bound of the hash (none takes the rest), body.
        arms: Vec<(SmolStr, Option<u64>, Vec<Statement>)>,
    },
    /// `-> step`.
    Go(SmolStr),
    /// `leave "reason"`.
    Leave(SmolStr),
    /// `done`.
    Done,
}

/// `as x within D else …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// `as x`.
    pub bind: SmolStr,
    /// Milliseconds.
    pub within: i64,
    /// `else`.
    pub otherwise: Option<Vec<Statement>>,
}

/// An arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// What takes it.
    pub trigger: ArmTrigger,
    /// What follows; afterwards the body goes on behind the wait.
    pub body: Vec<Statement>,
    /// Where it stands.
    pub span: Span,
}

/// What takes an arm.
#[derive(Clone, Debug, PartialEq)]
pub enum ArmTrigger {
    /// `on E`.
    On(Bound),
    /// `when c`.
    When(Expr),
    /// `after D`.
    After(Expr),
    /// `until 09:00 on monday`.
    TimeOfDay(DayTime),
    /// `until t`: an instant or date.
    Until(Expr),
}
