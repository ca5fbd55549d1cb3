//! `textDocument/documentSymbol`.

use baton_ide::Outline;
use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse};

use super::Answer;
use crate::{
    convert,
    snapshot::{Open, Snapshot},
};

pub fn answer(snapshot: &Snapshot, params: DocumentSymbolParams) -> Answer<Option<DocumentSymbolResponse>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let outline = file.workspace.attempt(|workspace| baton_ide::outline(workspace, &file.path))?;
    Ok(Some(DocumentSymbolResponse::Nested(outline.into_iter().map(|one| symbol(&file, one)).collect())))
}

fn symbol(file: &Open<'_>, one: Outline) -> DocumentSymbol {
    let children: Vec<_> = one.children.into_iter().map(|child| symbol(file, child)).collect();
    #[expect(deprecated, reason = "the protocol's type can't be made without it")]
    DocumentSymbol {
        name: one.name,
        detail: (!one.detail.is_empty()).then_some(one.detail),
        kind: convert::symbol_kind(one.kind),
        tags: None,
        deprecated: None,
        range: file.range(one.span),
        selection_range: file.range(one.name_span),
        children: (!children.is_empty()).then_some(children),
    }
}
