//! Checks beyond types: what is right by itself, and surely isn't meant. Asked of the whole workspace once it has no error.
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

use crate::diagnostic::Diagnostic;
use declared::Workspace;

pub(crate) use declared::{Declared, each_statement};

/// What surely isn't meant, in no order. The declarations are in the order of files and places.
pub(crate) fn lints(declared: &[Declared]) -> Vec<Diagnostic> {
    let workspace = Workspace::new(declared);
    let checks: [fn(&Workspace) -> Vec<Diagnostic>; 18] = [
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
    checks.iter().flat_map(|check| check(&workspace)).collect()
}
