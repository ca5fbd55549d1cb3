//! What touchpoints ask, audiences, measures and invariants, checked.

use baton_grammar::tree::Span;
use baton_program::{Alert, Period, Unit};
use smol_str::SmolStr;

use super::{Expr, Field, FullName, Selection, Selector};

/// A decision (§12).
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Its parameters: the locals of its expressions.
    pub params: Vec<Field>,
    /// What it answers.
    pub answers: Vec<Field>,
    /// How it chooses; every way ends in an answer.
    pub choices: Vec<Choice>,
}

/// A statement of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// `answer { … }`: the values of all fields, in their order.
    Answer(Vec<Expr>, Span),
    /// `if c { … } else { … }`.
    If {
        /// The condition.
        condition: Expr,
        /// If it holds.
        then: Vec<Choice>,
        /// If not.
        otherwise: Vec<Choice>,
    },
}

/// A placement (§12).
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Its inbound channel.
    pub channel: FullName,
    /// How many offers it shows.
    pub shows: u16,
}

/// An audience (§13).
#[derive(Clone, Debug, PartialEq)]
pub struct Audience {
    /// Who is in it.
    pub condition: Expr,
    /// `refreshed daily at`: milliseconds since midnight; none is watched.
    pub refreshed: Option<u32>,
}

/// A measure (§13).
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// A: any of these.
    pub part: Vec<Selector>,
    /// B: any of these.
    pub whole: Vec<Selector>,
    /// D in milliseconds.
    pub within: Option<i64>,
    /// By what figures are kept apart.
    pub by: Option<Expr>,
    /// The unit of time.
    pub per: Unit,
    /// When it alerts.
    pub alert: Option<Alert>,
}

/// What an invariant claims (§14).
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// `never sent S while c`.
    NeverSent(Selection, Expr),
    /// `never c`.
    Never(Expr),
    /// `sent S at most N per …`.
    AtMost(Selection, u32, Period),
    /// `J ends within D`: milliseconds.
    EndsWithin(FullName, i64),
    /// `J reaches step only after step`.
    OnlyAfter {
        /// The journey.
        journey: FullName,
        /// The step that is reached.
        step: SmolStr,
        /// The step that comes before.
        after: SmolStr,
    },
}

/// What a touchpoint asks in a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Asking {
    /// A decision, with all of its arguments in the order of its parameters.
    Decision(FullName, Vec<Expr>),
    /// The built-in `at_a_glance`.
    Glance,
    /// The best offers for a placement.
    Placement(FullName),
}
