//! `textDocument/rename` and `textDocument/prepareRename`.

use std::collections::HashMap;

use baton_compiler::diagnostic::Edit;
use tower_lsp::{
    jsonrpc::{Error, ErrorCode},
    ls_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, TextEdit, WorkspaceEdit},
};

use super::{Answer, Refused};
use crate::snapshot::{Open, Snapshot};

pub fn prepare(
    snapshot: &Snapshot,
    params: TextDocumentPositionParams,
) -> Answer<Refused<Option<PrepareRenameResponse>>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(Ok(None)) };
    let offset = file.offset(params.position);
    let found = file.workspace.attempt(|workspace| baton_ide::renamed(workspace, &file.path, offset))?;
    Ok(found.map_err(refusal).map(|(span, placeholder)| {
        Some(PrepareRenameResponse::RangeWithPlaceholder { range: file.range(span), placeholder })
    }))
}

pub fn answer(snapshot: &Snapshot, params: RenameParams) -> Answer<Refused<Option<WorkspaceEdit>>> {
    let at = params.text_document_position;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(Ok(None)) };
    let mut files = snapshot.documents.files().filter(|(root, _)| *root == file.root);
    if let Some((_, faulty)) = files.find(|(root, path)| snapshot.documents.fault(root, path).is_some()) {
        return Ok(Err(refusal(format!("`{faulty}` can't be read, and the old name may stand there"))));
    }
    let offset = file.offset(at.position);
    let edits =
        file.workspace.attempt(|workspace| baton_ide::rename(workspace, &file.path, offset, &params.new_name))?;
    Ok(edits.map_err(refusal).map(|edits| Some(workspace_edit(&file, edits))))
}

/// Edits of a workspace as the editor makes them.
pub fn workspace_edit(file: &Open<'_>, edits: Vec<Edit>) -> WorkspaceEdit {
    let mut changes: HashMap<_, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        let Some(other) = file.beside(&edit.file) else { continue };
        let Some(uri) = other.uri() else { continue };
        changes.entry(uri).or_default().push(TextEdit::new(other.range(edit.span), edit.text));
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// A reason, as the editor shows it.
fn refusal(reason: String) -> Error {
    Error { code: ErrorCode::ServerError(-32_803), message: reason.into(), data: None }
}
