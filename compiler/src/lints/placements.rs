//! Placements into which nothing is offered (W0335): whoever asks for them is always answered with nothing.

use std::collections::BTreeSet;

use super::declared::{Workspace, each_statement};
use crate::{
    diagnostic::{Diagnostic, codes::lints::NOTHING_OFFERED},
    hir::StatementKind,
};

/// The placements that stay empty.
pub(super) fn placements(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut offered: BTreeSet<&str> = BTreeSet::new();
    for journey in workspace.journeys.values() {
        each_statement(journey.is, &mut |statement| {
            if let StatementKind::Offer { placement, .. } = &statement.kind {
                offered.insert(placement);
            }
        });
    }
    let empty = workspace.placements.iter().filter(|(name, _)| !offered.contains(*name));
    let told = empty.map(|(name, placement)| {
        let declared = placement.declared;
        declared
            .tell(NOTHING_OFFERED, declared.name_span(), format!("nothing is offered in `{name}`"))
            .help(format!("let a journey offer something: `offer message in {name} for 7d`, or take it out"))
    });
    told.collect()
}
