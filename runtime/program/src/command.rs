//! Operators' commands (§13): inputs with who and why.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AudienceId, JourneyId, Program, Record, SwitchId, SwitchState, TraitId};

/// A command of an operator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// Its id, where it has one.
    pub id: Option<Arc<str>>,
    /// What is to be done.
    pub order: Order,
    /// Whom it concerns among those it reaches.
    pub among: Among,
    /// Whether it is done, or only shown whom it would concern.
    pub extent: Carried,
    /// Who commands it.
    pub who: Arc<str>,
    /// Why.
    pub why: Arc<str>,
}

impl Command {
    /// Who commands it, and why, as records say it.
    pub fn said(&self) -> Vec<(Arc<str>, serde_json::Value)> {
        vec![("who".into(), (*self.who).into()), ("why".into(), (*self.why).into())]
    }
}

impl Program {
    /// What a record says of a command: its order, by name what that is about, and the command's id.
    pub fn record_of_command(&self, command: &Command) -> Record {
        let order = command.order;
        let mut record = Record { order: Some(order.word().into()), request: command.id.clone(), ..Record::default() };
        match order {
            Order::Turn(switch, _) => record.switch = self.switches.get(switch.index()).map(|one| one.name.clone()),
            Order::Pause(journey) | Order::Resume(journey) | Order::Advance(journey) | Order::Remove(journey) => {
                record.journey = self.journeys.get(journey.index()).map(|one| one.name.clone());
            }
            Order::Refresh(audience) => {
                record.audience = self.audiences.get(audience.index()).map(|one| one.name.clone());
            }
            Order::Forget => {}
        }
        record
    }

    /// The full name of whom a command concerns, where that isn't all.
    pub fn among(&self, among: Among) -> Option<&Arc<str>> {
        match among {
            Among::All => None,
            Among::Trait(id) => self.traits.get(id.index()).map(|one| &one.name),
            Among::Audience(id) => self.audiences.get(id.index()).map(|one| &one.name),
        }
    }
}

/// What an operator can order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// Turn a switch; it concerns everybody.
    Turn(SwitchId, SwitchState),
    /// Pause a journey: instances are asked only about goal, exit and limit, and nothing enters.
    Pause(JourneyId),
    /// End an operator's pause of a journey.
    Resume(JourneyId),
    /// The timers of a journey's waits count as due.
    Advance(JourneyId),
    /// Instances of a journey leave.
    Remove(JourneyId),
    /// Ask a refreshed audience now.
    Refresh(AudienceId),
    /// Erase a customer; its id is refused from then on.
    Forget,
}

impl Order {
    /// The language's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Turn(..) => "turn",
            Self::Pause(_) => "pause",
            Self::Resume(_) => "resume",
            Self::Advance(_) => "advance",
            Self::Remove(_) => "remove",
            Self::Refresh(_) => "refresh",
            Self::Forget => "forget",
        }
    }
}

/// Whom a command concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Among {
    /// All.
    All,
    /// Those for whom this trait, a condition, holds.
    Trait(TraitId),
    /// The members of this audience.
    Audience(AudienceId),
}

/// Whether a command is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Carried {
    /// It is.
    Out,
    /// It is only shown whom it would concern.
    Preview,
}
