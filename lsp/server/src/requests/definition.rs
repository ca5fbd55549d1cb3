//! `textDocument/definition` and `textDocument/declaration`: a name of the language has one place for both.

use baton_compiler::Workspace;
use baton_ide::Place;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, LocationLink, Range};

use super::Answer;
use crate::snapshot::{Open, Snapshot};

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
    if places.is_empty() {
        return Ok(None);
    }
    Ok(Some(if snapshot.documents.links {
        let from = file.workspace.attempt(|workspace| baton_ide::symbol_at(workspace, &file.path, offset))?;
        let from = from.map(|word| file.range(word.span));
        let links = places.iter().map(|place| link(&file, from, place)).collect::<Result<Vec<_>, _>>()?;
        GotoDefinitionResponse::Link(links.into_iter().flatten().collect())
    } else {
        GotoDefinitionResponse::Array(places.iter().filter_map(|place| file.location(place)).collect())
    }))
}

/// From a word of a document to a place, with what there is around it.
fn link(file: &Open<'_>, from: Option<Range>, to: &Place) -> Answer<Option<LocationLink>> {
    let around = file.workspace.attempt(|workspace| baton_ide::around(workspace, to))?;
    let around = file.location(&Place { path: to.path.clone(), span: around });
    Ok(around.zip(file.location(to)).map(|(around, name)| LocationLink {
        origin_selection_range: from,
        target_uri: name.uri,
        target_range: around.range,
        target_selection_range: name.range,
    }))
}
