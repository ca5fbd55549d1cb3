//! Placements into which nothing is offered (W0335): whoever asks for them is always answered with nothing.

use super::{declared::Declared, mentions::How};
use crate::{
    diagnostic::{Finding, codes::lints::NOTHING_OFFERED},
    hir::Body,
};

/// A placement that stays empty.
pub(super) fn placements(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let name = declared.name();
    if !matches!(declared.body(), Body::Placement(_)) || workspace.mentions(How::Placement, &name) {
        return Vec::new();
    }
    let finding = Finding::new(NOTHING_OFFERED, declared.name_span(), format!("nothing is offered in `{name}`"));
    vec![finding.help(format!("let a journey offer something: `offer message in {name} for 7d`, or take it out"))]
}
