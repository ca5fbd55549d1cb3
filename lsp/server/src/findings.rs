//! What is wrong with a workspace, as the editor is told.
//!
//! Warnings are looked for where there are no errors. While something is half-written, those that were found before stay where the
//! text is what it was: else they would all go and come again with each word.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use baton_compiler::{
    Cancelled, Workspace,
    diagnostic::{Diagnostic, Severity},
};
use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use crate::snapshot::Snapshot;

/// The warnings of a workspace when it had no errors.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    found: Vec<Diagnostic>,
    /// What stands for the texts of the files that they are about.
    texts: BTreeMap<SmolStr, u64>,
}

/// Everything that is wrong with a workspace, in the order of files and places.
pub fn of(snapshot: &Snapshot, root: &Path, workspace: &Workspace) -> Result<Vec<Diagnostic>, Cancelled> {
    let mut found = workspace.attempt(Workspace::diagnostics)?;
    // A warning that the workspace denies keeps no other from being looked for.
    if found.iter().all(|one| one.code.severity != Severity::Error) {
        snapshot.memory.remember_warnings(root, Warnings::new(workspace, &found));
    } else {
        let stay = snapshot.memory.warnings(root).stay(workspace);
        let more: Vec<Diagnostic> = stay.filter(|one| !found.contains(one)).collect();
        found.extend(more);
        found.sort_by(|a, b| (&a.file, a.span).cmp(&(&b.file, b.span)));
    }
    Ok(found)
}

impl Warnings {
    fn new(workspace: &Workspace, found: &[Diagnostic]) -> Self {
        let files: BTreeSet<&SmolStr> = found.iter().flat_map(files).collect();
        let texts = files.into_iter().map(|file| (file.clone(), mark(workspace, file))).collect();
        Self { found: found.to_vec(), texts }
    }

    /// Those that are about texts as they were.
    fn stay(self, workspace: &Workspace) -> impl Iterator<Item = Diagnostic> {
        let same = |(file, text): (&SmolStr, &u64)| (mark(workspace, file) == *text).then(|| file.clone());
        let same: Vec<SmolStr> = self.texts.iter().filter_map(same).collect();
        self.found.into_iter().filter(move |one| files(one).all(|file| same.binary_search(file).is_ok()))
    }
}

/// The files that a diagnostic is about.
fn files(one: &Diagnostic) -> impl Iterator<Item = &SmolStr> {
    std::iter::once(&one.file).chain(one.others.iter().map(|other| &other.file))
}

/// What stands for the text of a file.
fn mark(workspace: &Workspace, file: &str) -> u64 {
    xxh3_64(workspace.text(file).unwrap_or_default().as_bytes())
}
