//! `textDocument/selectionRange`.

use baton_grammar::tree::Span;
use tower_lsp::ls_types::{SelectionRange, SelectionRangeParams};

use super::Answer;
use crate::snapshot::{Open, Snapshot};

pub fn answer(snapshot: &Snapshot, params: SelectionRangeParams) -> Answer<Option<Vec<SelectionRange>>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let mut ranges = Vec::with_capacity(params.positions.len());
    for position in params.positions {
        let offset = file.offset(position);
        let spans = file.workspace.attempt(|workspace| baton_ide::selections(workspace, &file.path, offset))?;
        // The protocol wants a range for each position.
        ranges.push(
            nested(&file, &spans)
                .unwrap_or(SelectionRange { range: file.range(Span::new(offset, offset)), parent: None }),
        );
    }
    Ok(Some(ranges))
}

/// The smallest range, with those around it as its parents.
fn nested(file: &Open<'_>, spans: &[Span]) -> Option<SelectionRange> {
    let around = |parent: Option<SelectionRange>, span: &Span| {
        Some(SelectionRange { range: file.range(*span), parent: parent.map(Box::new) })
    };
    spans.iter().rev().fold(None, around)
}
