//! Which journeys are of which stage, as queries without places: what else a journey says changes none of them.

use std::{collections::BTreeMap, sync::Arc};

use baton_grammar::tree::{DeclKind, JourneyItemKind};
use smol_str::SmolStr;

use super::scope::{Word, of_keyword};
use crate::{db::Item, hir::FullName};

/// The stages, and the journeys of each in the order of full names.
#[salsa::tracked]
pub(super) fn stages(db: &dyn salsa::Database) -> BTreeMap<SmolStr, Arc<Vec<FullName>>> {
    let mut stages: BTreeMap<SmolStr, Vec<FullName>> = BTreeMap::new();
    for item in of_keyword(db, Word::new(db, SmolStr::new_static("journey"))) {
        if let (Some(stage), Some(_)) = (stage_of(db, *item), item.what(db)) {
            stages.entry(stage.clone()).or_default().push(item.full_name(db));
        }
    }
    let in_order = |mut journeys: Vec<FullName>| {
        journeys.sort();
        journeys.dedup();
        Arc::new(journeys)
    };
    stages.into_iter().map(|(stage, journeys)| (stage, in_order(journeys))).collect()
}

/// The journeys of one stage.
#[salsa::tracked]
pub(super) fn of_stage<'db>(db: &'db dyn salsa::Database, stage: Word<'db>) -> Arc<Vec<FullName>> {
    stages(db).get(stage.text(db)).cloned().unwrap_or_default()
}

/// The stage that a journey says it is of.
#[salsa::tracked]
fn stage_of<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<SmolStr> {
    let decl = item.decl(db);
    let DeclKind::Journey(journey) = &decl.kind else { return None };
    journey.items.iter().find_map(|item| match &item.kind {
        JourneyItemKind::Stage(stage) => Some(stage.text.clone()),
        _ => None,
    })
}
