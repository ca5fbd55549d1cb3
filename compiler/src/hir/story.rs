//! Tests, checked.

use baton_grammar::tree::Span;
use baton_program::{Extent, Outcome, SwitchState};
use smol_str::SmolStr;

use super::{Asking, Expr, FullName};

/// A test (§15).
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// What it shows.
    pub title: SmolStr,
    /// Its lines.
    pub lines: Vec<(Line, Span)>,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// `customer "b" { … }`.
    Customer(Option<SmolStr>, Vec<(SmolStr, Expr)>),
    /// `at` an instant: UTC milliseconds.
    AtInstant(i64, Option<Told>),
    /// `at` a local date (days since 1970) and time (milliseconds since midnight).
    AtLocal(i32, u32, Option<Told>),
    /// `after` so many milliseconds.
    After(i64, Option<Told>),
    /// `in holdout rule`: the rule's full name.
    InHoldout(FullName),
    /// `takes arm of journey.step`.
    Takes {
        /// The journey.
        journey: FullName,
        /// The step.
        step: SmolStr,
        /// The arm.
        arm: SmolStr,
    },
    /// `turn on switch`.
    Turn(FullName, SwitchState),
    /// `ask …`.
    Ask(Asking),
    /// `expect …`.
    Expect(Expectation, Extent),
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// An event with its fields; `customer_changed` with attributes; `of` of a built-in event is its message.
    Event {
        /// Which.
        event: FullName,
        /// The name in parentheses.
        of: Option<FullName>,
        /// `via`.
        channel: Option<FullName>,
        /// The fields that are written.
        fields: Vec<(SmolStr, Expr)>,
    },
    /// `answered(a) { … }`.
    Answered(FullName, Vec<(SmolStr, Expr)>),
    /// `failed(a)`.
    Failed(FullName),
}

/// What is expected. Rules are named in full, or `paused`, `only_when`, `requires`, `unreachable`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are those of `baton_program::Expectation`")]
pub enum Expectation {
    Sent { message: FullName, via: Vec<FullName>, with: Vec<(SmolStr, Expr)> },
    Shown { message: FullName, via: Vec<FullName>, with: Vec<(SmolStr, Expr)> },
    Answer(Vec<(SmolStr, Expr)>),
    Held(FullName, Option<FullName>),
    Waiting(FullName, Option<FullName>),
    Dropped(FullName, Option<FullName>),
    Withdrawn(FullName, Option<FullName>),
    Queued(FullName),
    Withheld(FullName),
    NoMessage(FullName),
    NoAction(FullName),
    NoEvent(FullName),
    Did(FullName, Vec<(SmolStr, Expr)>),
    Journey(FullName, Outcome),
    Holds(Expr),
}
