//! Chance (§17): a hash of the customer.

use baton_program::{Holdout, JourneyId, MessageId, Pc, RuleId, Split};
use xxhash_rust::xxh3::Xxh3;

use crate::{Chance, Customer};

/// Where a salt places a customer.
pub(crate) fn hash(salt: &str, customer: &str) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(salt.as_bytes());
    hasher.update(&[0]);
    hasher.update(customer.as_bytes());
    hasher.digest()
}

/// Whether a customer is held out by a rule.
pub(crate) fn holds_out(customer: &Customer, id: RuleId, holdout: &Holdout) -> bool {
    match &customer.chance {
        Chance::Told { holdouts, .. } => holdouts.contains(&id),
        Chance::Hashed => holdout.below.is_none_or(|below| hash(&holdout.salt, &customer.id) < below),
    }
}

/// Whether a holdout is about a message that a journey sends.
pub(crate) fn concerns(holdout: &Holdout, message: MessageId, journey: JourneyId) -> bool {
    (holdout.messages.contains(&message) || holdout.journeys.contains(&journey))
        && !holdout.except_messages.contains(&message)
        && !holdout.except_journeys.contains(&journey)
}

/// Where a customer goes on at a split.
pub(crate) fn arm(customer: &Customer, journey: JourneyId, split: &Split) -> Option<Pc> {
    let taken = match &customer.chance {
        Chance::Told { arms, .. } => {
            let told = arms.iter().find(|(of, step, _)| *of == journey && *step == split.step);
            let named = |name| split.arms.iter().find(|(arm, ..)| arm == name);
            told.and_then(|(.., name)| named(name)).or(split.arms.first())
        }
        Chance::Hashed => {
            let hash = hash(&split.salt, &customer.id);
            split.arms.iter().find(|(_, bound, _)| bound.is_none_or(|bound| hash < bound)).or(split.arms.last())
        }
    };
    taken.map(|(.., target)| *target)
}
