//! Declarations, checked; one [`Body`] for each item that means something at run time.

use baton_grammar::tree::Span;
use baton_program::{Capacity, Direction, Privacy, SwitchState, TimeFormat};
use smol_str::SmolStr;

use super::{Audience, Claim, Decision, Expr, FullName, Journey, Measure, Placement, Rule, Selector, Story, Type};

/// What a declaration means.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Attributes of the customer.
    Customer(Vec<Attribute>),
    /// An event.
    Event(Vec<Field>),
    /// `type`: it lives on in the types that use it.
    Enumeration,
    /// A trait.
    Trait(Expr),
    /// A signal.
    Signal(Signal),
    /// A channel.
    Channel(Channel),
    /// The purposes' names, the highest first.
    Priorities(Vec<SmolStr>),
    /// A message.
    Message(Message),
    /// An action.
    Action(Action),
    /// A policy.
    Policy(Vec<Rule>),
    /// A journey.
    Journey(Journey),
    /// A source.
    Source(Source),
    /// A test.
    Story(Story),
    /// A decision.
    Decision(Decision),
    /// A placement.
    Placement(Placement),
    /// An audience.
    Audience(Audience),
    /// A switch: how it stands at first.
    Switch(SwitchState),
    /// A measure.
    Measure(Measure),
    /// An invariant.
    Invariant(Claim),
    /// What is broken; a diagnostic tells.
    Nothing,
}

/// An attribute of the customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: Type,
    /// Its default: a constant.
    pub default: Option<Expr>,
    /// Whether it may be shown in explanations.
    pub privacy: Privacy,
}

/// A field or parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: Type,
    /// Whether it may be shown in explanations.
    pub privacy: Privacy,
}

/// A signal (§9). As an event its fields are the key (where it has one), then its `as` names.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// `for each`: the key's name and type, and how many keys at most (16 unless written).
    pub key: Option<Key>,
    /// Its `as` names and their events, in the order in which they are bound.
    pub locals: Vec<(SmolStr, FullName)>,
    /// What makes it happen.
    pub pattern: Pattern,
}

/// `for each key, up to N`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: Type,
    /// At most so many.
    pub up_to: u16,
}

/// What makes a signal happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// `becomes c`.
    Becomes(Expr),
    /// A sequence.
    Sequence {
        /// The links, the first event among them: what, and at most how many milliseconds after the one before.
        links: Vec<(Bound, Option<i64>)>,
        /// `then no B within D`.
        no: Option<(Vec<Selector>, i64)>,
        /// `all within D`.
        all_within: Option<i64>,
    },
}

/// Events that something waits for, and the name under which the one that comes is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Any of these.
    pub alternatives: Vec<Selector>,
    /// `as name`.
    pub bind: Option<SmolStr>,
    /// All of it.
    pub span: Span,
}

/// A channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// `requires`.
    pub requires: Option<Expr>,
    /// Which way it goes.
    pub direction: Direction,
    /// How much it takes.
    pub capacity: Option<Capacity>,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its purpose.
    pub purpose: FullName,
    /// Its parameters: the locals of its expressions.
    pub params: Vec<Field>,
    /// Its channels, the preferred first.
    pub channels: Vec<FullName>,
    /// `by`: a number.
    pub by: Option<Expr>,
    /// `hold` in milliseconds; none only where the message is never sent.
    pub hold: Option<i64>,
    /// `worth`: a number or amount.
    pub worth: Option<Expr>,
    /// `chance`: a number.
    pub chance: Option<Expr>,
    /// `only when`.
    pub only_when: Option<Expr>,
    /// `content`: the template and its values.
    pub content: Option<(SmolStr, Vec<(SmolStr, Expr)>)>,
}

/// An action.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Its parameters.
    pub params: Vec<Field>,
    /// The system.
    pub to: SmolStr,
    /// How much the system takes.
    pub capacity: Option<Capacity>,
    /// What it answers.
    pub answers: Option<Vec<Field>>,
}

/// A source.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// What its files look like.
    pub format: SourceFormat,
    /// The customer's column.
    pub customer: SmolStr,
    /// The id's column.
    pub id: Option<SmolStr>,
    /// The channel's column.
    pub via: Option<SmolStr>,
    /// The time's column.
    pub at: SmolStr,
    /// How time is written.
    pub clock: TimeFormat,
    /// Its lines.
    pub takes: Vec<Take>,
}

/// What a source's files look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFormat {
    /// Columns parted by this byte.
    Separated(u8),
    /// JSON lines.
    JsonLines,
}

/// A line of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// The event; `customer_changed` among them.
    pub event: FullName,
    /// `where`.
    pub condition: Option<Expr>,
    /// Its fields (or attributes).
    pub fields: Vec<(SmolStr, Expr)>,
}
