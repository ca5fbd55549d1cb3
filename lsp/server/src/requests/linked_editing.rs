//! `textDocument/linkedEditingRange`.

use tower_lsp::ls_types::{LinkedEditingRangeParams, LinkedEditingRanges};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: LinkedEditingRangeParams) -> Answer<Option<LinkedEditingRanges>> {
    let at = params.text_document_position_params;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let spans = file.workspace.attempt(|workspace| baton_ide::linked(workspace, &file.path, offset))?;
    let ranges = spans.into_iter().map(|span| file.range(span)).collect::<Vec<_>>();
    let word = Some("[a-z][a-z0-9_]*".into());
    Ok((!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern: word }))
}
