//! What kinds of things there are to be listed.

use baton_grammar::tree::DeclKind;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the words of the language")]
pub enum Kind {
    Customer,
    Event,
    Type,
    Trait,
    Signal,
    Channel,
    Priorities,
    Message,
    Action,
    Policy,
    Journey,
    Source,
    Test,
    Decision,
    Placement,
    Audience,
    Switch,
    Measure,
    Invariant,
    Broken,
    Attribute,
    Field,
    Parameter,
    Value,
    Purpose,
    Step,
    Rule,
}

impl Kind {
    /// What a declaration is.
    pub const fn of(kind: &DeclKind) -> Self {
        match kind {
            DeclKind::Customer(_) => Self::Customer,
            DeclKind::Event(_) => Self::Event,
            DeclKind::Enumeration(_) => Self::Type,
            DeclKind::Trait(_) => Self::Trait,
            DeclKind::Signal(_) => Self::Signal,
            DeclKind::Channel(_) => Self::Channel,
            DeclKind::Priorities(_) => Self::Priorities,
            DeclKind::Message(_) => Self::Message,
            DeclKind::Action(_) => Self::Action,
            DeclKind::Policy(_) => Self::Policy,
            DeclKind::Journey(_) => Self::Journey,
            DeclKind::Source(_) => Self::Source,
            DeclKind::Test(_) => Self::Test,
            DeclKind::Decision(_) => Self::Decision,
            DeclKind::Placement(_) => Self::Placement,
            DeclKind::Audience(_) => Self::Audience,
            DeclKind::Switch(_) => Self::Switch,
            DeclKind::Measure(_) => Self::Measure,
            DeclKind::Invariant(_) => Self::Invariant,
            DeclKind::Broken => Self::Broken,
        }
    }

    /// What it is called: `a journey`.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Customer => "the customer",
            Self::Event => "an event",
            Self::Type => "a type",
            Self::Trait => "a trait",
            Self::Signal => "a signal",
            Self::Channel => "a channel",
            Self::Priorities => "the priorities",
            Self::Message => "a message",
            Self::Action => "an action",
            Self::Policy => "a policy",
            Self::Journey => "a journey",
            Self::Source => "a source",
            Self::Test => "a test",
            Self::Decision => "a decision",
            Self::Placement => "a placement",
            Self::Audience => "an audience",
            Self::Switch => "a switch",
            Self::Measure => "a measure",
            Self::Invariant => "an invariant",
            Self::Broken => "something half-written",
            Self::Attribute => "an attribute of the customer",
            Self::Field => "a field",
            Self::Parameter => "a parameter",
            Self::Value => "a value",
            Self::Purpose => "a purpose",
            Self::Step => "a step",
            Self::Rule => "a rule",
        }
    }
}
