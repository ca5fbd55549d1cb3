//! `baton/graph`: the picture of a journey or of the workspace, for a preview.

use serde::Deserialize;
use tower_lsp::ls_types::{LSPAny, Uri};

use super::Answer;
use crate::snapshot::Snapshot;

/// Of what.
#[derive(Debug, Deserialize)]
pub struct Params {
    /// A document of the workspace.
    pub uri: Uri,
    /// The journey's full name; without it, all of them.
    pub journey: Option<String>,
}

pub fn answer(snapshot: &Snapshot, params: Params) -> Answer<LSPAny> {
    let _ = (snapshot, params);
    Ok(LSPAny::Null)
}
