//! `textDocument/inlayHint`.

use baton_ide::Hint;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let span = file.span(params.range);
    let found = file.workspace.attempt(|workspace| baton_ide::hints(workspace, &file.path, span))?;
    let hint = |one: Hint| InlayHint {
        position: file.position(one.at),
        // A colon belongs to the word before it.
        padding_left: Some(!one.label.starts_with(':')),
        label: InlayHintLabel::String(one.label),
        kind: None,
        text_edits: None,
        tooltip: (!one.docs.is_empty()).then_some(InlayHintTooltip::String(one.docs)),
        padding_right: Some(false),
        data: None,
    };
    Ok(Some(found.into_iter().map(hint).collect()))
}
