//! `workspace/symbol`: of all workspaces.

use baton_ide::Hit;
use tower_lsp::ls_types::{OneOf, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse};

use super::Answer;
use crate::{convert, snapshot::Snapshot};

/// How many are answered at most: more than anybody reads.
const MOST: usize = 256;

pub fn answer(snapshot: &Snapshot, params: WorkspaceSymbolParams) -> Answer<Option<WorkspaceSymbolResponse>> {
    let mut hits = Vec::new();
    for (root, workspace) in &snapshot.documents.workspaces {
        let found = workspace.attempt(|workspace| baton_ide::search(workspace, &params.query))?;
        hits.extend(found.into_iter().map(|hit| (root, workspace, hit)));
    }
    // The order within a workspace stays.
    hits.sort_by_key(|(.., hit)| std::cmp::Reverse(hit.score));
    let symbols = hits.into_iter().take(MOST).filter_map(|(root, workspace, hit)| {
        let file = snapshot.file(root, workspace, hit.place.path.to_string())?;
        let location = file.location(&hit.place)?;
        Some(symbol(hit, location))
    });
    Ok(Some(WorkspaceSymbolResponse::Nested(symbols.collect())))
}

fn symbol(hit: Hit, location: tower_lsp::ls_types::Location) -> WorkspaceSymbol {
    WorkspaceSymbol {
        name: hit.name,
        kind: convert::symbol_kind(hit.kind),
        tags: None,
        container_name: (!hit.container.is_empty()).then_some(hit.container),
        location: OneOf::Left(location),
        data: None,
    }
}
