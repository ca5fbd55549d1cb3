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
mod week;

use crate::{db::Item, diagnostic::Finding};
use declared::Declared;

pub(crate) use declared::each_statement;

/// What a check tells of a declaration.
type Check = fn(Declared<'_>) -> Vec<Finding>;

const CHECKS: [Check; 18] = [
    conditions::conditions,
    steps::steps,
    arms::arms,
    timing::timing,
    clearance::clearance,
    hold::hold,
    rules::rules,
    rivals::rivals,
    unused::unused,
    placements::placements,
    shadows::shadows,
    consent::consent,
    keys::keys,
    measures::measures,
    commands::commands,
    deaf::deaf,
    midnight::midnight,
    expectations::expectations,
];

/// What surely isn't meant in a declaration, in no order.
#[salsa::tracked(returns(deref))]
pub(crate) fn lints<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<Finding> {
    let declared = Declared::new(db, item);
    CHECKS.iter().flat_map(|check| check(declared)).collect()
}
