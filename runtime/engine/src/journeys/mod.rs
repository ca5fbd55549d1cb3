//! Journeys (§10): entering, asking, moving, and the code of their steps.

mod answers;
mod asking;
mod code;
mod due;
mod entry;
mod moves;
mod offers;
mod rests;

use baton_program::{Because, Pc, Place, Value};

pub(crate) use moves::Ending;

use crate::state::{Instance, Remembered};

/// What an instance does because something happened or holds.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    /// The instance.
    pub(crate) who: u64,
    /// What it does.
    pub(crate) act: Act,
    /// What is bound, and to which slot.
    pub(crate) binding: Option<(u16, Value)>,
    /// Why.
    pub(crate) because: Because,
    /// Where that is written.
    pub(crate) place: Place,
    /// When.
    pub(crate) time: Time,
}

/// What an instance does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// It reaches its goal.
    Reach,
    /// It leaves for this reason.
    Leave(std::sync::Arc<str>),
    /// It goes on there.
    Go(Pc),
    /// It runs this, and stays where it is.
    Handle(Pc),
}

/// Where a body goes on.
pub(crate) struct Onward {
    /// There.
    pub(crate) target: Pc,
    /// Why.
    pub(crate) because: Because,
    /// Where that is written.
    pub(crate) place: Place,
}

/// When an instance moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// In this moment.
    Now,
    /// When its pause ends.
    AfterPause,
}

impl Move {
    /// A move because a condition holds.
    pub(crate) fn when(instance: &Instance, act: Act, because: Because) -> Self {
        let place = Place::default();
        Self { who: instance.id, act, binding: None, because, place, time: Time::Now }
    }

    /// The same, with the place of what moves it.
    pub(crate) fn written(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// What was remembered while the instance was paused.
    pub(crate) fn remembered(instance: &Instance, remembered: &Remembered, because: Because) -> Self {
        let act = Act::Go(remembered.target);
        Self { binding: remembered.binding.clone(), ..Self::when(instance, act, because) }
    }
}
