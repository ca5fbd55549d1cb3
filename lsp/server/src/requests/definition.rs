//! `textDocument/definition` and `textDocument/declaration`: a name of the language has one place for both.

use baton_compiler::Workspace;
use baton_ide::Place;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: GotoDefinitionParams) -> Answer<Option<GotoDefinitionResponse>> {
    places(snapshot, params, baton_ide::definitions)
}

/// The places that are the answer to a question about a position.
pub fn places(
    snapshot: &Snapshot,
    params: GotoDefinitionParams,
    question: fn(&Workspace, &str, u32) -> Vec<Place>,
) -> Answer<Option<GotoDefinitionResponse>> {
    let at = params.text_document_position_params;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let places = file.workspace.attempt(|workspace| question(workspace, &file.path, offset))?;
    let locations: Vec<_> = places.iter().filter_map(|place| file.location(place)).collect();
    Ok((!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations)))
}
