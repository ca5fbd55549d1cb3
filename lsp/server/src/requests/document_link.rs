//! `textDocument/documentLink`.

use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams};

use super::Answer;
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: DocumentLinkParams) -> Answer<Option<Vec<DocumentLink>>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let links = file.workspace.attempt(|workspace| baton_ide::links(workspace, &file.path))?;
    let link = |link: baton_ide::Link| {
        let to = file.location(&link.to)?;
        // The line as editors read it in a link to a file.
        let target = format!("{}#L{}", to.uri.as_str(), to.range.start.line + 1).parse().ok();
        Some(DocumentLink {
            range: file.range(link.span),
            target: target.or(Some(to.uri)),
            tooltip: Some(link.to.path.to_string()),
            data: None,
        })
    };
    Ok(Some(links.into_iter().filter_map(link).collect()))
}
