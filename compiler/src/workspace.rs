//! The compiler's front door: files in, diagnostics and programs out.

#[cfg(test)]
mod tests;

use std::{panic::AssertUnwindSafe, sync::Arc};

use baton_program::Program;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use salsa::Setter;

#[cfg(test)]
use crate::names::Names;
use crate::{
    db::{self, SourceFile},
    diagnostic::{Diagnostic, Renderer, render, report},
    invariants::{self, Invariant},
    manifest,
    stages::{self, With},
    versions::{Against, against},
};

/// The texts of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The text of `journey.toml`, if there is one.
    pub manifest: Option<String>,
    /// The `.journey` files: path relative to the workspace, with `/` between folders, and text.
    pub sources: Vec<(String, String)>,
}

/// A workspace that can be asked what is wrong with it and what it means, again and again while its files change.
///
/// A clone is a snapshot: it shows the files as they were, and shares what is already known. A change waits until all
/// snapshots are gone, and what is asked of them meanwhile ends as [`Cancelled`].
#[derive(Clone)]
pub struct Workspace {
    db: Database,
    files: db::Files,
}

/// A change came before the answer was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Where salsa keeps what it knows.
#[salsa::db]
#[derive(Clone, Default)]
struct Database {
    storage: salsa::Storage<Self>,
}

#[salsa::db]
impl salsa::Database for Database {}

impl Workspace {
    /// A workspace of these files; of two with one path the last counts.
    pub fn new(files: Files) -> Self {
        Self::with_storage(files, Database::default())
    }

    fn with_storage(files: Files, db: Database) -> Self {
        let mut sources: Vec<SourceFile> = Vec::with_capacity(files.sources.len());
        let mut texts = files.sources;
        // The sort is stable, so of two with one path the last given is the last here.
        texts.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (at, (path, text)) in texts.iter().enumerate() {
            if texts.get(at + 1).is_none_or(|(next, _)| next != path) {
                sources.push(SourceFile::read(&db, path, text.clone()));
            }
        }
        let files = db::Files::new(&db, sources, files.manifest);
        Self { db, files }
    }

    /// Everything that is wrong with the workspace, in the order of files and places.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.check_all(|| ());
        stages::diagnostics(&self.db).to_vec()
    }

    /// What the workspace claims about itself, in the order of files and places.
    pub fn invariants(&self) -> Vec<Invariant> {
        invariants::invariants(&self.db)
    }

    /// The workspace as a program, with its tests or without; none as long as it has errors.
    pub fn program(&self, with: With) -> Option<Arc<Program>> {
        self.check_all(|| ());
        stages::program(&self.db, self.files, with)
    }

    /// Parses all files: what looks into every one of them does this first.
    pub fn parse_all(&self) {
        self.ask_each(|db, file| {
            db::parsed(db, file);
        });
    }

    /// Checks all files, so that it is known what is wrong with them; `checked` hears of each of them as it is checked.
    pub fn check_all(&self, checked: impl Fn() + Sync) {
        self.parse_all();
        self.ask_each(|db, file| {
            stages::checked_file(db, file);
            checked();
        });
        self.ask_each(|db, file| {
            stages::told(db, file);
        });
    }

    /// The workspace beside the version before, which must have been verified; none as long as it has errors.
    pub fn against(&self, old: &Program) -> Option<Against> {
        let new = self.program(With::Nothing)?;
        Some(against(&self.db, old, &new))
    }

    /// Diagnostics of this workspace as text.
    pub fn render(&self, diagnostics: &[Diagnostic], renderer: Renderer) -> String {
        render(diagnostics, &|path| self.text(path), renderer)
    }

    /// Diagnostics and invariants of this workspace as one JSON object.
    pub fn report(&self, diagnostics: &[Diagnostic], invariants: &[Invariant]) -> String {
        report(diagnostics, invariants, &|path| self.text(path))
    }

    /// The text of a file, `journey.toml` among them.
    pub fn text(&self, path: &str) -> Option<&str> {
        if path == manifest::PATH {
            return self.files.manifest(&self.db).as_deref();
        }
        self.source(path).ok().map(|file| file.text(&self.db))
    }

    /// Changes the text of a file, or adds the file.
    pub fn set_text(&mut self, path: &str, text: String) {
        if path == manifest::PATH {
            self.files.set_manifest(&mut self.db).to(Some(text));
            return;
        }
        match self.source(path) {
            Ok(file) => {
                file.set_text(&mut self.db).to(text);
            }
            Err(at) => {
                let file = SourceFile::read(&self.db, path, text);
                let mut sources = self.files.sources(&self.db).to_vec();
                sources.insert(at, file);
                self.files.set_sources(&mut self.db).to(sources);
            }
        }
    }

    /// Takes a file out; nothing happens if there is none.
    pub fn remove(&mut self, path: &str) {
        if path == manifest::PATH {
            self.files.set_manifest(&mut self.db).to(None);
        } else if let Ok(file) = self.source(path) {
            let sources = self.files.sources(&self.db).iter().copied().filter(|one| *one != file).collect();
            self.files.set_sources(&mut self.db).to(sources);
        }
    }

    /// What a question of a snapshot comes to, unless a change came meanwhile.
    ///
    /// # Errors
    ///
    /// Where the answer wouldn't be true any more.
    pub fn attempt<T>(&self, question: impl FnOnce(&Self) -> T) -> Result<T, Cancelled> {
        salsa::Cancelled::catch(AssertUnwindSafe(|| question(self))).map_err(|_| Cancelled)
    }

    /// Asks something of each file on all cores, so that it is known. Which of them asks changes no answer.
    fn ask_each(&self, ask: impl Fn(&dyn salsa::Database, SourceFile) + Sync) {
        let files = self.files.sources(&self.db).to_vec();
        files.into_par_iter().for_each_with(self.db.clone(), |db, file| ask(db, file));
    }

    pub(crate) const fn db(&self) -> &dyn salsa::Database {
        &self.db
    }

    /// A file of the workspace.
    pub(crate) fn file(&self, path: &str) -> Option<SourceFile> {
        self.source(path).ok()
    }

    /// What names answer in a file.
    #[cfg(test)]
    pub(crate) fn names(&self, path: &str) -> Option<Names<'_>> {
        Some(Names::new(&self.db, self.source(path).ok()?))
    }

    /// The file of a path, or where it would stand.
    fn source(&self, path: &str) -> Result<SourceFile, usize> {
        let sources = self.files.sources(&self.db);
        let at = sources.binary_search_by(|file| file.path(&self.db).as_str().cmp(path))?;
        sources.get(at).copied().ok_or(at)
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let paths = self.files.sources(&self.db).iter().map(|file| file.path(&self.db));
        f.debug_list().entries(paths).finish()
    }
}
