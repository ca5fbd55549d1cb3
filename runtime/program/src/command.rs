//! Operators' commands (§13): inputs with who and why.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{AudienceId, JourneyId, SwitchId, SwitchState, TraitId};

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
