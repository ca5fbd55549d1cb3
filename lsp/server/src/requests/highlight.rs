//! `textDocument/documentHighlight`.

use baton_ide::Role;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: DocumentHighlightParams) -> Answer<Option<Vec<DocumentHighlight>>> {
    let at = params.text_document_position_params;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let places = file.workspace.attempt(|workspace| baton_ide::highlights(workspace, &file.path, offset))?;
    let highlight = |(span, role)| DocumentHighlight {
        range: file.range(span),
        kind: Some(match role {
            Role::Definition => DocumentHighlightKind::WRITE,
            Role::Use => DocumentHighlightKind::READ,
        }),
    };
    Ok(Some(places.into_iter().map(highlight).collect()))
}
