//! The questions of the protocol, one file each: parameters in, what `baton-ide` says of them out.

pub mod call_hierarchy;
pub mod definition;
pub mod diagnostic;
pub mod document_link;
pub mod document_symbol;
pub mod folding_range;
pub mod graph;
pub mod highlight;
pub mod hover;
pub mod implementation;
pub mod linked_editing;
pub mod references;
pub mod rename;
pub mod selection_range;
pub mod type_definition;
pub mod workspace_symbol;

use std::{panic::AssertUnwindSafe, path::PathBuf};

use baton_compiler::Cancelled;
use tower_lsp::{
    jsonrpc::{Error, Result},
    ls_types::InitializeParams,
};

use crate::snapshot::Snapshot;

/// An answer, unless an edit came before it was there.
pub type Answer<T> = std::result::Result<T, Cancelled>;

/// What a question comes to that can be refused with a reason.
pub type Refused<T> = std::result::Result<T, Error>;

/// Answers a question; one that an edit overtakes as modified, one that panics as an error of its own.
pub fn attempt<P, T>(snapshot: &Snapshot, params: P, answer: fn(&Snapshot, P) -> Answer<T>) -> Result<T> {
    match std::panic::catch_unwind(AssertUnwindSafe(|| answer(snapshot, params))) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(Cancelled)) => Err(Error::content_modified()),
        Err(_) => Err(Error::internal_error()),
    }
}

/// The folders that an editor shows.
pub fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    #[expect(deprecated, reason = "older editors say only this")]
    let root = params.root_uri.as_ref().filter(|_| params.workspace_folders.is_none());
    folders.chain(root).filter_map(|uri| uri.to_file_path()).map(std::borrow::Cow::into_owned).collect()
}
