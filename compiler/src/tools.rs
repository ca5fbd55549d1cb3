//! What editors and other tools ask of a workspace: its files, their trees, and what each declaration means.
//!
//! Invariant: what is asked of one declaration depends on that declaration and on what it names, so that asking again
//! after an edit elsewhere costs nothing.

use std::sync::Arc;

use baton_grammar::{
    Parse,
    tree::{Decl, Path, Span},
};
use baton_program::layout::Layout;
use smol_str::SmolStr;

use crate::{
    db::{Files, Item, SourceFile, all_items, items, packages, parsed},
    diagnostic::Diagnostic,
    hir::{Body, Expr, FullName, Selector, Type},
    infer::in_words,
    lookup::{Lookup, Reference, Space, What},
    manifest::manifest,
    names::{Names, item_of},
    reading::reading,
    stages::{self, checked},
    workspace::Workspace,
};

/// A declaration of a workspace.
#[derive(Clone, Debug)]
pub struct Declaration<'w> {
    /// The path of its file.
    pub path: &'w SmolStr,
    /// The byte of its file at which it starts: the spans of everything else count from there.
    pub start: u32,
    /// Its package; empty is the root.
    pub package: SmolStr,
    /// Its full name; empty for what has none (`customer`, `priorities`) and for tests.
    pub name: FullName,
    /// Where its name is unique, and what it is; none for what has no name to find it by.
    pub what: Option<(Space, What)>,
    /// What it says.
    pub decl: Arc<Decl>,
    /// What it means.
    pub body: &'w Body,
    /// What it names, in the order of places.
    pub references: &'w [Reference],
}

impl<'w> Declaration<'w> {
    /// Its expressions, each with all of its parts.
    pub fn exprs(&self) -> Vec<&'w Expr> {
        reading(self.body).exprs
    }

    /// The events that it speaks of; what stands inside another one's condition comes after it.
    pub fn selectors(&self) -> Vec<&'w Selector> {
        reading(self.body).selectors
    }

    /// What a path of this declaration names, by its place.
    pub fn named(&self, path: &Path) -> Option<&'w Reference> {
        self.references.iter().find(|one| one.span.start == path.span.start && one.span.end <= path.span.end)
    }

    /// The place of its name in its file; of its keyword, where it has none.
    pub fn name_span(&self) -> Span {
        self.decl.name.as_ref().map_or(self.decl.keyword.span, |name| name.span).shifted(self.start)
    }

    /// All of it in its file, its documentation included.
    pub fn span(&self) -> Span {
        self.decl.span.shifted(self.start)
    }
}

impl Type {
    /// As people write it.
    pub fn in_words(&self) -> String {
        in_words(self)
    }
}

impl Workspace {
    /// The packages that have files, in byte order, each with the paths of its files; the root's name is empty.
    pub fn packages(&self) -> impl Iterator<Item = (&SmolStr, Vec<&SmolStr>)> {
        let paths = |files: &[SourceFile]| files.iter().map(|file| file.path(self.db())).collect();
        packages(self.db()).iter().map(move |(package, files)| (package, paths(files)))
    }

    /// What is kept of a customer; none as long as the workspace has errors.
    pub fn layout(&self) -> Option<Arc<Layout>> {
        stages::layout(self.db(), Files::get(self.db()))
    }

    /// Who owns a package: as `journey.toml` says of it, or of the nearest one around it.
    pub fn owner(&self, package: &str) -> Option<&SmolStr> {
        let owners = &manifest(self.db()).owners;
        let mut around = Some(package);
        while let Some(one) = around {
            if let Some(owner) = owners.get(one) {
                return Some(owner);
            }
            around = one.rsplit_once('.').map(|(outer, _)| outer);
        }
        None
    }

    /// The paths of the `.journey` files, in byte order.
    pub fn paths(&self) -> impl Iterator<Item = &SmolStr> {
        Files::get(self.db()).sources(self.db()).iter().map(|file| file.path(self.db()))
    }

    /// The tree of a file, and what could not be understood.
    pub fn parse(&self, path: &str) -> Option<&Parse> {
        Some(parsed(self.db(), self.file(path)?))
    }

    /// The declarations of a file, in the order of their places.
    pub fn declarations(&self, path: &str) -> Vec<Declaration<'_>> {
        let of_file = |file: SourceFile| items(self.db(), file).iter().map(|item| self.declaration(*item)).collect();
        self.file(path).map_or_else(Vec::new, of_file)
    }

    /// All declarations, in the order of files and places.
    pub fn all_declarations(&self) -> impl Iterator<Item = Declaration<'_>> {
        all_items(self.db()).map(|item| self.declaration(item))
    }

    /// The declaration of a full name.
    pub fn declared(&self, space: Space, name: &FullName) -> Option<Declaration<'_>> {
        item_of(self.db(), space, name).map(|item| self.declaration(item))
    }

    /// What names answer in a file: as they are looked up in its package, with its `use`s.
    pub fn lookup(&self, path: &str) -> Option<impl Lookup + '_> {
        Some(Names::new(self.db(), self.file(path)?))
    }

    /// What is wrong in a file as far as its declarations are checked one by one: what an edit can change at once.
    pub fn file_diagnostics(&self, path: &str) -> Vec<Diagnostic> {
        self.file(path).map_or_else(Vec::new, |file| stages::checked_file(self.db(), file).to_vec())
    }

    fn declaration<'w>(&'w self, item: Item<'w>) -> Declaration<'w> {
        let (db, what) = (self.db(), item.what(self.db()));
        let checked = checked(db, item);
        Declaration {
            path: item.file(db).path(db),
            start: item.start(db),
            package: item.package(db),
            name: what.map(|_| item.full_name(db)).unwrap_or_default(),
            what,
            decl: item.decl(db).clone(),
            body: &checked.body,
            references: &checked.references,
        }
    }
}
