//! The questions of the protocol, one file each: parameters in, what `baton-ide` says of them out.

pub mod call_hierarchy;
pub mod code_action;
pub mod code_lens;
pub mod completion;
pub mod definition;
pub mod diagnostic;
pub mod document_link;
pub mod document_symbol;
pub mod folding_range;
pub mod formatting;
pub mod graph;
pub mod highlight;
pub mod hover;
pub mod implementation;
pub mod inlay_hint;
pub mod linked_editing;
pub mod references;
pub mod rename;
pub mod selection_range;
pub mod semantic_tokens;
pub mod signature_help;
pub mod type_definition;
pub mod workspace_symbol;

use std::{panic::AssertUnwindSafe, path::PathBuf};

use baton_compiler::Cancelled;
use tower_lsp::{
    jsonrpc::{Error, Result},
    ls_types::InitializeParams,
};

use crate::{convert, snapshot::Snapshot};

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
    folders.chain(root).filter_map(convert::path_of).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use std::sync::Arc;

    use tower_lsp::jsonrpc::ErrorCode;

    use super::*;
    use crate::documents::Documents;

    #[test]
    fn a_question_that_panics_or_is_overtaken_is_an_error_of_its_own() {
        let documents = Documents::new(|_| Err("nothing is read".into()));
        let snapshot = Snapshot { documents, memory: Arc::default(), revision: 0 };
        let panicked = attempt(&snapshot, (), |_, ()| -> Answer<()> { panic!("on purpose") });
        assert_eq!(panicked.map_err(|error| error.code), Err(ErrorCode::InternalError));
        let overtaken = attempt(&snapshot, (), |_, ()| -> Answer<()> { Err(Cancelled) });
        assert_eq!(overtaken.map_err(|error| error.code), Err(ErrorCode::ContentModified));
        assert_eq!(attempt(&snapshot, 1, |_, one| Ok(one)), Ok(1));
    }
}
