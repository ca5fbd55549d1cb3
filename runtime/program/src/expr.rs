//! Expressions (§7) in a flat form, occurrences, and what is asked of history.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    AttributeId, AudienceId, ChannelId, EventId, ExprId, HistoryId, JourneyId, Place, Privacy, ReadId, StepId,
    SwitchId, TraitId, Value,
};

/// One node of an expression. Its operands stand before it in [`crate::Program::nodes`].
///
/// Every node has a value whatever its operands are: an operand of a type that the node can't take (which a verified
/// program doesn't have) counts as unknown, and what needs a known operand and has none is unknown (a condition:
/// false).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// A constant.
    Constant(Value),
    /// An attribute of the customer.
    Attribute(AttributeId),
    /// A trait of the customer.
    Trait(TraitId),
    /// A value of the event that is asked about: its field of that index when it happens; in a filter of a [`Read`],
    /// the remembered value of that index.
    Here(u16),
    /// The `at` of the event that is asked about.
    HereAt,
    /// The `channel` of the event that is asked about.
    HereChannel,
    /// A slot of the frame: an `as` name in a journey or pattern, a parameter in a message's or action's items.
    Local(u16),
    /// A field of an event value.
    Field(ExprId, u16),
    /// The `at` of an event value.
    EventAt(ExprId),
    /// The `channel` of an event value.
    EventChannel(ExprId),
    /// The key of the instance, or of the pattern (`for each`).
    Key,
    /// When the instance entered.
    Start,
    /// Whether this id is that of a send of the instance.
    OwnSend(ExprId),
    /// The moment's time.
    Now,
    /// The channel that is asked about, in `by`.
    AskedChannel,
    /// A column of the row, in a source.
    Column(Arc<str>),
    /// `if c then a else b`.
    If(ExprId, ExprId, ExprId),
    /// `a and b`: b is not asked where a is false.
    And(ExprId, ExprId),
    /// `a or b`: b is not asked where a is true.
    Or(ExprId, ExprId),
    /// `not a`.
    Not(ExprId),
    /// `a is known`.
    IsKnown(ExprId),
    /// `a ?? b`.
    Fallback(ExprId, ExprId),
    /// A comparison. `==` with an unknown side is false.
    Compare(Comparison, ExprId, ExprId),
    /// `a in (b, …)`; false where a is unknown.
    OneOf(ExprId, Vec<ExprId>),
    /// `a starts with b`.
    StartsWith(ExprId, ExprId),
    /// `a ends with b`.
    EndsWith(ExprId, ExprId),
    /// `a contains b`, of text in text or an element in a list.
    Contains(ExprId, ExprId),
    /// An `int` as a `number`.
    Widen(ExprId),
    /// `-a`.
    Negate(ExprId),
    /// Arithmetic (§5), by the operands' types.
    Arithmetic(Arithmetic, ExprId, ExprId),
    /// Text of pieces: texts as they are, other values in their text form; cut to so many bytes.
    Text(Vec<ExprId>, u32),
    /// A list.
    List(Vec<ExprId>),
    /// `.size` of a list.
    Size(ExprId),
    /// What history says.
    Read(ReadId),
    /// `share(E, F, D)` of two counted reads: unknown where the second is zero.
    Share(ReadId, ReadId),
    /// `since(t)` of an instant or date.
    Since(ExprId),
    /// `until(t)` of an instant or date.
    Until(ExprId),
    /// `in J`, `in J(key)`, `in J at step`.
    InJourney {
        /// The journey.
        journey: JourneyId,
        /// The instance's key; none is any instance.
        key: Option<ExprId>,
        /// The step; none is any.
        step: Option<StepId>,
    },
    /// `step of J`.
    StepOf(JourneyId),
    /// `steps left in J`.
    StepsLeft(JourneyId),
    /// `member of A`.
    MemberOf(AudienceId),
    /// Whether a switch is on.
    Switch(SwitchId),
    /// `t.date` of an instant, in the customer's zone.
    DateOf(ExprId),
    /// `t.time`.
    TimeOf(ExprId),
    /// `t.hour`: 0 to 23.
    HourOf(ExprId),
    /// `t.weekday` of an instant or date: the symbol at Monday's index plus 0 to 6.
    WeekdayOf(ExprId, [crate::SymbolId; 7]),
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The operators of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// One event that an occurrence names: `event(name) via c where expr`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selector {
    /// The event.
    pub event: EventId,
    /// The name in parentheses: its field 0 (`message`, `journey` or `action`) must be this.
    pub of: Option<Arc<str>>,
    /// The channels; empty is any.
    pub via: Vec<ChannelId>,
    /// What must hold; asked when the event happens, of its fields by [`Node::Here`].
    pub condition: Option<ExprId>,
    /// The field that must be the instance's (or the pattern's) key, where there is one.
    pub key: Option<u16>,
    /// Only what concerns a send (or command) of this very instance: reports of delivery of what the journey sends.
    pub own: Own,
}

/// Whose sends an occurrence is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Own {
    /// Anybody's.
    #[default]
    Any,
    /// Those of the instance that asks, by the id in the field [`crate::built_in::SEND`].
    Instance,
}

/// What is remembered of events, in the state of each customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Which events it remembers; the first alternative that takes an event keeps it, once.
    pub alternatives: Vec<Alternative>,
    /// How.
    pub store: Store,
    /// Nothing older than so many milliseconds is asked for.
    pub within: Option<i64>,
}

/// One alternative of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The event; its `key` and `own` are not used: what depends on them is a filter of the read.
    pub selector: Selector,
    /// What is kept of it, by [`Node::Here`] of its fields.
    pub kept: Vec<ExprId>,
}

/// How a history is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Store {
    /// A running value over all events: how many, and of kept value 0 the fold.
    Running(Fold),
    /// The last events by `at`, at most so many, with what is kept of each; how many were forgotten is counted.
    Recent(u16),
}

/// Running values (§7, without a window).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Fold {
    /// How often.
    Count,
    /// The sum of what was known.
    Sum,
    /// The mean of what was known.
    Average,
    /// The lowest known.
    Lowest,
    /// The highest known.
    Highest,
    /// That of the last event by `at`, and its `at`.
    Latest,
    /// That of the first event by `at`, and its `at`.
    First,
}

impl Fold {
    /// The language's word for it (§7).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Average => "average",
            Self::Lowest => "lowest",
            Self::Highest => "highest",
            Self::Latest => "latest",
            Self::First => "first",
        }
    }
}

/// One question to a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// Which history.
    pub history: HistoryId,
    /// What is asked.
    pub measure: Measure,
    /// The window in milliseconds: `now - D < at <= now`.
    pub within: Option<i64>,
    /// What is asked of each remembered event when it is read, for each alternative of the history (or empty):
    /// kept values by [`Node::Here`], names from outside by the frame.
    pub filters: Vec<Option<ExprId>>,
    /// Where `sum` starts: zero of the field's type.
    pub zero: Value,
}

/// What is asked of history (§7). `Sum` to `First` speak of kept value 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Whether it happened.
    Seen,
    /// How often.
    Count,
    /// The sum.
    Sum,
    /// The mean.
    Average,
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
    /// How many different values.
    Distinct,
    /// The last one's value.
    Latest,
    /// The first one's value.
    First,
    /// The last one's `at`, as an instant (for `since(E)`).
    LatestAt,
}

impl Measure {
    /// The language's word for it (§7).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Average => "average",
            Self::Lowest => "lowest",
            Self::Highest => "highest",
            Self::Distinct => "distinct",
            Self::Latest => "latest",
            Self::First => "first",
            Self::LatestAt => "since",
        }
    }
}

/// A condition that is watched (§8): with what makes it change as time passes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The condition.
    pub condition: ExprId,
    /// Where time enters it. The next instant at which it can change is the earliest of theirs.
    pub clocks: Vec<Clock>,
    /// What decides it, for explanations.
    pub reasons: Vec<Reason>,
    /// Where it stands.
    pub place: Place,
}

/// A part of a condition whose value explains it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// As written: `customer.plan`, `count(call_ended, 14d)`.
    pub text: Arc<str>,
    /// Its value.
    pub value: ExprId,
    /// Whether explanations show the value, or only name it.
    pub privacy: Privacy,
}

/// A place where time enters a watched condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Clock {
    /// An event leaves the window of a read: at its `at` + D.
    Window(ReadId),
    /// `since(x)` compared with d: at x + d, and a millisecond after.
    Since(ExprId, ExprId),
    /// `until(x)` compared with d: at x - d, and a millisecond after.
    Until(ExprId, ExprId),
    /// `now.date` or `now.weekday`: at the customer's midnights.
    Midnight,
}
