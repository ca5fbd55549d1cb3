//! What a program says of the version before it.

use super::{Check, Checker, Fault, Refusal, at, ensure};
use crate::{Gone, JourneyId, Renamed, StepId};

impl Checker<'_> {
    pub(super) fn versions(&self) -> Result<(), Refusal> {
        self.before().map_err(|fault| Refusal { of: "the version before".into(), fault })
    }

    fn before(&self) -> Check {
        let versions = &self.program.versions;
        for rename in &versions.renames {
            if let Renamed::Step(journey) = rename.what {
                at(&self.program.journeys, journey.index(), "journey")?;
            }
        }
        for gone in &versions.gone {
            at(&self.program.journeys, gone.journey.index(), "journey")?;
            if let Gone::To(step) = gone.to {
                self.has_step(gone.journey, step)?;
            }
        }
        let names = versions.locals.iter().zip(&self.program.journeys);
        let named = names.clone().all(|(names, journey)| names.len() == usize::from(journey.slots));
        let all = versions.locals.is_empty() || versions.locals.len() == self.program.journeys.len();
        ensure(named && all, Fault::Unequal("the names of a journey and its slots"))
    }

    fn has_step(&self, journey: JourneyId, step: StepId) -> Check {
        let journey = self.program.journeys.get(journey.index());
        at(journey.map_or(&[], |journey| journey.steps.as_slice()), step.index(), "step")
    }
}
