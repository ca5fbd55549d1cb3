//! `textDocument/definition` and `textDocument/declaration`: a name of the language has one place for both.

use baton_compiler::Workspace;
use baton_grammar::tree::Span;
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
    if !snapshot.documents.links {
        let locations: Vec<_> = places.iter().filter_map(|place| file.location(place)).collect();
        return Ok((!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations)));
    }
    let links = file.workspace.attempt(|workspace| {
        let from = baton_ide::symbol_at(workspace, &file.path, offset).map(|word| file.range(word.span));
        let link = |place| link(&file, from, place, baton_ide::around(workspace, place));
        places.iter().filter_map(link).collect::<Vec<_>>()
    })?;
    Ok((!links.is_empty()).then_some(GotoDefinitionResponse::Link(links)))
}

/// From a word of a document to a place, with what there is around it.
fn link(file: &Open<'_>, from: Option<Range>, to: &Place, around: Span) -> Option<LocationLink> {
    let around = file.location(&Place { path: to.path.clone(), span: around })?;
    Some(LocationLink {
        origin_selection_range: from,
        target_uri: around.uri,
        target_range: around.range,
        target_selection_range: file.location(to)?.range,
    })
}
