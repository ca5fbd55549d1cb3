//! `textDocument/references`.

use baton_ide::Definitions;
use tower_lsp::ls_types::{Location, ReferenceParams};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: ReferenceParams) -> Answer<Option<Vec<Location>>> {
    let at = params.text_document_position;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let definitions = if params.context.include_declaration { Definitions::Included } else { Definitions::LeftOut };
    let places =
        file.workspace.attempt(|workspace| baton_ide::references(workspace, &file.path, offset, definitions))?;
    Ok(Some(places.iter().filter_map(|place| file.location(place)).collect()))
}
