//! Audiences and switches (§13).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{LatchId, Place, Watch};

/// An audience: the customers for whom a condition holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Audience {
    /// Its full name.
    pub name: Arc<str>,
    /// Who is in it. Of a refreshed one the clocks are empty: it is asked, not watched.
    pub condition: Watch,
    /// `refreshed daily at`: milliseconds since the customer's midnight; none is watched.
    pub refreshed: Option<u32>,
    /// Remembers whether the customer is a member.
    pub member: LatchId,
    /// Where it is declared.
    pub place: Place,
}

/// A switch that operators turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Switch {
    /// Its full name.
    pub name: Arc<str>,
    /// How it stands until somebody turns it.
    pub initial: SwitchState,
    /// Where it is declared.
    pub place: Place,
}

/// How a switch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SwitchState {
    /// `on`.
    On,
    /// `off`.
    Off,
}

impl SwitchState {
    /// The language's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}
