//! What a body asks about names that are declared elsewhere: the seam between `names`, which answers from the incremental
//! database, and `infer` and `check`, which ask.
//!
//! Invariant: answers hold no spans, so that moving a declaration changes no body.

use std::sync::Arc;

use baton_grammar::tree::{Path, Span, TypeExpr};
use baton_program::{BuiltIn, Direction, Privacy};
use smol_str::SmolStr;

use crate::hir::{Field, FullName, Key, Type};

/// The kinds of names: one kind has a name once in a package (§4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the words of §2")]
pub enum Space {
    /// Events, signals and messages, built-in events among them.
    Happening,
    /// Traits and switches.
    Trait,
    Type,
    Channel,
    Purpose,
    Action,
    Policy,
    Journey,
    Decision,
    Placement,
    Audience,
    Measure,
    Invariant,
    Source,
}

impl Space {
    /// All kinds of names, in the order in which a name of whatever kind is looked for.
    pub const ALL: [Self; 14] = [
        Self::Happening,
        Self::Trait,
        Self::Type,
        Self::Channel,
        Self::Purpose,
        Self::Action,
        Self::Policy,
        Self::Journey,
        Self::Decision,
        Self::Placement,
        Self::Audience,
        Self::Measure,
        Self::Invariant,
        Self::Source,
    ];
}

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The declaration.
    pub name: FullName,
    /// What kind of thing it is.
    pub what: What,
    /// How many words of the path name it; the rest is of it (`abandoned_cart.cart.item`).
    pub words: usize,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they are the words of §2")]
pub enum What {
    Event,
    BuiltIn(BuiltIn),
    Signal,
    Message,
    Trait,
    Switch,
    Type,
    Channel,
    Purpose,
    Action,
    Policy,
    Journey,
    Decision,
    Placement,
    Audience,
    Measure,
    Invariant,
    Source,
}

/// A place of a declaration at which another one is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words that name it; the place counts from the declaration in which it stands.
    pub span: Span,
    /// The kind of name.
    pub space: Space,
    /// The declaration that is named.
    pub name: FullName,
    /// What it is.
    pub what: What,
}

/// A name that was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Why.
    pub why: Why,
    /// Names that were perhaps meant, the nearest first, as they would be written here.
    pub nearest: Vec<SmolStr>,
}

/// Why a name was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing of that kind has this name.
    Nothing,
    /// The declaration is private to its package.
    Private(FullName),
    /// The name is there, but of another kind: what it is.
    Other(What),
    /// The package exists, but has no such declaration.
    NotInPackage(SmolStr),
}

/// What an event, built-in event or signal looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventSignature {
    /// Its fields without `at` and `channel`; a signal's: the key (where it has one), then its `as` names.
    pub fields: Vec<Field>,
    /// A signal's key.
    pub key: Option<SmolStr>,
}

/// What a message looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageSignature {
    /// Its parameters.
    pub params: Vec<Field>,
    /// Its channels, where they can be found.
    pub channels: Vec<FullName>,
    /// Its purpose, where it can be found.
    pub purpose: Option<FullName>,
    /// Whether it has a `hold`.
    pub hold: Option<i64>,
    /// The keys of its `content`.
    pub content: Vec<SmolStr>,
}

/// What an action looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionSignature {
    /// Its parameters.
    pub params: Vec<Field>,
    /// What it answers.
    pub answers: Option<Vec<Field>>,
}

/// What a journey looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneySignature {
    /// Its key; the type is that of the field of its first entry.
    pub key: Option<Key>,
    /// Its steps, in order, and the names of the arms of each step's first `split` without a salt.
    pub steps: Vec<(SmolStr, Vec<SmolStr>)>,
    /// The messages it sends or offers, where they can be found.
    pub sends: Vec<FullName>,
}

/// What a decision looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionSignature {
    /// Its parameters.
    pub params: Vec<Field>,
    /// What it answers.
    pub answers: Vec<Field>,
}

/// What a placement looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacementSignature {
    /// Its channel, where it can be found.
    pub channel: Option<FullName>,
}

/// What a policy looks like from outside: the names of its rules, and which of them are holdouts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySignature {
    /// The rules' names.
    pub rules: Vec<(SmolStr, RuleShape)>,
}

/// What kind of rule it is, as far as others may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the words of §11")]
pub enum RuleShape {
    Suppress,
    Cap,
    Quiet,
    Gather,
    Holdout,
    Weigh,
    Broken,
}

/// An attribute of the customer, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeSignature {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: Type,
    /// Whether it may be shown in explanations.
    pub privacy: Privacy,
}

/// A channel, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelSignature {
    /// Which way it goes.
    pub direction: Direction,
}

/// What can be asked about names from inside one file of one package.
pub trait Lookup {
    /// The package; empty is the root.
    fn package(&self) -> SmolStr;
    /// The declaration that a path names, from the left (§4): of this package, of a `use`, of the root, else of a package.
    fn find(&self, space: Space, path: &Path) -> Option<Found>;
    /// Why a path names nothing, and what was perhaps meant. It looks at all names there are: only what is told to people
    /// is worth it.
    fn missing(&self, space: Space, path: &Path) -> Missing;
    /// All names of a kind that can be written here, for "did you mean" and completion; in byte order.
    fn names(&self, space: Space) -> Vec<SmolStr>;
    /// The type that is written. What is wrong with it is told by `names`, in the declaration in which it stands.
    fn type_of(&self, ty: &TypeExpr) -> Type;
    /// An attribute of the customer.
    fn attribute(&self, name: &str) -> Option<AttributeSignature>;
    /// All attributes, in byte order of names.
    fn attributes(&self) -> Arc<Vec<AttributeSignature>>;
    /// An event, built-in event or signal by full name.
    fn event(&self, name: &FullName) -> Option<Arc<EventSignature>>;
    /// A field of an event, built-in event or signal by full name: who reads one field depends on no other.
    fn field(&self, event: &FullName, name: &str) -> Option<Field>;
    /// A message by full name.
    fn message(&self, name: &FullName) -> Option<Arc<MessageSignature>>;
    /// An action by full name.
    fn action(&self, name: &FullName) -> Option<Arc<ActionSignature>>;
    /// A journey by full name.
    fn journey(&self, name: &FullName) -> Option<Arc<JourneySignature>>;
    /// The journeys of a stage, whichever package they are of, in the order of full names.
    fn of_stage(&self, stage: &str) -> Arc<Vec<FullName>>;
    /// All stages that a journey is of, in byte order.
    fn stages(&self) -> Vec<SmolStr>;
    /// A channel by full name.
    fn channel(&self, name: &FullName) -> Option<ChannelSignature>;
    /// A decision by full name.
    fn decision(&self, name: &FullName) -> Option<Arc<DecisionSignature>>;
    /// A placement by full name.
    fn placement(&self, name: &FullName) -> Option<PlacementSignature>;
    /// A policy by full name.
    fn policy(&self, name: &FullName) -> Option<Arc<PolicySignature>>;
    /// The type of a trait by full name: the one written, else that of its value; `Any` in a cycle.
    fn trait_type(&self, name: &FullName) -> Type;
    /// Whether a trait's value depends on time in a way that can't be watched, if it does: the reason, for people.
    fn trait_unwatchable(&self, name: &FullName) -> Option<String>;
    /// Whether the value of a trait is personal (reads a personal attribute or field).
    fn trait_privacy(&self, name: &FullName) -> Privacy;
}

impl What {
    /// What it is called in a sentence: `an event`, `a journey`.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Event => "an event",
            Self::BuiltIn(_) => "a built-in event",
            Self::Signal => "a signal",
            Self::Message => "a message",
            Self::Trait => "a trait",
            Self::Switch => "a switch",
            Self::Type => "a type",
            Self::Channel => "a channel",
            Self::Purpose => "a purpose",
            Self::Action => "an action",
            Self::Policy => "a policy",
            Self::Journey => "a journey",
            Self::Decision => "a decision",
            Self::Placement => "a placement",
            Self::Audience => "an audience",
            Self::Measure => "a measure",
            Self::Invariant => "an invariant",
            Self::Source => "a source",
        }
    }
}
