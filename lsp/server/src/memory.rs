//! What is remembered between questions: what the editor was answered last and keeps, and what was found last.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use baton_ide::Hint;
use tower_lsp::ls_types::{Range, SemanticToken, Uri};

use crate::findings::Warnings;

/// What is remembered; of documents by how the editor names them.
#[derive(Default)]
pub struct Memory(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    /// How many answers with tokens there were.
    answers: u64,
    tokens: BTreeMap<String, Tokens>,
    hints: BTreeMap<String, Hints>,
    /// By the roots of workspaces.
    warnings: BTreeMap<PathBuf, Warnings>,
}

/// The tokens of a document, as they were answered last.
#[derive(Clone)]
pub struct Tokens {
    /// Which answer it was.
    pub id: u64,
    /// The editor's number of the text that they are of.
    pub version: Option<i32>,
    /// What was answered.
    pub tokens: Vec<SemanticToken>,
}

/// The hints in a document, as they were answered last.
#[derive(Clone)]
pub struct Hints {
    /// The editor's number of the text that they are in.
    pub version: Option<i32>,
    /// Where they were asked for.
    pub range: Range,
    /// What was answered.
    pub hints: Vec<Hint>,
}

impl Memory {
    /// Remembers the tokens of a document; the number of the answer, and the answer before.
    pub fn remember_tokens(
        &self,
        uri: &Uri,
        version: Option<i32>,
        tokens: Vec<SemanticToken>,
    ) -> (u64, Option<Tokens>) {
        let mut known = self.lock();
        known.answers += 1;
        let id = known.answers;
        (id, known.tokens.insert(uri.as_str().to_owned(), Tokens { id, version, tokens }))
    }

    /// Remembers the hints in a document.
    pub fn remember_hints(&self, uri: &Uri, hints: Hints) {
        self.lock().hints.insert(uri.as_str().to_owned(), hints);
    }

    /// Remembers the warnings of a workspace.
    pub fn remember_warnings(&self, root: &Path, warnings: Warnings) {
        self.lock().warnings.insert(root.to_owned(), warnings);
    }

    /// The tokens of a document.
    pub fn tokens(&self, uri: &Uri) -> Option<Tokens> {
        self.lock().tokens.get(uri.as_str()).cloned()
    }

    /// The hints in a document.
    pub fn hints(&self, uri: &Uri) -> Option<Hints> {
        self.lock().hints.get(uri.as_str()).cloned()
    }

    /// The warnings of a workspace.
    pub fn warnings(&self, root: &Path) -> Warnings {
        self.lock().warnings.get(root).cloned().unwrap_or_default()
    }

    /// Forgets the tokens of a document.
    pub fn forget_tokens(&self, uri: &Uri) {
        self.lock().tokens.remove(uri.as_str());
    }

    /// Forgets the hints in a document.
    pub fn forget_hints(&self, uri: &Uri) {
        self.lock().hints.remove(uri.as_str());
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
