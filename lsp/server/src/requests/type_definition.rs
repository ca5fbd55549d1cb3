//! `textDocument/typeDefinition`.

use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse};

use super::{Answer, definition::places};
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: GotoDefinitionParams) -> Answer<Option<GotoDefinitionResponse>> {
    places(snapshot, params, baton_ide::type_definitions)
}
