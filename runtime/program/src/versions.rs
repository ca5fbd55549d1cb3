//! What a program says of the version before it (§17): renamed declarations, and steps that are gone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{JourneyId, StepId};

/// What a program says of the version before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// `was old`, in the order of kinds and full names.
    pub renames: Vec<Rename>,
    /// `from step old …`, in the order of journeys and as written.
    pub gone: Vec<GoneStep>,
    /// For each journey the names of its frame's slots; what a program leaves out is taken to be the same as before.
    pub locals: Vec<Vec<Arc<str>>>,
}

/// `was old`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rename {
    /// What is renamed.
    pub what: Renamed,
    /// Its full name; a step's is its own.
    pub is: Arc<str>,
    /// Its full name in the version before; a step's is its own.
    pub was: Arc<str>,
}

/// What can be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are the words of §6")]
pub enum Renamed {
    Event,
    Type,
    Trait,
    Signal,
    Channel,
    Message,
    Action,
    Policy,
    Rule,
    Journey,
    /// A step of this journey.
    Step(JourneyId),
    Source,
    Decision,
    Placement,
    Audience,
    Switch,
    Measure,
}

/// `from step old …` of a journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneStep {
    /// The journey.
    pub journey: JourneyId,
    /// The step that is gone.
    pub step: Arc<str>,
    /// What becomes of those who are at it.
    pub to: Gone,
}

/// What becomes of the customers at a step that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gone {
    /// They go on at this step.
    To(StepId),
    /// They leave, for this reason.
    Leave(Arc<str>),
}

impl Versions {
    /// What something was called in the version before, if the program says so.
    pub fn was(&self, what: Renamed, is: &str) -> Option<&Arc<str>> {
        self.renames.iter().find(|rename| rename.what == what && *rename.is == *is).map(|rename| &rename.was)
    }
}
