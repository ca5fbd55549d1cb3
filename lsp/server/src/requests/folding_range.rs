//! `textDocument/foldingRange`.

use baton_ide::FoldKind;
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: FoldingRangeParams) -> Answer<Option<Vec<FoldingRange>>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let folds = file.workspace.attempt(|workspace| baton_ide::folds(workspace, &file.path))?;
    let range = |fold: baton_ide::Fold| FoldingRange {
        start_line: fold.first,
        end_line: fold.last,
        kind: match fold.kind {
            FoldKind::Code => None,
            FoldKind::Comment => Some(FoldingRangeKind::Comment),
            FoldKind::Uses => Some(FoldingRangeKind::Imports),
        },
        ..FoldingRange::default()
    };
    Ok(Some(folds.into_iter().map(range).collect()))
}
