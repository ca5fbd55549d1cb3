//! What a program declares (§6), but for journeys and policies.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ChannelId, EventId, ExprId, LatchId, Place, PurposeId, RuleId, Selector, SignalId, Type, Value, Watch};

/// An attribute of the customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// What it is before it is known; [`Value::Unknown`] where its type is optional.
    pub default: Value,
    /// Whether explanations show it.
    pub privacy: Privacy,
}

/// Whether a value may be shown in explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Privacy {
    /// It may.
    #[default]
    Open,
    /// It is `personal`.
    Personal,
}

/// An event, or a signal as an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventType {
    /// Its full name.
    pub name: Arc<str>,
    /// Its fields, without `at` and `channel`. A signal's: the key (where it has one), then its `as` names.
    pub fields: Vec<Field>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where an event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// From outside, or emitted.
    Declared,
    /// Made by the runtime, or reported by delivery.
    BuiltIn(BuiltIn),
    /// A signal that happens.
    Signal(SignalId),
}

/// A field of an event, an answer or a parameter list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// Whether explanations show it.
    pub privacy: Privacy,
}

/// The built-in events (§7), in the order in which they stand in [`crate::Program::events`].
///
/// Their fields are in [`built_in`]; `customer_changed` has the attributes, each optional, and
/// `answered` and `failed` have `action`, `command` and, for a program's actions, nothing else: an answer's fields are
/// in [`crate::InputKind::Answered`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are the words of §7")]
pub enum BuiltIn {
    CustomerChanged,
    CustomerIdentified,
    Sent,
    Shown,
    Held,
    Dropped,
    Delivered,
    Opened,
    Clicked,
    Replied,
    Bounced,
    Failed,
    Unsubscribed,
    Entered,
    Reached,
    Missed,
    Completed,
    Left,
    Joined,
    Departed,
}

impl BuiltIn {
    /// All of them, in order.
    pub const ALL: [Self; 20] = [
        Self::CustomerChanged,
        Self::CustomerIdentified,
        Self::Sent,
        Self::Shown,
        Self::Held,
        Self::Dropped,
        Self::Delivered,
        Self::Opened,
        Self::Clicked,
        Self::Replied,
        Self::Bounced,
        Self::Failed,
        Self::Unsubscribed,
        Self::Entered,
        Self::Reached,
        Self::Missed,
        Self::Completed,
        Self::Left,
        Self::Joined,
        Self::Departed,
    ];

    /// Its event's id.
    pub const fn id(self) -> EventId {
        EventId(self as u16)
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }

    /// Its name in the language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CustomerChanged => "customer_changed",
            Self::CustomerIdentified => "customer_identified",
            Self::Sent => "sent",
            Self::Shown => "shown",
            Self::Held => "held",
            Self::Dropped => "dropped",
            Self::Delivered => "delivered",
            Self::Opened => "opened",
            Self::Clicked => "clicked",
            Self::Replied => "replied",
            Self::Bounced => "bounced",
            Self::Failed => "failed",
            Self::Unsubscribed => "unsubscribed",
            Self::Entered => "entered",
            Self::Reached => "reached",
            Self::Missed => "missed",
            Self::Completed => "completed",
            Self::Left => "left",
            Self::Joined => "joined",
            Self::Departed => "departed",
        }
    }

    /// What it is about, and whether the runtime makes it or the world reports it.
    pub const fn family(self) -> Family {
        match self {
            Self::CustomerChanged | Self::CustomerIdentified => Family::Customer,
            Self::Sent | Self::Shown | Self::Held | Self::Dropped => Family::Message,
            Self::Delivered
            | Self::Opened
            | Self::Clicked
            | Self::Replied
            | Self::Bounced
            | Self::Failed
            | Self::Unsubscribed => Family::Delivery,
            Self::Entered | Self::Reached | Self::Missed | Self::Completed | Self::Left => Family::Journey,
            Self::Joined | Self::Departed => Family::Audience,
        }
    }

    /// Its fields; `customer_changed` has none here: they are the workspace's attributes.
    pub fn fields(self) -> Vec<Field> {
        let text = || Type::Optional(Box::new(Type::Text(crate::TEXT_BYTES)));
        let id = || Type::Optional(Box::new(Type::Id));
        let mut fields = match self.family() {
            Family::Customer => vec![],
            Family::Message | Family::Delivery => {
                vec![("message", text()), ("send", id()), ("journey", text()), ("key", text()), ("reason", text())]
            }
            Family::Journey => vec![("journey", text()), ("key", text()), ("reason", text())],
            Family::Audience => vec![("audience", text())],
        };
        match self {
            Self::Clicked => fields.push(("link", text())),
            Self::Replied => fields.push(("text", text())),
            Self::CustomerIdentified => fields.push(("was", Type::Id)),
            _ => {}
        }
        let named = |(name, ty): (&str, Type)| Field { name: name.into(), ty, privacy: Privacy::Open };
        fields.into_iter().map(named).collect()
    }
}

/// What a built-in event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// The customer; an input.
    Customer,
    /// A message; made by the runtime.
    Message,
    /// A message; reported by delivery, an input.
    Delivery,
    /// A journey; made by the runtime.
    Journey,
    /// An audience; made by the runtime.
    Audience,
}

/// Where the fields of built-in events stand.
pub mod built_in {
    /// What a message's event is about: the message's full name; a journey's: the journey's.
    pub const SUBJECT: u16 = 0;
    /// The id of the send, of messages' events.
    pub const SEND: u16 = 1;
    /// The journey, of messages' events.
    pub const JOURNEY: u16 = 2;
    /// The key, of messages' events.
    pub const KEY: u16 = 3;
    /// The reason, of messages' events.
    pub const REASON: u16 = 4;
    /// The link of `clicked`, the text of `replied`.
    pub const DETAIL: u16 = 5;
    /// The key, of journeys' events.
    pub const JOURNEY_KEY: u16 = 1;
    /// The reason, of journeys' events.
    pub const JOURNEY_REASON: u16 = 2;
}

/// A trait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trait {
    /// Its full name.
    pub name: Arc<str>,
    /// Its value.
    pub value: ExprId,
}

/// A signal (§9).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Its full name.
    pub name: Arc<str>,
    /// Itself as an event.
    pub event: EventId,
    /// `for each`: how many keys at most.
    pub keys: Option<u16>,
    /// What makes it happen.
    pub pattern: Pattern,
    /// Where it is declared.
    pub place: Place,
}

/// What makes a signal happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// `becomes c`.
    Becomes(LatchId, Watch),
    /// Events in order. The frame of its conditions holds the `as` names bound so far.
    Sequence {
        /// The links, the first event among them; never empty.
        links: Vec<Link>,
        /// `then no B within D`.
        no: Option<No>,
        /// `all within D`, in milliseconds.
        all_within: Option<i64>,
        /// How many slots the frame has: its `as` names, in the order of the signal's fields behind its key.
        slots: u16,
    },
}

/// One event of a sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Any of these.
    pub on: Bound,
    /// At most so many milliseconds after the event before.
    pub within: Option<i64>,
}

/// `then no B within D`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct No {
    /// B.
    pub on: Vec<Selector>,
    /// D in milliseconds.
    pub within: i64,
}

/// Events that something waits for, and the slot in which the one that comes is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// Any of these.
    pub alternatives: Vec<Selector>,
    /// The slot of the frame.
    pub slot: Option<u16>,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    /// Its full name.
    pub name: Arc<str>,
    /// What must hold to use it.
    pub requires: Option<Watch>,
    /// Which way it goes.
    pub direction: Direction,
    /// How much it takes: so many per so many milliseconds.
    pub capacity: Option<Capacity>,
}

/// Which way a channel goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// To the customer.
    Outbound,
    /// The customer comes.
    Inbound,
}

/// So many in so long: turns are evenly spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// How many; at least 1.
    pub count: u32,
    /// Milliseconds; a month counts as 30 days.
    pub per: i64,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its full name.
    pub name: Arc<str>,
    /// Its purpose.
    pub purpose: PurposeId,
    /// Its parameters: the slots of the frame of its expressions.
    pub params: Vec<Field>,
    /// Those it may take, the preferred first.
    pub channels: Vec<ChannelId>,
    /// The value of each channel, the highest first.
    pub by: Option<ExprId>,
    /// How long it may wait for clearance, in milliseconds.
    pub hold: i64,
    /// Its worth.
    pub worth: Option<ExprId>,
    /// Its chance, taken between 0 and 1.
    pub chance: Option<ExprId>,
    /// What must hold at its clearing. Time may enter in any way: clocks are there for what can be known.
    pub only_when: Option<Watch>,
    /// The template's name and its values.
    pub content: Option<Content>,
    /// The rules that concern it.
    pub rules: MessageRules,
    /// Where it is declared.
    pub place: Place,
}

/// What a message says: a template and what fills it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The template's name in the delivering system.
    pub template: Arc<str>,
    /// Its values, in the order written.
    pub values: Vec<(Arc<str>, ExprId)>,
}

/// The rules that concern a message, each list in the order in which they are asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MessageRules {
    /// Suppress without `via`.
    pub suppress: Vec<RuleId>,
    /// Gather.
    pub gather: Vec<RuleId>,
    /// Weights of its rank.
    pub weigh: Vec<RuleId>,
    /// For each of the message's channels, in the same order.
    pub channels: Vec<ChannelRules>,
}

/// The rules that concern a message on one channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelRules {
    /// Suppress with `via`.
    pub suppress: Vec<RuleId>,
    /// Quiet.
    pub quiet: Vec<RuleId>,
    /// Caps: asked, and counted when it is sent.
    pub caps: Vec<RuleId>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Its full name.
    pub name: Arc<str>,
    /// Its parameters.
    pub params: Vec<Field>,
    /// The system that does it.
    pub to: Arc<str>,
    /// How much the system takes.
    pub capacity: Option<Capacity>,
    /// What it answers.
    pub answers: Option<Vec<Field>>,
}
