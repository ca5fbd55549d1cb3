//! Expressions, typed.

use baton_grammar::tree::Span;
use baton_program::{Arithmetic, Comparison, Measure};
use smol_str::SmolStr;

use super::{FullName, Type};

/// An expression and its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it does.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
}

impl Expr {
    /// Whether this asks for a stage of several journeys: nobody wrote the `or`s between them.
    pub fn is_stage(&self) -> bool {
        matches!(&self.kind, ExprKind::Or(first, _) if first.span == self.span)
    }

    /// The reads of history that it makes itself; not those of its operands.
    pub fn reads(&self) -> Vec<&Read> {
        match &self.kind {
            ExprKind::Read(read) => vec![read],
            ExprKind::Share(part, whole) => vec![part, whole],
            _ => vec![],
        }
    }
}

/// The kinds of expressions. They correspond to [`baton_program::Node`]s.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Constant(Constant),
    /// An attribute of the customer.
    Attribute(SmolStr),
    /// A trait.
    Trait(FullName),
    /// A field of the event that is asked about (in its `where`).
    Here(SmolStr),
    /// Its `at`.
    HereAt,
    /// Its `channel`.
    HereChannel,
    /// An `as` name of a journey or pattern, or a parameter.
    Local(SmolStr),
    /// A field of an event value; its type names the event.
    Field(Box<Expr>, SmolStr),
    /// The `at` of an event value.
    EventAt(Box<Expr>),
    /// The `channel` of an event value.
    EventChannel(Box<Expr>),
    /// The key of `for each`.
    Key,
    /// `start`.
    Start,
    /// `now`.
    Now,
    /// `channel` in `by`.
    AskedChannel,
    /// A column of a source's row.
    Column(SmolStr),
    /// `if c then a else b`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a and b`.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`.
    Or(Box<Expr>, Box<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `a is known`; `is unknown` is its `Not`.
    IsKnown(Box<Expr>),
    /// `a ?? b`.
    Fallback(Box<Expr>, Box<Expr>),
    /// A comparison of two of one type.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a in (b, …)`.
    OneOf(Box<Expr>, Vec<Expr>),
    /// `a starts with b`.
    StartsWith(Box<Expr>, Box<Expr>),
    /// `a ends with b`.
    EndsWith(Box<Expr>, Box<Expr>),
    /// `a contains b`.
    Contains(Box<Expr>, Box<Expr>),
    /// `int` to `number`; every widening is written out.
    Widen(Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// `+ - * /`.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// Text of pieces.
    Text(Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// `.size`.
    Size(Box<Expr>),
    /// A read of history.
    Read(Read),
    /// `share(E, F, D)`: two counts.
    Share(Read, Read),
    /// `since(t)` of an instant or date. `since(E)` is this of a [`Measure::LatestAt`].
    Since(Box<Expr>),
    /// `until(t)`.
    Until(Box<Expr>),
    /// `in J(key) at step`.
    InJourney {
        /// The journey.
        journey: FullName,
        /// The key.
        key: Option<Box<Expr>>,
        /// The step.
        step: Option<SmolStr>,
    },
    /// `step of J`.
    StepOf(FullName),
    /// `steps left in J`.
    StepsLeft(FullName),
    /// `member of A`.
    MemberOf(FullName),
    /// A switch: whether it is on.
    Switch(FullName),
    /// `t.date`.
    DateOf(Box<Expr>),
    /// `t.time`.
    TimeOf(Box<Expr>),
    /// `t.hour`.
    HourOf(Box<Expr>),
    /// `t.weekday`.
    WeekdayOf(Box<Expr>),
    /// What did not type-check; a diagnostic tells.
    Broken,
}

/// A constant. Numbers are finite and not -0.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// The literal `unknown`.
    Unknown,
    /// `true`, `false`.
    Bool(bool),
    /// An `int`.
    Int(i64),
    /// A `number`.
    Number(f64),
    /// A text.
    Text(SmolStr),
    /// An `id`, from a text literal where one is expected.
    Id(SmolStr),
    /// Minor units; the type says of what.
    Amount(i64),
    /// Milliseconds.
    Duration(i64),
    /// UTC milliseconds.
    Instant(i64),
    /// Days since 1970.
    Date(i32),
    /// Milliseconds since midnight.
    Time(u32),
    /// An IANA name, from a text literal where one is expected.
    Timezone(SmolStr),
    /// A channel.
    Channel(FullName),
    /// A value of an enumeration.
    Symbol(SmolStr),
}

/// One event that something speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    /// The event's or signal's full name; a built-in one's plain name.
    pub event: FullName,
    /// The full name in parentheses: a message, journey, audience or action.
    pub of: Option<FullName>,
    /// Channels.
    pub via: Vec<FullName>,
    /// `where`; it reads the event by `Here`.
    pub condition: Option<Box<Expr>>,
    /// The field that must be this journey's or signal's key (`for each`, unless `all` stands before).
    pub key: Option<SmolStr>,
    /// Whether only sends of the instance that asks are meant.
    pub own: bool,
    /// Where it stands.
    pub span: Span,
}

/// A question to history.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What is asked.
    pub measure: Measure,
    /// Of which events, and in a measure of a field which field of each (an expression over `Here`).
    pub of: Vec<(Selector, Option<Expr>)>,
    /// The window in milliseconds.
    pub within: Option<i64>,
    /// `up to N`.
    pub up_to: Option<u16>,
    /// How many times a comparison of this count with a constant needs; none where the count is used otherwise.
    pub enough: Option<u16>,
    /// When the conditions are asked.
    pub asked: Asked,
}

/// When the condition of a history is asked (§7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Once, when the event happens: it speaks only of the event, the customer and constants.
    Happening,
    /// When the value is read: it uses a name from outside, the key, or sends of this instance.
    Reading,
}
