//! `textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`. Half-written declarations stay as they are.

use baton_grammar::{format, tree::Span};
use tower_lsp::ls_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};

use super::Answer;
use crate::snapshot::{Open, Snapshot};

pub fn document(snapshot: &Snapshot, params: DocumentFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    let file = snapshot.open(&params.text_document.uri).filter(is_journey);
    Ok(file.map(|file| edits(&file, |_| true)))
}

pub fn range(snapshot: &Snapshot, params: DocumentRangeFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    let file = snapshot.open(&params.text_document.uri).filter(is_journey);
    Ok(file.map(|file| {
        let wanted = file.span(params.range);
        edits(&file, |span| span.start <= wanted.end && wanted.start <= span.end)
    }))
}

/// Behind `}`, the declaration that it is part of; behind a line's end, the one that ends with that line. A line that has
/// just begun is the editor's.
pub fn on_type(snapshot: &Snapshot, params: DocumentOnTypeFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    let at = params.text_document_position;
    let Some(file) = snapshot.open(&at.text_document.uri).filter(is_journey) else { return Ok(None) };
    let offset = file.offset(at.position);
    let before = file.text.get(..offset as usize).unwrap_or_default();
    let end = match params.ch.as_str() {
        "\n" => before.trim_end().len(),
        _ => before.len(),
    } as u32;
    let declarations = file.workspace.attempt(|workspace| {
        let spans = workspace.declarations(&file.path).into_iter().map(|one| one.span());
        spans.collect::<Vec<Span>>()
    })?;
    let wanted = declarations.into_iter().find(|span| match params.ch.as_str() {
        "\n" => span.end == end,
        _ => span.start < end && end <= span.end,
    });
    Ok(wanted.map(|wanted| edits(&file, |span| wanted.start <= span.start && span.end <= wanted.end)))
}

/// A manifest is no journey.
fn is_journey(file: &Open<'_>) -> bool {
    file.path != crate::files::MANIFEST
}

/// What formatting changes, where it is wanted.
fn edits(file: &Open<'_>, wanted: impl Fn(Span) -> bool) -> Vec<TextEdit> {
    // What would change the meaning isn't done.
    if format::checked(file.text).is_err() {
        return Vec::new();
    }
    let edits = format::edits(file.text).into_iter().filter(|edit| wanted(edit.span));
    edits.map(|edit| TextEdit::new(file.range(edit.span), edit.text)).collect()
}
