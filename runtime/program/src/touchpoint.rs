//! What a touchpoint can ask about a customer (§12): decisions and placements.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ChannelId, ExprId, Field, MessageId, Place, PlacementId, Reason, Watch};

/// A decision: it reads, and changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Its full name.
    pub name: Arc<str>,
    /// Its parameters: the slots of the frame of its expressions.
    pub params: Vec<Field>,
    /// What it answers.
    pub answers: Vec<Field>,
    /// How it chooses; every way ends in an answer.
    pub choices: Vec<Choice>,
    /// Where it is declared.
    pub place: Place,
}

/// A statement of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Choice {
    /// `answer { … }`: the values of all fields, in their order.
    Answer {
        /// The values.
        values: Vec<ExprId>,
        /// What they rest on, for explanations.
        reasons: Vec<Reason>,
        /// Where it is written.
        place: Place,
    },
    /// `if c { … } else { … }`; where no answer is given inside, the choices behind it are asked.
    If {
        /// The condition, with what explains it. It isn't watched: its clocks are empty.
        condition: Watch,
        /// If it holds.
        then: Vec<Choice>,
        /// If not.
        otherwise: Vec<Choice>,
    },
}

/// A placement: a slot in a touchpoint that shows the best offers there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// Its full name.
    pub name: Arc<str>,
    /// The inbound channel in which it stands.
    pub channel: ChannelId,
    /// How many offers it shows at most; at least 1.
    pub shows: u16,
    /// Where it is declared.
    pub place: Place,
}

/// `offer m(…) in placement for D`: it stands until D has passed, the instance ends, or the statement runs again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The message.
    pub message: MessageId,
    /// Its arguments.
    pub args: Vec<ExprId>,
    /// The placement.
    pub placement: PlacementId,
    /// D in milliseconds.
    pub lasts: i64,
    /// Where it is written.
    pub place: Place,
}
