//! Which names a package declares.
//!
//! Bodies ask for one name at a time, through [`declared`]: a further declaration re-checks nothing that doesn't use it.

use std::collections::BTreeMap;

use baton_grammar::tree::DeclKind;
use smol_str::SmolStr;

use crate::{
    db::{Item, SourceFile, Visibility, all_items, full_name, items, package_names, packages, parsed, split_name},
    hir::FullName,
    lookup::{Space, What},
};

/// A name that is looked up in one space of one package. Like all keys it stays, so that having one is no dependency.
#[salsa::interned(revisions = usize::MAX)]
pub(crate) struct Key<'db> {
    /// The package.
    #[returns(clone)]
    pub package: SmolStr,
    /// The kind of name.
    #[returns(copy)]
    pub space: Space,
    /// The name.
    #[returns(clone)]
    pub name: SmolStr,
}

/// A word on its own, as a key.
#[salsa::interned(revisions = usize::MAX)]
pub(crate) struct Word<'db> {
    /// The word.
    #[returns(deref)]
    pub text: SmolStr,
}

/// A name and its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, salsa::SalsaValue)]
pub(crate) struct Slot {
    /// The kind of name.
    pub space: Space,
    /// The name.
    pub name: SmolStr,
}

/// What a package declares: of each name the declarations in the order of files and places. More than one is a mistake.
#[salsa::tracked]
pub(crate) fn scope<'db>(db: &'db dyn salsa::Database, package: Word<'db>) -> BTreeMap<Slot, Vec<Item<'db>>> {
    let mut scope = BTreeMap::<_, Vec<_>>::new();
    for item in package_items(db, package.text(db)) {
        if let (Some((space, _)), Some(name)) = (item.what(db), item.name(db)) {
            scope.entry(Slot { space, name }).or_default().push(item);
        }
    }
    scope
}

/// One kind of names of one package, as a key.
#[salsa::interned(revisions = usize::MAX)]
pub(crate) struct Kind<'db> {
    /// The package.
    #[returns(clone)]
    pub package: SmolStr,
    /// The kind of name.
    #[returns(copy)]
    pub space: Space,
}

/// The names of one kind that a package declares, in byte order, and whether others may see them.
#[salsa::tracked(returns(deref))]
pub(crate) fn names_of<'db>(db: &'db dyn salsa::Database, kind: Kind<'db>) -> Vec<(SmolStr, Visibility)> {
    let declared = scope(db, Word::new(db, kind.package(db)));
    let names = declared.iter().filter(|(slot, _)| slot.space == kind.space(db));
    let seen = |(slot, items): (&Slot, &Vec<Item>)| {
        let open = items.iter().any(|item| item.visibility(db) == Visibility::Public);
        (slot.name.clone(), if open { Visibility::Public } else { Visibility::Private })
    };
    names.map(seen).collect()
}

/// The declarations of a package, in the order of files and places.
pub(crate) fn package_items<'db>(db: &'db dyn salsa::Database, package: &str) -> impl Iterator<Item = Item<'db>> {
    let files = packages(db).get(package).map(Vec::as_slice).unwrap_or_default();
    files.iter().flat_map(move |file| items(db, *file).iter().copied())
}

/// The declarations that a keyword starts, in the order of files and places.
#[salsa::tracked(returns(deref))]
pub(crate) fn of_keyword<'db>(db: &'db dyn salsa::Database, keyword: Word<'db>) -> Vec<Item<'db>> {
    all_items(db).filter(|item| item.keyword(db) == keyword.text(db)).collect()
}

/// The declaration of a name; the first, if it is declared more than once.
#[salsa::tracked(returns(copy))]
pub(crate) fn declared<'db>(db: &'db dyn salsa::Database, key: Key<'db>) -> Option<Item<'db>> {
    let scope = scope(db, Word::new(db, key.package(db)));
    scope.get(&Slot { space: key.space(db), name: key.name(db) })?.first().copied()
}

/// What a name of a package stands for, and its declaration; purposes have no declaration of their own.
pub(crate) fn named<'db>(
    db: &'db dyn salsa::Database,
    package: &str,
    space: Space,
    name: &str,
) -> Option<(What, Option<Item<'db>>)> {
    if space == Space::Purpose {
        let known = package.is_empty() && purposes(db).iter().any(|purpose| purpose == name);
        return known.then_some((What::Purpose, None));
    }
    let item = declared(db, Key::new(db, SmolStr::new(package), space, SmolStr::new(name)))?;
    item.what(db).map(|(_, what)| (what, Some(item)))
}

/// The declaration of a full name.
pub(crate) fn item_of<'db>(db: &'db dyn salsa::Database, space: Space, full: &str) -> Option<Item<'db>> {
    let (package, name) = split_name(full);
    declared(db, Key::new(db, SmolStr::new(package), space, SmolStr::new(name)))
}

/// The declarations of `priorities` in the root package.
pub(crate) fn priorities(db: &dyn salsa::Database) -> impl Iterator<Item = Item<'_>> {
    let all = of_keyword(db, Word::new(db, SmolStr::new_static("priorities")));
    all.iter().copied().filter(move |item| item.package(db).is_empty())
}

/// The purposes, the highest first. There is one `priorities`; where there are more, the others' purposes come behind, so
/// that those who use them have nothing to be told.
#[salsa::tracked]
pub(crate) fn purposes(db: &dyn salsa::Database) -> Vec<SmolStr> {
    let mut purposes = Vec::new();
    for item in priorities(db) {
        if let DeclKind::Priorities(names) = &item.decl(db).kind {
            purposes.extend(names.iter().map(|name| name.text.clone()));
        }
    }
    purposes
}

/// What a `use` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// All of a package.
    Package(SmolStr),
    /// One declaration's name, of whatever kinds the package has it.
    Name {
        /// The package.
        package: SmolStr,
        /// The name.
        name: SmolStr,
    },
}

impl Use {
    /// As it is written.
    pub fn path(&self) -> FullName {
        match self {
            Self::Package(package) => package.clone(),
            Self::Name { package, name } => full_name(package, name),
        }
    }
}

/// The `use`s of a file that may name something, in their order; without places.
#[salsa::tracked(returns(deref))]
pub(crate) fn uses(db: &dyn salsa::Database, file: SourceFile) -> Vec<Use> {
    let packages = package_names(db);
    let meant = |path: &baton_grammar::tree::Path| {
        let text = dotted(path);
        if packages.contains(&text) {
            return Use::Package(text);
        }
        let (package, name) = split_name(&text);
        Use::Name { package: package.into(), name: name.into() }
    };
    parsed(db, file).file.uses.iter().map(meant).collect()
}

/// A path as it is written.
pub(crate) fn dotted(path: &baton_grammar::tree::Path) -> SmolStr {
    joined(&path.words)
}

/// Words with dots between them.
pub(crate) fn joined(words: &[baton_grammar::tree::Name]) -> SmolStr {
    let mut text = smol_str::SmolStrBuilder::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            text.push('.');
        }
        text.push_str(&word.text);
    }
    text.finish()
}
