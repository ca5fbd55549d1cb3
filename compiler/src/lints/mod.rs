//! Checks beyond types: what is right by itself, and surely isn't meant. Asked of each declaration once the workspace has no
//! error.
//!
//! Invariants: what is told here is so whatever happens at run time, so there are no false alarms; and what one check tells,
//! the others don't tell again. What a workspace allows is taken out afterwards ([`levels`]).

mod arms;
mod caps;
mod clearance;
mod commands;
mod conditions;
mod consent;
mod deaf;
mod decide;
mod declared;
mod expectations;
mod hold;
mod keys;
mod known;
pub(crate) mod levels;
mod measures;
mod mentions;
mod midnight;
mod placements;
mod rivals;
mod rules;
mod selections;
mod shadows;
mod shape;
mod steps;
#[cfg(test)]
mod tests;
mod timing;
mod unused;
mod ways;
mod week;

use crate::{db::Item, diagnostic::Finding};
use declared::Declared;

pub(crate) use declared::each_statement;

/// What a check tells of a declaration.
type Check = fn(Declared<'_>) -> Vec<Finding>;

/// Checks of what a declaration says and names.
const OF_ITSELF: [Check; 12] = [
    conditions::conditions,
    steps::steps,
    arms::arms,
    timing::timing,
    unused::unused,
    placements::placements,
    shadows::shadows,
    consent::consent,
    keys::keys,
    measures::measures,
    commands::commands,
    expectations::expectations,
];

/// Checks of what rules mean for a declaration: an edit of a policy runs these again, and no others.
const OF_RULES: [Check; 6] =
    [clearance::clearance, hold::hold, rules::rules, rivals::rivals, deaf::deaf, midnight::midnight];

/// What surely isn't meant in a declaration, in no order.
pub(crate) fn lints<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> impl Iterator<Item = &'db Finding> {
    let under_rules = matches!(item.keyword(db).as_str(), "message" | "journey" | "policy");
    let of_rules = if under_rules { lints_of_rules(db, item) } else { &[] };
    lints_of_itself(db, item).iter().chain(of_rules)
}

#[salsa::tracked(returns(deref))]
fn lints_of_itself<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<Finding> {
    found(&OF_ITSELF, Declared::new(db, item))
}

#[salsa::tracked(returns(deref))]
fn lints_of_rules<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<Finding> {
    found(&OF_RULES, Declared::new(db, item))
}

fn found(checks: &[Check], declared: Declared<'_>) -> Vec<Finding> {
    checks.iter().flat_map(|check| check(declared)).collect()
}
