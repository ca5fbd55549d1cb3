//! `textDocument/inlayHint`.

use baton_ide::Hint;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip, Range};

use super::Answer;
use crate::{
    memory::Hints,
    snapshot::{Open, Snapshot},
};

pub fn answer(snapshot: &Snapshot, params: InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    let uri = params.text_document.uri;
    let Some(file) = snapshot.open(&uri) else { return Ok(None) };
    let hints = in_range(&file, params.range)?;
    let shown = hints.iter().map(|one| shown(&file, one)).collect();
    snapshot.memory.remember_hints(&uri, Hints { version: file.version(), range: params.range, hints });
    Ok(Some(shown))
}

/// The hints in a stretch of a document.
pub fn in_range(file: &Open<'_>, range: Range) -> Answer<Vec<Hint>> {
    let span = file.span(range);
    file.workspace.attempt(|workspace| baton_ide::hints(workspace, &file.path, span))
}

/// A hint as the editor shows it.
fn shown(file: &Open<'_>, hint: &Hint) -> InlayHint {
    InlayHint {
        position: file.position(hint.at),
        // A colon belongs to the word before it.
        padding_left: Some(!hint.label.starts_with(':')),
        label: InlayHintLabel::String(hint.label.clone()),
        kind: None,
        text_edits: None,
        tooltip: (!hint.docs.is_empty()).then(|| InlayHintTooltip::String(hint.docs.clone())),
        padding_right: Some(false),
        data: None,
    }
}
