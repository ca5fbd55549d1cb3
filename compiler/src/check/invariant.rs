//! Invariants (§14): what is claimed of every customer, whatever happens. Their names and types are checked here.

use baton_grammar::tree;
use smol_str::SmolStr;

use super::policy::{Selectable, period, selected};
use crate::{
    diagnostic::codes::bodies as codes,
    hir::{Claim, FullName},
    infer::Infer,
    lookup::Space,
};

/// A claim; none if it could not be understood.
pub(super) fn claim(infer: &mut Infer, claim: &tree::Claim) -> Option<Claim> {
    Some(match claim {
        tree::Claim::NeverSent(of, condition) => {
            let of = selected(infer, of, Selectable::Anybodys);
            Claim::NeverSent(of, infer.condition(condition))
        }
        tree::Claim::Never(condition) => Claim::Never(infer.condition(condition)),
        tree::Claim::AtMost(of, most, per) => {
            let of = selected(infer, of, Selectable::Anybodys);
            let (most, per) = (infer.count(most, 0, u32::from(u16::MAX)), period(infer, per));
            Claim::AtMost(of, most?, per?)
        }
        tree::Claim::EndsWithin(journey, within) => {
            let (journey, within) = (self::journey(infer, journey), infer.positive_duration(within));
            Claim::EndsWithin(journey?, within?)
        }
        tree::Claim::OnlyAfter(journey, step, after) => {
            let journey = self::journey(infer, journey)?;
            let (step, after) = (self::step(infer, &journey, step), self::step(infer, &journey, after));
            Claim::OnlyAfter { journey, step: step?, after: after? }
        }
    })
}

fn journey(infer: &mut Infer, path: &tree::Path) -> Option<FullName> {
    infer.named(Space::Journey, path, codes::UNKNOWN_JOURNEY)
}

fn step(infer: &mut Infer, journey: &FullName, step: &tree::Name) -> Option<SmolStr> {
    let signature = infer.names.journey(journey)?;
    if signature.steps.iter().any(|(known, _)| *known == step.text) {
        return Some(step.text.clone());
    }
    let message = format!("the journey `{journey}` has no step `{}`", step.text);
    infer.no_such(codes::UNKNOWN_STEP, step, message, signature.steps.iter().map(|(known, _)| known));
    None
}
