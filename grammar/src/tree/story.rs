//! Tests: stories told in events (§15).

use super::{Call, DurationLit, Expr, Name, Path, Plain, Record, Span, SwitchState};

/// A line of a test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// What it says.
    pub kind: LineKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// `customer "b" { … }`.
    Customer(Option<Plain>, Option<Record>),
    /// `at 2026-03-15 10:00 happening`.
    At(Moment, Option<Told>),
    /// `after 3d happening`.
    After(DurationLit, Option<Told>),
    /// `turn on switch`.
    Turn(SwitchState, Path),
    /// `ask decision(…)`.
    Ask(Call),
    /// `in holdout rule`.
    InHoldout(Path),
    /// `takes arm of journey.step`.
    Takes(Name, Path),
    /// `expect …`.
    Expect(Expectation, Option<Extent>),
    /// What could not be understood; a diagnostic tells.
    Broken,
}

/// When a line happens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// An instant in UTC.
    Instant(Name),
    /// The customer's local date and time of day (midnight without one).
    Local(Name, Option<Name>),
}

/// What happens in a story: `event(of) via channel { … }`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// The event.
    pub event: Path,
    /// The name in parentheses.
    pub of: Option<Path>,
    /// `via channel`; the checker allows one.
    pub via: Vec<Path>,
    /// Its fields.
    pub record: Option<Record>,
    /// All of it.
    pub span: Span,
}

/// How long an expectation looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// `within D`: until it holds.
    Within(DurationLit),
    /// `for D`: it holds throughout.
    For(DurationLit),
}

/// What is expected.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expectation {
    /// `sent m via c with { … }` or `shown …`.
    Message {
        /// `sent` or `shown`.
        what: Name,
        /// The message.
        message: Path,
        /// On which channels.
        via: Vec<Path>,
        /// Its content's values.
        with: Option<Record>,
    },
    /// `held | waiting | dropped | withdrawn m because rule`.
    Fate {
        /// Which word.
        what: Name,
        /// The message.
        message: Path,
        /// An objection.
        because: Option<Path>,
    },
    /// `queued m` or `withheld m`.
    Passed {
        /// Which word.
        what: Name,
        /// The message.
        message: Path,
    },
    /// `no m`: neither sent nor shown (a message), not happened (an event), not done (an action).
    No(Path),
    /// `did a with { … }`.
    Did(Path, Option<Record>),
    /// `answer { … }`.
    Answer(Record),
    /// `J reached | completed | missed | refused | left "reason" | not entered`.
    Journey {
        /// The journey.
        journey: Path,
        /// Which.
        outcome: Outcome,
    },
    /// A condition that holds now.
    Holds(Expr),
}

/// What became of a journey.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they are the words of §15")]
pub enum Outcome {
    Reached,
    Completed,
    Missed,
    Refused,
    Left(Option<Plain>),
    NotEntered,
}
