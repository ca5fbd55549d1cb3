//! The incremental database: what comes in, the trees of files, and their declarations as things with an identity.
//!
//! Invariant: a declaration is the same thing from edit to edit as long as it keeps its file, keyword and name. Where it
//! starts is a field of its own, which nothing reads but the roll-up of diagnostics and lowering; so what moves a
//! declaration re-runs nothing that only reads what it says.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use baton_grammar::{
    Parse, parse,
    tree::{Decl, DeclKind},
};
use salsa::Durability;
use smol_str::SmolStr;

use crate::{
    hir::FullName,
    lookup::{Space, What},
};

/// One `.journey` file.
#[salsa::input]
pub(crate) struct SourceFile {
    /// Its path, relative to the workspace, with `/` between folders.
    pub path: SmolStr,
    /// The package in which it stands; empty is the root.
    #[returns(clone)]
    pub package: SmolStr,
    /// Its text.
    #[returns(deref)]
    pub text: String,
}

impl SourceFile {
    /// A file that is read now. What it is called stays, so that reading that is no dependency.
    pub fn read(db: &dyn salsa::Database, path: &str, text: String) -> Self {
        let builder = Self::builder(SmolStr::new(path), package_of(path), text);
        builder.path_durability(Durability::NEVER_CHANGE).package_durability(Durability::NEVER_CHANGE).new(db)
    }
}

/// The workspace: one for each database.
#[salsa::input(singleton)]
pub(crate) struct Files {
    /// The files, in byte order of paths.
    #[returns(deref)]
    pub sources: Vec<SourceFile>,
    /// The text of `journey.toml`, if there is one.
    pub manifest: Option<String>,
}

/// One declaration.
#[salsa::tracked]
pub(crate) struct Item<'db> {
    /// Where it stands.
    #[returns(copy)]
    pub file: SourceFile,
    /// The keyword that starts it.
    #[returns(clone)]
    pub keyword: SmolStr,
    /// Its name; a test's title.
    #[returns(clone)]
    pub name: Option<SmolStr>,
    /// Its name with its package's in front.
    #[returns(clone)]
    pub full_name: FullName,
    /// Who may see it.
    #[tracked]
    #[returns(copy)]
    pub visibility: Visibility,
    /// What it says; its spans count from `start`.
    #[tracked]
    pub decl: Arc<Decl>,
    /// The byte of its file at which it starts.
    #[tracked]
    #[returns(copy)]
    pub start: u32,
}

/// Who may see a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Visibility {
    /// Everyone.
    Public,
    /// Its package alone.
    Private,
}

impl<'db> Item<'db> {
    /// The package in which it stands; empty is the root.
    pub fn package(self, db: &'db dyn salsa::Database) -> SmolStr {
        self.file(db).package(db)
    }

    /// Where its name is unique, and what it is; none for what has no name to find it by.
    pub fn what(self, db: &'db dyn salsa::Database) -> Option<(Space, What)> {
        what_of(&self.keyword(db))
    }
}

/// The tree of a file.
#[salsa::tracked]
pub(crate) fn parsed(db: &dyn salsa::Database, file: SourceFile) -> Parse {
    parse(file.text(db))
}

/// The declarations of a file, in the order of their places.
#[salsa::tracked(returns(deref))]
pub(crate) fn items(db: &dyn salsa::Database, file: SourceFile) -> Vec<Item<'_>> {
    let item = |item: &baton_grammar::tree::Item| {
        let decl = &item.decl;
        let name = match &decl.kind {
            DeclKind::Test(test) => test.title.as_ref().map(|title| title.text.clone()),
            _ => decl.name.as_ref().map(|name| name.text.clone()),
        };
        let visibility = if decl.private.is_some() { Visibility::Private } else { Visibility::Public };
        let full = full_name(&file.package(db), name.as_deref().unwrap_or_default());
        Item::new(db, file, decl.keyword.text.clone(), name, full, visibility, decl.clone(), item.start)
    };
    parsed(db, file).file.items.iter().map(item).collect()
}

/// The packages that have files, in byte order, and their files in byte order of paths.
#[salsa::tracked]
pub(crate) fn packages(db: &dyn salsa::Database) -> BTreeMap<SmolStr, Vec<SourceFile>> {
    let mut packages = BTreeMap::<SmolStr, Vec<SourceFile>>::new();
    for file in Files::get(db).sources(db) {
        packages.entry(file.package(db)).or_default().push(*file);
    }
    packages
}

/// The names of the packages: what lookups ask, so that a further file of a package disturbs none of them.
#[salsa::tracked]
pub(crate) fn package_names(db: &dyn salsa::Database) -> BTreeSet<SmolStr> {
    packages(db).keys().cloned().collect()
}

/// All declarations, in the order of files and places.
pub(crate) fn all_items(db: &dyn salsa::Database) -> impl Iterator<Item = Item<'_>> {
    Files::get(db).sources(db).iter().flat_map(move |file| items(db, *file).iter().copied())
}

/// The package of a file: its folder's path, with dots.
pub(crate) fn package_of(path: &str) -> SmolStr {
    match path.rsplit_once('/') {
        Some((folder, _)) => folder.replace('/', ".").into(),
        None => SmolStr::default(),
    }
}

/// A declaration's full name.
pub(crate) fn full_name(package: &str, name: &str) -> FullName {
    if package.is_empty() { name.into() } else { smol_str::format_smolstr!("{package}.{name}") }
}

/// The package and the own name of a full name.
pub(crate) fn split_name(full: &str) -> (&str, &str) {
    full.rsplit_once('.').unwrap_or(("", full))
}

/// What a keyword declares.
pub(crate) fn what_of(keyword: &str) -> Option<(Space, What)> {
    Some(match keyword {
        "event" => (Space::Happening, What::Event),
        "signal" => (Space::Happening, What::Signal),
        "message" => (Space::Happening, What::Message),
        "trait" => (Space::Trait, What::Trait),
        "switch" => (Space::Trait, What::Switch),
        "type" => (Space::Type, What::Type),
        "channel" => (Space::Channel, What::Channel),
        "action" => (Space::Action, What::Action),
        "policy" => (Space::Policy, What::Policy),
        "journey" => (Space::Journey, What::Journey),
        "decision" => (Space::Decision, What::Decision),
        "placement" => (Space::Placement, What::Placement),
        "audience" => (Space::Audience, What::Audience),
        "measure" => (Space::Measure, What::Measure),
        "invariant" => (Space::Invariant, What::Invariant),
        "source" => (Space::Source, What::Source),
        _ => return None,
    })
}
